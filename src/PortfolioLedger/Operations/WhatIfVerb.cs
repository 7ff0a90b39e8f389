using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Api;
using PortfolioLedger.Core.Views;
using PortfolioLedger.WhatIf;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>Shows what a ranking would be, for people or for programs to read.</summary>
internal sealed class WhatIfVerb(Counterfactuals counterfactuals)
{
    /// <summary>Asks and answers with the exit code.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="output">Where tables go.</param>
    /// <param name="bytes">Where JSON goes.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        WhatIfInput input, IAnsiConsole output, Func<Stream> bytes, TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync("what-if", errors, async () =>
    {
        var question = BodyReader.Read<CounterfactualQuestion>(await BodyOfAsync(input, cancel));
        var answer = await counterfactuals.AnswerAsync(input.PortfolioFlag, question, cancel);
        if (!input.JsonFlag)
            Show(answer, output);
        else
        {
            await using var stream = bytes();
            await using var json = new Utf8JsonWriter(stream, AnswerJson.Writer);
            CounterfactualJson.Write(json, answer);
        }
        return Verbs.Ok;
    });

    /// <summary>The arguments as the body that the API takes, so that the same checks read both.</summary>
    private static async Task<byte[]> BodyOfAsync(WhatIfInput input, CancellationToken cancel)
    {
        List<string> fields = [];
        if (input.WithoutFlag.Length > 0)
            fields.Add($"\"without\":[{Parts(input.WithoutFlag, Bare)}]");
        if (input.ModelFlag.Length > 0)
            fields.Add($"\"model\":{Quoted(input.ModelFlag)}");
        if (input.WeightsFlag.Length > 0)
            fields.Add($"\"weights\":{{{Parts(input.WeightsFlag, Weight)}}}");
        if (input.BudgetFlag.Length > 0)
            fields.Add($"\"budget\":{Bare(input.BudgetFlag)}");
        if (input.AsOfPositionFlag.Length > 0)
            fields.Add($"\"asOfPosition\":{Bare(input.AsOfPositionFlag)}");
        if (input.CommandsFlag.Length > 0)
        {
            using var file = BodyFaults.Parse(await File.ReadAllBytesAsync(input.CommandsFlag, cancel));
            fields.Add(file.RootElement.ValueKind == JsonValueKind.Object
                && file.RootElement.TryGetProperty("commands", out var commands)
                ? $"\"commands\":{commands.GetRawText()}"
                : throw ReadProblem.Invalid("commands", "names a file that must hold {\"commands\":[…]}"));
        }
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}}}");
    }

    private static string Parts(string list, Func<string, string> part) =>
        string.Join(',', list.Split(',', StringSplitOptions.TrimEntries).Select(part));

    private static string Weight(string text) => text.Split('=', 2) is [var id, var weight]
        ? $"{Quoted(id)}:{Bare(weight)}"
        : throw ReadProblem.Invalid("weights", "must be weights like value=0.7,risk=0.3");

    /// <summary>A number as it stands; anything else as text, which is then refused by name.</summary>
    private static string Bare(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture) : Quoted(text);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static void Show(AnsweredCounterfactual answer, IAnsiConsole output)
    {
        var (view, book) = (answer.View, answer.Baseline);
        output.WriteLine($"{book.Details.Name} at position {book.Position} on {book.Day:O}"
            + $"{(view.Without.IsEmpty ? "" : $", without {string.Join(", ", view.Without)}")}");
        if (view.Differences.IsEmpty)
            output.WriteLine("The ranking would be the same.");
        else
            output.Write(TableOf(view.Differences));
        foreach (var event_ in view.NotApplicable)
            output.WriteLine($"could not have happened: {event_.Position} {event_.Type}: {event_.Code}: {event_.Detail}");
        foreach (var refused in view.Refused)
            output.WriteLine($"would be refused: command {refused.Index}: {refused.Code}: {refused.Detail}");
        if (view.KendallTauB is { } agreement)
            output.WriteLine($"agreement of the scores (Kendall's tau-b): {Number(agreement)}");
        output.WriteLine($"digest {answer.Digest}");
    }

    private static Table TableOf(ImmutableArray<RankingDifference> differences)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var name in new[] { "initiative", "rank", "would be", "score", "would be", "funded", "would be" })
            table.AddColumn(new TableColumn(name) { Alignment = name == "initiative" ? Justify.Left : Justify.Right });
        foreach (var d in differences)
            table.AddRow(new[]
            {
                d.Name, $"{d.BaselineRank}", $"{d.CounterfactualRank}", Number(d.BaselineScore),
                Number(d.CounterfactualScore), Said(d.BaselineFunded), Said(d.CounterfactualFunded),
            }.Select(cell => new Text(cell)));
        return table;
    }

    private static string Said(bool? funded) => funded is null ? "" : funded.Value ? "yes" : "no";

    private static string Number(decimal? number) =>
        number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
