using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scoring;

public sealed class PublishRankingTests
{
    private static readonly Key March = Key.Parse("march-board");
    private static readonly Key Delta = Key.Parse("delta");
    private static readonly Subject AboutMarch = new(SubjectKind.Ranking, March);

    /// <summary>
    /// Croton 0.6·8 + 0.4·(10−3) = 7.6, delta 0.6·7 + 0.4·(10−2) = 7.4; no budget.
    /// </summary>
    private static Journal Scored => Given.AScoringModel()
        .With(Initiative(), Initiative(Delta))
        .With(Score(Croton, "value", 8), Score(Croton, "risk", 3))
        .With(Score(Delta, "value", 7), Score(Delta, "risk", 2));

    private static ScoreCriterion Score(Key initiative, string criterion, decimal value) =>
        new(initiative, Model, criterion, value, Why);

    [Fact]
    public void The_ranking_of_the_moment_is_published()
    {
        var ruling = Scored.When(new PublishRanking(March, Why));
        var digest = ((RankingPublished)Assert.Single(ruling.Entries).Fact).Digest;

        Assert.Matches("^ranking/2:sha256:[0-9a-f]{64}$", digest);
        ruling.Then(new RankingPublished(March, Model, 1, Scored.Book.Position, Start,
            [new(Croton, 7.6m, 1, null), new(Delta, 7.4m, 2, null)], null, digest, Why));
    }

    [Fact]
    public void A_digest_of_the_same_moment_is_accepted()
    {
        var fact = Scored.When(new PublishRanking(March, Why)).Entries[0].Fact;

        Scored.When(new PublishRanking(March, Why, ((RankingPublished)fact).Digest)).Then(fact);
    }

    [Fact]
    public void A_ranking_that_nobody_saw_is_not_published()
    {
        var seen = Scored.When(new PublishRanking(March, Why)).Entries[0].Fact;

        Scored.With(Score(Delta, "value", 9))
            .When(new PublishRanking(March, Why, ((RankingPublished)seen).Digest))
            .ThenRefused("digest-mismatch", AboutMarch);
        Scored.When(new PublishRanking(March, Why, "made up"))
            .ThenRefused("digest-mismatch", AboutMarch);
    }

    [Fact]
    public void Without_a_model_in_force_there_is_no_ranking()
    {
        Given.AStrategy().When(new PublishRanking(March, Why))
            .ThenRefused("model-not-released", AboutMarch);
        Given.AStrategy().With(Draft, new ReleaseScoringModel(Model, Why))
            .When(new PublishRanking(March, Why)).ThenRefused("model-not-released", AboutMarch);
    }

    [Fact]
    public void A_ranking_has_a_key_of_its_own() =>
        Scored.With(new PublishRanking(March, Why)).When(new PublishRanking(March, Why))
            .ThenRefused("already-exists", AboutMarch);
}
