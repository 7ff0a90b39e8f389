using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Benchmarks;

/// <summary>What views are computed from.</summary>
/// <param name="Now">The book of today.</param>
/// <param name="Before">A book some events earlier.</param>
/// <param name="Between">The entries from that book to this one.</param>
internal sealed record FullBooks(Book Now, Book Before, ImmutableArray<Entry> Between)
{
    /// <summary>So many entries lie between the two books: about 500 of the last round.</summary>
    private const int Range = 500;

    public static FullBooks Of(int rounds)
    {
        var entries = FullHistory.Of(rounds);
        var before = FullHistory.Folded(entries.SkipLast(Range));
        ImmutableArray<Entry> between = [.. entries.TakeLast(Range)];
        return new(before.Post(between), before, between);
    }
}

/// <summary>One view of the catalogue, computed without its database.</summary>
/// <param name="Path">As the catalogue of views names it.</param>
/// <param name="Of">Computes it.</param>
/// <param name="Digest">Of what was computed.</param>
internal sealed record MeasuredView(
    string Path, Func<FullBooks, object> Of, Func<object, Book, string> Digest);

/// <summary>
/// Every view of the catalogue. Those that read the journal are given the entries: what the
/// database takes to find them is not in it.
/// </summary>
internal static class FullViews
{
    public static readonly ImmutableArray<MeasuredView> All =
    [
        View("alignment", b => Alignment.Of(b.Now)),
        View("ranking", b => Ranking.Of(b.Now)),
        View("financials", b => Financials.Of(b.Now)),
        View("ranking/comparison", b => InitiativeComparison.OfRankings(b.Before, b.Now)),
        View("ranking/explanation", Explained),
        View("alignment/comparison", b => InitiativeComparison.OfAlignments(b.Before, b.Now)),
        View("value-streams/comparison", b => ValueStreamComparison.Of(b.Before, b.Now)),
        View("initiatives-comparison", Compared),
        View("outcomes-comparison", b => OutcomeComparison.Of(b.Before, b.Now)),
        View("value-streams", b => ValueStreamRanking.Of(b.Now)),
        View("outcomes-versus-outputs", b => OutcomesVersusOutputs.Of(b.Now)),
        View("outcomes", b => OutcomeList.Of(b.Now)),
        View("outcomes/{outcome}", b => OutcomeDetail.Of(b.Now, FullHistory.Outcome(7))!),
        View("initiatives", b => InitiativeList.Of(b.Now)),
        View("initiatives/{initiative}",
            b => InitiativeDetail.Of(b.Now, FullHistory.Initiative(3))!),
        View("programs", b => Programs.Of(b.Now)),
        View("deliverables", b => Deliverables.Of(b.Now)),
        View("benefits", b => Benefits.Of(b.Now)),
        View("productivity", b => Productivity.Of(b.Now)),
        View("market-positioning", b => MarketPositioning.Of(b.Now)),
        View("process", b => PmoProcess.Of(b.Now, null, b.Now.Day.AddDays(-100))),
        View("hindsight", b => HindsightAnalysis.Of(b.Now)),
        View("overview", b => Overview.Of(b.Now)),
        View("scorecard", b => PmoScorecard.Of(b.Now)),
        View("silos", b => Silos.Of(b.Now)),
        View("listening", b => Listening.Of(b.Now)),
        View("surveys", b => Surveys.Of(b.Now)),
        View("objectives", b => ObjectiveList.Of(b.Now)),
        View("feedback", b => FeedbackList.Of(b.Now)),
        View("scoring-models", b => ScoringModelList.Of(b.Now)),
        View("rankings", b => PublishedRankings.Of(b.Now)),
        View("rankings/{ranking}", b => PublishedRankingDetail.Of(
            b.Now.Scoring.Rankings.GetValueOrDefault(Key.Of("k3"))!, b.Now)),
        View("timeline", b => Timeline.Of(b.Now, b.Between.Select(e => e.Posting))),
        View("reconciliation", b => Reconciliation.Of(b.Now, 1)),
        View("reports", b => ReportList.Of(b.Now)),
        View("reports/{report}", b => ReportDetail.Of(b.Now, Key.Of("r3"))!),
        View("dashboards", b => DashboardList.Of(b.Now)),
        View("subscriptions", b => SubscriptionList.Of(b.Now)),
        View("departments", b => RegisteredList.Departments(b.Now)),
        View("customer-segments", b => RegisteredList.Segments(b.Now)),
        View("review-cycles", b => ReviewCycleList.Of(b.Now)),
        View("capacity", b => Capacities.Of(b.Now)),
        View("decisions", b => DecisionList.Of(b.Now)),
        View("decisions/{decision}", b => DecisionDetail.Of(
            b.Now, FullHistory.Decision(3), b.Before, b.Before, b.Between)!),
        View("delegations", b => DelegationList.Of(b.Now)),
        View("changes", b => Changes.Of(b.Before, b.Now, [.. b.Between.Select(e => e.Posting)])),
        View("stakeholders", b => StakeholderList.Of(b.Now)),
        View("communications", b => CommunicationList.Of(b.Now)),
        View("communication", b => CommunicationCoverage.Of(b.Now)),
    ];

    private static MeasuredView View<T>(string path, Func<FullBooks, T> of) where T : notnull =>
        new(path, b => of(b), (view, book) => ViewDigest.Of(path, 1, (T)view, book));

    private static RankingExplanation Explained(FullBooks b)
    {
        var walk = new RankWalk(FullHistory.Initiative(996), b.Before, [], new());
        foreach (var entry in b.Between)
            walk.Post(entry.Posting);
        return walk.Explained();
    }

    private static StateComparison Compared(FullBooks b)
    {
        var differences = StateDifference.Between(b.Before, b.Now);
        return StateComparison.Of(b.Before, b.Now, differences, [.. differences.Select(_ => b.Between[0])]);
    }
}
