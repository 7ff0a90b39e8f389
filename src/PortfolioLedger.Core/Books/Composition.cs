namespace PortfolioLedger.Core.Books;

/// <summary>
/// What the ledger is made of: the kinds of facts, and the sections of a book. The catalogue says
/// it once, before anything else of Core runs, so that no folder needs to know those above it.
/// </summary>
public static class Composition
{
    private static ImmutableSortedDictionary<string, FactKind> _byName = Ordered.ByText<FactKind>();

    private static ImmutableSortedDictionary<string, FactKind> _byType = Ordered.ByText<FactKind>();

    /// <summary>By kind of thing, the place of the section with its name; −1 for none.</summary>
    private static ImmutableArray<int> _named = [];

    /// <summary>The sections, in the order in which they are stored.</summary>
    public static ImmutableArray<SectionKind> Sections { get; private set; } = [];

    /// <summary>The sections of an empty book.</summary>
    internal static ISection[] Empty { get; private set; } = [];

    /// <summary>The places of the sections into which every fact is posted.</summary>
    internal static ImmutableArray<int> JournalSections { get; private set; } = [];

    /// <summary>How a fact is stored.</summary>
    public static FactKind KindOf(IFact fact) => _byType[fact.GetType().FullName!];

    /// <summary>The kind with this stored name, or null when it is unknown.</summary>
    public static FactKind? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Says what the ledger is made of.</summary>
    internal static void Set(ImmutableArray<FactKind> facts, ImmutableArray<SectionKind> sections)
    {
        _byName = facts.ToImmutableSortedDictionary(k => k.Name, k => k, StringComparer.Ordinal);
        _byType = facts.ToImmutableSortedDictionary(
            k => k.Type.FullName!, k => k, StringComparer.Ordinal);
        Sections = sections;
        Empty = [.. sections.Select(s => s.Empty)];
        JournalSections = [.. sections.Index()
            .Where(s => s.Item.Empty is IJournalSection).Select(s => s.Index)];
        _named = [.. Enum.GetValues<SubjectKind>().Select(kind =>
            IndexOf(sections, s => s.Named.Contains(kind)))];
    }

    /// <summary>The place of the section that knows names of this kind; −1 for none.</summary>
    internal static int NamedIn(SubjectKind kind) => _named[(int)kind];

    private static int IndexOf(ImmutableArray<SectionKind> sections, Func<SectionKind, bool> wanted)
    {
        for (var i = 0; i < sections.Length; i++)
            if (wanted(sections[i]))
                return i;
        return -1;
    }

    /// <summary>The place of a section among those of a book.</summary>
    internal static class Place<T> where T : class, ISection<T>
    {
        public static readonly int Index = IndexOf(Sections, s => s.Type == typeof(T));
    }
}
