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
        View("alignment", b => Alignment.Compute(b.Now)),
        View("ranking", b => Ranking.Compute(b.Now)),
        View("financials", b => Financials.Compute(b.Now)),
        View("ranking/comparison", b => InitiativeComparison.OfRankings(b.Before, b.Now)),
        View("ranking/explanation", Explained),
        View("ranking/robustness", b => RankingRobustness.Compute(b.Now)),
        View("alignment/comparison", b => InitiativeComparison.OfAlignments(b.Before, b.Now)),
        View("value-streams/comparison", b => ValueStreamComparison.Compute(b.Before, b.Now)),
        View("initiatives-comparison", Compared),
        View("outcomes-comparison", b => OutcomeComparison.Compute(b.Before, b.Now)),
        View("value-streams", b => ValueStreamRanking.Compute(b.Now)),
        View("outcomes-versus-outputs", b => OutcomesVersusOutputs.Compute(b.Now)),
        View("outcomes", b => OutcomeList.Compute(b.Now)),
        View("outcomes/{outcome}", b => OutcomeDetail.Compute(b.Now, FullHistory.Outcome(7))!),
        View("initiatives", b => InitiativeList.Compute(b.Now)),
        View("initiatives/{initiative}",
            b => InitiativeDetail.Compute(b.Now, FullHistory.Initiative(3))!),
        View("programs", b => Programs.Compute(b.Now)),
        View("deliverables", b => Deliverables.Compute(b.Now)),
        View("benefits", b => Benefits.Compute(b.Now)),
        View("productivity", b => Productivity.Compute(b.Now)),
        View("market-positioning", b => MarketPositioning.Compute(b.Now)),
        View("process", b => PmoProcess.Compute(b.Now, null, b.Now.Day.AddDays(-100))),
        View("hindsight", b => HindsightAnalysis.Compute(b.Now)),
        View("overview", b => Overview.Compute(b.Now)),
        View("scorecard", b => PmoScorecard.Compute(b.Now)),
        View("silos", b => Silos.Compute(b.Now)),
        View("listening", b => Listening.Compute(b.Now)),
        View("surveys", b => Surveys.Compute(b.Now)),
        View("objectives", b => ObjectiveList.Compute(b.Now)),
        View("feedback", b => FeedbackList.Compute(b.Now)),
        View("scoring-models", b => ScoringModelList.Compute(b.Now)),
        View("rankings", b => PublishedRankings.Compute(b.Now)),
        View("rankings/{ranking}", b => PublishedRankingDetail.From(
            b.Now.Scoring.Rankings.GetValueOrDefault(Key.Parse("k3"))!, b.Now)),
        View("timeline", b => Timeline.Compute(b.Now, b.Between.Select(e => e.Posting))),
        View("reconciliation", b => Reconciliation.Compute(b.Now, 1)),
        View("reports", b => ReportList.Compute(b.Now)),
        View("reports/{report}", b => ReportDetail.Compute(b.Now, Key.Parse("r3"))!),
        View("dashboards", b => DashboardList.Compute(b.Now)),
        View("subscriptions", b => SubscriptionList.Compute(b.Now)),
        View("departments", b => RegisteredList.Departments(b.Now)),
        View("customer-segments", b => RegisteredList.Segments(b.Now)),
        View("review-cycles", b => ReviewCycleList.Compute(b.Now)),
        View("capacity", b => Capacities.Compute(b.Now)),
        View("decisions", b => DecisionList.Compute(b.Now)),
        View("decisions/{decision}", b => DecisionDetail.Compute(
            b.Now, FullHistory.Decision(3), b.Before, b.Before, b.Between)!),
        View("delegations", b => DelegationList.Compute(b.Now)),
        View("changes", b =>
            Changes.Compute(b.Before, b.Now, [.. b.Between.Select(e => e.Posting)])
        ),
        View("board-pack", b => BoardPack.Compute(b.Before, b.Now,
            InitiativeComparison.OfRankings(b.Before, b.Now),
            Changes.Compute(b.Before, b.Now, [.. b.Between.Select(e => e.Posting)]), null,
            [Explained(b)])),
        View("stakeholders", b => StakeholderList.Compute(b.Now)),
        View("communications", b => CommunicationList.Compute(b.Now)),
        View("communication-coverage", b => CommunicationCoverage.Compute(b.Now)),
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
        return StateComparison.Compute(
            b.Before,
            b.Now,
            differences,
            [.. differences.Select(_ => b.Between[0])]
        );
    }
}
