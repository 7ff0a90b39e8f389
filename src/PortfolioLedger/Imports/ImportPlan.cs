using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>
/// What is to be recorded and the row it comes from; null for the opening of the import itself.
/// </summary>
public sealed record PlannedRow(IImportedRow? Row, Rehearsed Rehearsed);

/// <summary>What an import is going to record, decided beforehand on a book in memory.</summary>
/// <param name="Rows">To be submitted in this order; the opening comes first.</param>
/// <param name="Recognised">How many rows were imported before.</param>
/// <param name="Unchanged">How many rows say nothing that is not known already.</param>
/// <param name="Refused">Rows that cannot be imported.</param>
/// <param name="Notes">What a reader of the report should know.</param>
/// <param name="Rehearsal">The book and the events as they will be.</param>
public sealed record ImportPlan(
    ImmutableArray<PlannedRow> Rows, int Recognised, int Unchanged,
    ImmutableArray<RefusedRow> Refused,
    ImmutableArray<string> Notes, Rehearsal Rehearsal)
{
    /// <summary>Keys of texts that are too long for one.</summary>
    public ImmutableArray<ShortenedKey> ShortenedKeys { get; init; } = [];

    /// <summary>Cells that would overturn what was decided after the list spoke.</summary>
    public ImmutableArray<CellConflict> Conflicts { get; init; } = [];

    /// <summary>How many rows of a file are not taken over whole.</summary>
    public int NotWhole => Refused.Length + Conflicts.Count(c => !c.Overwritten);
}

/// <summary>Plans an import: row after row is translated, decided and kept, or refused.</summary>
/// <param name="portfolio">Into which portfolio.</param>
/// <param name="mapping">What the columns mean.</param>
/// <param name="history">The file.</param>
/// <param name="known">Rows imported before.</param>
/// <param name="rehearsal">Decides.</param>
/// <param name="id">Of the import.</param>
internal sealed class ImportPlanner(
    Key portfolio, Mapping mapping, ReadHistory history, ImmutableHashSet<KnownRow> known,
    Rehearsal rehearsal, Guid id)
{
    private readonly IRowTranslator _translator = RowTranslators.From(mapping, history);
    private readonly ImmutableArray<PlannedRow>.Builder _rows =
        ImmutableArray.CreateBuilder<PlannedRow>();
    private readonly List<RefusedRow> _refused = [.. history.Refused];
    private readonly Dictionary<KnownRow, SnapshotRow> _seen = [];
    private readonly PlanNotes _notes = new(mapping);
    private readonly ShortenedKeys _shortened = new();
    private Published _published = Before(rehearsal.Book, mapping, history, known);
    private bool _opened = known.Any(row => row.ExternalId == OpeningId(history));
    private int _recognised;
    private int _unchanged;

    /// <summary>The plan.</summary>
    public ImportPlan Plan()
    {
        foreach (var row in history.Rows)
            Plan(row);
        return new(
            _rows.ToImmutable(), _recognised, _unchanged, [.. _refused], _notes.All, rehearsal)
        {
            ShortenedKeys = _shortened.All,
        };
    }

    /// <summary>
    /// Field changes that were imported before are told again from the first one on: what each
    /// says depends on those before it, not on what the ledger holds in the end.
    /// </summary>
    private static Published Before(
        Book book, Mapping mapping, ReadHistory history, ImmutableHashSet<KnownRow> known)
    {
        var published = Published.In(book, mapping);
        return mapping.Changes is null ? published : published with
        {
            Initiatives = published.Initiatives.RemoveRange(history.Rows
                .Where(r => known.Contains(new(r.ExternalId, r.ReportedAt)))
                .Select(r => r.Initiative)),
        };
    }

    private void Plan(SnapshotRow row)
    {
        var identity = new KnownRow(row.ExternalId, row.ReportedAt);
        if (!_seen.TryAdd(identity, row))
        {
            Refuse(row, new("duplicate-row",
                $"row {_seen[identity].Place.Row} is about the same initiative and reporting time; "
                + "only the first counts", mapping.ExternalId.Column, row.ExternalId));
            return;
        }
        var translation = _translator.Translate(row, _published);
        if (translation.Fault is { } fault)
            Refuse(row, fault);
        else if (known.Contains(identity))
            Keep(row, translation, ref _recognised);
        else if (translation.Commands.IsEmpty)
            Keep(row, translation, ref _unchanged);
        else
            Decide(row, translation);
    }

    private void Keep(SnapshotRow row, Translation translation, ref int count)
    {
        count++;
        Take(row, translation);
    }

    private void Decide(SnapshotRow row, Translation translation)
    {
        var submission = Submission(translation.Commands, row.ExternalId, row.ReportedAt) with
        {
            CausationId = string.Join(';', [$"row:{row.Place.Row}", .. translation.Marks ?? []]),
        };
        var opening = _opened ? null : Opening(row);
        var count = rehearsal.Entries.Count;
        if ((opening is not null ? rehearsal.Try(opening, submission)
            : rehearsal.Try(submission)) is { } refusal)
        {
            Refuse(row, new CellFault(refusal.Code, refusal.Detail));
            return;
        }
        Keep(row, opening, submission, rehearsal.EntriesFrom(count));
        _opened = true;
        Take(row, translation);
    }

    private void Take(SnapshotRow row, Translation translation)
    {
        _notes.Add(row, _published);
        _shortened.Add(row, mapping);
        _published = translation.After;
    }

    /// <summary>The opening has one event for each of its commands.</summary>
    private void Keep(
        SnapshotRow row, Submission? opening, Submission submission, ImmutableArray<Entry> entries)
    {
        var first = opening?.Commands.Length ?? 0;
        if (opening is not null)
            _rows.Add(new(null, new(opening, entries[..first])));
        _rows.Add(new(row, new(submission, entries[first..])));
    }

    /// <summary>
    /// A new portfolio begins with the file; another is continued from the first new row.
    /// </summary>
    private Submission Opening(SnapshotRow first)
    {
        var imported = new ImportHistory(
            mapping.Source, history.Sha256, history.Count, mapping.Name.Value);
        return rehearsal.Book.Position == 0
            ? Submission(
                [new OpenPortfolio(portfolio, mapping.Portfolio.Name, mapping.Portfolio.Currency),
                    imported],
                OpeningId(history), history.Rows[0].ReportedAt)
            : Submission([imported], OpeningId(history), first.ReportedAt);
    }

    private Submission Submission(
        ImmutableArray<ICommand> commands, string externalId, DateTimeOffset reportedAt) =>
        new(portfolio, commands, mapping.Caller())
        {
            Claim = new(mapping.Source, externalId, reportedAt),
            LearnedAt = Learned(reportedAt),
            CorrelationId = ImportId.Correlation(history.Sha256, id),
        };

    /// <summary>
    /// Known time never goes back: what was taken back and is imported again is known from then on,
    /// and takes effect when it was reported.
    /// </summary>
    private DateTimeOffset? Learned(DateTimeOffset reportedAt) =>
        rehearsal.Book is { TakenBack.IsEmpty: false, KnownAt: var known } && reportedAt < known
            ? known : null;

    private void Refuse(SnapshotRow row, CellFault fault) =>
        _refused.Add(row.Place.Refuse(row.ExternalId, fault));

    private static string OpeningId(ReadHistory history) => $"sha256:{history.Sha256}";
}
