namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>Version 2 of <see cref="ScorecardNumber"/>: without who is missing.</summary>
public sealed record ScorecardNumberV2(
    string Panel, string Metric, decimal? Numerator, decimal? Denominator, decimal? Value,
    string Unit, string ExplainedIn)
{
    internal static ScorecardNumberV2 From(ScorecardNumber now) => new(now.Panel, now.Metric,
        now.Numerator, now.Denominator, now.Value, now.Unit, now.ExplainedIn);
}

/// <summary>
/// Version 2 of <see cref="PmoScorecard"/>: stakeholders who were told something stood for teams
/// that are informed, decisions that an import recorded counted, and whether initiatives in
/// execution are measured was not asked.
/// </summary>
public sealed record ScorecardV2(
    ImmutableArray<ScorecardPanel> Panels, ImmutableArray<ScorecardNumberV2> Items)
    : IVersionedView, IListView<ScorecardV2, ScorecardNumberV2>
{
    /// <summary>The version.</summary>
    public static int ViewVersion => 2;

    public ScorecardV2 Page(ImmutableArray<ScorecardNumberV2> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The scorecard of a book.</summary>
    public static ScorecardV2 Compute(Book book)
    {
        var now = PmoScorecard.Compute(book);
        return new(now.Panels, [
            .. now
                .Items.Where(n => n.Metric != "initiatives-measured")
                .Select(n => ScorecardNumberV2.From(n.Metric switch
                {
                    "decisions-citing-feedback" => CitingFeedback(book, n),
                    "teams-informed" => StakeholdersInformed(book, n.Panel),
                    _ => n,
                })),
        ]);
    }

    private static ScorecardNumber CitingFeedback(Book book, ScorecardNumber now)
    {
        var heard = ListeningV3.Compute(book);
        return ScorecardNumber.Share(now.Panel, now.Metric, heard.DecisionsCitingFeedback,
            heard.Decisions, now.ExplainedIn);
    }

    private static ScorecardNumber StakeholdersInformed(Book book, string panel)
    {
        var since = book.Day.AddDays(-DepartmentAwareness.InformedWithin);
        var people = StakeholderList.Compute(book).Items;
        return ScorecardNumber.Share(panel, "stakeholders-informed",
            people.Count(p => p.LastContactOn >= since), people.Length,
            CommunicationCoverage.ViewName);
    }
}
