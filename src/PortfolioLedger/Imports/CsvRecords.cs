using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>One record of a CSV file: a line, or several joined by quotes.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Fields">As far as they could be told apart.</param>
/// <param name="Broken">Why it cannot be used, or null.</param>
/// <param name="BrokenField">The index of the field that is to blame.</param>
internal sealed record CsvRecord(
    long Line, string[] Fields, CellFault? Broken = null, int? BrokenField = null);

/// <summary>
/// Lines as records of RFC 4180. A record whose quotes are wrong costs its first line alone:
/// reading goes on with the line after it.
/// </summary>
internal sealed class CsvRecords(IAsyncEnumerable<CsvLine> lines, char delimiter)
{
    // A quote that is open for longer was never closed.
    private const int MaxLines = 1_000;
    private const int MaxChars = 1024 * 1024;
    private const int MaxShownChars = 80;

    private readonly List<CsvLine> _ahead = [];

    /// <summary>The records in order; blank lines are skipped.</summary>
    public async IAsyncEnumerable<CsvRecord> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var source = lines.GetAsyncEnumerator(cancel);
        while (await LookAheadAsync(source, 1))
        {
            if (_ahead[0].Text.AsSpan().TrimEnd("\r\n").IsEmpty)
            {
                _ahead.RemoveAt(0);
                continue;
            }
            var taken = await LinesToCloseAsync(source);
            var record = taken == 0 ? Unclosed(_ahead[0]) : Parse(_ahead[..taken]);
            _ahead.RemoveRange(0, record.Broken?.Code == "bad-quote" ? 1 : taken);
            if (record.Fields.Length > 0)
                yield return record;
        }
    }

    /// <summary>How many lines until every quote is closed; 0 when that never happens.</summary>
    private async ValueTask<int> LinesToCloseAsync(IAsyncEnumerator<CsvLine> source)
    {
        var (open, length) = (false, 0);
        for (var taken = 1; taken <= MaxLines && length <= MaxChars; taken++)
        {
            if (!await LookAheadAsync(source, taken))
                return 0;
            var text = _ahead[taken - 1].Text;
            length += text.Length;
            open ^= text.AsSpan().Count('"') % 2 == 1;
            if (!open)
                return taken;
        }
        return 0;
    }

    private async ValueTask<bool> LookAheadAsync(IAsyncEnumerator<CsvLine> source, int count)
    {
        while (_ahead.Count < count)
        {
            if (!await source.MoveNextAsync())
                return false;
            _ahead.Add(source.Current);
        }
        return true;
    }

    private CsvRecord Parse(List<CsvLine> taken)
    {
        var text = string.Concat(taken.Select(l => l.Text));
        CsvMalformedRecord? malformed = null;
        using var reader = CsvReader.FromText(text, new()
        {
            Separator = delimiter,
            HasHeader = false,
            OnMalformedRecord = found => malformed = found,
        });
        if (!reader.Read())
            return new(taken[0].Number, []);
        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = reader.GetString(i);
        return malformed is null ? Checked(taken, text, fields)
            : Unclosed(taken[0], FieldAt(text, Characters(text, malformed.Value.ByteOffset)));
    }

    private static int Characters(string text, long bytes) =>
        Encoding.UTF8.GetCharCount(Encoding.UTF8.GetBytes(text).AsSpan(0, (int)bytes));

    private CsvRecord Checked(List<CsvLine> taken, string text, string[] fields)
    {
        var (line, start) = (taken[0].Number, 0);
        foreach (var one in taken)
        {
            if (one.BadAt is { } at)
                return new(line, fields, new CellFault("wrong-encoding",
                    $"{one.BadByte} is not UTF-8; convert the file to UTF-8 first"),
                    FieldAt(text, start + at));
            start += one.Text.Length;
        }
        var zero = Array.FindIndex(fields, f => f.Contains('\0', StringComparison.Ordinal));
        return zero < 0 ? new(line, fields) : new(line, fields, new CellFault("bad-character",
            "there is a character U+0000 in the text; remove it"), zero);
    }

    private CsvRecord Unclosed(CsvLine line, int? field = null)
    {
        var text = line.Text.TrimEnd('\r', '\n');
        return new(line.Number, [text], new CellFault("bad-quote",
            "a quote is not closed, or stands inside a field that is not quoted; put the whole "
            + "field in quotes and double the quotes in it", null, Shortened(text)),
            field ?? FieldAt(text, text.LastIndexOf('"')));
    }

    private static string Shortened(string text) =>
        text.Length > MaxShownChars ? text[..MaxShownChars] + "…" : text;

    /// <summary>The index of the field that a character of a record belongs to.</summary>
    private int FieldAt(string text, int position)
    {
        var (field, quoted) = (0, false);
        for (var i = 0; i < position && i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (!quoted && text[i] == delimiter)
                field++;
        }
        return field;
    }
}
