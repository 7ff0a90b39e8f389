using System.Text.Json.Serialization;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>Where an initiative stands between doing and achieving; stored by name.</summary>
public enum Quadrant
{
    /// <summary>Delivered, and the outcomes are reached.</summary>
    ValueDelivered,
    /// <summary>Delivered, the outcomes are measured but not reached.</summary>
    DeliveredBelowTarget,
    /// <summary>Delivered, an outcome is linked but not measured.</summary>
    DeliveredUnmeasured,
    /// <summary>Delivered, and nobody said what for.</summary>
    DeliveredWithoutOutcome,
    /// <summary>The outcomes are reached, nothing was delivered.</summary>
    OutcomeWithoutOutput,
    /// <summary>Neither yet.</summary>
    NothingYet,
}

/// <summary>Outputs of one initiative beside its outcomes.</summary>
public sealed record OutcomeVersusOutput(
    Key Initiative,
    string Name,
    Stage Stage,
    int OutputsDelivered,
    decimal? OnTimeShare,
    decimal? Spend,
    decimal? Attainment,
    int Measured,
    int Linked,
    Quadrant Quadrant,
    int OutputsPlanned,
    decimal? Csat,
    int? CsatN,
    decimal? BenefitsPlanned,
    decimal? BenefitsRealised
);

/// <summary>The same for the whole portfolio, with its key.</summary>
public sealed record PortfolioOutcomes(
    Key Portfolio,
    int OutputsDelivered,
    decimal? OnTimeShare,
    decimal? Spend,
    decimal? Attainment,
    int Measured,
    int Outcomes,
    ImmutableSortedDictionary<string, int> Quadrants,
    int OutputsPlanned,
    decimal? Csat,
    int? CsatN,
    decimal? BenefitsPlanned,
    decimal? BenefitsRealised
);

/// <summary>What was delivered beside what it achieved.</summary>
public sealed record OutcomesVersusOutputs(
    [property: JsonPropertyName("overall")] PortfolioOutcomes Portfolio,
    ImmutableArray<Key> DeliveredWithoutOutcome, ImmutableArray<OutcomeVersusOutput> Items)
    : IView, IListView<OutcomesVersusOutputs, OutcomeVersusOutput>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "outcomes-versus-outputs";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public OutcomesVersusOutputs Page(ImmutableArray<OutcomeVersusOutput> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>Outcomes and outputs of a book.</summary>
    /// <param name="book">Of which.</param>
    /// <param name="minOutputs">From how many outputs on an initiative has delivered.</param>
    /// <param name="minAttainment">From which attainment on an outcome is reached.</param>
    public static OutcomesVersusOutputs Compute(
        Book book,
        int minOutputs = 1,
        decimal minAttainment = 1
    )
    {
        var known = new Achievements(book);
        var items = book.Initiatives.On(book.Day)
            .Select(i => known.Of(i, minOutputs, minAttainment)).ToImmutableArray();
        var quadrants = Ordered.ByText<int>();
        foreach (var item in items)
        {
            var name = Enumeration<Quadrant>.NameOf(item.Quadrant);
            quadrants = quadrants.SetItem(name, quadrants.GetValueOrDefault(name) + 1);
        }
        return new(
            known.OfAll(items, quadrants),
            [
                .. items
                    .Where(i => i.Quadrant == Quadrant.DeliveredWithoutOutcome)
                    .Select(i => i.Initiative),
            ],
            items
        );
    }
}

/// <summary>
/// What outcomes, outputs, surveys and benefits say, looked up once for all initiatives.
/// </summary>
internal sealed class Achievements(Book book)
{
    private readonly ImmutableSortedDictionary<Key, ImmutableArray<Output>> _outputs =
        OutputCounts.ByInitiative(book);

    private readonly ImmutableSortedDictionary<Key, LinkedOutcomes> _linked =
        LinkedOutcomes.ByInitiative(book);

    private readonly ImmutableSortedDictionary<Key, SurveyRound> _satisfaction =
        Surveys.Satisfaction(book);

    private readonly ImmutableSortedDictionary<Key, ImmutableArray<BenefitItem>> _benefits =
        Benefits.ByInitiative(book);

    public OutcomeVersusOutput Of(Initiative initiative, int minOutputs, decimal minAttainment)
    {
        var outputs = OutputCounts.From(_outputs.GetValueOrDefault(initiative.Key, []), book.Day);
        var linked = _linked.GetValueOrDefault(initiative.Key, LinkedOutcomes.None);
        var satisfaction = _satisfaction.GetValueOrDefault(initiative.Key);
        var benefits = BenefitAmounts.From(_benefits.GetValueOrDefault(initiative.Key, []));
        return new(
            initiative.Key,
            initiative.NameOn(book.Day),
            initiative.StageOn(book.Day),
            outputs.Delivered,
            outputs.OnTimeShare,
            initiative.Spend.On(book.Day),
            linked.Attainment,
            linked.Measured,
            linked.Linked,
            QuadrantOf(outputs.Delivered >= minOutputs, linked, minAttainment),
            outputs.Planned,
            satisfaction?.Score(),
            satisfaction?.Answers(),
            benefits.Planned,
            benefits.Realised
        );
    }

    public PortfolioOutcomes OfAll(
        ImmutableArray<OutcomeVersusOutput> items, ImmutableSortedDictionary<string, int> quadrants)
    {
        var outputs = OutputCounts.From(_outputs.Values.SelectMany(o => o), book.Day);
        var all = LinkedOutcomes.All(book);
        var benefits = BenefitAmounts.From(Benefits.LinesOf(book));
        var answers = _satisfaction.Values.Sum(r => r.Answers());
        return new(
            book.Portfolio,
            outputs.Delivered,
            outputs.OnTimeShare,
            Sums.OfKnown(items.Select(i => i.Spend)),
            all.Attainment,
            all.Measured,
            all.Linked,
            quadrants,
            outputs.Planned,
            CustomerScores.Csat(_satisfaction.Values.Sum(r => r.Marked(4, 5)), answers).Value,
            _satisfaction.IsEmpty ? null : answers, benefits.Planned, benefits.Realised);
    }

    private static Quadrant QuadrantOf(bool delivered, LinkedOutcomes linked, decimal minAttainment)
    {
        var reached = linked.Attainment >= minAttainment;
        return !delivered ? reached ? Quadrant.OutcomeWithoutOutput : Quadrant.NothingYet
            : linked.Linked == 0 ? Quadrant.DeliveredWithoutOutcome
            : linked.Attainment is null ? Quadrant.DeliveredUnmeasured
            : reached ? Quadrant.ValueDelivered : Quadrant.DeliveredBelowTarget;
    }
}
