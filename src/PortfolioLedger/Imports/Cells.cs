using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>
/// Reads the cells of one row; what cannot be read is a fault, what is blank is unknown.
/// </summary>
internal sealed class Cells(ImmutableSortedDictionary<string, int> columns, CsvRecord record)
{
    private const DateTimeStyles Utc =
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private readonly ImmutableArray<CellFault>.Builder _faults =
        ImmutableArray.CreateBuilder<CellFault>();

    /// <summary>Everything that was wrong so far.</summary>
    public ImmutableArray<CellFault> Faults => _faults.ToImmutable();

    /// <summary>The text of a cell.</summary>
    public string? Text(TextColumn? column)
    {
        if (column is null || Cell(column.Column) is not { } text
            || column.Unknown?.Contains(text) == true)
            return null;
        foreach (var fault in Check.Text("", text))
            Refuse("bad-text", fault.Detail, column.Column, text[..40] + "…");
        return text;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(TextColumn column)
    {
        var text = Text(column);
        if (text is null)
            Refuse("missing", "must not be blank", column.Column, null);
        return text ?? "";
    }

    /// <summary>The id of a thing at its source; must be there.</summary>
    public string Id(TextColumn column)
    {
        var id = Required(column);
        if (id.Length > PlainTexts.MaxIdLength)
            Refuse("bad-text", PlainTexts.IdTooLong, column.Column, id[..40] + "…");
        return id;
    }

    /// <summary>An amount of money in units of the currency.</summary>
    public decimal? Money(NumberColumn? column, MoneyUnit unit) =>
        Number(column) is not { } number ? null
        : Math.Abs(number) <= StoredDecimal.MaxValue / (int)unit
            ? StoredDecimal.Canonical(number * (int)unit)
        : TooLarge(column!, number);

    private decimal? TooLarge(NumberColumn column, decimal number)
    {
        Refuse("bad-number", $"is too large: in units of the currency it must lie between "
            + $"-{StoredDecimal.MaxValue:0} and {StoredDecimal.MaxValue:0}", column.Column,
            number.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>A number with a point before its decimals.</summary>
    private decimal? Number(NumberColumn? column)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (column is null || Cell(column.Column) is not { } text)
            return null;
        if (decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number))
            return number;
        Refuse("bad-number",
            "is no number; write it like 1234.50, with a point before the decimals and "
            + "nothing between thousands", column.Column, text);
        return null;
    }

    /// <summary>A whole number of days.</summary>
    public int? Days(NumberColumn? column)
    {
        if (column is null || Cell(column.Column) is not { } text)
            return null;
        if (int.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days))
            return days;
        Refuse("bad-number", "is no whole number of days; write it like -21", column.Column, text);
        return null;
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(DateColumn? column) =>
        Instant(column) is { } instant ? DateOnly.FromDateTime(instant.UtcDateTime) : null;

    /// <summary>A time; a date means 00:00 UTC.</summary>
    public DateTimeOffset? Instant(DateColumn? column)
    {
        if (column is null || Cell(column.Column) is not { } text)
            return null;
        if (DateTimeOffset.TryParseExact(
            text, column.Format, CultureInfo.InvariantCulture, Utc, out var at))
            return at;
        Refuse("bad-date", $"is no date of the form {column.Format}, like "
            + new DateTime(2019, 11, 28).ToString(column.Format, CultureInfo.InvariantCulture),
            column.Column, text);
        return null;
    }

    /// <summary>A time that must be there.</summary>
    public DateTimeOffset RequiredInstant(DateColumn column)
    {
        if (Cell(column.Column) is null)
            Refuse("missing", "must not be blank", column.Column, null);
        return Instant(column) ?? default;
    }

    /// <summary>A text with the key it makes.</summary>
    public NamedKey? Named(TextColumn? column) =>
        Text(column) is { } text ? Named(text, "", column!.Column) : null;

    /// <summary>Several texts with their keys, each once; null when unknown.</summary>
    public ImmutableArray<NamedKey>? Named(ListColumn? column)
    {
        if (column is null || Cell(column.Column) is not { } text)
            return null;
        ImmutableArray<NamedKey> named =
        [
            .. text.Split(column.Separator,
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(part => column.Unknown?.Contains(part) != true)
                .Select(part => Named(part, "", column.Column)).DistinctBy(n => n.Key),
        ];
        return named.IsEmpty ? null : named;
    }

    /// <summary>A text of a column with the key it makes behind a prefix.</summary>
    public NamedKey Named(string text, string prefix, string column)
    {
        if (!Slug.TryOf(text, prefix, out var key) && text.Length > 0)
            Refuse("bad-key",
                "makes no key: it needs letters a-z or digits", column, text);
        return new(key, text);
    }

    /// <summary>Notes a fault of a cell.</summary>
    public void Refuse(string code, string detail, string column, string? value) =>
        _faults.Add(new(code, detail, column, value));

    private string? Cell(string column) =>
        record.Fields[columns[column]].Trim() is { Length: > 0 } text ? text : null;
}
