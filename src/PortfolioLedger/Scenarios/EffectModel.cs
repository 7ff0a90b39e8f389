using System.Collections.Immutable;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Pages;

namespace PortfolioLedger.Scenarios;

/// <summary>One initiative in two rankings.</summary>
/// <param name="Now">As it is ranked; null when it is not.</param>
/// <param name="Then">As it would be; null when it would not be.</param>
public sealed record EffectRow(RankedItem? Now, RankedItem? Then)
{
    /// <summary>Which.</summary>
    public RankedItem Either => (Then ?? Now)!;

    /// <summary>What it takes of the budget; null when nothing is known.</summary>
    public decimal? Cost => EffectModel.CostOf(Either);

    /// <summary>Whether the budget covers it then and not now.</summary>
    public bool GoesIn => Then?.Funded == true && Now?.Funded != true;

    /// <summary>Whether the budget covers it now and not then.</summary>
    public bool GoesOut => Now?.Funded == true && Then?.Funded != true;
}

/// <summary>A ranking as it would be beside the ranking as it is, as a page shows it.</summary>
/// <param name="View">The two rankings.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Links">Of the portfolio, of the time that is shown.</param>
public sealed record EffectModel(CounterfactualRanking View, Currency Currency, PageLinks Links)
{
    /// <summary>More rows are not shown at once.</summary>
    public const int MaxRows = 200;

    /// <summary>What it comes to, in words.</summary>
    public ImmutableArray<string> Sentences { get; } = EffectSentences.Of(View);

    /// <summary>All of both rankings by the rank as it would be.</summary>
    public ImmutableArray<EffectRow> Rows { get; } = RowsOf(View);

    /// <summary>What goes into the funded set, and out of it, by rank.</summary>
    public IEnumerable<EffectRow> InOrOut =>
        Rows.Where(r => r.GoesIn || r.GoesOut).OrderByDescending(r => r.GoesIn);

    /// <summary>What the funded ones cost in all.</summary>
    public static decimal Spent(ImmutableArray<RankedItem> items) =>
        items.Where(i => i.Funded == true).Sum(i => CostOf(i) ?? 0);

    /// <summary>What one takes of the budget; null when nothing is known.</summary>
    public static decimal? CostOf(RankedItem item) =>
        (item.CostBasis == CostBasis.Requested ? item.RequestedBudget : item.Budget) is { } cost
            ? Math.Max(cost, 0) : null;

    private static ImmutableArray<EffectRow> RowsOf(CounterfactualRanking view)
    {
        var now = view.Baseline.ToDictionary(i => i.Initiative);
        var then = view.Counterfactual.Select(i => i.Initiative).ToHashSet();
        return
        [
            .. view.Counterfactual.Select(
                t => new EffectRow(now.GetValueOrDefault(t.Initiative), t)),
            .. view.Baseline.Where(n => !then.Contains(n.Initiative))
                .Select(n => new EffectRow(n, null)),
        ];
    }
}
