using System.Text.RegularExpressions;
using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>The audit history is read by people who know neither types nor keys.</summary>
public sealed partial class SentenceTests
{
    private static readonly Book Known = Given.AScoringModel()
        .With(WaterSupply, OutageHours, Complaint, Initiative()).Book;

    private static ImmutableArray<IFact> All => [.. FactSamples.Full, .. FactSamples.Sparse];

    public static TheoryData<int> EverySample => [.. Enumerable.Range(0, All.Length)];

    [Fact]
    public void Every_fact_has_the_agreed_sentence() => Assert.Equal(
        Golden.Lines("sentences"),
        All.Select(f => $"{Catalogue.KindOf(f).Name}: {f.Sentence(Known)}"));

    [Theory]
    [MemberData(nameof(EverySample))]
    public void A_sentence_is_for_people(int index)
    {
        var fact = All[index];
        var sentence = fact.Sentence(Known);

        Assert.Matches("^[A-Z].{8,}[^.]$", sentence);
        Assert.DoesNotContain(fact.GetType().Name, sentence, StringComparison.Ordinal);
        Assert.DoesNotMatch(Raw(), sentence);
    }

    /// <summary>A claim may name what is not there; the history is shown all the same.</summary>
    [Theory]
    [MemberData(nameof(EverySample))]
    public void A_sentence_names_unknown_things_by_their_key(int index) =>
        Assert.False(string.IsNullOrWhiteSpace(All[index].Sentence(Book.Empty(Capital))));

    [Fact]
    public void A_cut_and_a_raise_are_told_apart()
    {
        Assert.StartsWith("Cut the budget of Croton Falls in 2026 by 5 USD to 95 USD",
            new BudgetChanged(Croton, "2026", Dollars(-5), Dollars(95), Why).Sentence(Known),
            StringComparison.Ordinal);
        Assert.StartsWith("Raised the budget of Croton Falls in 2026 by 5 USD to 105 USD",
            new BudgetChanged(Croton, "2026", Dollars(5), Dollars(105), Why).Sentence(Known),
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"System\.|PortfolioLedger|Immutable|Nullable|[{}<>`]|\[\]|  ")]
    private static partial Regex Raw();
}
