using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Recording;

/// <summary>What a command would move, before it is recorded.</summary>
/// <param name="Sentences">In words.</param>
/// <param name="Faults">Why it would be refused; empty where it would not be.</param>
/// <param name="Refusal">The refusal as a whole; null where it would be recorded.</param>
internal sealed record RecordEffect(
    ImmutableArray<string> Sentences, ImmutableArray<FieldFault> Faults, string? Refusal);

/// <summary>
/// Tries a command on the book of now, with the counterfactual ranking: nothing is recorded.
/// </summary>
internal sealed class RecordEffects(Counterfactuals counterfactuals)
{
    /// <summary>Its effect on the ranking, or why it would be refused.</summary>
    /// <param name="head">The newest book.</param>
    /// <param name="into">The scenario it would be added to; null for the ledger itself.</param>
    /// <param name="path">Of the command, below the portfolio.</param>
    /// <param name="body">What it is told.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<RecordEffect> OfAsync(
        Book head, Scenario? into, string path, JsonObject body, CancellationToken cancel)
    {
        var before = into?.Hypotheticals ?? [];
        ImmutableArray<JsonElement> commands =
        [
            .. before.Select(h => ScenarioAdditions.Command(
                h.Path, JsonNode.Parse(h.Body)!.AsObject()))
                .Append(ScenarioAdditions.Command(path, body))
                .Select(command => JsonSerializer.SerializeToElement(command)),
        ];
        try
        {
            var answer = await counterfactuals.AnswerAsync(
                head,
                new(Commands: commands,
                    AsOfPosition: into is null ? null : ScenarioStore.BaseOf(into)),
                cancel);
            return answer.View.Refused.FirstOrDefault(r => r.Index == before.Length) is { } refused
                ? new([], [], refused.Detail)
                : new(EffectSentences.Of(answer.View), [], null);
        }
        catch (ProblemException wrong) when (wrong.Problem.Status < 500)
        {
            return new([],
                [.. wrong.Problem.Errors.Select(e => e.Below($"/commands/{before.Length}/body"))],
                wrong.Problem.Errors.IsEmpty ? wrong.Problem.Detail : null);
        }
    }
}
