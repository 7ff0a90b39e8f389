namespace PortfolioLedger.Core.Governance;

/// <summary>A question was put to the board.</summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="EvidenceShown">What the board was shown.</param>
/// <param name="Risks">What could go wrong.</param>
/// <param name="Quorum">How many must take part.</param>
/// <param name="Initiatives">The initiatives it is about.</param>
public sealed record DecisionTabled(
    Key Decision, string Question, ImmutableArray<string>? Options,
    ImmutableArray<EvidenceReference>? EvidenceShown, ImmutableArray<string>? Risks, int? Quorum,
    ImmutableArray<Key>? Initiatives) : IGovernanceFact, ISelfContained, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision),
        .. (Initiatives ?? []).Select(key => new Subject(SubjectKind.Initiative, key))];

    public string Sentence(Book book) => $"Tabled the decision \"{Question}\"";

    internal BoardDecision Initially(in Stamp stamp) =>
        new(
            Decision,
            stamp.EffectiveOn,
            stamp.Position,
            Register<string>.Start(Question, stamp),
            Register<ImmutableArray<string>>.Start(Options ?? [], stamp),
            Register<ImmutableArray<EvidenceReference>>.Start(EvidenceShown ?? [], stamp),
            Register<ImmutableArray<string>>.Start(Risks ?? [], stamp),
            Register<int?>.Start(Quorum, stamp),
            Register<ImmutableArray<Key>>.Start(Initiatives ?? [], stamp)
        );

    public ImmutableArray<EvidenceReference> Cited() => EvidenceShown ?? [];
}

/// <summary>
/// Puts a question to the board. The sponsor of an initiative it names cannot vote on it; where no
/// options are given any text can be chosen.
/// </summary>
public sealed record TableDecision(
    Key Key, string Question, ImmutableArray<string>? Options = null,
    ImmutableArray<EvidenceReference>? EvidenceShown = null, ImmutableArray<string>? Risks = null,
    int? Quorum = null, ImmutableArray<Key>? Initiatives = null, DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => GovernanceRules.About(Key);

    public IEnumerable<FieldFault> Faults() =>
        Faults(Question, Options, EvidenceShown, Risks, Quorum, Initiatives);

    /// <summary>What is wrong with what is put to the board, as far as it is given.</summary>
    internal static IEnumerable<FieldFault> Faults(
        string? question, ImmutableArray<string>? options,
        ImmutableArray<EvidenceReference>? shown, ImmutableArray<string>? risks, int? quorum,
        ImmutableArray<Key>? initiatives) =>
        Check
            .Text("/question", question)
            .Concat(EvidenceReference.Faults("/evidenceShown", shown))
            .Concat(Check.Texts("/options", options))
            .Concat(Check.Texts("/risks", risks))
            .Concat(Check.Distinct("/evidenceShown", shown))
            .Concat(Check.Distinct("/risks", risks))
            .Concat(Check.Distinct("/options", options))
            .Concat(options is { IsDefaultOrEmpty: true }
                ? [new("/options",
                    "must name at least one; leave it out if any text can be chosen")]
                : [])
            .Concat(Check.Distinct("/initiatives", initiatives))
            .Concat(quorum < 1 ? [new("/quorum", "must be 1 or more")] : []);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseUnknown(SubjectKind.Initiative, Initiatives ?? [])
            ?? book.RefuseEvidence(Key, EvidenceShown, EffectiveOn ?? book.Day)
            ?? Verdict.Accept(new DecisionTabled(
                Key, Question, Options, EvidenceShown, Risks, Quorum, Initiatives));
}
