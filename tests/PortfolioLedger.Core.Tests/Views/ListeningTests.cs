using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class ListeningTests
{
    private static History Worked() =>
        new History()
            .Record(Opened())
            .Record(Initiative("a"), Initiative("b"))
            .Record(
                new CustomerSegmentRegistered(Key.Parse("firms"), "Firms"),
                new CustomerSegmentRegistered(Key.Parse("homes"), "Homes")
            )
            .Record(
                FeedbackRecord("f1", "homes"),
                FeedbackRecord("f2", "homes"),
                FeedbackRecord("f3", "firms"),
                FeedbackRecord("f4", null)
            );

    private static FeedbackReceived FeedbackRecord(string key, string? segment) =>
        new(
            Key.Parse(key),
            segment is null ? null : Key.Parse(segment),
            null,
            new SealedText("3q2+7w=="),
            null,
            null
        );

    private static FeedbackLinked Link(string key, string initiative) =>
        new(Key.Parse(key), Key.Parse(initiative), 2);

    private static Listening Of(History journal, string day = "2026-12-31") =>
        Listening.Compute(journal.AsOf(day));

    private static ListeningItem Segment(Listening view, string? segment) =>
        view.Items.Single(i => i.Segment?.Value == segment);

    [Fact]
    public void Voices_are_counted_by_segment_with_links_and_answers()
    {
        var view = Of(
            Worked()
                .Record(Link("f1", "a"))
                .On("2026-01-11")
                .Record(new FeedbackAnswered(Key.Parse("f1"), null))
                .On("2026-01-31")
                .Record(
                    new FeedbackAnswered(Key.Parse("f3"), null),
                    new FeedbackAnswered(Key.Parse("f1"), null)
                )
        );

        Assert.Equal((4, .25m, .5m, 20m),
            (view.Received, view.LinkedShare, view.AnsweredShare, view.MedianDaysToAnswer));
        var homes = Segment(view, "homes");
        Assert.Equal(
            ("Homes", 2, 1, 1, 10m),
            (homes.Name, homes.Received, homes.Linked, homes.Answered, homes.MedianDaysToAnswer)
        );
        Assert.Equal((0, 1), (Segment(view, "firms").Linked, Segment(view, "firms").Answered));
    }

    [Fact]
    public void Segments_that_are_heard_but_not_served_are_named()
    {
        var journal = Worked().Record(Link("f1", "a"), Link("f3", "b"));

        Assert.Empty(Of(journal).HeardNotServed);
        Assert.Equal(["firms"], Of(journal.Record(StageReached("b", Stage.Killed)))
            .HeardNotServed.Select(k => k.Value));
    }

    [Fact]
    public void A_voice_that_waits_is_measured_to_the_business_day_asked_about()
    {
        var journal = Worked().On("2026-01-11").Record(new FeedbackAnswered(Key.Parse("f1"), null))
            .RecordEffective("2027-01-01", new FeedbackAnswered(Key.Parse("f2"), null));

        var today = Listening.Compute(journal.AsOf("2026-01-31"));
        Assert.Equal((10m, 3, 30m), (today.MedianDaysToAnswer, today.Open, today.MedianDaysOpen));
        var homes = Segment(today, "homes");
        Assert.Equal((10m, 1, 30m), (homes.MedianDaysToAnswer, homes.Open, homes.MedianDaysOpen));

        // Known as of January, asked about a later day: what waits has waited until then.
        var later = Listening.Compute(journal.AsOf("2026-01-31", "2027-01-01"));
        Assert.Equal(
            (187.5m, 2, 365m),
            (later.MedianDaysToAnswer, later.Open, later.MedianDaysOpen)
        );
        Assert.Equal(
            (187.5m, 0, null),
            (
                Segment(later, "homes").MedianDaysToAnswer,
                Segment(later, "homes").Open,
                Segment(later, "homes").MedianDaysOpen
            )
        );
    }

    [Fact]
    public void Merged_voices_wait_from_the_first_of_them_to_the_first_answer_to_any()
    {
        var view = Of(
            Worked()
                .On("2026-03-01")
                .Record(FeedbackRecord("f5", "homes"))
                .On("2026-03-05")
                .Record(
                    new FeedbackAnswered(Key.Parse("f5"), null),
                    new FeedbackMerged(Key.Parse("f5"), Key.Parse("f1"))
                )
        );

        Assert.Equal(63, view.MedianDaysToAnswer);
        Assert.Equal(
            4,
            ListeningV1
                .Compute(
                    Worked()
                        .On("2026-03-01")
                        .Record(FeedbackRecord("f5", "homes"))
                        .On("2026-03-05")
                        .Record(
                            new FeedbackAnswered(Key.Parse("f5"), null),
                            new FeedbackMerged(Key.Parse("f5"), Key.Parse("f1"))
                        )
                        .AsOf("2026-12-31")
                )
                .MedianDaysToAnswer
        );
    }

    [Fact]
    public void Merged_voices_count_as_one_with_all_links_and_answers()
    {
        var view = Of(
            Worked()
                .On("2026-01-04")
                .Record(Link("f2", "a"))
                .Record(
                    new FeedbackAnswered(Key.Parse("f2"), null),
                    new FeedbackMerged(Key.Parse("f2"), Key.Parse("f1"))
                )
        );

        Assert.Equal((3, 1, 1, 3m), (view.Received, Segment(view, "homes").Linked,
            Segment(view, "homes").Answered, view.MedianDaysToAnswer));
    }

    [Fact]
    public void An_unlinked_voice_is_not_linked() =>
        Assert.Equal(
            0,
            Of(
                Worked()
                    .Record(Link("f1", "a"))
                    .Record(new FeedbackUnlinked(Key.Parse("f1"), Key.Parse("a")))
            ).LinkedShare
        );

    [Fact]
    public void Decisions_that_cite_feedback_are_counted()
    {
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, "f1")] };
        var view = Of(Worked().Record(Budget("a", 1), Budget("b", 1) with { Grounds = cited })
            .RecordEffective("2027-06-01", Budget("a", 2) with { Grounds = cited }));

        Assert.Equal((2, 1, .5m),
            (view.Decisions, view.DecisionsCitingFeedback, view.DecisionsCitingFeedbackShare));
    }

    [Fact]
    public void Where_nobody_spoke_the_shares_are_unknown()
    {
        var view = Of(new History().Record(Opened()));

        Assert.Equal((0, null, null, null), (view.Received, view.LinkedShare, view.AnsweredShare,
            view.DecisionsCitingFeedbackShare));
        Assert.Empty(view.Items);
    }

    [Fact]
    public void The_latest_rounds_of_surveys_are_beside()
    {
        var view = Of(Worked().Record(SurveysTests.Round("one", "a", SurveyScale.Csat, (5, 1)),
            SurveysTests.Round("two", "a", SurveyScale.Csat, (1, 1)),
            SurveysTests.Round("three", "b", SurveyScale.Nps, (10, 1))));

        Assert.Equal(["two", "three"], view.Surveys.Select(s => s.Survey.Value));
    }
}
