using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Feedback;

public sealed class SurveyTests
{
    private static readonly Key Round = Key.Parse("spring");
    private static readonly Subject AboutRound = new(SubjectKind.Survey, Round);

    private static readonly RecordSurveyRound Survey = new(
        Round, SurveyAbout.Initiative, SurveyScale.Csat, Counts(("1", 100), ("4", 90), ("5", 60)),
        Croton, "households", 250, 1_000);

    private static readonly Journal Ready = Given.AnInitiative().On("2026-06-30");

    private static ImmutableSortedDictionary<string, int> Counts(params (string, int)[] counts) =>
        Ordered.ByText<int>().AddRange(counts.Select(c => KeyValuePair.Create(c.Item1, c.Item2)));

    [Fact]
    public void A_round_is_recorded_by_how_many_gave_each_mark() =>
        Ready.When(Survey with { On = Day("2026-06-15") }).Then(new SurveyRoundRecorded(
            Round, SurveyAbout.Initiative, Croton, "households", SurveyScale.Csat,
            ImmutableSortedDictionary<int, int>.Empty.Add(1, 100).Add(4, 90).Add(5, 60), 1_000,
            Day("2026-06-15"))).ThenEffectiveOn("2026-06-15");

    [Fact]
    public void Its_key_must_be_free() =>
        Ready.With(Survey).When(Survey).ThenRefused("already-exists", AboutRound);

    [Theory]
    [InlineData(SurveyScale.Csat, "0")]
    [InlineData(SurveyScale.Csat, "6")]
    [InlineData(SurveyScale.Nps, "11")]
    [InlineData(SurveyScale.Nps, "-1")]
    [InlineData(SurveyScale.Ces, "0")]
    [InlineData(SurveyScale.Ces, "8")]
    [InlineData(SurveyScale.Nps, "09")]
    [InlineData(SurveyScale.Csat, "4.5")]
    [InlineData(SurveyScale.Csat, "good")]
    [InlineData(SurveyScale.Csat, "")]
    public void A_mark_lies_on_the_scale(SurveyScale scale, string mark) =>
        Ready.When(Survey with { Scale = scale, Counts = Counts((mark, 1)), N = null })
            .ThenRefused("score-out-of-scale", AboutRound);

    [Theory]
    [InlineData(SurveyScale.Csat, "1", "5")]
    [InlineData(SurveyScale.Nps, "0", "10")]
    [InlineData(SurveyScale.Ces, "1", "7")]
    public void The_ends_of_a_scale_are_on_it(SurveyScale scale, string min, string max) =>
        Assert.Null(
            Ready
                .When(Survey with { Scale = scale, Counts = Counts((min, 1), (max, 1)), N = 2 })
                .Refusal
        );

    [Theory]
    [InlineData(249, null)]
    [InlineData(251, null)]
    [InlineData(null, 249)]
    public void Counts_add_up(int? n, int? invited) =>
        Ready.When(Survey with { N = n, Invited = invited })
            .ThenRefused("counts-do-not-add-up", AboutRound);

    [Fact]
    public void Counts_add_up_within_reason() =>
        Ready
            .When(
                Survey with
                {
                    N = null,
                    Invited = null,
                    Counts = Counts(("1", int.MaxValue), ("2", 1)),
                }
            )
            .ThenRefused("counts-do-not-add-up", AboutRound);

    [Fact]
    public void Nobody_need_have_answered() => Assert.Null(Ready
        .When(Survey with { Counts = Counts(), N = 0, Invited = null }).Refusal);

    [Fact]
    public void A_survey_about_a_product_names_a_product()
    {
        Ready
            .When(Survey with { About = SurveyAbout.Product })
            .ThenRefused("not-a-product", About(Croton));
        var product = Ready.With(Initiative(Nobody) with { Kind = InitiativeKind.Product });
        Assert.Null(
            product.When(Survey with { About = SurveyAbout.Product, Initiative = Nobody }).Refusal
        );
        Ready
            .When(Survey with { Initiative = Nobody })
            .ThenRefused("unknown-initiative", About(Nobody));
    }

    [Fact]
    public void Nobody_answered_on_a_day_to_come() =>
        Ready
            .When(Survey with { On = Day("2026-07-01") })
            .ThenRefused("future-measurement", AboutRound);

    [Fact]
    public void What_is_wrong_is_named()
    {
        Faulty.At(Survey with { Initiative = null, Audience = " ", Counts = Counts(("4", -1)) },
            "/audience", "/initiative", "/counts/4");
        Faulty.At(Survey with { About = SurveyAbout.Pmo }, "/initiative");
        Faulty.At(Survey with { About = SurveyAbout.Pmo, Initiative = null });
    }
}
