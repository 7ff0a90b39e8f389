using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>A version of a scoring model with other weights of its criteria.</summary>
public static class Reweighting
{
    /// <summary>
    /// The version with these weights, one for each of its criteria, adding up to 1; or why not.
    /// </summary>
    public static (ModelVersion? Version, Refusal? Refusal) With(
        this ModelVersion version, Key model, ImmutableSortedDictionary<string, decimal> weights)
    {
        var about = new Subject(SubjectKind.ScoringModel, model);
        foreach (var id in weights.Keys)
            if (!version.Criteria.Any(c => c.Id == id))
                return (null, new("unknown-criterion",
                    $"The model '{model}' has no criterion '{id}'; choose "
                    + $"{Prose.List(version.Criteria.Select(c => c.Id), "or")}.", about));
        foreach (var criterion in version.Criteria)
            if (!weights.ContainsKey(criterion.Id))
                return (
                    null,
                    new(
                        "weights-not-one",
                        $"There is no weight for the criterion '{criterion.Id}'; give all of them, "
                            + "adding up to 1.",
                        about
                    )
                );
        return
            UnitWeights.RefuseSum("The weights of the criteria", weights.Values, about)
                is { } refusal
            ? (null, refusal)
            : (
                version with
                {
                    Criteria =
                    [
                        .. version.Criteria.Select(c => c with { Weight = new(weights[c.Id]) }),
                    ],
                },
                null
            );
    }
}
