namespace PortfolioLedger.Core.Scoring;

/// <summary>A version of a scoring model was drafted.</summary>
/// <param name="Formula">How criteria become a score.</param>
/// <param name="Criteria">The criteria, in order.</param>
public sealed record ScoringModelDrafted(
    Key Model, int Version, Formula Formula, ImmutableArray<Criterion> Criteria)
    : IScoringFact, IUnreported, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ScoringModel, Model)];

    public string Sentence(Book book) =>
        $"Drafted version {Version} of the scoring model {Model} "
        + Formula switch
        {
            Formula.Weighted => "with " + Prose.Count(Criteria.Length, "criterion", "criteria"),
            Formula.Wsjf => "by WSJF: cost of delay by job size",
            Formula.Rice => "by RICE: reach, impact and confidence by effort",
            Formula.EcvIndex => "by expected commercial value for each unit of cost to come",
            Formula.Alignment => "by alignment with the objectives",
            _ => throw Enumeration<Formula>.Undeclared(Formula),
        };

    public string FormerSentence(Book book) =>
        $"Drafted version {Version} of the scoring model {Model} "
        + (Formula == Formula.Weighted ? $"with {Criteria.Length} criteria"
            : $"by the formula {Enumeration<Formula>.NameOf(Formula)}");

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new DraftScoringModel(Model, Criteria, Formula, Version, effectiveOn);
}

/// <summary>
/// Drafts a scoring model. Weights belong to the formula weighted; wsjf and rice read four criteria
/// each, ecv-index and alignment none. Under a key that was released already it starts the next
/// version; under the key of a draft it replaces the draft.
/// </summary>
public sealed record DraftScoringModel(
    Key Key,
    ImmutableArray<Criterion>? Criteria = null,
    Formula Formula = Formula.Weighted,
    int? Version = null,
    DateOnly? EffectiveOn = null
) : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.ScoringModel, Key);

    public bool MayExist => true;

    /// <summary>More than this nobody weighs against each other.</summary>
    private const int MaxCriteria = 1_000;

    public IEnumerable<FieldFault> Faults()
    {
        if (Given.Length > MaxCriteria)
        {
            yield return new("/criteria", $"must be at most {MaxCriteria} criteria");
            yield break;
        }
        for (var i = 0; i < Given.Length; i++)
        {
            if (!Key.TryParse(Given[i].Id, out _))
                yield return new($"/criteria/{i}/id", $"must be {Key.Form}");
            if (Given.Take(i).Any(c => c.Id == Given[i].Id))
                yield return new($"/criteria/{i}/id", $"'{Given[i].Id}' is there twice");
            if (Given[i].Min >= Given[i].Max)
                yield return new($"/criteria/{i}/max", "must be greater than min");
            foreach (var fault in Check.Text($"/criteria/{i}/period", Given[i].Period))
                yield return fault;
        }
        foreach (var fault in FormulaCriteria.Faults(Formula, Given))
            yield return fault;
    }

    private ImmutableArray<Criterion> Given =>
        Criteria is { IsDefault: false } criteria ? criteria : [];

    public Verdict Decide(Book book, Caller caller)
    {
        var versions = book.Scoring.Find(Key)?.Versions ?? [];
        var next = versions.IsEmpty ? 1
            : versions[^1].ReleasedAt is null ? versions.Length : versions.Length + 1;
        return RefuseVersion(versions, next) ?? RefuseWeights()
            ?? Verdict.Accept(new ScoringModelDrafted(Key, next, Formula, Given));
    }

    private Refusal? RefuseVersion(ImmutableArray<ModelVersion> versions, int next) =>
        Version is null || Version == next ? null
        : Version >= 1 && Version <= versions.Length
            ? new Refusal(
                "version-immutable",
                $"Version {Version} of '{Key}' is released and does not change any more; draft "
                    + $"version {next}.",
                Created
            )
        : new Refusal(
            "unknown-version",
            $"The next version of '{Key}' is {next}, not {Version}; draft version {next}.",
            Created
        );

    private Refusal? RefuseWeights() =>
        Formula != Formula.Weighted
            ? null
            : UnitWeights.RefuseSum(
                "The weights of the criteria",
                Given.Select(c => c.Weight?.Value ?? 0),
                Created
            );
}
