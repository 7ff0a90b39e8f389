namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="PmoScorecard"/>, with the same figures: some metrics, and a view that
/// explains one, had other names.
/// </summary>
public static class ScorecardV1
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>The scorecard of a book.</summary>
    public static PmoScorecard Compute(Book book)
    {
        var now = PmoScorecard.Compute(book);
        return now with { Items = [.. now.Items.Select(AsNamedThen)] };
    }

    private static ScorecardNumber AsNamedThen(ScorecardNumber number) => number with
    {
        Metric = number.Metric switch
        {
            "feedback-linked" => "voices-linked",
            "feedback-answered" => "voices-answered",
            var same => same,
        },
        ExplainedIn = number.ExplainedIn == CommunicationCoverage.ViewName
            ? "communication" : number.ExplainedIn,
    };
}
