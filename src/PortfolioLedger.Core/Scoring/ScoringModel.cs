using System.Globalization;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Scoring;

/// <summary>How criteria become one score; stored by name.</summary>
public enum Formula
{
    /// <summary>The weighted mean of the criteria.</summary>
    Weighted,
    /// <summary>Cost of delay by job size.</summary>
    Wsjf,
    /// <summary>Reach, impact and confidence by effort.</summary>
    Rice,
    /// <summary>Expected commercial value by remaining development cost.</summary>
    EcvIndex,
    /// <summary>The alignment score.</summary>
    Alignment,
}

/// <summary>Which way of a criterion is better; stored by name.</summary>
public enum Preference
{
    /// <summary>More is better.</summary>
    Higher,
    /// <summary>Less is better: s' = max + min − s.</summary>
    Lower,
}

/// <summary>Where the value of a criterion comes from; stored by name.</summary>
public enum CriterionSource
{
    /// <summary>Somebody scores it.</summary>
    Scored,
    /// <summary>The alignment score of the initiative.</summary>
    Alignment,
    /// <summary>Its approved budget over all periods.</summary>
    Budget,
    /// <summary>Its recorded spend.</summary>
    Spend,
    /// <summary>The attainment of the outcomes linked to it.</summary>
    Attainment,
    /// <summary>The net present value of its financial case.</summary>
    Npv,
    /// <summary>Its expected commercial value.</summary>
    Ecv,
    /// <summary>Its expected commercial value by remaining development cost.</summary>
    EcvIndex,
    /// <summary>The sum of the importance of all feedback linked to it.</summary>
    Feedback,
}

/// <summary>One criterion of a scoring model.</summary>
/// <param name="Id">Its id; together with its scale it identifies scores across models.</param>
/// <param name="Min">Least value of its scale.</param>
/// <param name="Max">Greatest value of its scale.</param>
/// <param name="Weight">
/// Its share in the score, in the formula weighted; the others have none.
/// </param>
/// <param name="Direction">Which way is better; higher if absent.</param>
/// <param name="Name">For people.</param>
/// <param name="Source">Where its value comes from; scored if absent.</param>
/// <param name="Period">
/// What a count like reach is for: <c>quarter</c>; other periods do not compare.
/// </param>
public sealed record Criterion(
    string Id,
    decimal Min,
    decimal Max,
    Share? Weight = null,
    Preference Direction = Preference.Higher,
    string? Name = null,
    CriterionSource? Source = null,
    string? Period = null
)
{
    /// <summary>
    /// Id, scale and period as one text: a score belongs to it, whatever model asks.
    /// </summary>
    [JsonIgnore]
    public string Scale => ScaleOf(Id, Min, Max, Period);

    /// <summary>As one text, <c>value [0..10]</c>, <c>reach [0..10000] per quarter</c>.</summary>
    public static string ScaleOf(string id, decimal min, decimal max, string? period = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{id} [{StoredDecimal.Canonical(min)}..{StoredDecimal.Canonical(max)}]"
        ) + (period is null ? "" : $" per {period}");
}

/// <summary>One version of a scoring model; immutable once released.</summary>
/// <param name="Version">Counted from 1.</param>
/// <param name="Formula">How criteria become one score.</param>
/// <param name="Criteria">In the order of the draft; scores are on the first one's scale.</param>
/// <param name="ReleasedAt">The position of its release; null for a draft.</param>
public sealed record ModelVersion(
    int Version, Formula Formula, ImmutableArray<Criterion> Criteria, long? ReleasedAt)
{
    /// <summary>The criterion with an id, which must be one of its.</summary>
    internal Criterion Criterion(string id) => Criteria.First(c => c.Id == id);
}

/// <summary>A scoring model with its versions, oldest first.</summary>
public sealed record ScoringModel(
    Key Key, DateOnly From, ImmutableArray<ModelVersion> Versions, bool WasAdopted)
{
    /// <summary>The newest version, draft or released.</summary>
    [JsonIgnore]
    public ModelVersion Latest => Versions[^1];

    /// <summary>The newest released version, or null.</summary>
    [JsonIgnore]
    public ModelVersion? LatestReleased => Versions.LastOrDefault(v => v.ReleasedAt is not null);

    /// <summary>A criterion by id: of the newest version that has it, or null.</summary>
    public Criterion? CriterionOf(string id) =>
        Versions.Reverse().SelectMany(v => v.Criteria).FirstOrDefault(c => c.Id == id);

    internal ScoringModel Drafted(ScoringModelDrafted f)
    {
        var draft = new ModelVersion(f.Version, f.Formula, f.Criteria, null);
        return this with
        {
            Versions = f.Version <= Versions.Length
                ? Versions.SetItem(f.Version - 1, draft) : Versions.Add(draft),
        };
    }

    internal ScoringModel Released(ScoringModelReleased f, in Stamp stamp) =>
        f.Version > Versions.Length
            ? this
            : this with
            {
                Versions = Versions.SetItem(
                    f.Version - 1,
                    Versions[f.Version - 1] with
                    {
                        ReleasedAt = stamp.Position,
                    }
                ),
            };
}
