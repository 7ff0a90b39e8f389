using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Verify.Replay;

/// <summary>
/// Digests of views, by their path below the portfolio, asked without parameters: the same
/// functions of Core that the ledger answers with.
/// </summary>
internal static class ViewDigests
{
    private static readonly SortedDictionary<string, Func<Book, IReadOnlyList<Posting>, string>>
        ByPath = new(StringComparer.Ordinal)
        {
            ["alignment"] = (b, _) => Of(Alignment.Compute(b), b),
            ["benefits"] = (b, _) => Of(Benefits.Compute(b), b),
            ["capacity"] = (b, _) => Of(Capacities.Compute(b), b),
            ["communication-coverage"] = (b, _) => Of(CommunicationCoverage.Compute(b), b),
            ["communications"] = (b, _) => Of(CommunicationList.Compute(b), b),
            ["customer-segments"] = (b, _) => ViewDigest.Of(
                RegisteredList.SegmentsName, RegisteredList.ViewVersion,
                RegisteredList.Segments(b), b),
            ["dashboards"] = (b, _) => Of(DashboardList.Compute(b), b),
            ["decisions"] = (b, _) => Of(DecisionList.Compute(b), b),
            ["delegations"] = (b, _) => Of(DelegationList.Compute(b), b),
            ["deliverables"] = (b, _) => Of(Deliverables.Compute(b), b),
            ["departments"] = (b, _) => ViewDigest.Of(
                RegisteredList.DepartmentsName, RegisteredList.ViewVersion,
                RegisteredList.Departments(b), b),
            ["financials"] = (b, _) => Of(Financials.Compute(b), b),
            ["hindsight"] = (b, _) => Of(HindsightAnalysis.Compute(b), b),
            ["initiatives"] = (b, _) => Of(InitiativeList.Compute(b), b),
            ["listening"] = (b, _) => Of(Listening.Compute(b), b),
            ["market-positioning"] = (b, _) => Of(MarketPositioning.Compute(b), b),
            ["objectives"] = (b, _) => Of(ObjectiveList.Compute(b), b),
            ["outcomes"] = (b, _) => Of(OutcomeList.Compute(b), b),
            ["outcomes-versus-outputs"] = (b, _) => Of(OutcomesVersusOutputs.Compute(b), b),
            ["overview"] = (b, _) => Of(Overview.Compute(b), b),
            ["process"] = (b, _) => Of(PmoProcess.Compute(b), b),
            ["productivity"] = (b, _) => Of(Productivity.Compute(b), b),
            ["programs"] = (b, _) => Of(Programs.Compute(b), b),
            ["ranking"] = (b, _) => Of(Ranking.Compute(b), b),
            ["rankings"] = (b, _) => Of(PublishedRankings.Compute(b), b),
            ["reconciliation"] = (b, _) => Of(Reconciliation.Compute(b), b),
            ["reports"] = (b, _) => Of(ReportList.Compute(b), b),
            ["review-cycles"] = (b, _) => Of(ReviewCycleList.Compute(b), b),
            ["scorecard"] = (b, _) => Of(PmoScorecard.Compute(b), b),
            ["scoring-models"] = (b, _) => Of(ScoringModelList.Compute(b), b),
            ["silos"] = (b, _) => Of(Silos.Compute(b), b),
            ["subscriptions"] = (b, _) => Of(SubscriptionList.Compute(b), b),
            ["surveys"] = (b, _) => Of(Surveys.Compute(b), b),
            ["timeline"] = (b, journal) =>
                Of(Timeline.Compute(b, journal.Take((int)b.Position)), b),
            ["value-streams"] = (b, _) => Of(ValueStreamRanking.Compute(b), b),
        };

    /// <summary>The views that can be computed.</summary>
    public static IEnumerable<string> Names => ByPath.Keys;

    /// <summary>Whether a view can be computed.</summary>
    public static bool Has(string view) => ByPath.ContainsKey(view);

    /// <summary>The digest of a view of a book.</summary>
    public static string Compute(string view, Book book, IReadOnlyList<Posting> journal) =>
        ByPath[view](book, journal);

    private static string Of<T>(T view, Book book) where T : IView => ViewDigest.Of(view, book);
}
