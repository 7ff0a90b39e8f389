namespace PortfolioLedger.Core.Governance;

/// <summary>What of a tabled decision can be without a value.</summary>
public enum DecisionOption
{
    /// <summary>What can be chosen; without options any text can be.</summary>
    Options,
    /// <summary>What the board was shown.</summary>
    EvidenceShown,
    /// <summary>What could go wrong.</summary>
    Risks,
    /// <summary>How many must take part.</summary>
    Quorum,
    /// <summary>The initiatives it is about.</summary>
    Initiatives,
}

/// <summary>
/// A question was put to the board otherwise, before it was decided; the past keeps how it was.
/// </summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="EvidenceShown">What the board was shown.</param>
/// <param name="Risks">What could go wrong.</param>
/// <param name="Quorum">How many must take part.</param>
/// <param name="Initiatives">The initiatives it is about.</param>
/// <param name="Grounds">Why.</param>
public sealed record DecisionRevised(
    Key Decision,
    Revised<string>? Question,
    Revised<ImmutableArray<string>?>? Options,
    Revised<ImmutableArray<EvidenceReference>?>? EvidenceShown,
    Revised<ImmutableArray<string>?>? Risks,
    Revised<int?>? Quorum,
    Revised<ImmutableArray<Key>?>? Initiatives,
    Grounds Grounds
) : IGovernanceFact, IGrounded, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision),
        .. (Initiatives?.To ?? []).Select(key => new Subject(SubjectKind.Initiative, key))];

    public string Sentence(Book book) => new RevisionWords(
            $"the decision \"{book.NameOf(GovernanceRules.About(Decision))}\"")
        .WithText("question", Question)
        .WithSeveral("options", Options, Prose.Quoted)
        .WithSeveral("evidence shown", EvidenceShown, static shown => shown.Ref)
        .WithSeveral("risks", Risks, static risk => $"\"{risk}\"")
        .With("quorum", Quorum, static q =>
            q!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .WithSeveral("initiatives", Initiatives, book.InitiativeName)
        .ToString();

    /// <summary>The decision after this revision.</summary>
    internal BoardDecision Applied(BoardDecision d, in Stamp stamp) => d with
    {
        Question = Question?.To is { } question ? d.Question.Set(question, stamp) : d.Question,
        Options = d.Options.After(Options, stamp),
        EvidenceShown = d.EvidenceShown.After(EvidenceShown, stamp),
        Risks = d.Risks.After(Risks, stamp),
        Quorum = d.Quorum.After(Quorum, stamp),
        Initiatives = d.Initiatives.After(Initiatives, stamp),
    };

    public ImmutableArray<EvidenceReference> Cited() =>
        [.. EvidenceShown?.To ?? [], .. Grounds.Evidence ?? []];

    public ICommand Reconstruct(DateOnly effectiveOn) => new ReviseDecision(
        Decision, Grounds, Question?.To, Options?.To, EvidenceShown?.To, Risks?.To, Quorum?.To,
        Initiatives?.To, Cleared());

    private ImmutableArray<DecisionOption>? Cleared() => RevisionRules.Cleared(
        (DecisionOption.Options, Options is { To: null }),
        (DecisionOption.EvidenceShown, EvidenceShown is { To: null }),
        (DecisionOption.Risks, Risks is { To: null }),
        (DecisionOption.Quorum, Quorum is { To: null }),
        (DecisionOption.Initiatives, Initiatives is { To: null }));
}

/// <summary>
/// Puts a tabled question otherwise: what is left out stays. A decision that is taken is
/// superseded instead, and an option somebody voted for stays.
/// </summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Options">All that can be chosen from then on.</param>
/// <param name="EvidenceShown">All that the board was shown.</param>
/// <param name="Risks">All that could go wrong.</param>
/// <param name="Quorum">How many must take part.</param>
/// <param name="Initiatives">All initiatives it is about.</param>
/// <param name="Clear">Fields that have no value any more.</param>
public sealed record ReviseDecision(
    Key Decision,
    Grounds Grounds,
    string? Question = null,
    ImmutableArray<string>? Options = null,
    ImmutableArray<EvidenceReference>? EvidenceShown = null,
    ImmutableArray<string>? Risks = null,
    int? Quorum = null,
    ImmutableArray<Key>? Initiatives = null,
    ImmutableArray<DecisionOption>? Clear = null
) : IDecision, IChecked
{
    private static readonly string[] Fields =
        ["/question", "/options", "/evidenceShown", "/risks", "/quorum", "/initiatives"];

    public IEnumerable<FieldFault> Faults() =>
        RevisionRules.Faults(Clear, Fields, Question is not null, Options is not null,
                EvidenceShown is not null, Risks is not null, Quorum is not null,
                Initiatives is not null)
            .Concat(TableDecision.Faults(
                Question, Options, EvidenceShown, Risks, Quorum, Initiatives));

    public Verdict Decide(Book book, Caller caller) =>
        RefuseTaken(book)
            ?? book.RefuseUnknown(SubjectKind.Initiative, Initiatives ?? [])
            ?? book.RefuseEvidence(Decision, EvidenceShown, Grounds.EffectiveOn ?? book.Day)
            ?? Revised(book.Governance.Find(Decision)!, new(book, Grounds.EffectiveOn));

    private Verdict Revised(BoardDecision held, Revising from)
    {
        var fact = new DecisionRevised(
            Decision,
            from.Of(Question is not null, held.Question, Question!),
            from.OfList(Options is not null || Clear.Has(DecisionOption.Options),
                held.Options, Options),
            from.OfList(EvidenceShown is not null || Clear.Has(DecisionOption.EvidenceShown),
                held.EvidenceShown, EvidenceShown),
            from.OfList(Risks is not null || Clear.Has(DecisionOption.Risks), held.Risks, Risks),
            from.Of(Quorum is not null || Clear.Has(DecisionOption.Quorum), held.Quorum, Quorum),
            from.OfSet(Initiatives is not null || Clear.Has(DecisionOption.Initiatives),
                held.Initiatives, Initiatives),
            Grounds);
        return RevisionRules.RefuseUnchanged(GovernanceRules.About(Decision), fact.Question,
                fact.Options, fact.EvidenceShown, fact.Risks, fact.Quorum, fact.Initiatives)
            ?? (fact.Options is { } options ? RefuseVoted(held, options.To ?? []) : null)
            ?? Verdict.Accept(fact);
    }

    /// <summary>Nothing is left to put otherwise once the board decided.</summary>
    private Refusal? RefuseTaken(Book book) =>
        book.Governance.Find(Decision) is not { } decision
            ? Refusal.Unknown(SubjectKind.Decision, Decision)
        : decision.IsSuperseded ? book.RefuseSuperseded(Decision)
        : decision.IsTaken
            ? new("decision-taken", $"The decision '{Decision}' is taken: "
                + $"{decision.Resolution.Values[^1].Value.Option}. It is not revised any more; "
                + "table and take another decision, and supersede this one by it.",
                GovernanceRules.About(Decision))
        : null;

    /// <summary>A vote for what cannot be chosen any more would count for nothing.</summary>
    private Refusal? RefuseVoted(BoardDecision held, ImmutableArray<string> options)
    {
        foreach (var (voter, votes) in held.Votes)
            foreach (var vote in votes.Values)
                if (!options.Contains(vote.Value.Option))
                    return new("option-voted-for",
                        $"'{voter}' voted for '{vote.Value.Option}'; leave it among "
                        + "the options.", GovernanceRules.About(Decision));
        return null;
    }
}
