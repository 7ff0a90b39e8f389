using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.Imports;

/// <summary>Counts what becomes of the rows of an import.</summary>
internal sealed class ImportTally(
    Mapping mapping, Key portfolio, string path, ReadHistory history, ImportPlan plan)
{
    private readonly SortedDictionary<string, int> _events = new(StringComparer.Ordinal);
    private readonly List<RefusedRow> _refused = [.. plan.Refused];
    private int _imported;
    private int _recognised = plan.Recognised;
    private string? _fault;

    /// <summary>What the journal answered for a row.</summary>
    public void Add(PlannedRow planned, Answer answer)
    {
        switch (answer)
        {
            case Answer.Receipt receipt:
                foreach (var recorded in receipt.Events)
                    Count(recorded.Type);
                _imported += planned.Row is null ? 0 : 1;
                break;
            case Answer.AlreadyImported:
                _recognised += planned.Row is null ? 0 : 1;
                break;
            case Answer.Refused { Refusal: var refusal } when planned.Row is { } row:
                _refused.Add(row.Place.Refuse(
                    row.ExternalId, new CellFault(refusal.Code, refusal.Detail)));
                break;
            default:
                _fault ??= InWords(answer);
                break;
        }
    }

    /// <summary>A dry run: everything planned counts as done.</summary>
    public void AddRehearsed()
    {
        foreach (var entry in plan.Rehearsal.Entries)
            Count(Catalogue.KindOf(entry.Fact).Name);
        _imported = plan.Rows.Count(planned => planned.Row is not null);
    }

    /// <summary>The report of it all.</summary>
    public ImportReport Report(ImportOutcome outcome, double seconds) => new(
        _fault is null ? outcome : ImportOutcome.BrokenOff, portfolio, mapping.Name, mapping.Source,
        path, history.Sha256, Rows, _events.ToImmutableSortedDictionary(StringComparer.Ordinal),
        [.. _refused.OrderBy(r => r.Row)], mapping.Ignored, plan.Notes, _fault,
        Math.Round(seconds, 3),
        history.Rows.Length > 0);

    private RowCounts Rows => new(
        history.Count, _imported, plan.Unchanged, _recognised, _refused.Count,
        history.Count - _imported - plan.Unchanged - _recognised - _refused.Count);

    private void Count(string type) => _events[type] = _events.GetValueOrDefault(type) + 1;

    private static string InWords(Answer answer) => answer switch
    {
        Answer.Unavailable unavailable => unavailable.Detail,
        Answer.Refused { Refusal: var refusal } => refusal.Detail,
        Answer.Faulted { Fault: var fault } => $"A fault of the ledger itself: {fault.Message}",
        var other => $"The journal answered {other.GetType().Name}.",
    };
}
