using System.Runtime.CompilerServices;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// The sections of one book, in the order of the catalogue. Equal when each of them is.
/// </summary>
internal readonly struct Sections : IEquatable<Sections>
{
    private readonly ISection[] _all;

    private Sections(ISection[] all) => _all = all;

    /// <summary>Those of an empty book.</summary>
    public static Sections Empty => new(Composition.Empty);

    /// <summary>The section at a place.</summary>
    public ISection this[int place] => _all[place];

    /// <summary>The section of a type.</summary>
    public T Get<T>() where T : class, ISection<T> =>
        Unsafe.As<T>(_all[Composition.Place<T>.Index]);

    /// <summary>The first section that answers something; null when none does.</summary>
    public T? First<T>() where T : class, ISection
    {
        foreach (var section in _all)
            if (section is T answering)
                return answering;
        return null;
    }

    /// <summary>The section that holds evidence; null when it is not recorded.</summary>
    public IEvidenceSection? Holding(EvidenceKind kind, Key key)
    {
        foreach (var section in _all)
            if (section is IEvidenceSection holding && holding.Holds(kind, key))
                return holding;
        return null;
    }

    /// <summary>The name people gave a thing; null when no section knows it.</summary>
    public string? NameOf(Subject subject, DateOnly day) =>
        Composition.NamedIn(subject.Kind) is >= 0 and var place
            ? _all[place].NameOf(subject, day) : null;

    /// <summary>These with another section in place of its own.</summary>
    public Sections With<T>(T section) where T : class, ISection<T> =>
        With(Composition.Place<T>.Index, section);

    /// <summary>These with another section at a place.</summary>
    public Sections With(int place, ISection section)
    {
        var all = _all.AsSpan().ToArray();
        all[place] = section;
        return new(all);
    }

    /// <summary>A copy into which a fact can be posted.</summary>
    public BookDraft Draft() => new(_all.AsSpan().ToArray());

    /// <summary>The sections of a draft, which is written no more.</summary>
    public static Sections From(ISection[] finished) => new(finished);

    public bool Equals(Sections other)
    {
        if (ReferenceEquals(_all, other._all))
            return true;
        for (var i = 0; i < _all.Length; i++)
            if (!_all[i].Equals(other._all[i]))
                return false;
        return true;
    }

    public override bool Equals(object? obj) => obj is Sections other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var section in _all)
            hash.Add(section);
        return hash.ToHashCode();
    }
}

/// <summary>
/// The sections of a book while one fact is posted: each section is immutable, and what changes is
/// put in its place.
/// </summary>
public readonly ref struct BookDraft
{
    private readonly ISection[] _sections;

    internal BookDraft(ISection[] sections) => _sections = sections;

    /// <summary>What an area keeps so far.</summary>
    public T Section<T>() where T : class, ISection<T> =>
        Unsafe.As<T>(_sections[Composition.Place<T>.Index]);

    /// <summary>Puts a section in place of the one before.</summary>
    public void Set<T>(T section) where T : class, ISection<T> =>
        _sections[Composition.Place<T>.Index] = section;

    /// <summary>
    /// Posts a fact: into sections that take every fact, then where it changes one.
    /// </summary>
    internal void Post(IFact fact, in Stamp stamp)
    {
        foreach (var place in Composition.JournalSections)
            _sections[place] = Unsafe.As<IJournalSection>(_sections[place]).Post(fact, stamp);
        fact.PostTo(this, stamp);
    }

    internal Sections Finished() => Sections.From(_sections);
}
