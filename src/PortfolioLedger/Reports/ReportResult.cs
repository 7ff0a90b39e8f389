using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>
/// The table a report gave, as it is kept: <c>{"columns":[{"name","form"}],"items":[{…}]}</c>, a
/// field of an item for each column. Texts that can be erased are in it as their commitments.
/// </summary>
internal sealed class ReportResult
{
    private const string Date = "date";
    private const string Instant = "instant";
    private const string Value = "value";

    private static readonly JsonWriterOptions Relaxed =
        new() { Encoder = ViewJson.Options.Encoder, SkipValidation = true };

    private readonly JsonObject _table;

    private ReportResult(JsonObject table) => _table = table;

    /// <summary>The columns, each a field of every item.</summary>
    public ImmutableArray<ItemColumn> Columns => [.. _table["columns"]!.AsArray().Select(c =>
        new ItemColumn([(string)c!["name"]!], TypeOf((string)c["form"]!)))];

    /// <summary>The items.</summary>
    public JsonArray Items => _table["items"]!.AsArray();

    /// <summary>The bytes to keep: the items of a view with these columns.</summary>
    public static byte[] Write(
        Type itemType, ImmutableArray<ItemColumn> columns, IEnumerable<object> items)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("form", FormOf(column.Type));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("items");
            foreach (var item in items)
                WriteItem(json, columns,
                    JsonSerializer.SerializeToElement(item, itemType, ViewJson.Options));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    /// <summary>Reads kept bytes.</summary>
    public static ReportResult Read(byte[] kept) => new(JsonNode.Parse(kept)!.AsObject());

    /// <summary>The fingerprint of kept bytes.</summary>
    public static string HashOf(byte[] kept) =>
        $"sha256:{Convert.ToHexStringLower(SHA256.HashData(kept))}";

    /// <summary>Every text in these columns.</summary>
    public string[] TextsIn(ImmutableArray<string> columns) =>
        [.. Items.SelectMany(i => columns.Select(c => (string?)i![c])).OfType<string>().Distinct()];

    /// <summary>
    /// Puts words in the place of their commitments, null where they were erased; then a column
    /// <c>…ErasedOn</c> behind them says when.
    /// </summary>
    public void Open(
        ImmutableArray<string> columns, IReadOnlyDictionary<string, OpenedText> texts)
    {
        foreach (var column in columns)
        {
            var erased = false;
            foreach (var item in Items.Select(i => i!.AsObject()))
            {
                if ((string?)item[column] is not { } commitment)
                    continue;
                var text = texts.GetValueOrDefault(commitment);
                item[column] = text.Words;
                if (text.ErasedOn is not { } on)
                    continue;
                item.Insert(item.IndexOf(column) + 1, ErasedOn(column),
                    on.ToString("O", CultureInfo.InvariantCulture));
                erased = true;
            }
            if (erased)
                AddErasedOn(column);
        }
    }

    private void AddErasedOn(string column)
    {
        var all = _table["columns"]!.AsArray();
        var at = all.Index().First(c => (string?)c.Item!["name"] == column).Index;
        all.Insert(at + 1, new JsonObject { ["name"] = ErasedOn(column), ["form"] = Date });
    }

    private static string ErasedOn(string column) => $"{column}ErasedOn";

    /// <summary>The result in a form that is no envelope.</summary>
    public byte[] As(Format format, string name)
    {
        var rows = Items.Select(i => JsonSerializer.SerializeToElement(i)).ToList();
        return format == Format.Csv ? ItemCsv.Write(Columns, rows)
            : format == Format.Xlsx ? Result.Of(() =>
                ItemXlsx.Write(name, Columns, rows.Count, rows)).OrProblem()
            : Lines();
    }

    private byte[] Lines()
    {
        using var lines = new MemoryStream();
        foreach (var item in Items)
        {
            using (var json = new Utf8JsonWriter(lines, Relaxed))
                item!.WriteTo(json);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    private static void WriteItem(
        Utf8JsonWriter json, ImmutableArray<ItemColumn> columns, JsonElement item)
    {
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(column.Name);
            var cell = column.In(item);
            if (cell.ValueKind == JsonValueKind.Undefined)
                json.WriteNullValue();
            else
                cell.WriteTo(json);
        }
        json.WriteEndObject();
    }

    private static string FormOf(Type type) => type == typeof(DateOnly) ? Date
        : type == typeof(DateTimeOffset) ? Instant : Value;

    private static Type TypeOf(string form) => form == Date ? typeof(DateOnly)
        : form == Instant ? typeof(DateTimeOffset) : typeof(object);
}
