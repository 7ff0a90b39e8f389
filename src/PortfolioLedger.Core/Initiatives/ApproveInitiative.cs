using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board agreed to carry out the initiative, on these conditions.</summary>
/// <param name="Conditions">What the approval depends on.</param>
public sealed record InitiativeApproved(
    Key Initiative,
    ImmutableArray<string>? Conditions,
    Grounds Grounds
) : IInitiativeChange, IGrounded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Approved {book.InitiativeName(Initiative)}"
        + (Conditions is { Length: > 0 } conditions
            ? $" on {conditions.Length} condition{(conditions.Length == 1 ? "" : "s")}" : "");

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Approved, stamp),
        ApprovedCase = initiative.StatedCase is { } stated
            ? initiative.ApprovedCase.Set(stated, stamp) : initiative.ApprovedCase,
        Approval = initiative.Approval.Set(Conditions ?? [], stamp),
        Expected = initiative.Expected.Set(Expectation.From(initiative, stamp.Day), stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ApproveInitiative(Initiative, Grounds, Conditions);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("approved");

    public ProcessEffect InProcess(ProcessStep before, in Stamp stamp) => new(
        before with { SubmittedOn = null, Approved = true }, before.Waited(stamp));

    /// <summary>What was planned of its benefits is their baseline from now on.</summary>
    void IFact.PostTo(BookDraft book, in Stamp stamp)
    {
        book.Set(book.Section<InitiativeLedger>().Post(this, stamp));
        book.Set(book.Section<BenefitLedger>().Approved(Initiative, stamp));
    }
}

/// <summary>Agrees to carry out an initiative: it serves an objective, its finances are known, and
/// somebody else than the proposer says so.</summary>
public sealed record ApproveInitiative(
    Key Initiative,
    Grounds Grounds,
    ImmutableArray<string>? Conditions = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Texts("/conditions", Conditions);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Approved, Stage.Submitted)
            ?? (caller.Claims ? null : RefuseAtGate(book, caller))
            ?? Verdict.Accept(new InitiativeApproved(Initiative, Conditions, Grounds));

    private Refusal? RefuseAtGate(Book book, Caller caller)
    {
        var initiative = book.Initiatives.Find(Initiative)!;
        var subject = new Subject(SubjectKind.Initiative, Initiative);
        if (book.RefuseNoSponsor(Initiative, caller) is { } nobody)
            return nobody;
        if (initiative.ProposedBy == caller.Actor.Id)
            return new Refusal("proposer-cannot-approve",
                "Who proposed the initiative cannot approve it; somebody else must.", subject);
        if (!initiative.HasStrategicLinkOn(book.Day) && !Exempt(initiative.LinkExemption, book))
            return new Refusal(
                "no-strategic-link",
                "Claim a contribution to an objective first, or record an exemption.",
                subject
            );
        if (
            initiative.FinancialCase.At(book.Day) is null
            && !Exempt(initiative.CaseExemption, book)
        )
            return new Refusal(
                "no-financial-case",
                "Submit a financial case first, or record an exemption.",
                subject
            );
        return null;
    }

    private static bool Exempt(Register<DateOnly> until, Book book) =>
        until.At(book.Day)?.Value >= book.Day;
}
