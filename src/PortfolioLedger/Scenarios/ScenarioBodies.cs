using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Scenarios;

/// <summary>A body of which one that is understood is known.</summary>
internal interface IExemplary
{
    /// <summary>As JSON, for the API description and for who sends nothing.</summary>
    static abstract string Example { get; }
}

/// <summary>Begins a scenario on the book at a position; the newest if absent.</summary>
internal sealed record ForkScenario(Key Key, string Name, long? FromPosition = null)
    : IChecked, IExemplary
{
    public static string Example => """{"key":"bold","name":"The bold plan","fromPosition":4711}""";

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
) : IExemplary
{
    public static string Example => """{"command":{"path":"initiatives/croton/start","body":{}}}""";
}

/// <summary>
/// Evaluates on the book at a position: where it was evaluated last, or forked, if absent.
/// </summary>
internal sealed record EvaluateScenario(long? AsOfPosition = null) : IExemplary
{
    public static string Example => """{"asOfPosition":4711}""";
}

/// <summary>Says why a scenario is carried out.</summary>
internal sealed record ScenarioAdoption(Grounds Grounds) : IExemplary
{
    public static string Example => """{"grounds":{"rationale":"The board chose the bold plan"}}""";
}

/// <summary>Gives a scenario up.</summary>
internal sealed record DiscardScenario(string? Reason = null) : IChecked, IExemplary
{
    public static string Example => """{"reason":"The careful plan was chosen"}""";

    public IEnumerable<FieldFault> Faults() => Check.Text("/reason", Reason);
}
