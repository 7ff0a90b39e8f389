using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Scenarios;
using Spectre.Console;
using static PortfolioLedger.Cli.FlagsAsBody;

namespace PortfolioLedger.Cli;

/// <summary>Shows what a ranking would be, for people or for programs to read.</summary>
internal sealed class WhatIfVerb(BookKeeper keeper, Counterfactuals counterfactuals)
{
    /// <summary>Asks and answers with the exit code.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="output">Where tables go.</param>
    /// <param name="bytes">Where JSON goes.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        WhatIfInput input, IAnsiConsole output, Func<Stream> bytes, TextWriter errors,
        CancellationToken cancel) =>
        ReadFaults.RunAsync("what-if", errors, async () =>
    {
        var question = BodyReader.Read<CounterfactualQuestion>(await BodyOfAsync(input, cancel));
        var answer = await counterfactuals.AnswerAsync(
            await keeper.RequireHeadAsync(input.PortfolioFlag, cancel), question, cancel);
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

    private static async Task<byte[]> BodyOfAsync(WhatIfInput input, CancellationToken cancel)
    {
        var file = await FlagsAsBody.FileAsync("commands", input.CommandsFlag, cancel);
        if (input.CommandsFlag.Length > 0 && !file.ContainsKey("commands"))
            throw ReadProblem.Invalid("commands", "names a file that must hold {\"commands\":[…]}");
        return FlagsAsBody.Write([],
            ("without", Given(input.WithoutFlag, positions => List(positions, Number))),
            ("model", Given(input.ModelFlag, Word)),
            ("weights", Given(input.WeightsFlag, weights =>
                Numbers("weights", weights, "weights like value=0.7,risk=0.3"))),
            ("budget", Given(input.BudgetFlag, Number)),
            ("asOfPosition", Given(input.AsOfPositionFlag, Number)),
            ("commands", file["commands"]?.DeepClone()));
    }

    private static void Show(AnsweredCounterfactual answer, IAnsiConsole output)
    {
        var (view, book) = (answer.View, answer.Baseline);
        output.WriteLine($"{book.Details.Name} at position {book.Position} on {book.Day:O}"
            + $"{(view.Without.IsEmpty ? "" : $", without {string.Join(", ", view.Without)}")}");
        if (view is { BaselineModel: null, CounterfactualModel: { } other })
            output.WriteLine(
                $"No scoring model is in force: the ranking by {other.Key} stands beside none."
            );
        if (view.Differences.IsEmpty)
            output.WriteLine("The ranking would be the same.");
        else
            output.Write(TableOf(view.Differences));
        foreach (var event_ in view.NotApplicable)
            output.WriteLine($"could not have happened: {event_.Position} {event_.Type}: "
                + $"{event_.Code}: {event_.Detail}");
        if (view.NotApplicableCount > view.NotApplicable.Length)
            output.WriteLine(
                $"and {view.NotApplicableCount - view.NotApplicable.Length} more could not have "
                    + "happened"
            );
        foreach (var refused in view.Refused)
            output.WriteLine(
                $"would be refused: command {refused.Index}: {refused.Code}: {refused.Detail}"
            );
        if (view.KendallTauB is { } agreement)
            output.WriteLine($"agreement of the scores (Kendall's tau-b): {Said(agreement)}");
        output.WriteLine($"digest {answer.Digest}");
    }

    private static Table TableOf(ImmutableArray<RankingDifference> differences)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("initiative");
        foreach (
            var name in new[] { "rank", "would be", "score", "would be", "funded", "would be" }
        )
            table.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        foreach (var d in differences)
            table.AddRow(new[]
            {
                d.Name, $"{d.BaselineRank}", $"{d.CounterfactualRank}", Said(d.BaselineScore),
                Said(d.CounterfactualScore), Said(d.BaselineFunded), Said(d.CounterfactualFunded),
            }.Select(cell => new Text(cell)));
        return table;
    }

    private static string Said(bool? funded) => funded is null ? "" : funded.Value ? "yes" : "no";

    private static string Said(decimal? number) =>
        number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
