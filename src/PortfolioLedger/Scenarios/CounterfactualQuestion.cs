using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>What would the ranking be, had it been otherwise? Everything may be absent.</summary>
/// <param name="Without">Positions of events to leave out.</param>
/// <param name="Weights">
/// Other weights of the model's criteria: all of them, adding up to 1.
/// </param>
/// <param name="Model">Another scoring model, key or key@version, whenever it was released.</param>
/// <param name="Commands">Commands to try at the end, path and body as in a batch.</param>
/// <param name="Budget">Another budget of the portfolio, in its currency.</param>
/// <param name="AsOfPosition">The position whose ranking is asked for; the last if absent.</param>
internal sealed record CounterfactualQuestion(
    ImmutableArray<long>? Without = null, ImmutableSortedDictionary<string, Share>? Weights = null,
    string? Model = null,
    [property: SchemaOf(typeof(ImmutableArray<BatchCommand>), OrNull = true)]
        ImmutableArray<JsonElement>? Commands = null,
    decimal? Budget = null,
    long? AsOfPosition = null
) : IChecked
{
    /// <summary>More events than this cannot be left out at once.</summary>
    public const int MaxPositions = 1_000;

    public IEnumerable<FieldFault> Faults() =>
        Check
            .NotNegative("/budget", Budget)
            .Concat(
                Without is { Length: > MaxPositions and var many }
                    ?
                    [
                        new(
                            "/without",
                            $"has {many} positions; at most {MaxPositions} can be left out"
                        ),
                    ]
                    : Check.Distinct("/without", Without)
            )
            .Concat(
                Commands is { Length: > BatchBody.MaxCommands and var more }
                    ?
                    [
                        new(
                            "/commands",
                            $"has {more} commands; at most {BatchBody.MaxCommands} can be tried"
                        ),
                    ]
                    : []
            )
            .Concat(ModelFaults());

    private FieldFault[] ModelFaults()
    {
        try
        {
            _ = Model is null ? null : ModelReference.Parse(Model);
            return [];
        }
        catch (FormatException wrong)
        {
            return [new("/model", wrong.Message)];
        }
    }
}
