using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Scenarios;

/// <summary>Begins scenarios that have commands from the start.</summary>
internal sealed class ScenarioDrafts(ScenarioStreams streams, ScenarioStore scenarios)
{
    /// <summary>The key of a scenario with a name; a problem where it can have none.</summary>
    public static Key KeyOf(string name) => Slug.TryOf(name, "", out var key) ? key
        : throw new ProblemException(Problem.Create("invalid-fields",
            "Give the scenario a name with at least one letter or digit."));

    /// <summary>
    /// Forks a scenario, adds its commands and evaluates it: all of it or nothing. A
    /// <see cref="ProblemException"/> says what is wrong.
    /// </summary>
    /// <param name="head">The newest book.</param>
    /// <param name="key">Of the scenario.</param>
    /// <param name="name">For people.</param>
    /// <param name="position">Of the book it is forked from.</param>
    /// <param name="commands">With path and body, as in a batch.</param>
    /// <param name="actor">Who saves it.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task CreateAsync(
        Book head, Key key, string name, long position, ImmutableArray<JsonElement> commands,
        Actor actor, CancellationToken cancel)
    {
        ImmutableArray<FieldFault> faults = [.. new ForkScenario(key, name, position).Faults()];
        if (!faults.IsEmpty)
            throw new ProblemException(Problem.Create("invalid-fields",
                $"{faults[0].Pointer.TrimStart('/')} {faults[0].Detail}.", faults));
        List<ScenarioFact> facts = [new ScenarioForked(name, position)];
        foreach (var command in commands)
            facts.Add(await scenarios.TryAsync(
                head.Portfolio, Scenario.Fold(key, facts)!, command, cancel));
        if (!commands.IsEmpty)
            facts.Add((await scenarios.EvaluateAsync(
                head.Portfolio, Scenario.Fold(key, facts)!, position, cancel)).Fact);
        if (!await streams.TryBeginAsync(head.Portfolio, key, facts, actor, cancel))
            throw new ProblemException(
                Problem.Create(Refusal.AlreadyExists(SubjectKind.Scenario, key)) with
                {
                    // Whoever gave it a name does not know its key.
                    Detail = "There is a scenario of this name; choose another.",
                });
    }
}
