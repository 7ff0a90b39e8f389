namespace PortfolioLedger.Core.Books;

/// <summary>
/// What one area of the ledger keeps in a book: its initiatives, its outcomes. A book is made of
/// sections and knows none of them; how a fact changes them is said where the fact is declared.
/// </summary>
public interface ISection
{
    /// <summary>The name people gave a thing; null when the section does not hold it.</summary>
    string? NameOf(Subject subject, DateOnly day) => null;
}

/// <summary>A section of this type; a book holds one of each.</summary>
/// <typeparam name="TSelf">The section itself.</typeparam>
public interface ISection<TSelf> : ISection where TSelf : class, ISection<TSelf>
{
    /// <summary>The section of an empty book.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The kinds of things whose names it knows.</summary>
    static virtual ImmutableArray<SubjectKind> Named => [];
}

/// <summary>A section into which every fact is posted, whatever it is about.</summary>
public interface IJournalSection : ISection
{
    /// <summary>The section after a fact.</summary>
    ISection Post(IFact fact, in Stamp stamp);
}

/// <summary>A section with evidence that has no key of its own, like a measurement.</summary>
public interface IEvidenceSection : ISection
{
    /// <summary>Whether such evidence was ever recorded under a key.</summary>
    bool Holds(EvidenceKind kind, Key key);

    /// <summary>
    /// The first day it can have been seen; null when that is the day its thing came into being.
    /// </summary>
    DateOnly? SeenFrom(EvidenceKind kind, Key key) => null;
}

/// <summary>A section that knows whether the book is written no more.</summary>
public interface IClosable : ISection
{
    /// <summary>Why a command is not even decided; null while the book is open.</summary>
    Refusal? RefuseWriting(Book book, ICommand command);
}

/// <summary>A section as it stands in the JSON of a book.</summary>
/// <param name="Name">Of the field; it never changes.</param>
/// <param name="Type">Of the section.</param>
/// <param name="Empty">The section of an empty book.</param>
/// <param name="Named">The kinds of things whose names it knows.</param>
public sealed record SectionKind(
    string Name, Type Type, ISection Empty, ImmutableArray<SubjectKind> Named)
{
    /// <summary>The sections of this type.</summary>
    public static SectionKind Of<T>(string name) where T : class, ISection<T> =>
        new(name, typeof(T), T.Empty, T.Named);
}
