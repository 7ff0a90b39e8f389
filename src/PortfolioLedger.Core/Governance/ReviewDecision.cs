namespace PortfolioLedger.Core.Governance;

/// <summary>A decision was reviewed.</summary>
/// <param name="Decision">At which decision.</param>
/// <param name="RationaleBorneOut">Whether what it expected came true.</param>
/// <param name="Findings">What was found.</param>
public sealed record DecisionReviewed(Key Decision, BorneOut RationaleBorneOut, string? Findings)
    : IGovernanceFact, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision)];

    public string Sentence(Book book) =>
        $"Reviewed the decision {Prose.Quoted(book.NameOf(Subjects()[0]))}: "
        + RationaleBorneOut switch
        {
            BorneOut.Yes => "its rationale was borne out",
            BorneOut.No => "its rationale was not borne out",
            BorneOut.TooEarly => "it is too early to say whether its rationale was borne out",
            _ => throw Enumeration<BorneOut>.Undeclared(RationaleBorneOut),
        };

    public string FormerSentence(Book book) =>
        $"Reviewed \"{book.NameOf(Subjects()[0])}\": "
        + RationaleBorneOut switch
        {
            BorneOut.Yes => "its rationale was borne out",
            BorneOut.No => "its rationale was not borne out",
            BorneOut.TooEarly => "too early to say whether its rationale is borne out",
            _ => throw Enumeration<BorneOut>.Undeclared(RationaleBorneOut),
        };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ReviewDecision(Decision, RationaleBorneOut, Findings, effectiveOn);
}

/// <summary>Looks back at a taken decision; the latest review counts.</summary>
public sealed record ReviewDecision(
    Key Decision, BorneOut RationaleBorneOut, string? Findings = null, DateOnly? EffectiveOn = null)
    : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/findings", Findings);

    public Verdict Decide(Book book, Caller caller) => book.RefuseUntaken(Decision)
        ?? Verdict.Accept(new DecisionReviewed(Decision, RationaleBorneOut, Findings));
}
