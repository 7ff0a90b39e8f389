using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Scenarios;

/// <summary>Scenarios with the books they stand on.</summary>
internal sealed class ScenarioStore(
    ScenarioStreams streams,
    BookKeeper keeper,
    CommandChecks checks
)
{
    /// <summary>A scenario; a problem when there is none.</summary>
    public async Task<(Scenario Scenario, ImmutableArray<StoredScenarioFact> Facts)> RequireAsync(
        Key portfolio,
        string? text,
        CancellationToken cancel
    ) =>
        Key.TryParse(text, out var key)
        && await streams.ReadAsync(portfolio, key, cancel) is var facts
        && Scenario.Fold(key, facts.Select(f => f.Fact)) is { } scenario
            ? (scenario, [.. facts])
            : throw ReadProblem.Unknown("scenario", text ?? "");

    /// <summary>One that did not come to an end; a problem when there is none.</summary>
    public async Task<Scenario> RequireOpenAsync(
        Book head, string? text, CancellationToken cancel)
    {
        var (scenario, _) = await RequireAsync(head.Portfolio, text, cancel);
        return scenario.RefuseEnded(head) is { } ended
            ? throw new ProblemException(Problem.Create(ended)) : scenario;
    }

    /// <summary>All scenarios, by key.</summary>
    public async Task<
        List<(Scenario Scenario, ImmutableArray<StoredScenarioFact> Facts)>
    > ListAsync(Key portfolio, CancellationToken cancel)
    {
        var all = new List<(Scenario, ImmutableArray<StoredScenarioFact>)>();
        foreach (var key in await streams.ListAsync(portfolio, cancel))
            all.Add(await RequireAsync(portfolio, key.Value, cancel));
        return all;
    }

    /// <summary>What would come of a scenario on the book at a position.</summary>
    public async Task<Evaluated> EvaluateAsync(
        Key portfolio,
        Scenario scenario,
        long position,
        CancellationToken cancel
    ) =>
        (await keeper.AtAsync(portfolio, position, null, cancel)).Evaluate(
            CommandsOf(scenario),
            cancel
        );

    /// <summary>The book it stands on, with everything that it tries.</summary>
    public async Task<Book> BookAsync(Key portfolio, Scenario scenario, CancellationToken cancel)
    {
        var book = await keeper.AtAsync(portfolio, BaseOf(scenario), null, cancel);
        return book.Try(CommandsOf(scenario), cancel).Book;
    }

    /// <summary>What would come of a scenario on the book it stands on.</summary>
    public async Task<ScenarioOutcome> OutcomeAsync(
        Key portfolio, string name, CancellationToken cancel)
    {
        var (scenario, _) = await RequireAsync(portfolio, name, cancel);
        return ScenarioOutcome.From(
            scenario, await EvaluateAsync(portfolio, scenario, BaseOf(scenario), cancel));
    }

    /// <summary>
    /// Tries one more command behind those of a scenario; a problem when it would be refused.
    /// </summary>
    public async Task<HypotheticalApplied> TryAsync(
        Key portfolio, Scenario scenario, JsonElement item, CancellationToken cancel)
    {
        if (scenario.Hypotheticals.Length == BatchBody.MaxCommands)
            throw new ProblemException(Problem.Create(new Refusal("scenario-full",
                $"A scenario has at most {BatchBody.MaxCommands} commands.", scenario.About)));
        var (route, command) = BatchBody.BindOne(item, "/command");
        await checks.RequireAsync(command, "/command/body", cancel);
        if (!ScenarioAdditions.Takes(route))
            throw new ProblemException(
                Problem.Create(
                    new Refusal(
                        "personal-text-in-scenario",
                        "Personal texts are not kept in scenarios, where they could not be erased.",
                        scenario.About
                    )
                )
            );
        var book = await keeper.AtAsync(portfolio, BaseOf(scenario), null, cancel);
        var (_, refused) = book.Try(
            [.. CommandsOf(scenario), Hypothetical.By(route.Role, command)],
            cancel
        );
        if (refused.FirstOrDefault(r => r.Index == scenario.Hypotheticals.Length) is { } refusal)
            throw new ProblemException(
                Problem.Create(new Refusal(refusal.Code, refusal.Detail, refusal.Subject)) with
                {
                    Status = StatusCodes.Status422UnprocessableEntity,
                }
            );
        return new(item.GetProperty("path").GetString()!, item.GetProperty("body").GetRawText());
    }

    /// <summary>The position of the book a scenario stands on.</summary>
    public static long BaseOf(Scenario scenario) =>
        scenario.Evaluation?.OnPosition ?? scenario.FromPosition;

    /// <summary>The commands of a scenario, as somebody hypothetical sends them.</summary>
    public static ImmutableArray<Hypothetical> CommandsOf(Scenario scenario) =>
        [
            .. scenario.Hypotheticals.Select(
                (h, i) =>
                {
                    using var item = JsonDocument.Parse(
                        Encoding.UTF8.GetBytes(
                            $"{{\"path\":{JsonSerializer.Serialize(h.Path)},\"body\":{h.Body}}}"
                        )
                    );
                    return Bind(item.RootElement, i);
                }
            ),
        ];

    /// <summary>One command of a list, as somebody hypothetical sends it.</summary>
    public static Hypothetical Bind(JsonElement item, int index)
    {
        var (route, command) = BatchBody.BindOne(item, index);
        return Hypothetical.By(route.Role, command);
    }
}
