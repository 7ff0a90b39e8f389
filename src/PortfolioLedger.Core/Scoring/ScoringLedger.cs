namespace PortfolioLedger.Core.Scoring;

/// <summary>A fact about scoring models and published rankings.</summary>
public interface IScoringFact : IFact
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<ScoringLedger>().Post(this, stamp));
}

/// <summary>Scoring models, the one in force, and the rankings published with them.</summary>
public sealed record ScoringLedger(
    ImmutableSortedDictionary<Key, ScoringModel> Models,
    Register<AdoptedModel> Adopted,
    ImmutableSortedDictionary<Key, PublishedRanking> Rankings
) : ISection<ScoringLedger>
{
    /// <summary>None yet.</summary>
    public static ScoringLedger Empty { get; } =
        new(Ordered.ByKey<ScoringModel>(), default, Ordered.ByKey<PublishedRanking>());

    /// <summary>The model with this key, or null.</summary>
    public ScoringModel? Find(Key key) => Models.GetValueOrDefault(key);

    /// <summary>The model version in force on a day, or null.</summary>
    public (ScoringModel Model, ModelVersion Version)? InForceOn(DateOnly day) =>
        Adopted.At(day)?.Value is { } adopted
        && Find(adopted.Model) is { } model
        && adopted.Version <= model.Versions.Length
            ? (model, model.Versions[adopted.Version - 1])
            : null;

    /// <summary>
    /// A criterion of a model that was in force before, and that the model in force now lacks.
    /// </summary>
    public bool IsSuperseded(ScoringModel model, Criterion criterion, DateOnly day) =>
        InForceOn(day) is var (_, inForce)
        && model.WasAdopted
        && !inForce.Criteria.Any(c => c.Scale == criterion.Scale);

    /// <summary>The ledger after a fact.</summary>
    public ScoringLedger Post(IScoringFact fact, Stamp stamp) =>
        fact switch
        {
            ScoringModelDrafted f => this with
            {
                Models = Models.SetItem(
                    f.Model,
                    (
                        Find(f.Model) ?? new ScoringModel(f.Model, stamp.EffectiveOn, [], false)
                    ).Drafted(f)
                ),
            },
            ScoringModelReleased f => this with
            {
                Models = Models.Change(f.Model, m => m.Released(f, stamp)),
            },
            ScoringModelAdopted f => this with
            {
                Models = Models.Change(f.Model, m => m with { WasAdopted = true }),
                Adopted = Adopted.Set(new(f.Model, f.Version), stamp),
            },
            RankingPublished f => this with
            {
                Rankings = Rankings.SetItem(
                    f.Ranking,
                    new(f, stamp.Position, stamp.EffectiveOn, stamp.KnownAt)
                ),
            },
            _ => throw new UnpostedFactException(nameof(ScoringLedger), fact),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class ScoringSection
{
    extension(Book book)
    {
        /// <summary>Scoring models and published rankings.</summary>
        public ScoringLedger Scoring => book.Section<ScoringLedger>();
    }
}

/// <summary>Which version of which model is in force.</summary>
public sealed record AdoptedModel(Key Model, int Version);

/// <summary>A published ranking as it was published.</summary>
/// <param name="Ranking">What was published.</param>
/// <param name="Position">Of the event.</param>
/// <param name="From">The effective day.</param>
/// <param name="PublishedAt">When it was known.</param>
public sealed record PublishedRanking(
    RankingPublished Ranking,
    long Position,
    DateOnly From,
    DateTimeOffset PublishedAt
);
