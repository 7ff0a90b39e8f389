namespace PortfolioLedger.Core.Strategy;

/// <summary>Rules that the slices about objectives share.</summary>
public static class ObjectiveRules
{
    /// <summary>Refuses an objective that is unknown or retired.</summary>
    public static Refusal? RefuseRetiredObjective(this Book book, Key key) =>
        book.Strategy.Find(key) is not { } objective ? Refusal.Unknown(SubjectKind.Objective, key)
        : objective.StatusOn(book.Day) != ObjectiveStatus.Retired ? null
        : new Refusal("objective-retired", objective.Successor is { } successor
                ? $"The objective '{key}' is retired; name '{successor}', which succeeds it."
                : $"The objective '{key}' is retired; name another one.",
            new Subject(SubjectKind.Objective, key));

    internal static Refusal Cycle(Key key) => new("cycle-in-parents",
        $"The objective '{key}' would be its own ancestor; choose another parent.",
        new Subject(SubjectKind.Objective, key));
}
