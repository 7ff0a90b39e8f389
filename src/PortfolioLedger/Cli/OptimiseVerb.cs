using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Optimisation;
using Spectre.Console;
using static PortfolioLedger.Cli.FlagsAsBody;

namespace PortfolioLedger.Cli;

/// <summary>Shows the best set of initiatives, for people or for programs to read.</summary>
internal sealed class OptimiseVerb(BookKeeper keeper, Optimisations optimisations)
{
    /// <summary>Asks and answers with the exit code; better sets are told on the way.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="output">Where tables go.</param>
    /// <param name="bytes">Where JSON goes.</param>
    /// <param name="errors">Standard error: progress.</param>
    /// <param name="cancel">Stops the search.</param>
    public Task<int> RunAsync(OptimiseInput input, IAnsiConsole output, Func<Stream> bytes,
        TextWriter errors, CancellationToken cancel) =>
        ReadFaults.RunAsync("optimise", errors, async () =>
    {
        var question = BodyReader.Read<FundingQuestion>(await input.BodyAsync(
            cancel, ("budget", Given(input.BudgetFlag, Number))));
        var head = await keeper.RequireHeadAsync(input.PortfolioFlag, cancel);
        var said = TextWriter.Synchronized(errors);
        var answer = await optimisations.AnswerAsync(head, question, i => said.WriteLine(
            $"{Said(i.Seconds)} s: {Said(i.Total)}, at most {Said(i.Bound)}"), cancel);
        if (!input.JsonFlag)
            Show(answer.View, output);
        else
        {
            await using var stream = bytes();
            await using var json = new Utf8JsonWriter(stream, AnswerJson.Writer);
            OptimisationJson.Write(json, answer);
        }
        return Verbs.Ok;
    });

    private static void Show(OptimisedFunding view, IAnsiConsole output)
    {
        output.WriteLine(
            view.Optimal
                ? $"Proved to be the best set, in {Said(view.Seconds)} s."
                : $"The best set found in {Said(view.Seconds)} s; no set is worth more than "
                    + $"{Said(view.Bound)}."
        );
        var chosen = TableOf("chosen", "value", "cost");
        foreach (var s in view.Selected)
            Add(chosen, s.Name + Why(s), Said(s.Value), Said(s.Cost) + Basis(s.CostBasis));
        Add(chosen, "total", Said(view.Total), Said(view.TotalCost));
        output.Write(chosen);
        var rejected = new Table { Border = TableBorder.Simple }
            .AddColumn("not chosen")
            .AddColumn("why");
        foreach (var r in view.Rejected)
            Add(rejected, r.Name, $"{r.Reason}: {r.Detail}");
        if (!view.Rejected.IsEmpty)
            output.Write(rejected);
        var dropped = TableOf("dropped though under way", "spent", "to come");
        foreach (var d in view.Dropped)
            Add(dropped, d.Name, Said(d.SunkCost), Said(d.RemainingCost));
        if (!view.Dropped.IsEmpty)
            output.Write(dropped);
        var binding = TableOf("binding", "used", "limit");
        foreach (var b in view.Binding)
            Add(binding, b.Constraint, Said(b.Used), Said(b.Limit));
        if (!view.Binding.IsEmpty)
            output.Write(binding);
        output.WriteLine(
            $"In rank order: {Said(view.RankOrder.Total)} "
                + $"({string.Join(", ", view.RankOrder.Initiatives)}); "
                + $"the best set is worth {Said(view.RankOrder.Gain)} more."
        );
    }

    private static string Why(SelectedInitiative s) =>
        s.Required ? " (mandatory)" : s.Kept ? " (under way)" : "";

    private static string Basis(CostBasis? basis) =>
        basis == CostBasis.Requested ? " (requested)" : "";

    private static Table TableOf(string first, params ReadOnlySpan<string> numbers)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumn(first);
        foreach (var name in numbers)
            table.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        return table;
    }

    private static void Add(Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Said(decimal? number) =>
        number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "unknown";
}
