using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Documentation.Metrics;

/// <summary>The small portfolio behind the scorecard of the page of metrics.</summary>
internal static class ScorecardExample
{
    public static PmoScorecard Card => PmoScorecard.Compute(Journal().AsOf("2027-01-31"));

    private static History Journal()
    {
        // The worked example of the alignment, with departments: A is of north, B of both.
        var journal = new History().Record(Opened())
            .Record([.. Objective("o1"), .. Objective("o2"), .. Objective("o3"), Proposed("o4")])
            .Record(Weights(("o1", .5m), ("o2", .3m), ("o3", .2m)))
            .Record(Initiative("a", "north"),
                Initiative("b", "north") with { ParticipatingDepartments = [Key.Parse("south")] },
                    Initiative("c", "south"))
            .Record(Budget("a", 600_000), Budget("b", 300_000), Budget("c", 100_000))
            .Record(Claim("a", "o1", Strength.Strong), Claim("b", "o1", Strength.Medium),
                Claim("b", "o2", Strength.Strong));
        // One stream is assessed and stated, one assessed, one stated.
        journal.Record(ValueStream("v1"), ValueStream("v2"), ValueStream("v3"),
            Importance("v1", .6m),
            Importance("v2", .4m), Resources("v1", 100, 1), Resources("v3", 100, 1));
        // Three voices of two segments; one is linked, one answered, one says what it needs.
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, "f1")] };
        journal.Record(new CustomerSegmentRegistered(Key.Parse("homes"), "Homes"),
            new CustomerSegmentRegistered(Key.Parse("firms"), "Firms"),
            FeedbackRecord("f1", "homes"),
            FeedbackRecord("f2", "homes"),
            FeedbackRecord("f3", "firms"),
            new FeedbackLinked(Key.Parse("f1"), Key.Parse("a"), 2),
            new FeedbackAnswered(Key.Parse("f3"), null),
            new FeedbackClassified(Key.Parse("f1"), "bills", "a bill I can read", null),
            Priority("a", 1) with { Grounds = cited });
        // Two outcomes: one for A, reached; one nobody measured. A and C delivered.
        journal.Record(Outcome("x", "a")).Record(Outcome("y"))
            .Record(Measured("x", 0, "2026-03-31"))
            .Record(Delivered("a", "dam", "2026-02-01"), Delivered("c", "shed", "2026-02-01"))
            .Record(BenefitsTests.Plan("a", "2026", 400), BenefitsTests.Plan("a", "2028", 500),
                BenefitsTests.Came("a", "2026", 300));
        // A and C are carried out. One of three objectives is read, by the north, which was told
        // something of late; the south was not.
        journal.Record(StageReached("a", Stage.Active), StageReached("c", Stage.Active),
            Person("s1", "north"), Person("s2", "south"));
        journal.Record(
            new StrategyAcknowledged([Key.Parse("o1")], journal.Position, Key.Parse("s1")));
        return journal.On("2027-01-10").Record(Told("c1", "s1", "2027-01-10"));
    }

    private static FeedbackReceived FeedbackRecord(string key, string segment) =>
        new(Key.Parse(key), Key.Parse(segment), null, new SealedText("3q2+7w=="), null, null);

    private static StakeholderRegistered Person(string key, string department) =>
        new(Key.Parse(key), null, null, Key.Parse(department));

    private static CommunicationRecorded Told(string key, string who, string on) =>
        new(Key.Parse(key), [Key.Parse(who)], null, null, History.Day(on), null);
}
