using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>When a list is taken over, and as of which day.</summary>
/// <param name="ReportedAt">Now, by the clock of the ledger.</param>
/// <param name="EffectiveOn">The day of the list when it was stated; null for today.</param>
/// <param name="Opened">How the portfolio is opened if there is none.</param>
internal sealed record ListMoment(
    DateTimeOffset ReportedAt, DateOnly? EffectiveOn, MappedPortfolio? Opened);

/// <summary>
/// Plans the import of lists: each row is compared with the ledger, and what differs is decided.
/// </summary>
/// <param name="mapping">What the columns mean.</param>
/// <param name="read">The file.</param>
/// <param name="moment">When, and as of which day.</param>
/// <param name="isNew">True when this file gave no events before.</param>
/// <param name="onDay">The ledger on the day of the lists; null when that is today.</param>
/// <param name="rehearsal">Decides.</param>
/// <param name="conflicts">Finds cells that would overturn later decisions.</param>
/// <param name="id">Of the import.</param>
internal sealed class ListPlanner(
    ListMapping mapping, ReadLists read, ListMoment moment, bool isNew, Book? onDay,
    Rehearsal rehearsal, ListConflicts conflicts, Guid id)
{
    private readonly ImmutableArray<PlannedRow>.Builder _rows =
        ImmutableArray.CreateBuilder<PlannedRow>();
    private readonly List<RefusedRow> _refused = [.. read.Refused];
    private readonly List<CellConflict> _conflicts = [];
    private readonly Dictionary<(string List, Key Key, string Identity), ListRow> _seen = [];
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _requested = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _unapproved = new(StringComparer.Ordinal);
    private readonly ShortenedKeys _shortened = new();
    private readonly ListNames _names = new(rehearsal.Book);
    private readonly StatedWeights _weights = new(read.Rows);
    private readonly StatedComparisons _comparisons = new(read.Rows);
    private readonly StatedPeople _people = new(read.Rows);
    private readonly DateOnly _today = DateOnly.FromDateTime(moment.ReportedAt.UtcDateTime);
    private readonly DateOnly? _earliest = Earliest(read, moment);
    private Book? _onDay = onDay;
    private bool _opened = !isNew;
    private int _unchanged;

    /// <summary>The plan.</summary>
    public async Task<ImportPlan> PlanAsync(
        Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var done = 0;
        foreach (var row in read.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (await IsPlannedAsync(row, cancel))
                _weights.Accept(row);
            progress?.Invoke(new("Deciding", ++done, read.Rows.Length));
        }
        return new(_rows.ToImmutable(), 0, _unchanged, [.. _refused],
            [.. read.Notes, .. _left.Select(l => $"'{l.Key}': {l.Value} rows say another than the "
                + "ledger holds; no decision of the ledger changes that, so it is not recorded."),
                .. _requested.Select(r => $"'{r.Key}': {Rows(r.Value)} a budget of an initiative "
                    + "that is not approved yet; it is recorded as requested and approves "
                    + "nothing."),
                .. _unapproved.Select(u => $"'{u.Key}': {Rows(u.Value)} a budget of an initiative "
                    + "that is not approved yet, beside another amount requested; only the "
                    + "request is recorded.")],
            rehearsal)
        {
            ShortenedKeys = _shortened.All,
            Conflicts = [.. _conflicts],
        };
    }

    /// <summary>The ledger on the day of the lists, after everything planned.</summary>
    public Book Result => _onDay ?? Now;

    private Book Now => rehearsal.Book.On(Later(_today, rehearsal.Book.Day));

    private static string Rows(int count) => count == 1 ? "1 row states" : $"{count} rows state";

    private static void Count(SortedDictionary<string, int> counts, List<ListCell> cells)
    {
        foreach (var cell in cells)
            counts[cell.Column] = counts.GetValueOrDefault(cell.Column) + 1;
    }

    private async Task<bool> IsPlannedAsync(ListRow row, CancellationToken cancel)
    {
        var identity = (row.Kind.Name, row.Key, row.Identity);
        if (!_seen.TryAdd(identity, row))
        {
            var first = _seen[identity];
            return Refuse(
                row,
                first.Id == row.Id
                    ? new CellFault(
                        "duplicate-row",
                        $"row {first.Place.Row} has the same {SameOf(row)}; only it counts",
                        ListOf(row).ExternalId.Column,
                        row.Id
                    )
                    : new CellFault(
                        "bad-key",
                        $"makes the key '{row.Key}', as '{first.Id}' of row "
                            + $"{first.Place.Row} does",
                        ListOf(row).ExternalId.Column,
                        row.Id
                    )
            );
        }
        var decisions = await WithoutConflictsAsync(Stated(row), cancel);
        Count(_left, decisions.Left);
        if (!decisions.Faults.IsEmpty)
            return Refuse(row, decisions.Faults.AsSpan());
        if (decisions.Commands.IsEmpty)
            _unchanged++;
        else if (!IsDecided(row, decisions))
            return false;
        Count(_requested, decisions.Requested);
        Count(_unapproved, decisions.Unapproved);
        // What a list calls a thing, its other rows may call it too.
        if ((row.Text("name") ?? row.Text("title")) is { } own)
            _names.Add(row.Kind.Subject, own, row.Key);
        if (!row.Kind.Refers)
            _shortened.Add(row.Kind.Subject, row.Key, row.Id, ListOf(row).KeyPrefix);
        _shortened.AddRange(decisions.Shortened);
        return true;
    }

    /// <summary>What a row leads to, on the ledger as it is or as it was.</summary>
    private RowDecisions Stated(ListRow row, Book? then = null)
    {
        var decisions = Unstated(row, then);
        row.Kind.State(decisions);
        return decisions;
    }

    private RowDecisions Unstated(ListRow row, Book? then = null) => new()
    {
        Row = row,
        List = ListOf(row),
        Before = then ?? Result,
        Now = then ?? Now,
        EffectiveOn = moment.EffectiveOn,
        Rationale = mapping.Rationale,
        Names = _names,
        Earliest = _earliest,
        Weights = _weights,
        Comparisons = _comparisons,
        People = _people,
    };

    /// <summary>
    /// The same without the cells that would overturn later decisions, unless that is wanted.
    /// </summary>
    private async Task<RowDecisions> WithoutConflictsAsync(
        RowDecisions decisions, CancellationToken cancel)
    {
        if (!decisions.Faults.IsEmpty)
            return decisions;
        var row = decisions.Row;
        var found = await conflicts.FindAsync(decisions, then => Stated(row, then), cancel);
        foreach (var (cell, since) in found)
            _conflicts.Add(new(row.Place.Row, row.Place.Line, row.Place.List, row.Id, cell.Column,
                cell.Text, Told(since), conflicts.Overwrites));
        if (found.IsEmpty || conflicts.Overwrites)
            return decisions;
        var left = row.Without(found.Select(f => f.Cell));
        var others = Stated(left);
        // What cannot stand without its conflicting cells says nothing else.
        return others.Faults.IsEmpty ? await WithoutConflictsAsync(others, cancel)
            : Unstated(left);
    }

    private LaterDecision Told(Posting since) => new(since.Position, since.RecordedAt,
        since.Actor.Id, since.EffectiveOn, since.Fact.Sentence(rehearsal.Book));

    private static string SameOf(ListRow row) => row.Kind.Identity.IsEmpty ? "id"
        : $"id and {string.Join(", ", row.Kind.Identity)}";

    private bool IsDecided(ListRow row, RowDecisions decisions)
    {
        var submission = Submission(decisions.Commands, row.ExternalId) with
        {
            CausationId = string.Join(';',
                [$"{row.Kind.Name}:{row.Place.Row}", .. decisions.Marks]),
        };
        var opening = _opened ? null : Opening();
        var before = rehearsal.Entries.Count;
        var refusal = opening is null ? rehearsal.Try(submission)
            : rehearsal.Try(opening, submission);
        if (refusal is not null)
            return Refuse(row, decisions.Fault(refusal, rehearsal.Refused));
        var entries = rehearsal.EntriesFrom(before);
        _onDay = _onDay?.Post(entries);
        // The opening has one event for each of its commands.
        var first = opening?.Commands.Length ?? 0;
        if (opening is not null)
            _rows.Add(new(null, new(opening, entries[..first])));
        _opened = true;
        _rows.Add(new(row, new(submission, entries[first..])));
        foreach (var (subject, name) in decisions.Registered)
            _names.Add(subject.Kind, name, subject.Key);
        return true;
    }

    private Submission Opening()
    {
        var imported = new ImportHistory(
            mapping.Source, read.Sha256, read.Count, mapping.Name.Value);
        return Submission(rehearsal.Book.Position > 0 ? [imported]
            : [new OpenPortfolio(rehearsal.Book.Portfolio, moment.Opened!.Name,
                moment.Opened.Currency, EffectiveOn: _earliest), imported], OpeningId(read));
    }

    private Submission Submission(ImmutableArray<ICommand> commands, string externalId) =>
        new(rehearsal.Book.Portfolio, commands, mapping.Caller())
        {
            Claim = new(mapping.Source, externalId, moment.ReportedAt),
            CorrelationId = ImportId.Correlation(read.Sha256, id),
        };

    private MappedList ListOf(ListRow row) => mapping.Lists.First(l => l.Of == row.Kind.Name);

    private bool Refuse(ListRow row, params ReadOnlySpan<CellFault> faults)
    {
        _refused.Add(row.Place.Refuse(row.Id, faults));
        return false;
    }

    /// <summary>How an import of a file is known.</summary>
    public static string OpeningId(ReadLists read) => $"sha256:{read.Sha256}";

    /// <summary>The first day of anything; null when nothing is dated before today.</summary>
    private static DateOnly? Earliest(ReadLists read, ListMoment moment)
    {
        var earliest = moment.EffectiveOn;
        foreach (var row in read.Rows)
            if (row.Day("receivedOn") is { } day && !(day >= earliest)
                && day < DateOnly.FromDateTime(moment.ReportedAt.UtcDateTime))
                earliest = day;
        return earliest;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
