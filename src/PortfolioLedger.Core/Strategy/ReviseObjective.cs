using System.Globalization;

namespace PortfolioLedger.Core.Strategy;

/// <summary>What of an objective can be revised.</summary>
public enum ObjectiveField
{
    /// <summary>Its title.</summary>
    Title,
    /// <summary>Its statement.</summary>
    Statement,
    /// <summary>Its owner.</summary>
    Owner,
    /// <summary>Its parent; absent for none.</summary>
    Parent,
    /// <summary>Until when it is pursued; absent for unknown.</summary>
    HorizonEnd,
}

/// <summary>The board changed the wording, owner, parent or horizon of an objective.</summary>
/// <param name="Field">Which field was revised.</param>
/// <param name="Old">As it was.</param>
/// <param name="New">As it is from then on.</param>
public sealed record ObjectiveRevised(
    Key Objective, ObjectiveField Field, string? Old, string? New, Grounds Grounds)
    : IStrategyFact, IGrounded, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Objective, Objective)];

    public string Sentence(Book book) =>
        (Old is null ? $"Set the {Prose.Of(Field)} of {book.ObjectiveName(Objective)}"
            : $"Changed the {Prose.Of(Field)} of {book.ObjectiveName(Objective)} from "
                + Prose.Quoted(Old)) + $" to {(New is null ? "none" : Prose.Quoted(New))}";

    public string FormerSentence(Book book) =>
        $"Revised the {Enumeration<ObjectiveField>.NameOf(Field)} of "
            + $"{book.ObjectiveName(Objective)} "
        + $"from \"{Old ?? "unknown"}\" to \"{New ?? "unknown"}\"";

    /// <summary>The objective after this revision.</summary>
    internal Objective Applied(Objective o, in Stamp stamp) => Field switch
    {
        ObjectiveField.Title => o with { Title = o.Title.Set(New ?? "", stamp) },
        ObjectiveField.Statement => o with { Statement = o.Statement.Set(New ?? "", stamp) },
        ObjectiveField.Owner => o with { Owner = o.Owner.Set(New ?? "", stamp) },
        ObjectiveField.Parent => o with
        {
            Parent = o.Parent.Set(Key.TryParse(New, out var key) ? key : null, stamp),
        },
        ObjectiveField.HorizonEnd => o with
        {
            HorizonEnd = o.HorizonEnd.Set(ParseDay(New), stamp),
        },
        _ => throw Enumeration<ObjectiveField>.Undeclared(Field),
    };

    internal static DateOnly? ParseDay(string? text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ReviseObjective(Objective, Field, Grounds, Old, New);
}

/// <summary>Revises one field of an objective; <c>old</c> must be its value today.</summary>
public sealed record ReviseObjective(
    Key Objective, ObjectiveField Field, Grounds Grounds, string? Old = null, string? New = null)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Field switch
    {
        ObjectiveField.Parent when New is not null && !Key.TryParse(New, out _) =>
            [new("/new", $"must be the key of an objective ({Key.Form})")],
        ObjectiveField.HorizonEnd when New is not null && ObjectiveRevised.ParseDay(New) is null =>
            [new("/new", "must be a date like \"2028-12-31\"")],
        ObjectiveField.Title or ObjectiveField.Statement or ObjectiveField.Owner =>
            New is null ? [new("/new", "is required")] : Check.Text("/new", New),
        ObjectiveField.Parent or ObjectiveField.HorizonEnd => [],
        _ => throw Enumeration<ObjectiveField>.Undeclared(Field),
    };

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseRetiredObjective(Objective) ?? RefuseOld(book) ?? RefuseParent(book)
            ?? Verdict.Accept(new ObjectiveRevised(Objective, Field, Old, New, Grounds));

    private Refusal? RefuseOld(Book book)
    {
        var current = Current(book.Strategy.Find(Objective)!, book.Day);
        return current == Old
            ? null
            : new Refusal(
                "stale-value",
                $"The {Enumeration<ObjectiveField>.NameOf(Field)} is \"{current ?? "unknown"}\" "
                    + "today, not "
                    + $"\"{Old ?? "unknown"}\"; give that of today as old.",
                new Subject(SubjectKind.Objective, Objective)
            );
    }

    private string? Current(Objective o, DateOnly day) => Field switch
    {
        ObjectiveField.Title => o.TitleOn(day),
        ObjectiveField.Statement => o.Statement.At(day)?.Value,
        ObjectiveField.Owner => o.Owner.At(day)?.Value,
        ObjectiveField.Parent => o.Parent.At(day)?.Value?.Value,
        ObjectiveField.HorizonEnd =>
            o.HorizonEnd.At(day)?.Value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw Enumeration<ObjectiveField>.Undeclared(Field),
    };

    private Refusal? RefuseParent(Book book)
    {
        if (Field != ObjectiveField.Parent || !Key.TryParse(New, out var parent))
            return null;
        if (book.RefuseRetiredObjective(parent) is { } refusal)
            return refusal;
        Key? ancestor = parent;
        for (var steps = 0; ancestor is { } key && steps <= book.Strategy.All.Count; steps++)
        {
            if (key == Objective)
                return ObjectiveRules.Cycle(Objective);
            ancestor = book.Strategy.Find(key)?.Parent.At(book.Day)?.Value;
        }
        return null;
    }
}
