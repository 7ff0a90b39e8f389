using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// One approved initiative: what was expected then, and what there is now. Unknown is null.
/// </summary>
/// <param name="Initiative">Which.</param>
/// <param name="Name">For people.</param>
/// <param name="Department">
/// The one that leads it, as it is called now. The ledger does not know the department of a
/// sponsor, who is an opaque id.
/// </param>
/// <param name="ApprovedOn">The business day of the approval in force.</param>
/// <param name="DaysToApprove">From the proposal.</param>
/// <param name="ExpectedBudget">Approved by then.</param>
/// <param name="ActualBudget">Approved now, or at its end.</param>
/// <param name="ExpectedDays">From approval to the completion expected then.</param>
/// <param name="ActualDays">To its completion, or to the one forecast now.</param>
/// <param name="ExpectedBenefits">Planned then, in periods that are over.</param>
/// <param name="ActualBenefits">Realised, in periods that are over.</param>
/// <param name="Attainment">Of its outcomes, as measured now.</param>
/// <param name="Scores">By criterion, at the approval.</param>
/// <param name="Unknown">
/// Why each of the numbers that are null is, in the order of the fields.
/// </param>
public sealed record HindsightCase(
    Key Initiative, string Name, Key? Department, DateOnly ApprovedOn, int DaysToApprove,
    decimal? ExpectedBudget, decimal? ActualBudget, int? ExpectedDays, int? ActualDays,
    decimal? ExpectedBenefits, decimal? ActualBenefits, decimal? Attainment,
    ImmutableSortedDictionary<string, decimal> Scores, ImmutableArray<string> Unknown)
{
    internal static IEnumerable<HindsightCase> AllOf(Book book)
    {
        var outcomes = LinkedOutcomes.ByInitiative(book);
        var benefits = Ordered.ByKey<ImmutableArray<BenefitItem>>().ToBuilder();
        foreach (var line in Benefits.LinesOf(book))
            if (line is { Due: true, Initiative: { } of })
                benefits[of] = (benefits.TryGetValue(of, out var lines) ? lines : []).Add(line);
        foreach (var initiative in book.Initiatives.On(book.Day))
            if (initiative.Expected.At(book.Day) is { } expected)
                yield return Compute(
                    book,
                    initiative,
                    expected,
                    benefits.TryGetValue(initiative.Key, out var due) ? due : [],
                    outcomes.GetValueOrDefault(initiative.Key)?.Attainment
                );
    }

    private static HindsightCase Compute(
        Book book,
        Initiative initiative,
        Dated<Expectation> expected,
        ImmutableArray<BenefitItem> benefits,
        decimal? attainment
    )
    {
        var (day, on) = (book.Day, expected.EffectiveOn);
        var completion = book.Process.CompletedOn(initiative.Key, day)
            ?? (
                initiative.ForecastCompletion.At(day) ?? initiative.BaselineCompletion.At(day)
            )?.Value;
        var known = new HindsightCase(
            initiative.Key,
            initiative.NameOn(day),
            initiative.DepartmentOn(day) is { } lead
                ? book.Departments.SuccessorOn(lead, day) : null,
            on,
            on.DayNumber - initiative.From.DayNumber,
            expected.Value.Budget,
            initiative.BudgetOn(day),
            expected.Value.Completion?.DayNumber - on.DayNumber,
            completion?.DayNumber - on.DayNumber,
            Sums.OfKnown(benefits.Select(l => l.Approved)),
            Sums.OfKnown(benefits.Select(l => l.Realised)),
            attainment,
            expected.Value.Scores,
            []
        );
        return known with { Unknown = [.. known.Reasons(benefits.IsEmpty)] };
    }

    private IEnumerable<string> Reasons(bool isWithoutBenefits)
    {
        if (ExpectedBudget is null)
            yield return "expectedBudget: none was approved before the approval";
        if (ActualBudget is null)
            yield return "actualBudget: none is approved";
        if (ExpectedDays is null)
            yield return "expectedDays: no completion was forecast or baselined before the "
                + "approval";
        if (ActualDays is null)
            yield return "actualDays: it is not completed, and no completion is forecast or "
                + "baselined";
        var noBenefits = isWithoutBenefits
            ? "no benefit is planned or realised in a period that is over"
            : null;
        if (ExpectedBenefits is null)
            yield return "expectedBenefits: "
                + $"{noBenefits ?? "none was planned before the approval"}";
        if (ActualBenefits is null)
            yield return $"actualBenefits: {noBenefits ?? "none is recorded as realised"}";
        if (Attainment is null)
            yield return "attainment: no outcome linked to it is measured against a baseline and a "
                + "target";
    }
}
