using PortfolioLedger.Core.Scoring;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scoring;

public sealed class ScoringModelTests
{
    private static readonly Subject AboutModel = new(SubjectKind.ScoringModel, Model);
    private static readonly ReleaseScoringModel Release = new(Model, Why);
    private static readonly AdoptScoringModel Adopt = new(Model, Why);

    private static Journal Drafted => Given.APortfolio().With(Draft);

    private static Journal Released => Drafted.With(Release);

    private static ScoringModelDrafted Version(int version) =>
        new(Model, version, Formula.Weighted, [Value, Risk]);

    [Fact]
    public void A_model_is_drafted_as_version_1() =>
        Given.APortfolio().When(Draft).Then(Version(1));

    [Fact]
    public void A_draft_is_replaced_by_the_next_one() => Drafted.When(Draft).Then(Version(1));

    [Fact]
    public void Drafting_a_released_model_starts_its_next_version()
    {
        Released.When(Draft).Then(Version(2));
        Released.When(Draft with { Version = 2 }).Then(Version(2));
        Released.With(Draft).When(Draft).Then(Version(2));
    }

    [Fact]
    public void A_released_version_does_not_change() =>
        Released.When(Draft with { Version = 1 }).ThenRefused("version-immutable", AboutModel);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Versions_are_counted_without_gaps(int version) =>
        Released.When(Draft with { Version = version })
            .ThenRefused("unknown-version", AboutModel);

    [Fact]
    public void Weights_of_criteria_add_up_to_one() =>
        Given.APortfolio().When(Draft with { Criteria = [Value, Value with { Id = "risk" }] })
            .ThenRefused("weights-not-one", AboutModel);

    [Fact]
    public void A_draft_is_released() =>
        Drafted.When(Release).Then(new ScoringModelReleased(Model, 1, Why));

    [Fact]
    public void A_version_is_released_once() =>
        Released.When(Release).ThenRefused("version-immutable", AboutModel);

    [Fact]
    public void The_newest_released_version_is_adopted()
    {
        Released.When(Adopt).Then(new ScoringModelAdopted(Model, 1, Why));
        Released.With(Draft).When(Adopt).Then(new ScoringModelAdopted(Model, 1, Why));
        Released.With(Draft, Release).When(Adopt).Then(new ScoringModelAdopted(Model, 2, Why));
    }

    [Fact]
    public void A_draft_is_not_adopted() =>
        Drafted.When(Adopt).ThenRefused("model-not-released", AboutModel);

    [Fact]
    public void An_unknown_model_is_neither_released_nor_adopted()
    {
        Given.APortfolio().When(Release).ThenRefused("unknown-scoring-model", AboutModel);
        Given.APortfolio().When(Adopt).ThenRefused("unknown-scoring-model", AboutModel);
    }

    [Fact]
    public void Criteria_are_checked_one_by_one()
    {
        Faulty.At(Draft with { Criteria = [] }, "/criteria");
        Faulty.At(Draft with { Criteria = default }, "/criteria");
        Faulty.At(Draft with { Criteria = [Value with { Id = "The value" }, Risk] },
            "/criteria/0/id");
        Faulty.At(Draft with { Criteria = [Value, Value with { Max = 5 }] }, "/criteria/1/id");
        Faulty.At(Draft with { Criteria = [Value, Risk with { Max = 0 }] }, "/criteria/1/max");
        Faulty.At(
            Draft with
            {
                Criteria = [Value with { Period = " " }, Risk],
            },
            "/criteria/0/period"
        );
        Faulty.At(Draft);
    }

    [Fact]
    public void Wsjf_and_Rice_read_four_criteria_each_and_need_no_weights()
    {
        Faulty.At(Wsjf);
        Faulty.At(Wsjf with { Criteria = [] }, "/criteria");
        Faulty.At(Wsjf with { Formula = Formula.Rice },
            "/criteria", "/criteria/0/id", "/criteria/1/id", "/criteria/2/id", "/criteria/3/id");
        Faulty.At(Wsjf with { Criteria = [.. Wsjf.Criteria!.Value, Risk] }, "/criteria/4/id");
        Faulty.At(
            new DraftScoringModel(
                Model,
                [
                    new("reach", 0, 100),
                    new("impact", 0, 3),
                    new("confidence", 0, 100),
                    new("effort", 0, 9),
                ],
                Formula.Rice
            ),
            "/criteria/2/max"
        );
        Given
            .APortfolio()
            .When(Wsjf)
            .Then(new ScoringModelDrafted(Model, 1, Formula.Wsjf, Wsjf.Criteria!.Value));
    }

    [Fact]
    public void What_the_ledger_computes_needs_no_criteria()
    {
        var index = new DraftScoringModel(Model, Formula: Formula.EcvIndex);

        Faulty.At(index);
        Faulty.At(index with { Criteria = [Value] }, "/criteria/0");
        Faulty.At(index with { Criteria = [Value with { Source = CriterionSource.EcvIndex }] });
        Faulty.At(index with { Formula = Formula.Alignment, Criteria = [Value] }, "/criteria/0");
        Given
            .APortfolio()
            .When(index)
            .Then(new ScoringModelDrafted(Model, 1, Formula.EcvIndex, []));
    }

    private static DraftScoringModel Wsjf =>
        new(
            Model,
            [
                new("business-value", 0, 10),
                new("time-criticality", 0, 10),
                new("risk-reduction", 0, 10),
                new("job-size", 0, 10),
            ],
            Formula.Wsjf
        );
}
