using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Api;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Optimisation;
using Spectre.Console;

namespace PortfolioLedger.Operations;

/// <summary>Shows the best set of initiatives, for people or for programs to read.</summary>
internal sealed class OptimiseVerb(Optimisations optimisations)
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
        var question = BodyReader.Read<FundingQuestion>(await BodyOfAsync(input, cancel));
        var head = await optimisations.RequireAsync(input.PortfolioFlag, cancel);
        var said = TextWriter.Synchronized(errors);
        var answer = await optimisations.AnswerAsync(head, question, i => said.WriteLine(
            $"{Number(i.Seconds)} s: {Number(i.Total)}, at most {Number(i.Bound)}"), cancel);
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

    /// <summary>The arguments as the body that the API takes, so that the same checks read both.</summary>
    private static async Task<byte[]> BodyOfAsync(OptimiseInput input, CancellationToken cancel)
    {
        JsonObject body = [];
        if (input.QuestionFlag.Length > 0)
        {
            using var file = BodyFaults.Parse(await File.ReadAllBytesAsync(input.QuestionFlag, cancel));
            body = file.RootElement.ValueKind == JsonValueKind.Object
                ? JsonObject.Create(file.RootElement.Clone())!
                : throw ReadProblem.Invalid("question", "names a file that must hold an object");
        }
        foreach (var (name, value) in new (string, JsonNode?)[]
        {
            ("objective", Given(input.ObjectiveFlag, text => JsonValue.Create(text))),
            ("budget", Given(input.BudgetFlag, Bare)),
            ("mustInclude", Given(input.MustIncludeFlag, Keys)),
            ("mustExclude", Given(input.MustExcludeFlag, Keys)),
            ("fte", Given(input.FteFlag, People)),
            ("timeLimitSeconds", Given(input.TimeLimitFlag, Bare)),
        })
            if (value is not null)
                body[name] = value;
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static JsonNode? Given(string flag, Func<string, JsonNode?> read) =>
        flag.Length > 0 ? read(flag) : null;

    private static JsonArray Keys(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries).Select(k => (JsonNode)k)];

    private static JsonObject People(string list) => new(list.Split(',', StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2) is [var department, var fte]
            ? KeyValuePair.Create(department, Bare(fte))
            : throw ReadProblem.Invalid("fte", "must be people of departments like dep=12,fin=3.5")));

    /// <summary>A number as it stands; anything else as text, which is then refused by name.</summary>
    private static JsonNode? Bare(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? number % 1 == 0 && Math.Abs(number) < int.MaxValue
                ? JsonValue.Create((int)number) : JsonValue.Create(number) : JsonValue.Create(text);

    private static void Show(OptimisedFunding view, IAnsiConsole output)
    {
        output.WriteLine(view.Optimal
            ? $"Proved to be the best set, in {Number(view.Seconds)} s."
            : $"The best set found in {Number(view.Seconds)} s; no set is worth more than {Number(view.Bound)}.");
        var chosen = TableOf("chosen", "value", "cost");
        foreach (var s in view.Selected)
            Add(chosen, s.Name + (s.Required ? " (mandatory)" : ""), Number(s.Value), Number(s.Cost));
        Add(chosen, "total", Number(view.Total), Number(view.TotalCost));
        output.Write(chosen);
        var rejected = new Table { Border = TableBorder.Simple }.AddColumn("not chosen").AddColumn("why");
        foreach (var r in view.Rejected)
            Add(rejected, r.Name, $"{r.Reason}: {r.Detail}");
        if (!view.Rejected.IsEmpty)
            output.Write(rejected);
        var binding = TableOf("binding", "used", "limit");
        foreach (var b in view.Binding)
            Add(binding, b.Constraint, Number(b.Used), Number(b.Limit));
        if (!view.Binding.IsEmpty)
            output.Write(binding);
        output.WriteLine($"In rank order: {Number(view.RankOrder.Total)} ({string.Join(", ", view.RankOrder.Initiatives)}); "
            + $"the best set is worth {Number(view.RankOrder.Gain)} more.");
    }

    private static Table TableOf(string first, params ReadOnlySpan<string> numbers)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumn(first);
        foreach (var name in numbers)
            table.AddColumn(new TableColumn(name) { Alignment = Justify.Right });
        return table;
    }

    private static void Add(Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Number(decimal? number) =>
        number?.ToString("0.######", CultureInfo.InvariantCulture) ?? "unknown";
}
