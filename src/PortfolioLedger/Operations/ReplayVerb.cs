using System.Text.Json;
using PortfolioLedger.Api;
using PortfolioLedger.Core.Views;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>Shows a view as it was, for people to read.</summary>
internal sealed class ReplayVerb(ViewAnswers answers)
{
    /// <summary>Runs the replay and answers with the exit code.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        ViewQuestion question, IAnsiConsole output, TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync(question.Verb, errors, async () =>
    {
        // As a table there are no pages.
        var asked = await (question with { Format = Format.Csv.Name }).AskAsync(answers, cancel);
        var (view, items, _) = await answers.PageAsync(asked, cancel);
        var echo = asked.When.Echo;
        output.WriteLine($"{asked.View.Name} of {asked.Head.Portfolio}, " + (view.View is IBetween two
            ? $"from position {two.FromPosition} on {two.FromDay:O} to position {two.ToPosition} on {two.ToDay:O}"
            : $"position {echo.Position} of {asked.Head.Position}, in force on {echo.EffectiveOn:O}"
                + (echo.KnownAt is { } knownAt ? $", known {ViewJson.Instant(knownAt)}" : ""))
            + (echo.Claimed ? ", claimed" : ""));
        output.Write(TableOf(asked.View, view, items));
        if (items.Count == 0)
            output.WriteLine("Nothing to show.");
        output.WriteDigest(asked, view);
        return Verbs.Ok;
    });

    private static Table TableOf(View view, ComputedView computed, IReadOnlyList<object> items)
    {
        var rows = items.Select(i =>
            JsonSerializer.SerializeToElement(i, view.ItemType, ViewJson.Options)).ToList();
        var table = new Table { Border = TableBorder.Simple };
        // What is unknown everywhere only takes room.
        var columns = ItemColumns.Of(view.ItemType, computed.Items)
            .Where(c => rows.Count == 0 || rows.Any(r => ItemColumns.TextOf(c.In(r)) is not null))
            .ToList();
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column.Name))
            {
                Alignment = rows.Any(r => column.In(r).ValueKind == JsonValueKind.Number)
                    ? Justify.Right : Justify.Left,
            });
        foreach (var row in rows)
            table.AddRow(columns.Select(c => new Text(ItemColumns.TextOf(c.In(row)) ?? "")));
        return table;
    }
}
