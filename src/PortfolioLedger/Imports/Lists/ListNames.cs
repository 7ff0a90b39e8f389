using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Things of a portfolio by what lists call them: their key, their name, or a text that makes
/// their key.
/// </summary>
internal sealed class ListNames
{
    private readonly Dictionary<SubjectKind, Dictionary<string, Key>> _byName = [];

    /// <summary>The names of a book.</summary>
    public ListNames(Book book)
    {
        foreach (var d in book.Departments.All.Values)
            Add(SubjectKind.Department, d.NameOn(book.Day), d.Key);
        foreach (var s in book.Departments.Segments.Values)
            Add(SubjectKind.CustomerSegment, s.NameOn(book.Day), s.Key);
        foreach (var v in book.ValueStreams.All.Values)
            Add(SubjectKind.ValueStream, v.NameOn(book.Day), v.Key);
        foreach (var o in book.Strategy.All.Values)
            Add(SubjectKind.Objective, o.TitleOn(book.Day), o.Key);
        foreach (var i in book.Initiatives.All.Values)
            Add(SubjectKind.Initiative, i.NameOn(book.Day), i.Key);
        foreach (var o in book.Outcomes.All.Values)
            Add(SubjectKind.Outcome, o.NameOn(book.Day), o.Key);
    }

    /// <summary>A name more. One that two things have names neither.</summary>
    public void Add(SubjectKind kind, string name, Key key)
    {
        if (!_byName.TryGetValue(kind, out var names))
            _byName[kind] = names = new(StringComparer.OrdinalIgnoreCase);
        if (!names.TryAdd(name, key) && names[name] != key)
            names[name] = default;
    }

    /// <summary>The key of the thing of a name; null when none or several have it.</summary>
    public Key? Named(SubjectKind kind, string name) =>
        _byName.TryGetValue(kind, out var names) && names.TryGetValue(name, out var key)
            && key != default ? key : null;

    /// <summary>The key of a thing that is in the ledger; null when there is none.</summary>
    public Key? Find(Book book, SubjectKind kind, string text)
    {
        if (Key.TryParse(text, out var key) && book.Has(new(kind, key)))
            return key;
        if (_byName.TryGetValue(kind, out var names) && names.TryGetValue(text, out var named))
            return named == default ? null : named;
        return Slug.TryOf(text, "", out var slug) && book.Has(new(kind, slug)) ? slug : null;
    }
}
