using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Reads the cells of one row of a list; what cannot be read is a fault.</summary>
/// <param name="record">The row.</param>
/// <param name="file">How its texts are written.</param>
/// <param name="quotes">Whether faults may quote what stands in a cell.</param>
internal sealed class ListCells(ListRecord record, MappedListFile file, bool quotes = true)
{
    private const int MaxShownChars = 60;

    private readonly NumberForm _numbers = NumberForm.Find(file.Numbers)!;
    private readonly ImmutableArray<CellFault>.Builder _faults =
        ImmutableArray.CreateBuilder<CellFault>();

    /// <summary>Everything that was wrong so far.</summary>
    public ImmutableArray<CellFault> Faults => _faults.ToImmutable();

    /// <summary>The external id, and the key it makes.</summary>
    public (string Id, Key Key) Id(BoundColumn column, string prefix)
    {
        if (TextAt(column) is not { } text)
        {
            Refuse(column, "missing", "must not be blank: it tells things apart", null);
            return ("", default);
        }
        // Lists are also written from what the ledger answers: a key it shortened is not cut again.
        if (prefix.Length == 0 && Slug.IsShortenedKey(text, out var key))
            return (text, key);
        if (text.Length > PlainTexts.MaxIdLength)
            Refuse(column, "bad-text", PlainTexts.IdTooLong, text);
        if (!Slug.TryOf(text, prefix, out key))
            Refuse(column, "bad-key", "makes no key: it needs letters a-z or digits", text);
        return (text, key);
    }

    /// <summary>What a column says; null when it is blank or cannot be read.</summary>
    public ListCell? Cell(BoundColumn column)
    {
        if (TextAt(column) is not { } text)
            return null;
        if (text.StartsWith('='))
            return Refuse(column, "formula", "is a formula; write the value it gives", text);
        if (text.StartsWith('#') && text.EndsWith('!'))
            return Refuse(column, "formula", "is the error of a formula; correct it", text);
        if (column.Mapped.Values is { } values)
        {
            if (ValueOf(values, text) is not { } meant)
                return Refuse(column, "unknown-value", "is not among the values of the mapping: "
                    + string.Join(", ", values.Keys), text);
            return Of(column, meant, text);
        }
        return Of(column, text, text);
    }

    /// <summary>Several columns of texts as one cell.</summary>
    public static ListCell Joined(IReadOnlyList<ListCell> cells) =>
        cells[0] with
        {
            Value = cells
                .SelectMany(c => c.AsTexts)
                .Distinct(StringComparer.Ordinal)
                .ToImmutableArray(),
            Text = string.Join("; ", cells.Select(c => c.Text)),
        };

    private ListCell? Of(BoundColumn column, string meant, string text)
    {
        var value = column.Field!.Form switch
        {
            FieldForm.Number => Number(column, meant),
            FieldForm.Whole => Whole(column, meant),
            FieldForm.Share => Share(column, meant),
            FieldForm.Day => Day(column, meant),
            FieldForm.Choice => Choice(column, meant),
            FieldForm.Texts => Texts(column, meant),
            _ => Text(column, meant),
        };
        return value is null ? null
            : new(column.Field.Name, column.For, value, column.Header, text);
    }

    private object? Text(BoundColumn column, string text)
    {
        foreach (var fault in Check.Text("", text))
            return Refuse(column, "bad-text", fault.Detail, text);
        return Check.UnsupportedCharacters(text) is { } steering
            ? Refuse(column, "bad-text", steering, null)
            : text;
    }

    private object? Texts(BoundColumn column, string text)
    {
        ImmutableArray<string> texts = column.Mapped.Separator is { } separator
            ? [.. text.Split(separator, StringSplitOptions.TrimEntries
                | StringSplitOptions.RemoveEmptyEntries)] : [text];
        return texts.IsEmpty ? null : texts;
    }

    private object? Number(BoundColumn column, string text)
    {
        if (record.Cells[column.At] is double exact && column.Mapped.Values is null)
            return Exact(exact) ?? TooLarge(column, text);
        return !_numbers.TryParse(text, out var number) ? Refuse(column, "bad-number",
                $"is no number of the form {_numbers.Example}, without currency sign", text)
            : Math.Abs(number) <= StoredDecimal.MaxValue ? number : TooLarge(column, text);
    }

    private ListCell? TooLarge(BoundColumn column, string text) =>
        Refuse(
            column,
            "bad-number",
            $"is too large: it must lie between -{StoredDecimal.MaxValue:0} and "
                + $"{StoredDecimal.MaxValue:0}",
            text
        );

    private object? Whole(BoundColumn column, string text) =>
        Number(column, text) is not decimal number ? null
        : number == decimal.Truncate(number) && Math.Abs(number) < int.MaxValue ? number
        : Refuse(column, "bad-number", "must be a whole number", text);

    private object? Share(BoundColumn column, string text)
    {
        var percent = text.EndsWith('%');
        if (Number(column, percent ? text[..^1].TrimEnd() : text) is not decimal number)
            return null;
        var share = percent ? number / 100 : number;
        return share is >= 0 and <= 1 ? share
            : Refuse(column, "bad-number", "must be from 0 to 1, or from 0 % to 100 %", text);
    }

    private object? Day(BoundColumn column, string text)
    {
        if (record.Cells[column.At] is DateTime date)
            return Meant(column, DateOnly.FromDateTime(date), text);
        // The day is the one that is written: midnight in Berlin is no day before.
        if (DateTimeOffset.TryParseExact(text, [.. file.DateForms], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at))
            return Meant(column, DateOnly.FromDateTime(at.DateTime), text);
        return Refuse(column, "bad-date", "is no date of the form "
            + string.Join(" or ", file.DateForms.Select(f => $"{f} (like {Sample(f)})")), text);
    }

    private object? Meant(BoundColumn column, DateOnly day, string text) =>
        Days.IsPlausible(day) ? day : Refuse(column, "bad-date", $"must be {Days.Form}", text);

    private object? Choice(BoundColumn column, string text)
    {
        var choices = column.Field!.Choices!.Value;
        // People write Market positioning, and 9.
        var name = choices.FirstOrDefault(c => c == text || (Slug.TryOf(text, "", out var key)
            && c == key.Value));
        return name is not null ? name : Refuse(column, "unknown-value",
            $"must be one of {string.Join(", ", choices)}; if the file says it otherwise, name "
            + "its words under \"values\" of the mapping", text);
    }

    private string? TextAt(BoundColumn column)
    {
        if (column.At >= record.Cells.Length)
            return null;
        var text = TextOf(record.Cells[column.At]);
        // Spreadsheets put no-break spaces where people see spaces.
        text = text?.Replace('\u00a0', ' ').Replace('\u202f', ' ').Trim();
        return text is null or "" || column.Mapped.Unknown?.Contains(text) == true ? null : text;
    }

    /// <summary>What stands in a cell, as text.</summary>
    public static string? TextOf(object? cell) => cell switch
    {
        string s => s,
        double d => d.ToString(CultureInfo.InvariantCulture),
        DateTime date => date.ToString(date.TimeOfDay == default ? "yyyy-MM-dd" : "s",
            CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString(),
    };

    private ListCell? Refuse(BoundColumn column, string code, string detail, string? text)
    {
        _faults.Add(new(code, detail, column.Header, !quotes ? null
            : text is { Length: > MaxShownChars } ? text[..MaxShownChars] + "…" : text));
        return null;
    }

    private static string? ValueOf(ImmutableSortedDictionary<string, string> values, string text)
    {
        foreach (var (said, meant) in values)
            if (said.Equals(text, StringComparison.OrdinalIgnoreCase))
                return meant;
        return null;
    }

    private static object? Exact(double number) =>
        Math.Abs(number) <= (double)StoredDecimal.MaxValue ? new decimal(number) : null;

    private static string Sample(string form) =>
        new DateTime(2026, 3, 12, 15, 4, 0).ToString(form, CultureInfo.InvariantCulture);
}
