using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>Counts what becomes of the rows of an import.</summary>
internal sealed class ImportTally(
    IMapping mapping, Key portfolio, ImportedFile file, ImportPlan plan)
{
    private readonly SortedDictionary<string, int> _events = new(StringComparer.Ordinal);
    private readonly HashSet<Subject> _begun = [];
    private int _imported;
    private string? _fault;

    /// <summary>Rows that are recorded.</summary>
    public void Add(ReadOnlySpan<PlannedRow> rows)
    {
        foreach (var (row, rehearsed) in rows)
        {
            foreach (var entry in rehearsed.Entries)
                Count(Catalogue.KindOf(entry.Fact).Name);
            _imported += row is null ? 0 : 1;
            if (row?.Begins is { } subject && !plan.Rehearsal.Before.Has(subject))
                _begun.Add(subject);
        }
    }

    /// <summary>The journal took no more.</summary>
    public void Stop(Answer fault) => _fault = InWords(fault);

    /// <summary>The report of it all.</summary>
    public ImportReport Report(ImportOutcome outcome, double seconds) => new(
        _fault is null ? outcome : ImportOutcome.BrokenOff, portfolio, mapping.Name, mapping.Source,
        file.Path, file.Sha256, Rows, _events.ToImmutableSortedDictionary(StringComparer.Ordinal),
        [.. plan.Refused.OrderBy(r => r.Row)], file.IgnoredColumns, plan.Notes,
        _fault, Math.Round(seconds, 3), file.Readable)
    {
        RefusedBecause = RefusalGroup.Of(plan.Refused.OrderBy(r => r.Row)),
        Conflicts = plan.Conflicts,
        Preview = PreviewedEvent.First(plan.Rehearsal),
        ShortenedKeys = plan.ShortenedKeys,
    };

    private RowCounts Rows => new(
        file.Count, _imported, plan.Unchanged, plan.Recognised, plan.Refused.Length,
        file.Count - _imported - plan.Unchanged - plan.Recognised - plan.Refused.Length)
    {
        Conflicting = plan.Conflicts.Where(c => !c.Overwritten)
            .DistinctBy(c => (c.List, c.Row)).Count(),
        New = _begun.Count,
    };

    private void Count(string type) => _events[type] = _events.GetValueOrDefault(type) + 1;

    private static string InWords(Answer answer) => answer switch
    {
        Answer.Unavailable unavailable => unavailable.Detail,
        Answer.Faulted { Fault: var fault } => $"A fault of the ledger itself: {fault.Message}",
        var other => $"The journal answered {other.GetType().Name}.",
    };
}
