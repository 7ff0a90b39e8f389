using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Budgets and spend as a list of initiatives states them.</summary>
internal static class InitiativeMoney
{
    /// <summary>What leads from the figures of the ledger to those of the list.</summary>
    public static void State(RowDecisions d, Initiative? held)
    {
        foreach (var cell in d.Row.Each("budget"))
            Budget(d, held, cell);
        if (d.Row.Cell("spend") is { } spend)
            Spend(d, held, spend);
    }

    private static void Budget(RowDecisions d, Initiative? held, ListCell cell)
    {
        var period = cell.For!;
        if (held?.BudgetOf(period).On(d.Day) is not { } budget)
            d.Decide(new ApproveBudget(d.Row.Key, period, new Money(cell.AsNumber, default),
                d.Grounds), cell);
        else if (cell.AsNumber - budget is var delta && delta != 0)
            d.Decide(new ChangeBudget(d.Row.Key, period, new Money(delta, default),
                new Money(cell.AsNumber, default), d.Grounds), cell);
    }

    /// <summary>A list states all spend so far; the ledger records what came to it.</summary>
    private static void Spend(RowDecisions d, Initiative? held, ListCell cell)
    {
        var more = cell.AsNumber - (held?.Spend.On(d.Day) ?? 0);
        if (more != 0)
            d.Decide(new RecordSpend(d.Row.Key, cell.For ?? $"{d.Day:yyyy-MM}",
                new Money(more, default), "to date", EffectiveOn: d.EffectiveOn), cell);
    }
}
