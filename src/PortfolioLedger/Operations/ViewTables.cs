using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Api;
using PortfolioLedger.Core.Views;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>
/// A view for people to read: its own figures, its items as a table, its other lists as tables
/// beneath. A table has whole columns only; those for which a terminal has no room are named.
/// </summary>
internal static class ViewTables
{
    private const int WrapAt = 16, MostListed = 20;

    private static readonly ImmutableHashSet<string> SaidBefore =
        ["items", "fromPosition", "fromDay", "toPosition", "toDay"];

    /// <summary>Writes what a view holds.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="view">Which view.</param>
    /// <param name="computed">Its fields.</param>
    /// <param name="items">Of its list; nothing in a view without one.</param>
    public static void Write(
        IAnsiConsole output, View view, ComputedView computed, IReadOnlyList<object> items)
    {
        var fields = JsonSerializer.SerializeToElement(computed.View, view.Type, ViewJson.Options)
            .EnumerateObject().Where(f => !SaidBefore.Contains(f.Name)).ToList();
        var figures = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var field in fields.Where(f => !IsTable(f.Value)))
            foreach (var (path, value) in Flat([field.Name], field.Value))
                figures.AddRow(new Text(string.Join('.', path)), new Text(
                    value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0
                        ? "none" : Said(value)));
        if (figures.Rows.Count > 0)
            output.Write(figures);
        if (view.IsList)
            Write(output, ItemColumns.Of(view.ItemType, computed.Items), [.. items.Select(i =>
                JsonSerializer.SerializeToElement(i, view.ItemType, ViewJson.Options))]);
        foreach (var field in fields.Where(f => IsTable(f.Value)))
        {
            output.WriteLine(field.Name);
            var rows = field.Value.EnumerateArray().ToList();
            Write(output, [.. rows.SelectMany(r => Flat([], r).Select(cell => cell.Path))
                .DistinctBy(path => string.Join('.', path))
                .Select(path => new ItemColumn(path, typeof(object)))], rows);
        }
    }

    private static void Write(
        IAnsiConsole output, ImmutableArray<ItemColumn> columns, List<JsonElement> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        List<ItemColumn> shown = [];
        List<string> leftOut = [];
        var room = output.Profile.Width - 1;
        foreach (var column in columns)
        {
            var cells = rows.Select(column.In).Select(Said).ToList();
            // What is unknown everywhere only takes room.
            if (cells.Count > 0 && cells.TrueForAll(cell => cell.Length == 0))
                continue;
            var width = Math.Max(column.Name.Length, cells.Select(WidthOf).DefaultIfEmpty().Max());
            if (shown.Count > 0 && width + 3 > room)
            {
                leftOut.Add(column.Name);
                continue;
            }
            room -= width + 3;
            shown.Add(column);
            table.AddColumn(new TableColumn(new Text(column.Name))
            {
                Alignment = rows.Any(r => column.In(r).ValueKind == JsonValueKind.Number)
                    ? Justify.Right : Justify.Left,
                NoWrap = cells.TrueForAll(cell => cell.Length <= width),
            });
        }
        foreach (var row in rows)
            table.AddRow(shown.Select(c => new Text(Said(c.In(row)))));
        if (shown.Count > 0)
            output.Write(table);
        if (leftOut.Count > 0)
            output.WriteLine($"No room for {string.Join(", ", leftOut)}: "
                + "widen the terminal, write to a file, or ask for --json.");
    }

    /// <summary>Texts may wrap between words; nothing else is broken.</summary>
    private static int WidthOf(string cell) => cell.Length <= WrapAt ? cell.Length
        : Math.Max(WrapAt, cell.Split(' ').Max(word => word.Length));

    private static bool IsTable(JsonElement value) => value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object;

    private static IEnumerable<(ImmutableArray<string> Path, JsonElement Value)> Flat(
        ImmutableArray<string> path, JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject().SelectMany(f => Flat(path.Add(f.Name), f.Value))
            : [(path, value)];

    /// <summary>A cell; long numbers are rounded half-even, for the eye alone.</summary>
    private static string Said(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            && Math.Round(number, 4) is var rounded && (rounded != 0 || number == 0))
            return rounded.ToString("0.####", CultureInfo.InvariantCulture);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > MostListed and var n)
            return string.Join("; ", value.EnumerateArray().Take(MostListed).Select(Said))
                + $"; and {n - MostListed} more";
        return ItemColumns.TextOf(value) ?? "";
    }
}
