using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scoring;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class ScoringAnInitiativeTests
{
    private static Journal Ready => Given.AScoringModel().With(Initiative());

    private static ScoreCriterion Score(decimal value, string criterion = "value") =>
        new(Croton, Model, criterion, value, Why);

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(10)]
    public void A_score_lies_on_the_scale_of_its_criterion(int value) =>
        Ready.When(Score(value))
            .Then(new CriterionScored(Croton, Model, "value", 0, 10, value, Why));

    [Theory]
    [InlineData("-0.01")]
    [InlineData("10.01")]
    public void A_score_off_the_scale_is_refused(string value) =>
        Ready.When(Score(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture)))
            .ThenRefused("score-out-of-scale", About(Croton));

    [Fact]
    public void The_model_must_be_known() =>
        Ready.When(Score(8) with { Model = Nobody }).ThenRefused(
            "unknown-scoring-model", new Subject(SubjectKind.ScoringModel, Nobody));

    [Fact]
    public void The_criterion_must_be_in_the_model() =>
        Ready.When(Score(8, "beauty")).ThenRefused("unknown-criterion", About(Croton));

    [Fact]
    public void What_the_ledger_computes_is_not_scored() =>
        Ready
            .With(Draft with { Criteria = [Value, Risk with { Source = CriterionSource.Spend }] })
            .With(new ReleaseScoringModel(Model, Why), new AdoptScoringModel(Model, Why))
            .When(Score(8, "risk")).ThenRefused("criterion-computed", About(Croton));

    [Fact]
    public void A_criterion_that_the_model_in_force_lacks_is_superseded() =>
        Succeeded([Value with { Max = 5 }, Risk]).When(Score(8))
            .ThenRefused("model-superseded", About(Croton));

    [Fact]
    public void A_criterion_that_the_model_in_force_shares_is_not() =>
        Succeeded([Value, Risk with { Max = 5 }]).When(Score(8))
            .Then(new CriterionScored(Croton, Model, "value", 0, 10, 8, Why));

    [Fact]
    public void A_model_can_be_scored_before_it_is_in_force() =>
        Ready.With(Draft with { Key = Next, Criteria = [Value with { Id = "reach" }, Risk] })
            .When(Score(8, "reach") with { Model = Next })
            .Then(new CriterionScored(Croton, Next, "reach", 0, 10, 8, Why));

    [Fact]
    public void A_draft_of_the_next_version_does_not_change_the_scale_in_force() =>
        Ready.With(Draft with { Criteria = [Value with { Max = 5 }, Risk] })
            .When(Score(8)).Then(new CriterionScored(Croton, Model, "value", 0, 10, 8, Why));

    private static readonly Key Next = Key.Parse("board-2027");

    private static Journal Succeeded(ImmutableArray<Criterion> criteria) => Ready
        .With(Draft with { Key = Next, Criteria = criteria })
        .With(new ReleaseScoringModel(Next, Why), new AdoptScoringModel(Next, Why));

    [Theory]
    [InlineData(
        Formula.Wsjf,
        "job-size",
        "business-value time-criticality risk-reduction job-size"
    )]
    [InlineData(Formula.Rice, "effort", "reach impact confidence effort")]
    public void What_a_formula_divides_by_is_scored_greater_than_zero(
        Formula formula,
        string divisor,
        string ids
    )
    {
        var journal = Given
            .AnInitiative()
            .With(
                new DraftScoringModel(
                    Key.Parse("agile"),
                    [.. ids.Split(' ').Select(id => new Criterion(id, 0, 1))],
                    formula
                )
            );
        var score = new ScoreCriterion(Croton, Key.Parse("agile"), divisor, 0, Why);

        journal.When(score).ThenRefused("size-not-positive", About(Croton));
        Assert.Null(journal.When(score with { Value = 0.5m }).Refusal);
        Assert.Null(journal.When(score with { Criterion = ids.Split(' ')[0] }).Refusal);
    }
}
