using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>
/// A view for people to read: its own figures, its items as a table, its other lists as tables
/// beneath. A table has whole columns only; those for which a terminal has no room are named.
/// </summary>
internal static partial class ViewTables
{
    private const int WrapAt = 12, Between = 3, MaxListed = 20;

    private static readonly ImmutableHashSet<string> SaidBefore =
        ["items", "fromPosition", "fromDay", "toPosition", "toDay"];

    /// <summary>Writes what a view holds.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="answer">What the view says.</param>
    public static void Write(IAnsiConsole output, ViewResult answer)
    {
        var (view, computed, items) = (answer.Asked.View, answer.Computed, answer.Items);
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
            Write(output, ItemColumns.For(view.ItemType, computed.Items), [.. items.Select(i =>
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
        List<(ItemColumn Column, int Width, int Most)> shown = [];
        List<string> leftOut = [];
        var room = output.Profile.Width - 1;
        foreach (var column in columns)
        {
            var cells = rows.Select(column.In).Select(Said).ToList();
            // What is unknown everywhere only takes room.
            if (cells.Count > 0 && cells.TrueForAll(cell => cell.Length == 0))
                continue;
            var width = Math.Max(column.Name.Length, cells.Select(LeastOf).DefaultIfEmpty().Max());
            if (shown.Count > 0 && width + Between > room)
            {
                leftOut.Add(column.Name);
                continue;
            }
            room -= width + Between;
            shown.Add(
                (column, width, Math.Max(width, cells.Select(c => c.Length).DefaultIfEmpty().Max()))
            );
        }
        var table = new Table { Border = TableBorder.Simple };
        List<int> widths = [];
        foreach (var (column, width, most) in shown)
        {
            var more = Math.Clamp(room, 0, most - width);
            room -= more;
            widths.Add(width + more);
            table.AddColumn(new TableColumn(new Text(column.Name))
            {
                Width = width + more,
                Alignment = rows.Any(r => column.In(r).ValueKind == JsonValueKind.Number)
                    ? Justify.Right : Justify.Left,
            });
        }
        foreach (var row in rows)
            table.AddRow(
                shown.Zip(widths, (s, width) => new Text(Wrapped(Said(s.Column.In(row)), width)))
            );
        if (shown.Count > 0)
            output.Write(table);
        if (leftOut.Count > 0)
            output.WriteLine($"No room for {string.Join(", ", leftOut)}: "
                + "widen the terminal, write to a file, or ask for --json.");
    }

    /// <summary>
    /// Long texts may be wrapped between words and behind hyphens; nothing else is broken.
    /// </summary>
    private static int LeastOf(string cell) =>
        cell.Length <= WrapAt || cell.StartsWith('{')
            ? cell.Length
            : Math.Max(WrapAt, Part().Matches(cell).Max(part => part.Value.TrimEnd().Length));

    private static string Wrapped(string cell, int width)
    {
        if (cell.Length <= width)
            return cell;
        List<string> lines = [""];
        foreach (var part in Part().Matches(cell).Select(m => m.Value))
            if (lines[^1].Length > 0 && lines[^1].Length + part.TrimEnd().Length > width)
                lines.Add(part);
            else
                lines[^1] += part;
        return string.Join('\n', lines.Select(line => line.TrimEnd()));
    }

    [GeneratedRegex("[^ -]*[ -]|[^ -]+$")]
    private static partial Regex Part();

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
        if (
            value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() is > MaxListed and var n
        )
            return string.Join("; ", value.EnumerateArray().Take(MaxListed).Select(Said))
                + $"; and {n - MaxListed} more";
        return ItemColumns.TextOf(value) ?? "";
    }
}
