using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>Commands that are tried and not recorded.</summary>
public sealed class HypotheticalTests
{
    [Fact]
    public void They_are_decided_by_the_rules_of_real_ones()
    {
        var book = Given.AScoringModel().With(Initiative()).Book;

        var (after, refused) = book.Try(
        [
            new(new ScoreCriterion(Croton, Model, "value", 8, Why), Hypothetical.Approver),
            new(new ScoreCriterion(Croton, Model, "value", 11, Why), Hypothetical.Approver),
            new(new StartInitiative(Croton), Hypothetical.Contributor),
            new(new ScoreCriterion(Croton, Model, "risk", 3, Why), Hypothetical.Approver),
        ]);

        Assert.Equal(
            [(1, "score-out-of-scale"), (2, "illegal-transition")],
            refused.Select(r => (r.Index, r.Code))
        );
        Assert.Equal(7.6m, Assert.Single(Ranking.Compute(after).Items).Score);
        Assert.Empty(Ranking.Compute(book).Items);
    }

    [Fact]
    public void What_is_proposed_can_be_approved_by_somebody_else()
    {
        var (after, refused) = Given.AStrategy().Book.Try([.. new ICommand[] { Initiative() }
            .Concat(StepsTo(Stage.Approved)).Select(c => new Hypothetical(
                c, c is ApproveInitiative ? Hypothetical.Approver : Hypothetical.Contributor))]);

        Assert.Empty(refused);
        Assert.Equal(Stage.Approved, after.Initiatives.Find(Croton)!.StageOn(after.Day));
    }

    [Fact]
    public void Nothing_is_published()
    {
        var (_, refused) = Given.AScoringModel().Book.Try(
            [new(new PublishRanking(Key.Parse("march"), Why), Hypothetical.Approver)]);

        Assert.Equal("not-hypothetical", Assert.Single(refused).Code);
    }

    [Fact]
    public void Weights_must_be_those_of_the_model_and_add_up()
    {
        var version = Given.AScoringModel().Book.Scoring.Find(Model)!.Latest;

        Assert.Equal(
            [0.7m, 0.3m],
            Weighted(("value", 0.7m), ("risk", 0.3m))
                .Version!.Criteria.Select(c => c.Weight!.Value.Value)
        );
        Assert.Equal("weights-not-one", Weighted(("value", 0.7m), ("risk", 0.4m)).Refusal?.Code);
        Assert.Equal("weights-not-one", Weighted(("value", 1m)).Refusal?.Code);
        Assert.Equal("unknown-criterion", Weighted(("value", 0.7m), ("luck", 0.3m)).Refusal?.Code);

        (ModelVersion? Version, Refusal? Refusal) Weighted(
            params (string Id, decimal Weight)[] weights
        ) =>
            version.With(
                Model,
                weights.ToImmutableSortedDictionary(
                    w => w.Id,
                    w => w.Weight,
                    StringComparer.Ordinal
                )
            );
    }
}
