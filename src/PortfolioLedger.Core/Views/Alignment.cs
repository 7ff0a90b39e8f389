using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>What of an initiative's score one objective makes.</summary>
public sealed record ContributionPoints(Key Objective, int Contribution, decimal? Confidence, decimal Points);

/// <summary>How well one initiative serves the strategy, 0..100.</summary>
public sealed record AlignedInitiative(
    Key Initiative, string Name, decimal Score, decimal? Spend, ImmutableArray<ContributionPoints> Contributions);

/// <summary>An objective's weight beside the share of spend that goes to it.</summary>
public sealed record FundedObjective(Key Objective, string Title, decimal Weight, decimal? SpendShare, bool Funded);

/// <summary>Something the alignment does not cover.</summary>
public sealed record Gap(string Kind, Subject Subject, string Detail);

/// <summary>Which money an alignment weighs by.</summary>
public enum SpendBasis
{
    /// <summary>Approved budgets over all periods.</summary>
    Budget,
    /// <summary>Recorded spend.</summary>
    Spend,
}

/// <summary>
/// How well the portfolio serves the strategy. Absolute: adding an initiative never moves another's
/// score. <c>A_i = 100 · Σ w_o · (c_io / 9) · q_io</c>; an unstated confidence counts as 1 and is
/// listed in the gaps.
/// </summary>
public sealed record Alignment(
    decimal? PortfolioScore, decimal? StrategicFit, decimal? UnalignedShare, decimal MissingWeight,
    ImmutableArray<AlignedInitiative> Items, ImmutableArray<FundedObjective> Objectives, ImmutableArray<Gap> Gaps)
    : IListView<Alignment, AlignedInitiative>
{
    /// <summary>Name and version of the view.</summary>
    public const string Name = "alignment";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public Alignment Page(ImmutableArray<AlignedInitiative> items) => this with { Items = items };

    /// <summary>The alignment of a book.</summary>
    public static Alignment Of(
        Book book, SpendBasis basis = SpendBasis.Budget, ImmutableArray<Stage>? stages = null)
    {
        var weights = book.Strategy.WeightsOn(book.Day);
        var initiatives = book.CountedInitiatives(stages).ToImmutableArray();
        var items = initiatives.Select(i => Aligned(book, i, weights, basis)).ToImmutableArray();
        var spend = SpendSplit.Of(items);
        var objectives = book.Strategy.ActiveOn(book.Day).Select(o => new FundedObjective(
            o.Key, o.TitleOn(book.Day), weights.GetValueOrDefault(o.Key),
            spend.ShareOf(o.Key), spend.By.GetValueOrDefault(o.Key) > 0)).ToImmutableArray();
        var total = objectives.Sum(o => o.Weight);
        var missing = weights.IsEmpty || total >= 1 - 1e-9m ? 0 : 1 - total;
        return new(
            spend.Total > 0 ? items.Sum(i => Weighing(i) * i.Score) / spend.Total : null,
            spend.Total > 0 ? Fit(objectives, spend) : null,
            spend.UnalignedShare, missing, items, objectives,
            [.. AlignmentGaps.Of(book, initiatives, items, objectives, weights, missing)]);
    }

    /// <summary>One initiative's alignment.</summary>
    public static AlignedInitiative Of(Book book, Initiative initiative) =>
        Aligned(book, initiative, book.Strategy.WeightsOn(book.Day), SpendBasis.Budget);

    /// <summary>One initiative's alignment score, 0..100.</summary>
    public static decimal ScoreOf(Book book, Initiative initiative) => Of(book, initiative).Score;

    /// <summary>The money an initiative weighs with: zero and negative budgets weigh nothing.</summary>
    internal static decimal Weighing(AlignedInitiative item) => Math.Max(item.Spend ?? 0, 0);

    private static AlignedInitiative Aligned(
        Book book, Initiative initiative, ImmutableSortedDictionary<Key, decimal> weights, SpendBasis basis)
    {
        // Claims on operational objectives count for their strategic parent: the strongest does.
        var strongest = Ordered.ByKey<ContributionPoints>();
        foreach (var (claimed, contribution) in initiative.ContributionsOn(book.Day))
        {
            if (book.Strategy.StrategicFor(claimed, book.Day) is not { } objective)
                continue;
            var points = 100 * weights.GetValueOrDefault(objective) * ((int)contribution.Strength / 9m)
                * (contribution.Confidence ?? Share.Whole).Value;
            if (!strongest.TryGetValue(objective, out var other) || points > other.Points)
                strongest = strongest.SetItem(objective, new(
                    objective, (int)contribution.Strength, contribution.Confidence?.Value, points));
        }
        return new(initiative.Key, initiative.Name, strongest.Values.Sum(p => p.Points),
            basis == SpendBasis.Budget ? initiative.BudgetOn(book.Day) : initiative.Spend.On(book.Day),
            [.. strongest.Values]);
    }

    private static decimal Fit(ImmutableArray<FundedObjective> objectives, SpendSplit spend) =>
        100 * (1 - (objectives.Sum(o => Math.Abs(o.Weight - (o.SpendShare ?? 0))) + spend.UnalignedShare!.Value) / 2);
}

/// <summary>Spend split over objectives: <c>f_io = c·q / Σ c·q</c> of each initiative's spend.</summary>
internal sealed record SpendSplit(decimal Total, decimal Unaligned, ImmutableSortedDictionary<Key, decimal> By)
{
    public decimal? UnalignedShare => Total > 0 ? Unaligned / Total : null;

    public decimal? ShareOf(Key objective) => Total > 0 ? By.GetValueOrDefault(objective) / Total : null;

    public static SpendSplit Of(ImmutableArray<AlignedInitiative> items)
    {
        var split = new SpendSplit(0, 0, Ordered.ByKey<decimal>());
        foreach (var item in items)
            split = split.With(item, Alignment.Weighing(item));
        return split;
    }

    private SpendSplit With(AlignedInitiative item, decimal spend)
    {
        var sum = item.Contributions.Sum(Effect);
        if (spend == 0)
            return this;
        if (sum == 0)
            return this with { Total = Total + spend, Unaligned = Unaligned + spend };
        var by = By;
        foreach (var c in item.Contributions)
            by = by.SetItem(c.Objective, by.GetValueOrDefault(c.Objective) + spend * Effect(c) / sum);
        return this with { Total = Total + spend, By = by };
    }

    private static decimal Effect(ContributionPoints c) => c.Contribution * (c.Confidence ?? 1);
}
