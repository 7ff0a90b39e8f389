using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

public sealed class SurveysTests
{
    internal static SurveyRoundRecorded Round(
        string key,
        string initiative,
        SurveyScale scale,
        params (int Mark, int Count)[] counts
    ) =>
        new(
            Key.Parse(key),
            SurveyAbout.Initiative,
            Key.Parse(initiative),
            "households",
            scale,
            counts.ToImmutableSortedDictionary(c => c.Mark, c => c.Count),
            null,
            null
        );

    private static SurveyItem Of(SurveyRoundRecorded round) => Assert.Single(
        Surveys.Compute(new History().Record(Opened(), Initiative("a"), round).Book).Items);

    /// <summary>The published example: 150 of 250 are satisfied.</summary>
    [Fact]
    public void Satisfaction_is_the_share_of_the_two_best_marks()
    {
        var item = Of(Round("r", "a", SurveyScale.Csat, (1, 20), (2, 30), (3, 50), (4, 90), (5, 60))
            with { Invited = 1_000 });

        Assert.Equal((.6m, 250, .25m), (item.Score, item.N, item.ResponseShare));
    }

    [Fact]
    public void Net_promoters_are_those_of_9_and_10_less_those_of_0_to_6() =>
        Assert.Equal(
            20,
            Of(
                Round(
                    "r",
                    "a",
                    SurveyScale.Nps,
                    (0, 10),
                    (6, 20),
                    (7, 10),
                    (8, 10),
                    (9, 20),
                    (10, 30)
                )
            ).Score
        );

    [Fact]
    public void Effort_is_the_mean_mark() =>
        Assert.Equal(5.2m, Of(Round("r", "a", SurveyScale.Ces, (7, 3), (4, 1), (1, 1))).Score);

    [Fact]
    public void Of_nobody_there_is_no_score()
    {
        var item = Of(Round("r", "a", SurveyScale.Nps) with { Invited = 0 });

        Assert.Equal((null, 0, null), (item.Score, item.N, item.ResponseShare));
    }

    [Fact]
    public void A_round_is_compared_with_the_one_before_on_the_same_question()
    {
        var journal = new History().Record(Opened(), Initiative("a"))
            .Record(Round("z-first", "a", SurveyScale.Csat, (5, 1), (1, 1)))
            .Record(Round("nps", "a", SurveyScale.Nps, (10, 1)))
            .Record(Round("other", "a", SurveyScale.Csat, (1, 1)) with { Audience = "firms" })
            .On("2026-06-01").Record(Round("a-second", "a", SurveyScale.Csat, (4, 3), (1, 1)));
        var items = Surveys.Compute(journal.Book).Items;

        Assert.Equal(("a-second", .75m, .5m, .25m),
            (items[^1].Survey.Value, items[^1].Score, items[^1].Previous, items[^1].Trend));
        Assert.All(items.Take(3), i => Assert.Null(i.Previous));
        Assert.Equal(3, Surveys.Compute(journal.AsOf("2026-05-31")).Items.Length);
    }
}
