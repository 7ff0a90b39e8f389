namespace PortfolioLedger.Core.Initiatives;

/// <summary>A condition of approval that the board can waive; stored by name.</summary>
public enum Gate
{
    /// <summary>A contribution to an objective.</summary>
    StrategicLink,
    /// <summary>A financial case.</summary>
    FinancialCase,
}

/// <summary>The board waived a gate until a day.</summary>
/// <param name="Gate">Which requirement is waived.</param>
/// <param name="Until">The last day of the exemption.</param>
public sealed record GateExempted(Key Initiative, Gate Gate, DateOnly Until, Grounds Grounds)
    : IInitiativeChange, IGrounded, ISelfContained, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Let {book.InitiativeName(Initiative)} pass the gate without a {Prose.Of(Gate)} until "
        + $"{Until:O}";

    public string FormerSentence(Book book) =>
        $"Exempted {book.InitiativeName(Initiative)} from the "
        + $"{Enumeration<Gate>.NameOf(Gate)} gate until {Until:O}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => Gate == Gate.StrategicLink
        ? initiative with { LinkExemption = initiative.LinkExemption.Set(Until, stamp) }
        : initiative with { CaseExemption = initiative.CaseExemption.Set(Until, stamp) };
}

/// <summary>Waives a condition of approval until and including a day.</summary>
public sealed record ExemptFromGate(Key Initiative, Gate Gate, DateOnly Until, Grounds Grounds)
    : IDecision
{
    public Verdict Decide(Book book, Caller caller) => book.RefuseEnded(Initiative, caller)
        ?? (caller.Claims ? null : book.RefusePassed(
            "until", Until, new Subject(SubjectKind.Initiative, Initiative)))
        ?? Verdict.Accept(new GateExempted(Initiative, Gate, Until, Grounds));
}
