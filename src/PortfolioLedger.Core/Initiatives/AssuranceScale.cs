namespace PortfolioLedger.Core.Initiatives;

/// <summary>A named scale on which assurance rates an initiative.</summary>
/// <param name="Name">As in commands.</param>
/// <param name="Ratings">From the worst to the best.</param>
public sealed record AssuranceScale(string Name, ImmutableArray<string> Ratings)
{
    /// <summary>
    /// The scales the ledger knows: red–amber–green, the five-point delivery confidence of the
    /// United Kingdom's Infrastructure and Projects Authority, and plain words.
    /// </summary>
    public static readonly ImmutableArray<AssuranceScale> All =
    [
        new("rag", ["red", "amber", "green"]),
        new("delivery-confidence", ["red", "amber-red", "amber", "amber-green", "green"]),
        new("confidence", ["low", "medium", "high"]),
    ];

    /// <summary>The scale with this name, or null.</summary>
    public static AssuranceScale? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Where a rating stands: 1 is the worst; 0 when it is not on the scale.</summary>
    public int LevelOf(string rating) => Ratings.IndexOf(rating) + 1;
}

/// <summary>A rating on some scale, and who gave it.</summary>
public sealed record AssuranceRating(string Rating, string? Assessor);
