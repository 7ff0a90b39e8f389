using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Scenarios;

/// <summary>Begins a scenario on the book at a position; the newest if absent.</summary>
internal sealed record ForkScenario(Key Key, string Name, long? FromPosition = null) : IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check
            .Text("/name", Name)
            .Concat(
                Key.Value == "comparison"
                    ? [new("/key", "must be another: comparison is an address")]
                    : []
            );
}

/// <summary>Adds a command, path and body as in a batch.</summary>
internal sealed record ApplyHypothetical(
    [property: SchemaOf(typeof(BatchCommand))] JsonElement Command
);

/// <summary>
/// Evaluates on the book at a position: where it was evaluated last, or forked, if absent.
/// </summary>
internal sealed record EvaluateScenario(long? AsOfPosition = null);

/// <summary>Says why a scenario is carried out.</summary>
internal sealed record ScenarioAdoption(Grounds Grounds);

/// <summary>Gives a scenario up.</summary>
internal sealed record DiscardScenario(string? Reason = null) : IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/reason", Reason);
}
