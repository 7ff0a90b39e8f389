using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// What people decided on each field since an import stated it last, from one pass over the
/// journal. A decision is of people when it is no claim of an import.
/// </summary>
/// <param name="read">The file; when it was imported before, it speaks as of then.</param>
/// <param name="head">The ledger, by which the file may call things.</param>
internal sealed class DecisionsOfPeople(ReadLists read, Book head)
{
    /// <summary>So many of the latest decisions on a field are remembered.</summary>
    public const int MaxRemembered = 12;

    private readonly Dictionary<DecidedField, Queue<Posting>> _since = [];
    private readonly HashSet<Subject> _named = Named(read, new(head));

    /// <summary>
    /// The position at which the same file was imported first; null when it is new.
    /// </summary>
    public long? ImportedAt { get; private set; }

    /// <summary>Reads on in the journal.</summary>
    public void Add(IReadOnlyList<Posting> postings)
    {
        // What was taken back with its import neither states nor decides anything any more.
        foreach (var posting in postings.Where(p => !IsTakenBack(p.Position)))
            if (posting.Fact is HistoryImported import)
                ImportedAt ??= import.Sha256 == read.Sha256 ? posting.Position : null;
            else
                foreach (var field in DecidedField.AllOf(posting.Fact))
                    if (_named.Contains(field.Subject))
                        Add(field, posting);
    }

    private bool IsTakenBack(long position) =>
        head.TakenBack.Any(range => range.Contains(position));

    /// <summary>Those that a list of a day would overturn, the latest first.</summary>
    public IEnumerable<Posting> On(DecidedField field, DateOnly day) =>
        _since.TryGetValue(field, out var decisions)
            ? decisions.Where(d => d.EffectiveOn <= day).Reverse() : [];

    /// <summary>What rows are about: nothing else need be remembered.</summary>
    private static HashSet<Subject> Named(ReadLists read, ListNames names)
    {
        HashSet<Subject> named = [DecidedField.All];
        foreach (var row in read.Rows)
        {
            named.Add(new(row.Kind.Subject, row.Key));
            if (row.Kind.Refers && names.Named(row.Kind.Subject, row.Id) is { } key)
                named.Add(new(row.Kind.Subject, key));
        }
        return named;
    }

    private void Add(DecidedField field, in Posting posting)
    {
        if (posting.ReportedAt is not null)
        {
            _since.Remove(field);
            return;
        }
        if (!_since.TryGetValue(field, out var decisions))
            _since[field] = decisions = new();
        decisions.Enqueue(posting);
        if (decisions.Count > MaxRemembered)
            decisions.Dequeue();
    }
}
