using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class PmoScorecardTests
{
    private static History Opening() => new History().Record(Opened());

    private static (decimal? Part, decimal? Whole, decimal? Value) Number(
        History journal, string metric, string? panel = null)
    {
        var number = Find(journal, metric, panel);
        return (number.Numerator, number.Denominator, number.Value);
    }

    /// <summary>One of the numbers; of one under two panels the first.</summary>
    private static ScorecardNumber Find(History journal, string metric, string? panel = null) =>
        Card(journal).Items.First(n => n.Metric == metric && (panel is null || n.Panel == panel));

    private static PmoScorecard Card(History journal) =>
        PmoScorecard.Compute(journal.AsOf("2026-12-31"));

    [Fact]
    public void An_empty_portfolio_has_every_number_unknown()
    {
        var card = PmoScorecard.Compute(Opening().Book);

        Assert.Equal(10, card.Panels.Length);
        Assert.All(card.Items, n => Assert.True(n.Value is null, n.Metric));
        Assert.Equal(card.Panels.Select(p => p.Panel), card.Items.Select(n => n.Panel).Distinct());
    }

    [Fact]
    public void Every_value_is_its_numerator_by_its_denominator_and_every_number_has_a_unit()
    {
        var card = PmoScorecard.Compute(Book());

        Assert.All(card.Items.Where(n => n.Value is not null), n => Assert.Equal(
            (n.Unit == "points" ? 100 : 1) * n.Numerator / n.Denominator, n.Value));
        Assert.All(card.Items, n => Assert.Contains(n.Unit, (string[])["share", "points"]));

        static Core.Books.Book Book() => Worked().AsOf("2026-12-31");
    }

    /// <summary>The worked example of the alignment: 44.0 points, a fit of 72.5.</summary>
    private static History Worked() => Opening()
        .Record([.. Objective("o1"), .. Objective("o2"), .. Objective("o3"),
            Weights(("o1", .5m), ("o2", .3m), ("o3", .2m))])
        .Record(Initiative("a", "water"), Initiative("b"), Initiative("c"))
        .Record(Budget("a", 600_000), Budget("b", 300_000), Budget("c", 100_000))
        .Record(Claim("a", "o1", Strength.Strong), Claim("b", "o1", Strength.Medium),
            Claim("b", "o2", Strength.Strong));

    [Fact]
    public void Alignment_and_fit_are_those_of_the_alignment()
    {
        var view = Alignment.Compute(Worked().AsOf("2026-12-31"));

        Assert.Equal((440_000m, 1_000_000m, 44m), Number(Worked(), "alignment"));
        Assert.Equal((725_000m, 1_000_000m, 72.5m), Number(Worked(), "strategic-fit", "strategy"));
        Assert.Equal(view.StrategicFit, Number(Worked(), "strategic-fit", "question-teams").Value);
        Assert.Equal((900_000m, 1_000_000m, .9m), Number(Worked(), "money-with-objective"));
        Assert.Equal((2m, 3m), (Number(Worked(), "objectives-funded").Part,
            Number(Worked(), "objectives-funded").Whole));
    }

    [Fact]
    public void Value_streams_count_by_what_is_stated_of_them()
    {
        var journal = Opening()
            .Record(
                ValueStream("v1"),
                ValueStream("v2"),
                ValueStream("v3"),
                Importance("v1", .5m),
                Importance("v2", .5m),
                Resources("v1", 100, 1),
                Resources("v3", 100, 1)
            );

        Assert.Equal((2m, 3m), (Number(journal, "importance-assessed").Part,
            Number(journal, "importance-assessed").Whole));
        Assert.Equal(2, Number(journal, "resources-stated").Part);
        Assert.Equal(1, Number(journal, "importance-and-resources-stated").Part);
    }

    [Fact]
    public void Objectives_are_known_when_they_are_approved_and_acknowledged_as_they_stand()
    {
        var journal = Opening().Record([.. Objective("o1"), .. Objective("o2"), Proposed("o3")]);
        journal.Record(
            new StrategyAcknowledged([Key.Parse("o1"), Key.Parse("o2")], journal.Position, null)
        );

        Assert.Equal((2m, 3m), (Number(journal, "objectives-approved").Part,
            Number(journal, "objectives-approved").Whole));
        Assert.Equal((2m, 2m, 1m), Number(journal, "objectives-acknowledged"));
        journal.Record(new ObjectiveRevised(
            Key.Parse("o1"), ObjectiveField.Statement, "To be reached.", "Sooner.", Why));
        Assert.Equal((1m, 2m, .5m), Number(journal, "objectives-acknowledged"));
    }

    [Fact]
    public void Who_is_missing_is_named_for_every_number_that_counts_things()
    {
        var journal = Worked().Record(ValueStream("v1"), ValueStream("v2"), Importance("v1", .5m))
            .Record(Outcome("x", "a")).Record(Outcome("y")).Record(Measured("x", 0, "2026-03-31"))
            .Record(Delivered("a", "dam", "2026-02-01"), Delivered("b", "shed", "2026-02-01"))
            .Record(StageReached("a", Stage.Active), StageReached("b", Stage.Active))
            .Record(Voice("f1", "homes"), Voice("f2", "farms"), Voice("f3", null),
                new FeedbackLinked(Key.Parse("f1"), Key.Parse("a"), 2),
                new FeedbackAnswered(Key.Parse("f2"), null));
        string[] Missing(string metric) => [.. Find(journal, metric).Missing!.Value
            .Select(m => m.ToString())];

        Assert.Equal(["value-stream/v2"], Missing("importance-assessed"));
        Assert.Equal(["value-stream/v1", "value-stream/v2"], Missing("resources-stated"));
        Assert.Equal(["initiative/c"], Missing("money-with-objective"));
        Assert.Equal(["objective/o3"], Missing("objectives-funded"));
        Assert.Equal(["customer-segment/farms"], Missing("segments-served"));
        Assert.Equal(["customer-segment/farms"], Missing("feedback-linked"));
        Assert.Equal(["customer-segment/homes"], Missing("feedback-answered"));
        Assert.Equal(["customer-segment/farms", "customer-segment/homes"], Missing("needs-named"));
        Assert.Equal(
            ["initiative/a", "initiative/b", "initiative/c"],
            Missing("cross-department-initiatives")
        );
        Assert.Equal(
            ["initiative/a", "initiative/b", "initiative/c"],
            Missing("cross-department-money")
        );
        Assert.Equal(["outcome/y"], Missing("targets-met"));
        Assert.Equal(["outcome/y"], Missing("outcomes-measured"));
        Assert.Equal(["initiative/b"], Missing("delivered-with-outcome"));
        Assert.Equal(["initiative/b"], Missing("initiatives-measured"));
        Assert.Empty(Missing("objectives-approved"));
        Assert.Equal(
            ["objective/o1", "objective/o2", "objective/o3"],
            Missing("objectives-acknowledged")
        );
        Assert.Equal(["department/water"], Missing("teams-informed"));
        // What has no key of its own, or is money that lies wrong, is not named.
        Assert.All(
            ["decisions-citing-feedback", "alignment", "strategic-fit",
                "benefits-realised-to-date"],
            metric => Assert.All(Card(journal).Items.Where(n => n.Metric == metric),
                n => Assert.Null(n.Missing))
        );
    }

    [Fact]
    public void What_is_missing_of_things_that_are_counted_is_the_difference()
    {
        string[] counting = ["value-streams", "strategy", "silos", "outcomes",
            "question-objectives", "question-value-streams", "question-teams", "question-value"];
        var journal = Worked().Record(ValueStream("v1"))
            .Record(StageReached("a", Stage.Active), StageReached("b", Stage.Active));

        var numbers = Card(journal).Items.Where(n => counting.Contains(n.Panel)
            && n.Missing is not null && !n.Metric.Contains("money", StringComparison.Ordinal));
        Assert.Equal(13, numbers.Count());
        Assert.All(numbers,
            n => Assert.Equal(n.Denominator - n.Numerator, n.Missing!.Value.Length));
    }

    /// <summary>Water carries out A, which serves o1; air carries out B, for o1 and o2.</summary>
    private static History Teams() => Worked()
        .Record(Initiative("d", "air"), Claim("d", "o1", Strength.Strong),
            Claim("d", "o2", Strength.Weak), Claim("d", "o3", Strength.None))
        .Record(StageReached("a", Stage.Active), StageReached("d", Stage.Active),
            StageReached("c", Stage.Paused))
        .Record(Person("s1", "water"), Person("s2", "air"), Person("s3", null));

    private static StrategyAcknowledged Read(History journal, string? who, params string[] goals) =>
        new([.. goals.Select(Key.Parse)], journal.Position, who is null ? null : Key.Parse(who));

    [Fact]
    public void A_team_is_informed_when_it_was_told_and_acknowledged_what_it_works_for()
    {
        (decimal?, decimal?) Informed(History journal) =>
            (Number(journal, "teams-informed").Part, Number(journal, "teams-informed").Whole);
        var told = Teams().On("2026-10-02")
            .Record(Told("c1", "s1", "2026-10-02"), Told("c2", "s2", "2026-10-02"));

        Assert.Equal((0, 2), Informed(Teams()));
        Assert.Equal((0, 2), Informed(told));
        Assert.Equal((0, 2), Informed(told.Record(Read(told, "s2", "o1"))));
        Assert.Equal((0, 2), Informed(told.Record(Read(told, "s3", "o2"))));
        Assert.Equal((1, 2), Informed(told.Record(Read(told, "s2", "o2"))));
        Assert.Equal((2, 2), Informed(told.Record(Read(told, "s1", "o1"))));
        // What was read is not what it now says.
        Assert.Equal((0, 2), Informed(told.Record(new ObjectiveRevised(
            Key.Parse("o1"), ObjectiveField.Statement, "To be reached.", "Sooner.", Why))));
    }

    [Fact]
    public void What_a_team_was_told_holds_for_ninety_days()
    {
        History Acknowledged(string on)
        {
            var told = Teams().On(on).Record(Told("c1", "s1", on));
            return told.Record(Read(told, "s1", "o1"));
        }

        Assert.Equal(1, Number(Acknowledged("2026-10-02"), "teams-informed").Part);
        Assert.Equal(0, Number(Acknowledged("2026-10-01"), "teams-informed").Part);
    }

    [Fact]
    public void Imported_decisions_count_neither_above_nor_below()
    {
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, "f1")] };
        var journal = Worked().Record(Voice("f1", "homes"),
            Priority("a", 1) with { Grounds = cited }, Priority("b", 2));
        var before = Number(journal, "decisions-citing-feedback");
        var book = journal.AsOf("2026-12-31");
        foreach (var to in (int[])[3, 4])
            book = book.Post(History.At(book.Position + 1, Priority("a", to) with
            {
                Grounds = cited,
            }, book.Day, book.Day) with
            {
                Actor = new("import:city", Role.Administrator),
            });

        var after = PmoScorecard.Compute(book).Items
            .Single(n => n.Metric == "decisions-citing-feedback");
        Assert.Equal(1, before.Part);
        Assert.Equal((before.Part, before.Whole), (after.Numerator, after.Denominator));
        Assert.Equal(before.Whole, Listening.Compute(book).Decisions);
        Assert.Equal((3m, before.Whole + 2), ScorecardV2.Compute(book).Items
            .Where(n => n.Metric == "decisions-citing-feedback")
            .Select(n => (n.Numerator, n.Denominator)).Single());
    }

    [Fact]
    public void Value_is_measured_where_an_initiative_in_execution_has_a_measured_outcome()
    {
        var journal = Opening().Record(Initiative("a"), Initiative("b"), Initiative("c"))
            .Record(Outcome("x", "a")).Record(Outcome("y", "b")).Record(Outcome("z", "c"))
            .Record(Measured("x", 1, "2026-03-31"), Measured("z", 1, "2026-03-31"))
            .Record(StageReached("a", Stage.Active), StageReached("b", Stage.Active));

        Assert.Equal((1m, 2m, .5m), Number(journal, "initiatives-measured"));
        Assert.Equal((2m, 3m), (Number(journal, "outcomes-measured").Part,
            Number(journal, "outcomes-measured").Whole));
    }

    [Fact]
    public void Needs_are_understood_when_somebody_named_them()
    {
        var journal = Opening().Record(FeedbackRecord("f1"), FeedbackRecord("f2"))
            .Record(new FeedbackClassified(Key.Parse("f1"), "bills", "a bill I can read", null),
                new FeedbackClassified(Key.Parse("f2"), "bills", null, null));

        Assert.Equal((1m, 2m, .5m), Number(journal, "needs-named"));
    }

    [Fact]
    public void Outcomes_count_as_measured_met_and_linked_to_what_was_delivered()
    {
        var journal = Opening().Record(Initiative("a"), Initiative("b")).Record(Outcome("o1", "a"))
            .Record(Outcome("o2")).Record(Measured("o1", 0, "2026-03-31"))
            .Record(Delivered("a", "x", "2026-02-01"), Delivered("b", "y", "2026-02-01"));

        Assert.Equal((1m, 2m, .5m), Number(journal, "outcomes-measured"));
        Assert.Equal((1m, 2m, .5m), Number(journal, "targets-met"));
        Assert.Equal((1m, 2m, .5m), Number(journal, "delivered-with-outcome"));
    }

    private static StakeholderRegistered Person(string key, string? department) =>
        new(Key.Parse(key), null, null, department is null ? null : Key.Parse(department));

    private static CommunicationRecorded Told(string key, string who, string on) =>
        new(Key.Parse(key), [Key.Parse(who)], null, null, History.Day(on), null);

    private static FeedbackReceived FeedbackRecord(string key) => Voice(key, null);

    private static FeedbackReceived Voice(string key, string? segment) =>
        new(Key.Parse(key), segment is null ? null : Key.Parse(segment), null,
            new SealedText("3q2+7w=="), null, null);
}
