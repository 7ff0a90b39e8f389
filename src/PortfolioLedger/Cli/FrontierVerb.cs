using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Optimisation;
using Spectre.Console;
using static PortfolioLedger.Cli.FlagsAsBody;

namespace PortfolioLedger.Cli;

/// <summary>Shows the efficient frontier, for people or for programs to read.</summary>
internal sealed class FrontierVerb(BookKeeper keeper, Frontiers frontiers)
{
    /// <summary>Asks and answers with the exit code; points are told on the way.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="output">Where tables go.</param>
    /// <param name="bytes">Where JSON goes.</param>
    /// <param name="errors">Standard error: progress.</param>
    /// <param name="cancel">Stops the search.</param>
    public Task<int> RunAsync(FrontierInput input, IAnsiConsole output, Func<Stream> bytes,
        TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync("frontier", errors, async () =>
    {
        var question = BodyReader.Read<FrontierQuestion>(await input.BodyAsync(
            cancel, ("budget", Given(input.BudgetFlag, Number)),
            ("points", Given(input.PointsFlag, Number))));
        var head = await keeper.RequireHeadAsync(input.PortfolioFlag, cancel);
        var answer = await frontiers.AnswerAsync(head, question, f => errors.WriteLine(
            $"{Said(f.Value)} for {Said(f.Cost)}{(f.IsProved ? "" : ", not proved")}"), cancel);
        if (!input.JsonFlag)
            Show(answer.View, output);
        else
        {
            await using var stream = bytes();
            await using var json = new Utf8JsonWriter(stream, AnswerJson.Writer);
            FrontierMapping.Write(json, answer);
        }
        return Verbs.Ok;
    });

    private static void Show(FundingFrontier view, IAnsiConsole output)
    {
        output.WriteLine(view.Summary);
        var points = new Table { Border = TableBorder.Simple };
        foreach (var name in (string[])["from", "best value", "in rank order", "best up to"])
            points.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        points.AddColumn("with").AddColumn("without");
        foreach (var p in view.Points)
            points.AddRow(((string[])
            [
                Said(p.Cost),
                Said(p.Value) + (p.Proved ? "" : $" (at most {Said(p.Bound)})"),
                Said(p.InRankOrder), p.BestUpTo is { } upTo ? Said(upTo) : "not proved",
                Listed(p.Added), Listed(p.Removed),
            ]).Select(cell => new Text(cell)));
        output.Write(points);
        foreach (var r in view.Rejected)
            output.WriteLine($"Chosen within no budget: {r.Name} ({r.Reason}: {r.Detail})");
    }

    private static string Listed(IEnumerable<Key> initiatives) => string.Join(", ", initiatives);

    private static string Said(decimal number) =>
        number.ToString("0.######", CultureInfo.InvariantCulture);
}
