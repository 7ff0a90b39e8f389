using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Requested and approved budgets and spend as a list of initiatives states them.
/// </summary>
internal static class InitiativeMoney
{
    /// <summary>What leads from the figures of the ledger to those of the list.</summary>
    public static void State(RowDecisions d, Initiative? held)
    {
        foreach (var cell in d.Row.Each("requestedBudget"))
            Request(d, held, cell);
        var stage = d.Row.Choice<Stage>("stage") ?? held?.StageOn(d.Day) ?? Stage.Proposed;
        foreach (var cell in d.Row.Each("budget"))
            if (IsApproved(stage))
                Budget(d, held, cell);
            else
                Ask(d, held, cell);
        if (d.Row.Cell("spend") is { } spend)
            Spend(d, held, spend);
    }

    /// <summary>The board has agreed to it: what a list calls its budget is approved.</summary>
    private static bool IsApproved(Stage stage) =>
        stage is not (Stage.Proposed or Stage.Submitted or Stage.Deferred or Stage.Rejected);

    private static bool Request(RowDecisions d, Initiative? held, ListCell cell)
    {
        if (held?.RequestedOn(d.Day, cell.For!) == cell.AsNumber)
            return false;
        d.Decide(new RequestBudget(
            d.Row.Key, cell.For!, new Money(cell.AsNumber, default), d.EffectiveOn), cell);
        return true;
    }

    /// <summary>
    /// Nobody approved it yet, so the budget of the list is what is requested; unless the list says
    /// that too, or the ledger holds just that budget.
    /// </summary>
    private static void Ask(RowDecisions d, Initiative? held, ListCell cell)
    {
        var requested = d.Row.Each("requestedBudget").FirstOrDefault(c => c.For == cell.For);
        if (requested is not null)
        {
            if (requested.AsNumber != cell.AsNumber)
                d.Unapproved.Add(cell);
        }
        else if (held?.BudgetOf(cell.For!).On(d.Day) != cell.AsNumber && Request(d, held, cell))
            d.Requested.Add(cell);
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
