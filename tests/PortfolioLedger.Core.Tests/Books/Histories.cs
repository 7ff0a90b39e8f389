using CsCheck;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.ValueStreams;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// Random histories: things created on the first day, then facts around their days.
/// </summary>
internal static class Histories
{
    public static readonly DateOnly Start = new(2026, 1, 1);

    private static readonly Gen<string> Initiatives = Gen.OneOf("a", "b", "c");
    private static readonly Gen<string> Objectives = Gen.OneOf("o1", "o2", "o3", "op");
    private static readonly Gen<string> Outcomes = Gen.OneOf("x", "y");
    private static readonly Gen<string> Units = Gen.OneOf("north", "south");
    private static readonly Gen<string> Streams = Gen.OneOf("s", "t");
    private static readonly Gen<decimal> Mark = Gen.Int[0, 100].Select(n => n / 10m);
    private static readonly Gen<decimal> Amount = Gen.Int[-500, 9_999].Select(n => n / 4m);
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 400].Select(Start.AddDays);

    private static readonly Gen<Stage> Reached = Gen.OneOf(
        Stage.Submitted,
        Stage.Approved,
        Stage.Active,
        Stage.Paused,
        Stage.Deferred,
        Stage.Completed
    );

    private static readonly Gen<Strength> Strengths = Gen.OneOf(
        Strength.None,
        Strength.Weak,
        Strength.Medium,
        Strength.Strong
    );

    /// <summary>
    /// Facts that add up: a later-effective one changes what those after it contribute.
    /// </summary>
    private static readonly Gen<IFact> Amounts = Gen.OneOf<IFact>(
        Gen.Select(Initiatives, Amount, (i, a) => (IFact)Budget(i, a)),
        Gen.Select(Initiatives, Amount, Amount, (i, d, t) => (IFact)BudgetChange(i, d, t)),
        Gen.Select(Initiatives, Amount, Amount, (i, d, t) => (IFact)BudgetChange(i, d, t, "2027")),
        Gen.Select(Outcomes, Initiatives, Amount, (o, i, a) =>
            (IFact)
                new BenefitPlanned(
                    Key.Parse(o),
                    Key.Parse(i),
                    "2026-q1",
                    BenefitKind.Benefit,
                    BenefitClass.Cashable,
                    null,
                    Usd(a)
                )
        )
    );

    /// <summary>Facts that set a value, and spend, which stands for itself.</summary>
    private static readonly Gen<IFact> Values = Gen.OneOf<IFact>(
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 10], (a, b) =>
            (IFact)Weights(("o1", a / 20m), ("o2", b / 20m), ("o3", 1 - ((a + b) / 20m)))
        ),
        Gen.Select(Initiatives, Objectives, Strengths, Gen.Int[0, 4], (i, o, s, q) =>
            (IFact)Claim(i, o, s, q == 0 ? null : q / 4m)
        ),
        Gen.Select(Initiatives, Objectives, (i, o) =>
            (IFact)new ContributionWithdrawn(Key.Parse(i), Key.Parse(o), Why)
        ),
        Gen.Select(Initiatives, Amount, (i, a) => (IFact)Spend(i, a)),
        Gen.Select(Initiatives, Reached, StageReached),
        Gen.Select(Initiatives, Amount, Gen.OneOf("2026", "2027"), (i, a, p) =>
            (IFact)Request(i, Math.Abs(a), p)),
        Gen.Select(Initiatives, Days, (i, d) =>
            (IFact)new InitiativeDeferred(Key.Parse(i), d, Why)),
        Gen.Select(Initiatives, Days, (i, d) =>
            (IFact)new InitiativePaused(Key.Parse(i), Why, d)),
        Gen.Select(Initiatives, Gen.Int[1, 5], (i, p) => (IFact)Priority(i, p)),
        Gen.Select(Initiatives, Gen.OneOf("value", "risk"), Mark, (i, c, v) =>
            (IFact)Score(i, c, v)
        ),
        Gen.Int[1, 2].Select(v => (IFact)Adopted("board", v)),
        Amount.Select(a => (IFact)PortfolioBudget(Math.Abs(a) * 3)),
        Gen.Select(Streams, Gen.Int[0, 10], (s, i) => (IFact)Importance(s, i / 10m)),
        Gen.Select(Streams, Amount, Mark, (s, a, f) => (IFact)Resources(s, Math.Abs(a), f)),
        Gen.Select(Outcomes, Mark, Days, (o, v, d) =>
            (IFact)new OutcomeMeasured(Key.Parse(o), v, d, 3, null)
        ),
        Gen.Select(Outcomes, Mark, Days, (o, v, d) =>
            (IFact)new MeasurementCorrected(Key.Parse(o), d, v, null, null, null)
        ),
        Gen.Select(Outcomes, Mark, (o, v) =>
            (IFact)new TargetSet(Key.Parse(o), null, v, new(2026, 12, 31), Why)
        ),
        Gen.Select(Outcomes, Initiatives, Gen.Int[0, 3], (o, i, w) => (IFact)Linked(o, i, w)),
        Gen.Select(Initiatives, Gen.Int[0, int.MaxValue - 1], Days, Days, (i, n, planned, on) =>
            (IFact)
                new OutputDelivered(
                    Key.Parse(i),
                    Key.Parse($"out-{n}"),
                    null,
                    null,
                    planned,
                    on,
                    null
                )
        ),
        Gen.OneOf("o1", "o2", "op").Select(o => (IFact)Retired(o)),
        Gen.Select(Initiatives, Days, Gen.Int[0, 90], Mark, (i, from, days, fte) =>
            (IFact)
                new ResourceAllocated(
                    Key.Parse(i),
                    Key.Parse("north"),
                    "engineer",
                    fte,
                    from,
                    from.AddDays(days)
                )
        ),
        Gen.Select(Initiatives, Amount, (i, h) =>
            (IFact)new EffortRecorded(Key.Parse(i), "2026-03", null, null, h)
        ),
        Gen.Select(Initiatives, Initiatives, (i, o) =>
            (IFact)new DependencyDeclared(Key.Parse(i), Key.Parse(o), null, null)
        ),
        Gen.Select(Outcomes, Initiatives, Amount, (o, i, a) =>
            (IFact)
                new BenefitRealised(
                    Key.Parse(o),
                    Key.Parse(i),
                    "2026-q1",
                    BenefitKind.Benefit,
                    null,
                    null,
                    Usd(a)
                )
        ),
        Gen.Select(Outcomes, Mark, Days, (o, v, by) =>
            (IFact)new TargetChanged(Key.Parse(o), TargetChangeKind.Ambition, null, v, by, Why)
        ),
        Outcomes.Select(o => (IFact)new OutcomeRetired(Key.Parse(o), null)),
        Gen.Select(Initiatives, Gen.Int[0, int.MaxValue - 1], (i, n) =>
            (IFact)
                new SurveyRoundRecorded(
                    Key.Parse($"{i}-{n}"),
                    SurveyAbout.Initiative,
                    Key.Parse(i),
                    null,
                    SurveyScale.Csat,
                    ImmutableSortedDictionary<int, int>.Empty.Add(5, n % 31).Add(1, 7),
                    null,
                    null
                )
        ),
        Initiatives.Select(i => (IFact)new FeedbackUnlinked(Key.Parse("fb"), Key.Parse(i))),
        Gen.Const((IFact)new FeedbackAnswered(Key.Parse("fb"), null)),
        Initiatives.Select(i => (IFact)new FeedbackLinked(Key.Parse("fb"), Key.Parse(i), 2)),
        Gen.Select(Initiatives, Gen.OneOf("One", "Two"), (i, n) =>
            (IFact)new InitiativeRenamed(Key.Parse(i), n)
        ),
        Gen.Select(Initiatives, Units, Gen.OneOf("s", "t", null), Gen.OneOf("p", null), Revision),
        Gen.Select(Initiatives, Gen.OneOf("One", null), (i, s) =>
            (IFact)new InitiativeDescribed(Key.Parse(i), new(null, s))
        ),
        Gen.Select(Outcomes, Gen.OneOf("One", "Two"), Gen.Enum<OutcomeCategory>(), OutcomeRevision),
        Gen.Select(Streams, Gen.OneOf("One", "Two"), Units, (s, n, u) =>
            (IFact)new ValueStreamRevised(Key.Parse(s), new(null, n), null, null, null, null, null,
                new(null, Key.Parse(u)), Why)
        ),
        Gen.Select(Gen.OneOf("Go?", "Go now?"), Gen.OneOf(1, 2, (int?)null), (q, n) =>
            (IFact)new DecisionRevised(Key.Parse("d"), new(null, q), null, null, null,
                new(null, n), null, Why)
        ),
        Gen.Enum<StakeholderGroup>().Select(g =>
            (IFact)new StakeholderRevised(Key.Parse("sh"), null, null, new(null, g))
        ),
        Initiatives.Select(i => (IFact)new PhaseEntered(Key.Parse(i), "Build")),
        Gen.Select(Units, Mark, (d, f) =>
            (IFact)new CapacitySet("2026", Key.Parse(d), "engineer", f)
        ),
        Gen.Select(Units, Gen.OneOf("One", "Two"), (d, n) =>
            (IFact)new DepartmentRenamed(Key.Parse(d), n)
        ),
        Gen.Select(Units, Units, (d, into) =>
            (IFact)new DepartmentMerged(Key.Parse(d), Key.Parse(into))
        ),
        Streams.Select(s => (IFact)new ValueStreamRetired(Key.Parse(s), Why)),
        Gen.Const<IFact>(new ReviewCycleClosed(Key.Parse("cycle"))),
        Gen.OneOf("yes", "no").Select(o => (IFact)new VoteCast(Key.Parse("d"), o, null)),
        Gen.OneOf("yes", "no")
            .Select(o => (IFact)new DecisionTaken(Key.Parse("d"), o, 3, null, ["Report"], Why)),
        Gen.OneOf("yes", "no").Select(o => (IFact)new DecisionTaken(
            Key.Parse("d"), o, null, null, null, Why, new(o, "chair"))),
        Gen.OneOf("yes", "no").Select(o => (IFact)new DecisionTaken(
            Key.Parse("d"), o, null, null, null, Why, OverrideReason: "The law asks for it")),
        Gen.Const<IFact>(new ConditionMet(Key.Parse("d"), 1, null)),
        Gen.Const<IFact>(new DecisionReviewed(Key.Parse("d"), BorneOut.No, null)),
        Amount.Select(a =>
            (IFact)new DelegationSet(History.Portfolio, Role.Approver, Usd(Math.Abs(a)), Why)
        ),
        Objectives.Select(o => (IFact)new StrategyAcknowledged([Key.Parse(o)], 5, Key.Parse("sh")))
    );

    /// <summary>
    /// Facts that say which outcomes and voices stand behind initiatives, and what they are.
    /// </summary>
    private static readonly Gen<IFact> Links = Gen.OneOf<IFact>(
        Gen.Select(Outcomes, Initiatives, Gen.Int[0, 3], (o, i, w) => (IFact)Linked(o, i, w)),
        Gen.Select(Outcomes, Gen.OneOf("p", "q"), Gen.Int[0, 3], (o, p, w) =>
            (IFact)new OutcomeLinked(Key.Parse(o), new(SubjectKind.Output, Key.Parse(p)), w, Why)
        ),
        Gen.Select(Initiatives, Gen.OneOf("p", "q"), Gen.OneOf("x", "y", null), (i, p, o) =>
            (IFact)Planned(i, p, "2026-05-01", outcome: o)
        ),
        Gen.Select(Initiatives, Gen.OneOf("p", "q"), (i, p) =>
            (IFact)Delivered(i, p, "2026-05-01")
        ),
        Gen.Select(Outcomes, Mark, Days, (o, v, d) =>
            (IFact)new OutcomeMeasured(Key.Parse(o), v, d, 3, null)
        ),
        Outcomes.Select(o => (IFact)new OutcomeRetired(Key.Parse(o), null)),
        Gen.OneOf("fb", "late")
            .Select(f =>
                (IFact)
                    new FeedbackReceived(
                        Key.Parse(f),
                        null,
                        null,
                        new SealedText("3q2+7w=="),
                        null,
                        null
                    )
            ),
        Gen.Select(Gen.OneOf("fb", "late"), Initiatives, Gen.Int[0, 3], (f, i, importance) =>
            (IFact)new FeedbackLinked(Key.Parse(f), Key.Parse(i), importance)
        ),
        Gen.Select(Gen.OneOf("fb", "late"), Initiatives, (f, i) =>
            (IFact)new FeedbackUnlinked(Key.Parse(f), Key.Parse(i))
        )
    );

    /// <summary>Histories in which most facts are about what stands behind initiatives.</summary>
    public static readonly Gen<Entry[]> OfLinks = Of(Gen.Frequency((1, Values), (3, Links)));

    /// <summary>Histories of every sort of fact.</summary>
    public static readonly Gen<Entry[]> Any = Of(Gen.Frequency((4, Values), (1, Amounts)));

    /// <summary>Histories in which no fact changes what another contributes.</summary>
    public static readonly Gen<Entry[]> OfValues = Of(Values);

    private static Gen<Entry[]> Of(Gen<IFact> facts) =>
        Gen.Select(facts, Gen.Int[0, 12], Gen.Int[-40, 60])
            .Array[0, 40]
            .Select(steps =>
            {
                var entries = new List<Entry>();
                foreach (var fact in Created())
                    entries.Add(History.At(entries.Count + 1, fact, Start, Start));
                var today = Start;
                foreach (var (fact, later, offset) in steps)
                {
                    today = today.AddDays(later);
                    var effectiveOn = today.AddDays(offset);
                    entries.Add(
                        History.At(
                            entries.Count + 1,
                            fact,
                            today,
                            effectiveOn < Start ? Start : effectiveOn
                        )
                    );
                }
                return entries.ToArray();
            });

    private static IEnumerable<IFact> Created() =>
        [
            Opened(),
            .. Objective("o1"),
            .. Objective("o2"),
            .. Objective("o3"),
            Proposed("op", Core.Strategy.ObjectiveLevel.Operational, "o2"),
            new DepartmentRegistered(Key.Parse("north"), "North"),
            new DepartmentRegistered(Key.Parse("south"), "South"),
            new ReviewCycleOpened(Key.Parse("cycle"), "Cycle", null, null),
            new DecisionTabled(Key.Parse("d"), "Go?", ["yes", "no"], null, null, null, null),
            new StakeholderRegistered(
                Key.Parse("sh"), null, StakeholderGroup.Board, Key.Parse("north")),
            Initiative("a", "north"),
            Initiative("b", "south"),
            Initiative("c"),
            new InitiativeProposed(
                Key.Parse("p"), "Program p", InitiativeKind.Program, null, null, null, null, null,
                null),
            .. Outcome("x", "a"),
            .. Outcome("y"),
            ValueStream("s"),
            ValueStream("t"),
            .. Released("board", 1, Model(.6m)),
            .. Released("board", 2, Model(.3m)),
            new FeedbackReceived(
                Key.Parse("fb"),
                null,
                null,
                new SealedText("3q2+7w=="),
                null,
                null
            ),
        ];

    /// <summary>Parts of the program p, which is part of nothing: parents make no circle.</summary>
    private static IFact Revision(string initiative, string unit, string? stream, string? program)
    {
        Key? Optional(string? key) => key is null ? null : Key.Parse(key);
        return new InitiativeRevised(Key.Parse(initiative),
            new(null, stream is null ? InitiativeKind.Product : InitiativeKind.Project),
            new(null, $"sponsor-{unit}"), new(null, Key.Parse(unit)),
            new(null, [Key.Parse(unit)]), new(null, Optional(stream)),
            new(null, Optional(program)), Why);
    }

    private static IFact OutcomeRevision(string outcome, string name, OutcomeCategory category) =>
        new OutcomeRevised(Key.Parse(outcome), new(null, name), null, null, new(null, category),
            new(null, $"owner-{name}"), null, null, null, Why);

    private static Criterion[] Model(decimal value) =>
        [
            Criterion("value", value),
            Criterion("risk", .9m - value, Preference.Lower),
            Criterion("fit", .1m, max: 50, source: CriterionSource.Alignment),
        ];
}
