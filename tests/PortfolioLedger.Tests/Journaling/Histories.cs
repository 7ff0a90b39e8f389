using CsCheck;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Journaling;

/// <summary>
/// Random commands about few things, so that they meet; some take effect earlier or later.
/// </summary>
internal static class Histories
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    private static readonly Gen<Key> Initiative = Gen.Int[1, 3].Select(i => Key.Parse($"i{i}"));
    private static readonly Gen<Key> Objective = Gen.Int[1, 2].Select(i => Key.Parse($"o{i}"));
    private static readonly Gen<Key> Outcome = Gen.Int[1, 2].Select(i => Key.Parse($"m{i}"));
    private static readonly Gen<Key> Department = Gen.Int[1, 2].Select(i => Key.Parse($"d{i}"));
    private static readonly Gen<Key> Feedback = Gen.Int[1, 9].Select(i => Key.Parse($"f{i}"));
    private static readonly Gen<DateOnly> Day = Gen.Int[-40, 40].Select(Today.AddDays);
    private static readonly Gen<DateOnly?> MaybeDay = Gen.Int[-80, 40].Select(
        days => days < -40 ? (DateOnly?)null : Today.AddDays(days));
    private static readonly Gen<Grounds> Grounded =
        MaybeDay.Select(day => Why with { EffectiveOn = day });
    private static readonly Gen<decimal> Amount = Gen.Int[1, 900].Select(n => n / 8m);

    private static readonly Gen<ICommand> Command = Gen.OneOf<ICommand>(
        Gen.Select(Department, MaybeDay).Select((d, day) =>
            (ICommand)new RegisterDepartment(d, d.Value, day)),
        Gen.Select(Initiative, Department, MaybeDay).Select((i, d, day) => (ICommand)
            new ProposeInitiative(i, i.Value, InitiativeKind.Project, "sponsor", d,
                EffectiveOn: day)),
        Gen.Select(Initiative, MaybeDay).Select((i, day) => (ICommand)new SubmitInitiative(i, day)),
        Gen.Select(Initiative, Grounded).Select((i, why) => (ICommand)new RejectInitiative(i, why)),
        Gen.Select(Initiative, Amount, Grounded).Select((i, a, why) => (ICommand)
            new ApproveBudget(i, "2026", Usd(a), why)),
        Gen.Select(Initiative, Amount, MaybeDay).Select((i, a, day) => (ICommand)
            new RecordSpend(i, "2026-01", Usd(a), EffectiveOn: day)),
        Gen.Select(Initiative, Gen.Int[1, 3], Grounded).Select((i, to, why) => (ICommand)
            new ShiftPriority(i, to, why)),
        Gen.Select(Objective, MaybeDay).Select((o, day) => (ICommand)new ProposeObjective(
            o, o.Value, "To be reached.", ObjectiveLevel.Strategic, "ceo", EffectiveOn: day)),
        Gen.Select(Initiative, Objective, Grounded).Select((i, o, why) => (ICommand)
            new ClaimContribution(i, o, Strength.Strong, why)),
        Outcome.Select(m => (ICommand)new DefineOutcome(m, m.Value)),
        Gen.Select(Outcome, Amount, Day).Select((m, v, on) =>
            (ICommand)new MeasureOutcome(m, v, on)),
        Feedback.Select(f => (ICommand)new ReceiveFeedback(
            f, SealedText.Seal($"said {f} {Guid.NewGuid()}", Guid.NewGuid().ToByteArray()))));

    /// <summary>Submissions of one to four commands each, all or nothing.</summary>
    public static Gen<ICommand[][]> Submissions { get; } = Command.Array[1, 4].Array[20, 60];
}
