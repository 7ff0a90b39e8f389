using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Scenarios;

/// <summary>Adds commands to scenarios, one at a time, as forms send them.</summary>
internal sealed class ScenarioAdditions(ScenarioStore scenarios, ScenarioStreams streams)
{
    /// <summary>Names the scenario in an address and in a form.</summary>
    public const string Name = "scenario";

    /// <summary>Where the body of the one command stands in what is tried.</summary>
    private const string Place = "/command/body";

    /// <summary>
    /// Puts a command behind those of a scenario. A <see cref="ProblemException"/> says why it
    /// would be refused, with the fields of the body, or that the scenario has changed meanwhile.
    /// </summary>
    /// <param name="head">The newest book.</param>
    /// <param name="scenario">As whoever adds it has seen it.</param>
    /// <param name="path">Of the command, below the portfolio.</param>
    /// <param name="body">What it is told.</param>
    /// <param name="actor">Who adds it.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task AddAsync(
        Book head, Scenario scenario, string path, JsonObject body, Actor actor,
        CancellationToken cancel)
    {
        HypotheticalApplied applied;
        try
        {
            applied = await scenarios.TryAsync(head.Portfolio, scenario,
                JsonSerializer.SerializeToElement(Command(path, body)), cancel);
        }
        catch (ProblemException wrong) when (!wrong.Problem.Errors.IsEmpty)
        {
            throw new ProblemException(wrong.Problem with
            {
                Errors = [.. wrong.Problem.Errors.Select(e => e.Below(Place))],
            });
        }
        if (!await streams.TryAppendAsync(head.Portfolio, scenario.Key, scenario.Version + 1,
            applied, actor, null, cancel))
            throw Meanwhile();
    }

    /// <summary>A command as batches and scenarios hold it.</summary>
    public static JsonObject Command(string path, JsonObject body) =>
        new() { ["path"] = path, ["body"] = body.DeepClone() };

    /// <summary>Whether a scenario can hold such a command.</summary>
    public static bool Takes(CommandRoute route) =>
        !route.Command.GetProperties().Any(p => p.PropertyType == typeof(SealedText));

    /// <summary>Somebody else was faster.</summary>
    public static ProblemException Meanwhile() => new(Problem.Create("changed-meanwhile",
        "Somebody changed the scenario while this page was open. It is shown as it is now; if your "
        + "change is still right, send it again."));
}
