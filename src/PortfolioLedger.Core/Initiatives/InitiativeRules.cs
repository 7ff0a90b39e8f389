using PortfolioLedger.Core.Governance;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Rules and changes that the slices about initiatives share.</summary>
internal static class InitiativeRules
{
    /// <summary>Refuses an initiative for which nobody answers.</summary>
    public static Refusal? RefuseNoSponsor(this Book book, Key key, Caller caller) =>
        caller.Claims || !string.IsNullOrWhiteSpace(book.Initiatives.Find(key)!.Sponsor) ? null
        : new Refusal("no-sponsor", "Nobody is named who answers for the initiative.",
            new Subject(SubjectKind.Initiative, key));

    /// <summary>A contribution to this objective is claimed and not withdrawn.</summary>
    public static bool HasClaim(this Book book, Key initiative, Key objective) =>
        book.Initiatives.Find(initiative)!.Contributions.TryGetValue(objective, out var claim)
        && claim.At(book.Day)?.Value is not null;

    /// <summary>Refuses when no contribution to this objective is claimed.</summary>
    public static Refusal? RefuseUnclaimed(this Book book, Key initiative, Key objective) =>
        book.HasClaim(initiative, objective) ? null : new Refusal("unknown-contribution",
            $"No contribution to '{objective}' is claimed; claim it first.",
            new Subject(SubjectKind.Initiative, initiative));

    /// <summary>Refuses when the board has approved no budget yet.</summary>
    public static Refusal? RefuseNoBudget(this Book book, Key initiative, string? period = null)
    {
        var budgets = book.Initiatives.Find(initiative)!.Budgets;
        return (period is null ? !budgets.IsEmpty : budgets.ContainsKey(period)) ? null
            : new Refusal("no-approved-budget",
                period is null ? "No budget is approved yet; approve one first."
                    : $"No budget is approved for {period}; approve one first.",
                new Subject(SubjectKind.Initiative, initiative));
    }

    /// <summary>
    /// Refuses to raise the budget of a period when what is then approved for the initiative, over all
    /// periods, is more than the caller's role may decide alone.
    /// </summary>
    public static Refusal? RefuseBudgetAboveBand(
        this Book book, Key key, string period, Money total, Grounds grounds, Caller caller)
    {
        var initiative = book.Initiatives.Find(key)!;
        var raise = total.Amount - initiative.BudgetTotal(period);
        return raise <= 0 ? null : book.RefuseAboveBand(
            initiative.Budgets.Values.Sum(b => b.Total) + raise, grounds, caller,
            new Subject(SubjectKind.Initiative, key));
    }

    /// <summary>The initiative with another contribution to an objective; null withdraws it.</summary>
    public static Initiative WithContribution(
        this Initiative initiative, Key objective, Contribution? contribution, in Stamp stamp) =>
        initiative with
        {
            Contributions = initiative.Contributions.SetItem(objective,
                initiative.Contributions.GetValueOrDefault(objective).Set(contribution, stamp)),
        };

    /// <summary>The initiative with another approved budget of a period.</summary>
    public static Initiative WithBudget(this Initiative initiative, string period, Money total, in Stamp stamp) =>
        initiative with
        {
            Budgets = initiative.Budgets.SetItem(period,
                (initiative.Budgets.GetValueOrDefault(period) ?? Account.Empty).SetTotal(total.Amount, stamp)),
        };
}
