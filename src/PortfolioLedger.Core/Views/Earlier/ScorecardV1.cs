namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 1 of <see cref="PmoScorecard"/>, with the figures of version 2: some metrics, and a view
/// that explains one, had other names.
/// </summary>
public static class ScorecardV1
{
    /// <summary>The version.</summary>
    public const int Version = 1;

    /// <summary>The scorecard of a book.</summary>
    public static ScorecardV2 Compute(Book book)
    {
        var next = ScorecardV2.Compute(book);
        return next with { Items = [.. next.Items.Select(AsNamedThen)] };
    }

    private static ScorecardNumberV2 AsNamedThen(ScorecardNumberV2 number) => number with
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
