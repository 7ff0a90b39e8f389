using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class AssuranceTests
{
    private static readonly Journal Active = Given.AnInitiative(Stage.Active);

    public static TheoryData<string, string> EveryRating => new(
        from scale in AssuranceScale.All from rating in scale.Ratings select (scale.Name, rating));

    [Theory]
    [MemberData(nameof(EveryRating))]
    public void Every_rating_of_every_scale_is_taken(string scale, string rating) =>
        Active.When(new RateAssurance(Croton, scale, rating, Why, "nora"))
            .Then(new AssuranceRated(Croton, scale, rating, "nora", Why));

    [Theory]
    [InlineData("rag", "amber-red")]
    [InlineData("rag", "Red")]
    [InlineData("confidence", "")]
    public void A_rating_is_one_of_its_scale(string scale, string rating) => Assert.Contains(
        AssuranceScale.Find(scale)!.Ratings[0],
        Active.When(new RateAssurance(Croton, scale, rating, Why))
            .ThenRefused("score-out-of-scale", About(Croton)).Detail, StringComparison.Ordinal);

    [Fact]
    public void The_scale_must_be_known() => Assert.Contains("delivery-confidence",
        Active.When(new RateAssurance(Croton, "stars", "five", Why))
            .ThenRefused("unknown-scale", About(Croton)).Detail, StringComparison.Ordinal);

    [Fact]
    public void Ratings_are_ordered_from_the_worst()
    {
        var scale = AssuranceScale.Find("delivery-confidence")!;

        Assert.Equal([1, 2, 3, 4, 5], scale.Ratings.Select(scale.LevelOf));
        Assert.Equal("red", scale.Ratings[0]);
        Assert.Equal(0, scale.LevelOf("purple"));
    }

    [Fact]
    public void An_assessor_is_somebody() =>
        Faulty.At(new RateAssurance(Croton, "rag", "red", Why, " "), "/assessor");
}
