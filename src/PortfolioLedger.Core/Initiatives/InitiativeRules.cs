using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>Rules and changes that the slices about initiatives share.</summary>
internal static class InitiativeRules
{
    /// <summary>
    /// Refuses an initiative that is unknown, or so far ended that nothing more can be recorded;
    /// what a source says about an ended one is taken as it is.
    /// </summary>
    public static Refusal? RefuseEnded(this Book book, Key initiative, Caller caller) =>
        book.Initiatives.Find(initiative) is not { } found
            ? Refusal.Unknown(SubjectKind.Initiative, initiative)
            : found.StageOn(book.Day) is var stage && (caller.Claims || stage.IsOpen())
                ? null
                : new Refusal("not-active",
                    $"The initiative is {Prose.Of(stage)}, so nothing more can be recorded about "
                        + "it; "
                    + (stage == Stage.Closed ? "reopen it first." : "name another one."),
                    new Subject(SubjectKind.Initiative, initiative));

    /// <summary>Refuses an initiative for which nobody answers.</summary>
    public static Refusal? RefuseNoSponsor(this Book book, Key key, Caller caller) =>
        caller.Claims
        || !string.IsNullOrWhiteSpace(book.Initiatives.Find(key)!.SponsorOn(book.Day)) ? null
        : new Refusal("no-sponsor",
            "The initiative has no sponsor who answers for it; name one first.",
            new Subject(SubjectKind.Initiative, key));

    /// <summary>
    /// Refuses a program that is unknown, over, or none, and one within which the initiative
    /// itself would be, on the day or on one on which parents change later. What a source says is
    /// taken as it is, but for a circle.
    /// </summary>
    /// <param name="book">On today.</param>
    /// <param name="initiative">What becomes a part.</param>
    /// <param name="parent">Of what; null for none.</param>
    /// <param name="day">From which day on.</param>
    public static Refusal? RefuseParent(
        this Book book, Key initiative, Key? parent, DateOnly day, Caller caller)
    {
        if (parent is not { } key)
            return null;
        if (key == initiative)
            return Cycle("An initiative cannot be its own program; name another one.", initiative);
        if (book.RefuseEnded(key, caller) is { } ended)
            return ended;
        if (!caller.Claims
            && book.Initiatives.Find(key)!.KindOn(day) != InitiativeKind.Program)
            return new("not-a-program",
                $"'{key}' is not a program; name one that is, or none.",
                new Subject(SubjectKind.Initiative, key));
        return book.Initiatives.Find(initiative) is { } part && book.IsWithin(key, part, day)
            ? Cycle($"'{key}' is part of '{initiative}' itself; name a program that is not.",
                initiative)
            : null;
    }

    /// <summary>
    /// Whether an initiative is part of another, on whatever level, on a day or a later one before
    /// the other gets another parent.
    /// </summary>
    private static bool IsWithin(this Book book, Key part, Initiative program, DateOnly day)
    {
        var all = book.Initiatives.All;
        var until = program.Parent.ChangesAfter(day) ?? DateOnly.MaxValue;
        var days = all.Values.SelectMany(i => i.Parent.Values).Select(p => p.EffectiveOn)
            .Where(on => on > day && on < until).Append(day).Distinct();
        foreach (var on in days)
        {
            Key? within = part;
            for (var steps = 0; within is { } key && steps <= all.Count; steps++)
            {
                if (key == program.Key)
                    return true;
                within = book.Initiatives.Find(key)?.ParentOn(on);
            }
        }
        return false;
    }

    private static Refusal Cycle(string detail, Key initiative) =>
        new("cycle-in-parents", detail, new Subject(SubjectKind.Initiative, initiative));

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
    public static Refusal? RefuseNoBudget(this Book book, Key initiative) =>
        book.Initiatives.Find(initiative)!.Budgets.Values.Any(b => b.Final is not null) ? null
            : new Refusal("no-approved-budget", "No budget is approved yet; approve one first.",
                new Subject(SubjectKind.Initiative, initiative));

    /// <summary>
    /// Refuses a budget that would fall below zero on some day, or that is raised, on some day,
    /// above what the caller's role may decide alone for the initiative over all periods.
    /// </summary>
    /// <param name="book">On today.</param>
    /// <param name="fact">The budget approved, or changed.</param>
    /// <param name="grounds">Why; their effective day is that of the budget.</param>
    /// <param name="caller">On whose account; claims of a source are taken as they are.</param>
    public static Refusal? RefuseBudget(
        this Book book, IInitiativeChange fact, string period, Grounds grounds, Caller caller)
    {
        if (caller.Claims)
            return null;
        var before = book.Initiatives.Find(fact.Initiative)!;
        var day = book.DayOf(grounds);
        var after = fact.Applied(
            before,
            new Stamp(book.Position + 1, day, book.KnownAt, book.Day, caller.Actor)
        );
        return RefuseNegative(book, before.BudgetOf(period), after.BudgetOf(period), fact, period)
            ?? (RaisedTo(before, after, day) is { } raised
                ? book.RefuseAboveBand(raised, grounds, caller, fact.Subjects()[0]) : null);
    }

    /// <summary>The business day on which a decision of today takes effect.</summary>
    public static DateOnly DayOf(this Book book, Grounds grounds) =>
        grounds.EffectiveOn ?? book.Day;

    private static Refusal? RefuseNegative(
        Book book,
        Balance before,
        Balance after,
        IInitiativeChange fact,
        string period
    ) =>
        after.FallsBelowZero(before) is not { } step
            ? null
            : new Refusal(
                "negative-budget",
                $"It would make the budget of {period} "
                    + $"{new Money(step.Total!.Value, book.Details.Currency)} from "
                    + $"{step.EffectiveOn:O} on, below zero; cut it by less.",
                fact.Subjects()[0]
            );

    /// <summary>
    /// The greatest total over all periods on a day on which it is raised; null when it never is.
    /// Before the day of the decision nothing is.
    /// </summary>
    private static decimal? RaisedTo(Initiative before, Initiative after, DateOnly from)
    {
        decimal? raised = null;
        foreach (var (_, budget) in after.Budgets)
        foreach (var step in budget.Between(from.AddDays(-1), DateOnly.MaxValue))
            if (
                after.BudgetOn(step.EffectiveOn) is { } total
                && total > (before.BudgetOn(step.EffectiveOn) ?? 0)
                && !(total <= raised)
            )
                raised = total;
        return raised;
    }

    /// <summary>
    /// The initiative with another contribution to an objective; null withdraws it.
    /// </summary>
    public static Initiative WithContribution(
        this Initiative initiative, Key objective, Contribution? contribution, in Stamp stamp) =>
        initiative with
        {
            Contributions = initiative.Contributions.SetItem(objective,
                initiative.Contributions.GetValueOrDefault(objective).Set(contribution, stamp)),
        };

    /// <summary>The initiative with another budget of a period.</summary>
    public static Initiative WithBudget(
        this Initiative initiative,
        string period,
        Balance budget
    ) => initiative with { Budgets = initiative.Budgets.SetItem(period, budget) };
}
