namespace PortfolioLedger.Core.Initiatives;

/// <summary>
/// What was expected of an initiative at the moment it was approved. Kept in the book, so that
/// looking back does not read the journal again.
/// </summary>
/// <param name="Budget">Approved by then, over all periods; unknown if null.</param>
/// <param name="Completion">Forecast by then, else baselined; unknown if null.</param>
/// <param name="Scores">By criterion and scale.</param>
public sealed record Expectation(
    decimal? Budget, DateOnly? Completion, ImmutableSortedDictionary<string, decimal> Scores)
{
    internal static Expectation From(Initiative initiative, DateOnly day)
    {
        var scores = Ordered.ByText<decimal>().ToBuilder();
        foreach (var (criterion, score) in initiative.Scores)
            if (score.At(day) is { } known)
                scores[criterion] = known.Value;
        return new(initiative.BudgetOn(day),
            (initiative.ForecastCompletion.At(day) ?? initiative.BaselineCompletion.At(day))?.Value,
            scores.ToImmutable());
    }
}
