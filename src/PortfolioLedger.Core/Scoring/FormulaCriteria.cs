namespace PortfolioLedger.Core.Scoring;

/// <summary>Which criteria a formula reads; the formula weighted takes any.</summary>
internal static class FormulaCriteria
{
    /// <summary>Of the user and the business.</summary>
    public const string BusinessValue = "business-value";
    /// <summary>What waiting costs.</summary>
    public const string TimeCriticality = "time-criticality";
    /// <summary>And what it opens up.</summary>
    public const string RiskReduction = "risk-reduction";
    /// <summary>What the cost of delay is divided by.</summary>
    public const string JobSize = "job-size";
    /// <summary>People in a period.</summary>
    public const string Reach = "reach";
    /// <summary>On each of them.</summary>
    public const string Impact = "impact";
    /// <summary>A share.</summary>
    public const string Confidence = "confidence";
    /// <summary>What the rest is divided by.</summary>
    public const string Effort = "effort";

    private static readonly ImmutableArray<string> Wsjf =
    [
        BusinessValue,
        TimeCriticality,
        RiskReduction,
        JobSize,
    ];
    private static readonly ImmutableArray<string> Rice = [Reach, Impact, Confidence, Effort];

    /// <summary>
    /// The ids a formula reads, in its order; empty when it is computed without criteria.
    /// </summary>
    public static ImmutableArray<string> For(Formula formula) => formula switch
    {
        Formula.Wsjf => Wsjf,
        Formula.Rice => Rice,
        Formula.Weighted or Formula.EcvIndex or Formula.Alignment => [],
        _ => throw Enumeration<Formula>.Undeclared(formula),
    };

    /// <summary>The criterion a formula divides by, which must be greater than 0.</summary>
    public static string? DivisorOf(Formula formula) => formula switch
    {
        Formula.Wsjf => JobSize,
        Formula.Rice => Effort,
        Formula.Weighted or Formula.EcvIndex or Formula.Alignment => null,
        _ => throw Enumeration<Formula>.Undeclared(formula),
    };

    /// <summary>What is wrong with criteria that are each right in themselves.</summary>
    public static IEnumerable<FieldFault> Faults(
        Formula formula,
        ImmutableArray<Criterion> criteria
    ) =>
        formula switch
        {
            Formula.Weighted => criteria.IsEmpty
                ? [new("/criteria", "needs at least one criterion")]
                : [],
            Formula.Wsjf or Formula.Rice => Missing(formula, criteria)
                .Concat(Foreign(formula, criteria)),
            Formula.EcvIndex => Computed(criteria, CriterionSource.EcvIndex),
            Formula.Alignment => Computed(criteria, CriterionSource.Alignment),
            _ => throw Enumeration<Formula>.Undeclared(formula),
        };

    private static IEnumerable<FieldFault> Missing(
        Formula formula,
        ImmutableArray<Criterion> criteria
    )
    {
        var missing = For(formula).Where(id => criteria.All(c => c.Id != id));
        return missing.Any()
            ?
            [
                new(
                    "/criteria",
                    $"needs {string.Join(", ", missing)}: the formula "
                        + $"{Enumeration<Formula>.NameOf(formula)} reads "
                        + $"{string.Join(", ", For(formula))}"
                ),
            ]
            : [];
    }

    private static IEnumerable<FieldFault> Foreign(
        Formula formula,
        ImmutableArray<Criterion> criteria
    )
    {
        for (var i = 0; i < criteria.Length; i++)
            if (!For(formula).Contains(criteria[i].Id))
                yield return new(
                    $"/criteria/{i}/id",
                    $"the formula {Enumeration<Formula>.NameOf(formula)} does not read "
                        + $"'{criteria[i].Id}'"
                );
            else if (criteria[i] is { Id: Confidence, Max: > 1 } or { Id: Confidence, Min: < 0 })
                yield return new(
                    $"/criteria/{i}/max",
                    "confidence is a share from 0 to 1, 0.8 for 80 %"
                );
    }

    private static IEnumerable<FieldFault> Computed(
        ImmutableArray<Criterion> criteria,
        CriterionSource source
    )
    {
        for (var i = 0; i < criteria.Length; i++)
            if (i > 0 || criteria[i].Source != source)
                yield return new($"/criteria/{i}",
                    "the ledger computes this formula; leave the criteria out, or name just its "
                        + "source "
                    + Enumeration<CriterionSource>.NameOf(source));
    }
}
