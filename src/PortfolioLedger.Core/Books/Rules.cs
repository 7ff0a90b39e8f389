namespace PortfolioLedger.Core.Books;

/// <summary>Rules that several slices share, asked of the book.</summary>
public static class Rules
{
    /// <summary>Refuses a key that is given but not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, SubjectKind kind, Key? key) =>
        key is null || book.Has(new Subject(kind, key.Value))
            ? null
            : Refusal.Unknown(kind, key.Value);

    /// <summary>Refuses keys of which one is not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, SubjectKind kind, IEnumerable<Key> keys)
    {
        foreach (var key in keys)
            if (!book.Has(new Subject(kind, key)))
                return Refusal.Unknown(kind, key);
        return null;
    }

    /// <summary>Refuses things of which one is not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, ImmutableArray<Subject> things)
    {
        foreach (var thing in things)
            if (!book.Has(thing))
                return Refusal.Unknown(thing);
        return null;
    }

    /// <summary>
    /// Refuses a day given as a deadline that has passed already on the day of what is decided,
    /// today if absent.
    /// </summary>
    public static Refusal? RefusePassed(
        this Book book,
        string field,
        DateOnly? day,
        Subject about,
        DateOnly? on = null
    ) =>
        day is not { } given || given >= (on ?? book.Day)
            ? null
            : new Refusal(
                "day-passed",
                $"'{field}' is {given:O}, which has passed; give {on ?? book.Day:O} or a later "
                    + "day.",
                about
            );

    /// <summary>Refuses what is said to have happened in a period that has not begun.</summary>
    public static Refusal? RefuseToCome(this Book book, string period, Subject about) =>
        !Periods.IsToCome(period, book.Day) ? null : new Refusal("period-to-come",
            $"Nothing can have happened in {period}, which has not begun; name a period that has.",
            about);

    /// <summary>The name people gave a thing, or its key.</summary>
    public static string NameOf(this Book book, Subject subject) =>
        book.Sections.NameOf(subject, book.Day) ?? subject.Key.Value;

    /// <summary>The name of an initiative, or its key.</summary>
    public static string InitiativeName(this Book book, Key key) =>
        book.NameOf(new Subject(SubjectKind.Initiative, key));

    /// <summary>The title of an objective, or its key.</summary>
    public static string ObjectiveName(this Book book, Key key) =>
        book.NameOf(new Subject(SubjectKind.Objective, key));
}
