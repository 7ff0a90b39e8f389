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
/// <param name="id">Of the import.</param>
internal sealed class ListPlanner(
    ListMapping mapping, ReadLists read, ListMoment moment, bool isNew, Book? onDay,
    Rehearsal rehearsal, Guid id)
{
    private readonly ImmutableArray<PlannedRow>.Builder _rows =
        ImmutableArray.CreateBuilder<PlannedRow>();
    private readonly List<RefusedRow> _refused = [.. read.Refused];
    private readonly Dictionary<Subject, ListRow> _seen = [];
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly ShortenedKeys _shortened = new();
    private readonly ListNames _names = new(rehearsal.Book);
    private readonly StatedWeights _weights = new(read.Rows);
    private readonly DateOnly _today = DateOnly.FromDateTime(moment.ReportedAt.UtcDateTime);
    private readonly DateOnly? _earliest = Earliest(read, moment);
    private Book? _onDay = onDay;
    private bool _opened = !isNew;
    private int _unchanged;

    /// <summary>The plan.</summary>
    public ImportPlan Plan(Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var done = 0;
        foreach (var row in read.Rows)
        {
            cancel.ThrowIfCancellationRequested();
            if (IsPlanned(row))
                _weights.Accept(row);
            progress?.Invoke(new("Deciding", ++done, read.Rows.Length));
        }
        return new(_rows.ToImmutable(), 0, _unchanged, [.. _refused],
            [.. read.Notes, .. _left.Select(l => $"'{l.Key}': {l.Value} rows say another than the "
                + "ledger holds; no decision of the ledger changes that, so it is not recorded.")],
            rehearsal)
        {
            ShortenedKeys = _shortened.All,
        };
    }

    /// <summary>The ledger on the day of the lists, after everything planned.</summary>
    public Book Result => _onDay ?? Now;

    private Book Now => rehearsal.Book.On(Later(_today, rehearsal.Book.Day));

    private bool IsPlanned(ListRow row)
    {
        if (!_seen.TryAdd(new(row.Kind.Subject, row.Key), row))
        {
            var first = _seen[new(row.Kind.Subject, row.Key)];
            return Refuse(
                row,
                first.Id == row.Id
                    ? new CellFault(
                        "duplicate-row",
                        $"row {first.Place.Row} has the same id; only it counts",
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
        var decisions = Decisions(row);
        row.Kind.State(decisions);
        foreach (var cell in decisions.Left)
            _left[cell.Column] = _left.GetValueOrDefault(cell.Column) + 1;
        if (!decisions.Faults.IsEmpty)
            return Refuse(row, decisions.Faults.AsSpan());
        if (decisions.Commands.IsEmpty)
            _unchanged++;
        else if (!IsDecided(row, decisions))
            return false;
        _shortened.Add(row.Kind.Subject, row.Key, row.Id, ListOf(row).KeyPrefix);
        _shortened.AddRange(decisions.Shortened);
        return true;
    }

    private RowDecisions Decisions(ListRow row) => new()
    {
        Row = row,
        List = ListOf(row),
        Before = Result,
        Now = Now,
        EffectiveOn = moment.EffectiveOn,
        Rationale = mapping.Rationale,
        Names = _names,
        Earliest = _earliest,
        Weights = _weights,
    };

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
        if ((row.Text("name") ?? row.Text("title")) is { } own)
            _names.Add(row.Kind.Subject, own, row.Key);
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
