using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;

namespace PortfolioLedger.Doctor;

/// <summary>
/// Compares the personal texts of a portfolio with what its events commit to: each is there and
/// opens its commitment, or was erased by the event that says so.
/// </summary>
internal sealed class PersonalTextCheck
{
    private readonly SortedDictionary<long, List<KeptRow>> _rows = [];

    /// <summary>Commitments whose words are gone, with the event that a row names for it.</summary>
    private readonly Dictionary<string, long?> _gone = new(StringComparer.Ordinal);

    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private long _wrong, _half, _returned, _otherwise, _erased;

    /// <summary>Reads the texts of events up to a position.</summary>
    public static async Task<PersonalTextCheck> ReadAsync(
        NpgsqlDataSource source, Key portfolio, long last, CancellationToken cancel)
    {
        var check = new PersonalTextCheck();
        await using var command = source.CreateCommand("""
            select position, commitment, salt, text, erased_on is not null, erased_position
            from ledger.sealed_text where portfolio = $1 and position <= $2
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = last });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            check.Add(rows.GetInt64(0), new(
                rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetFieldValue<byte[]>(2),
                rows.IsDBNull(3) ? null : rows.GetString(3), rows.GetBoolean(4),
                rows.IsDBNull(5) ? null : rows.GetInt64(5)));
        return check;
    }

    /// <summary>Compares with the next event.</summary>
    public void Compare(Entry entry)
    {
        if (entry.Fact is PersonalTextsErased erased)
            foreach (var commitment in erased.Commitments)
                CompareErased(commitment, entry.Position);
        _rows.Remove(entry.Position, out var kept);
        foreach (var text in entry.Fact.PersonalTexts())
            if (kept?.Find(row => row.Commitment == text.Commitment) is { } row)
            {
                kept.Remove(row);
                Compare(row);
            }
            else
                _gone[text.Commitment] = null;
        _wrong += kept?.Count ?? 0;
    }

    /// <summary>What came of it, when every event was compared.</summary>
    public Finding Finding(Key portfolio)
    {
        _wrong += _rows.Values.Sum(rows => rows.Count);
        string[] violations =
        [
            .. Said(_wrong, "match nothing that an event commits to"),
            .. Said(_half, "are neither open nor erased"),
            .. Said(_returned, "are there again although an event erased them"),
            .. Said(_otherwise + _gone.Values.Count(by => by is not null),
                "are erased otherwise than by the event they name"),
        ];
        if (violations.Length > 0)
            return new("personal-texts", portfolio.Value, CheckStatus.Violated,
                string.Join("; ", violations));
        return _gone.Count > 0
            ? new("personal-texts", portfolio.Value, CheckStatus.Failed,
                $"{_gone.Count} are missing, and no event erased them: neither open nor erased")
            : new("personal-texts", portfolio.Value, CheckStatus.Ok,
                "match what the events commit to" + (_erased == 0 ? "" : $"; {_erased} erased"));
    }

    private void Add(long position, KeptRow row)
    {
        if (!_rows.TryGetValue(position, out var at))
            _rows[position] = at = [];
        at.Add(row);
    }

    private void Compare(KeptRow row)
    {
        if (row is { Salt: null, Text: null, IsErased: true, ErasedBy: { } by })
            _gone[row.Commitment] = by;
        else if (row is not { Salt: { } salt, Text: { } text, IsErased: false, ErasedBy: null })
            _half++;
        else if (SealedText.Seal(text, salt).Commitment == row.Commitment)
            _open.Add(row.Commitment);
        else
            _wrong++;
    }

    private void CompareErased(string commitment, long position)
    {
        if (_open.Contains(commitment))
            _returned++;
        else if (_gone.Remove(commitment, out var by) && by is not null && by != position)
            _otherwise++;
        else
            _erased++;
    }

    private static IEnumerable<string> Said(long count, string what) =>
        count == 0 ? [] : [$"{count} {what}"];

    private sealed record KeptRow(
        string Commitment, byte[]? Salt, string? Text, bool IsErased, long? ErasedBy);
}
