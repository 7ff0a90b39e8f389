using System.Diagnostics;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Benchmarks;

/// <summary>Every view of a large book, computed anew: the slowest is what counts.</summary>
internal static class ViewRates
{
    private static readonly Actor Board = new("board", Role.Approver);

    private static readonly Currency Dollar = Currency.Of("USD");

    private static readonly (string Name, Func<Book, object> Of)[] Views =
    [
        (Alignment.Name, b => Alignment.Of(b)), (Ranking.Name, b => Ranking.Of(b)),
        (Financials.Name, Financials.Of), (ValueStreamRanking.Name, b => ValueStreamRanking.Of(b)),
        (OutcomesVersusOutputs.Name, b => OutcomesVersusOutputs.Of(b)), (OutcomeList.Name, OutcomeList.Of),
        (InitiativeList.Name, InitiativeList.Of), (Programs.Name, b => Programs.Of(b)),
        (Deliverables.Name, b => Deliverables.Of(b)), (Benefits.Name, Benefits.Of),
        (Productivity.Name, b => Productivity.Of(b)), (Silos.Name, Silos.Of), (Listening.Name, Listening.Of),
        (Surveys.Name, Surveys.Of), (MarketPositioning.Name, MarketPositioning.Of),
        (PmoProcess.Name, b => PmoProcess.Of(b, null, b.Day)), (PmoScorecard.Name, PmoScorecard.Of),
        (ObjectiveList.Name, ObjectiveList.Of), (FeedbackList.Name, FeedbackList.Of),
        (Reconciliation.Name, b => Reconciliation.Of(b, 1)), (Capacities.Name, b => Capacities.Of(b)),
        (DecisionList.Name, DecisionList.Of), (StakeholderList.Name, StakeholderList.Of),
        (CommunicationList.Name, CommunicationList.Of), (CommunicationCoverage.Name, CommunicationCoverage.Of),
    ];

    public static IEnumerable<Result> Measure(Bench bench)
    {
        var book = Filled(Book.Empty(LongHistory.Portfolio).Post(
            LongHistory.Of(LongHistory.Created + (bench.Quick ? 2_000 : 100_000))));
        foreach (var (name, of) in Views)
        {
            var times = new double[bench.Quick ? 1 : 15];
            for (var run = -bench.WarmUps; run < times.Length; run++)
            {
                var started = Stopwatch.GetTimestamp();
                of(book);
                if (run >= 0)
                    times[run] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
            yield return new($"view {name}: 1,000 initiatives, 200 outcomes, 10,000 voices, warm", new(times),
                null, "ms", null, "≤ 50 ms", new Runs(times).Median <= 50);
        }
    }

    /// <summary>The book with what the long history has none of, for every initiative.</summary>
    private static Book Filled(Book book)
    {
        foreach (var fact in Facts())
            book = book.Post(new Posting(book.Position + 1, book.RecordedAt, null, book.Day, Board, fact));
        return book;
    }

    private static IEnumerable<IFact> Facts()
    {
        var why = new Grounds("Agreed for the benchmark");
        var department = Key.Of("it");
        yield return new DepartmentRegistered(department, "IT");
        yield return new CapacitySet("2026", department, "developer", 500);
        for (var i = 0; i < 1_000; i++)
        {
            var (key, outcome) = (Key.Of($"i{i}"), Key.Of($"o{i % 200}"));
            yield return new FinancialCaseSubmitted(key, new([.. Enumerable.Range(0, 7).Select(year =>
                new CashFlow(new(2026 + year, 1, 1), year == 0 ? -1_000 - i : 300))], Dollar, .06m,
                new(300, new(.8m), new(.5m), 3 + i, 5), null));
            for (var output = 0; output < 3; output++)
                yield return new OutputDelivered(key, Key.Of($"i{i}-{output}"), "Output", null,
                    new(2024, 1, 2), new(2024, 1, 2), "sponsor");
            yield return new OutcomeLinked(outcome, new(SubjectKind.Initiative, key), 1, why);
            yield return new BenefitPlanned(outcome, key, "2024-q1", BenefitKind.Benefit,
                BenefitClass.Cashable, null, new(500, Dollar));
            yield return new BenefitRealised(outcome, key, "2024-q1", BenefitKind.Benefit,
                BenefitClass.Cashable, null, new(400, Dollar));
            yield return new ResourceAllocated(key, department, "developer", 1, new(2026, 1, 1), null);
            if (i % 4 == 0)
                yield return new InitiativeCompleted(key);
        }
        for (var i = 0; i < 10_000; i++)
            yield return new FeedbackLinked(Key.Of($"f{i}"), Key.Of($"i{i % 1_000}"), 2);
    }
}
