using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>A book stored and loaded again, and everything a book answers.</summary>
internal static class BookSnapshots
{
    public static Book RoundTrip(Book book) => JsonSerializer.Deserialize<Book>(
        JsonSerializer.SerializeToUtf8Bytes(book, LedgerJson.Stored), LedgerJson.Stored)!;

    /// <summary>The digests of all views of a book.</summary>
    public static string[] Digests(Book book) =>
    [
        ViewDigest.Of(Alignment.Name, Alignment.Version, Alignment.Of(book), book),
        ViewDigest.Of(Alignment.Name, Alignment.Version, Alignment.Of(book, SpendBasis.Spend), book),
        ViewDigest.Of(Ranking.Name, Ranking.Version, Ranking.Of(book), book),
        ViewDigest.Of(Ranking.Name, Ranking.Version, Ranking.Of(book, new(RankingOrder.Priority)), book),
        ViewDigest.Of(ValueStreamRanking.Name, ValueStreamRanking.Version, ValueStreamRanking.Of(book), book),
        ViewDigest.Of(OutcomesVersusOutputs.Name, OutcomesVersusOutputs.Version,
            OutcomesVersusOutputs.Of(book), book),
        ViewDigest.Of(OutcomeList.Name, OutcomeList.Version, OutcomeList.Of(book), book),
        ViewDigest.Of(InitiativeList.Name, InitiativeList.Version, InitiativeList.Of(book), book),
        ViewDigest.Of(ObjectiveList.Name, ObjectiveList.Version, ObjectiveList.Of(book), book),
        ViewDigest.Of(FeedbackList.Name, FeedbackList.Version, FeedbackList.Of(book), book),
        ViewDigest.Of(Deliverables.Name, Deliverables.Version, Deliverables.Of(book), book),
        ViewDigest.Of(Programs.Name, Programs.Version, Programs.Of(book), book),
        ViewDigest.Of(Benefits.Name, Benefits.Version, Benefits.Of(book), book),
        ViewDigest.Of(Productivity.Name, Productivity.Version, Productivity.Of(book), book),
        ViewDigest.Of(Silos.Name, Silos.Version, Silos.Of(book), book),
        ViewDigest.Of(Listening.Name, Listening.Version, Listening.Of(book), book),
        ViewDigest.Of(Surveys.Name, Surveys.Version, Surveys.Of(book), book),
        ViewDigest.Of(Reconciliation.Name, Reconciliation.Version, Reconciliation.Of(book, 0), book),
        ViewDigest.Of(ScoringModelList.Name, ScoringModelList.Version, ScoringModelList.Of(book), book),
        ViewDigest.Of(DecisionList.Name, DecisionList.Version, DecisionList.Of(book), book),
        ViewDigest.Of(ReviewCycleList.Name, ReviewCycleList.Version, ReviewCycleList.Of(book), book),
        ViewDigest.Of(Capacities.Name, Capacities.Version, Capacities.Of(book), book),
        ViewDigest.Of(StakeholderList.Name, StakeholderList.Version, StakeholderList.Of(book), book),
        ViewDigest.Of(CommunicationCoverage.Name, CommunicationCoverage.Version,
            CommunicationCoverage.Of(book), book),
        ViewDigest.Of("departments", RegisteredList.Version, RegisteredList.Departments(book), book),
    ];

    /// <summary>All views of a book, without where in the journal it stands.</summary>
    public static string Views(Book book) => string.Join('\n',
        JsonSerializer.Serialize(Alignment.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Alignment.Of(book, SpendBasis.Spend), ViewJson.Options),
        JsonSerializer.Serialize(Ranking.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(ValueStreamRanking.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(OutcomesVersusOutputs.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Deliverables.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(FeedbackList.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Programs.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Benefits.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Productivity.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Silos.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Listening.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Surveys.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(OutcomeList.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(Capacities.Of(book), ViewJson.Options),
        JsonSerializer.Serialize(RegisteredList.Departments(book), ViewJson.Options),
        string.Join(",", ReviewCycleList.Of(book).Items.Select(c => $"{c.Open} {c.ClosedOn:O}")),
        string.Join(",", DecisionList.Of(book).Items.Select(d => $"{d.Status} {d.Option} {d.Votes}")),
        JsonSerializer.Serialize(DelegationList.Of(book).Items.Select(d => d.UpTo), ViewJson.Options));
}
