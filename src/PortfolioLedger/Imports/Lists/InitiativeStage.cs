using System.Collections.Immutable;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// The step that leads an initiative to the stage a list states. Steps in between are implied: a
/// list does not tell when they were taken, or by whom.
/// </summary>
internal static class InitiativeStage
{
    /// <summary>That step, if one is needed.</summary>
    public static void State(RowDecisions d, Initiative? held)
    {
        if (d.Row.Cell("stage") is not { } cell)
            return;
        var to = d.Row.Choice<Stage>("stage")!.Value;
        var from = held?.StageOn(d.Day) ?? Stage.Proposed;
        if (from == to)
            return;
        if (to is Stage.Proposed or Stage.Merged)
            d.Refuse(cell, "illegal-transition", to == Stage.Proposed
                ? $"leads back to a proposal, but the initiative is {Name(from)} in the ledger"
                : $"cannot be taken from a list, which does not say into which; record the merger "
                    + "in the ledger");
        else if (from.IsFinal())
            d.Refuse(cell, "illegal-transition",
                $"cannot follow: the initiative is {Name(from)} in the ledger, which is final");
        // Whoever keeps the list may not know that what is completed was wound up since.
        else if (from == Stage.Closed && to == Stage.Completed)
            d.Left.Add(cell);
        else if (from == Stage.Closed && to != Stage.Active)
            d.Refuse(cell, "illegal-transition",
                "cannot follow: the initiative is closed in the ledger and can only be reopened");
        else
            Step(d, cell, from, to);
    }

    private static void Step(RowDecisions d, ListCell cell, Stage from, Stage to)
    {
        var implied = Implied(from, to);
        if (!implied.IsEmpty)
            d.Marks.Add($"implied:{string.Join(',', implied)}");
        var grounds = implied.IsEmpty ? d.Grounds : d.Grounds with
        {
            Rationale = $"{d.Rationale} (implied before: {string.Join(", ", implied)})",
        };
        var (key, on) = (d.Row.Key, d.EffectiveOn);
        d.Decide(to switch
        {
            Stage.Submitted => new SubmitInitiative(key, on),
            Stage.Approved => new ApproveInitiative(key, grounds),
            Stage.Deferred => new DeferInitiative(key, grounds),
            Stage.Rejected => new RejectInitiative(key, grounds),
            Stage.Active when from == Stage.Paused => new ResumeInitiative(key, grounds),
            Stage.Active when from is Stage.Completed or Stage.Closed =>
                new ReopenInitiative(key, grounds),
            Stage.Active => new StartInitiative(key, on),
            Stage.Paused => new PauseInitiative(key, grounds),
            Stage.Completed => new CompleteInitiative(key, on),
            Stage.Closed => new CloseInitiative(key, grounds),
            _ => new KillInitiative(key, grounds, cell.Text),
        }, cell);
    }

    private static ImmutableArray<string> Implied(Stage from, Stage to)
    {
        ImmutableArray<Stage> way =
            [Stage.Proposed, Stage.Submitted, Stage.Approved, Stage.Active, Stage.Completed];
        var start = from switch
        {
            Stage.Deferred => Stage.Proposed,
            Stage.Paused => Stage.Active,
            Stage.Closed => Stage.Completed,
            _ => from,
        };
        var before = to switch
        {
            Stage.Deferred or Stage.Rejected => Stage.Submitted,
            Stage.Paused => Stage.Active,
            Stage.Closed => Stage.Completed,
            Stage.Killed => start,
            _ => way[Math.Max(way.IndexOf(to) - 1, 0)],
        };
        return [.. way.Skip(way.IndexOf(start) + 1)
            .Take(Math.Max(0, way.IndexOf(before) - way.IndexOf(start))).Select(Name)];
    }

    private static string Name(Stage stage) => Enumeration<Stage>.NameOf(stage);
}
