using System.Text.Json;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.ValueStreams;
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
        ViewDigest.Of(Alignment.Compute(book), book),
        ViewDigest.Of(Alignment.Compute(book, SpendBasis.Spend), book),
        ViewDigest.Of(Ranking.Compute(book), book),
        ViewDigest.Of(Ranking.Compute(book, new(RankingOrder.Priority)), book),
        ViewDigest.Of(ValueStreamRanking.Compute(book), book),
        ViewDigest.Of(OutcomesVersusOutputs.Compute(book), book),
        ViewDigest.Of(OutcomeList.Compute(book), book),
        ViewDigest.Of(InitiativeList.Compute(book), book),
        ViewDigest.Of(ObjectiveList.Compute(book), book),
        ViewDigest.Of(FeedbackList.Compute(book), book),
        ViewDigest.Of(Deliverables.Compute(book), book),
        ViewDigest.Of(Programs.Compute(book), book),
        ViewDigest.Of(Benefits.Compute(book), book),
        ViewDigest.Of(Productivity.Compute(book), book),
        ViewDigest.Of(Silos.Compute(book), book),
        ViewDigest.Of(Listening.Compute(book), book),
        ViewDigest.Of(Surveys.Compute(book), book),
        ViewDigest.Of(Reconciliation.Compute(book, 0), book),
        ViewDigest.Of(ScoringModelList.Compute(book), book),
        ViewDigest.Of(DecisionList.Compute(book), book),
        ViewDigest.Of(ReviewCycleList.Compute(book), book),
        ViewDigest.Of(Capacities.Compute(book), book),
        ViewDigest.Of(StakeholderList.Compute(book), book),
        ViewDigest.Of(CommunicationCoverage.Compute(book), book),
        ViewDigest.Of(RegisteredList.DepartmentsName, RegisteredList.ViewVersion,
            RegisteredList.Departments(book), book),
    ];

    /// <summary>What things were put forward with, as far as it can be revised.</summary>
    private static string Proposals(Book book) => string.Join('\n', [
        .. book.Initiatives.On(book.Day).Select(i => InitiativeDetail.Compute(book, i.Key)!)
            .Select(i => $"{i.Initiative} {i.Kind} {i.Parent} {i.Sponsor} {i.Department} "
                + $"{string.Join(',', i.ParticipatingDepartments)} {i.ValueStream} {i.Summary}"),
        .. book.Outcomes.On(book.Day).Select(o => OutcomeDetail.Compute(book, o.Key)!)
            .Select(o => $"{o.Outcome} {o.Name} {o.Category} {o.Owner}"),
        .. book.ValueStreams.On(book.Day).Select(v =>
            $"{v.Key} {v.NameOn(book.Day)} {v.OwnerDepartment.On(book.Day)}"),
        .. StakeholderList.Compute(book).Items.Select(s => $"{s.Stakeholder} {s.Group}"),
    ]);

    /// <summary>All views of a book, without where in the journal it stands.</summary>
    public static string Views(Book book) =>
        string.Join(
            '\n',
            Proposals(book),
            JsonSerializer.Serialize(Alignment.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Alignment.Compute(book, SpendBasis.Spend), ViewJson.Options),
            JsonSerializer.Serialize(Ranking.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(ValueStreamRanking.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(OutcomesVersusOutputs.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Deliverables.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(FeedbackList.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Programs.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Benefits.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Productivity.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Silos.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Listening.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Surveys.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(OutcomeList.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(Capacities.Compute(book), ViewJson.Options),
            JsonSerializer.Serialize(RegisteredList.Departments(book), ViewJson.Options),
            string.Join(
                ",",
                ReviewCycleList.Compute(book).Items.Select(c => $"{c.Open} {c.ClosedOn:O}")
            ),
            string.Join(
                ",",
                DecisionList.Compute(book).Items.Select(d =>
                    $"{d.Question} {d.Quorum} {d.Status} {d.Option} {d.Votes}")
            ),
            JsonSerializer.Serialize(
                DelegationList.Compute(book).Items.Select(d => d.UpTo),
                ViewJson.Options
            )
        );
}
