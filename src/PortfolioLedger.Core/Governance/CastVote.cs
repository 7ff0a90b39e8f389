namespace PortfolioLedger.Core.Governance;

/// <summary>A member of the board voted; the event's actor is the voter.</summary>
/// <param name="Decision">On which decision.</param>
/// <param name="Option">For what.</param>
/// <param name="Reason">Why.</param>
public sealed record VoteCast(Key Decision, string Option, string? Reason)
    : IGovernanceFact, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision)];

    public string Sentence(Book book) =>
        $"Voted for {Prose.Quoted(Option)} on the decision "
        + Prose.Quoted(book.NameOf(Subjects()[0]));

    public string FormerSentence(Book book) =>
        $"Voted for {Option} on \"{book.NameOf(Subjects()[0])}\"";

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new CastVote(Decision, Option, Reason, effectiveOn);
}

/// <summary>Votes on a tabled decision: once, and not on an initiative one sponsors.</summary>
public sealed record CastVote(
    Key Decision,
    string Option,
    string? Reason = null,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() =>
        Check.Text("/option", Option).Concat(Check.Text("/reason", Reason));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSettled(Decision)
        ?? book.RefuseOption(Decision, Option)
        ?? RefuseSecond(book, caller)
        ?? RefuseFuture(book)
        ?? (caller.Claims ? null : book.RefuseSponsor(Decision, caller.Actor.Id))
        ?? Verdict.Accept(new VoteCast(Decision, Option, Reason));

    /// <summary>A vote that counted only later would be counted now.</summary>
    private Refusal? RefuseFuture(Book book) => !(EffectiveOn > book.Day) ? null : new(
        "future-vote",
        $"Nobody can have voted on {EffectiveOn:O}, which is to come; give {book.Day:O} or an "
            + "earlier day.",
        GovernanceRules.About(Decision));

    private Refusal? RefuseSecond(Book book, Caller caller) =>
        book.Governance.Find(Decision)!.Votes.GetValueOrDefault(caller.Actor.Id).Values
            is not [.., var vote]
            ? null
            : new Refusal(
                "already-voted",
                $"'{caller.Actor.Id}' voted for '{vote.Value.Option}' at position "
                    + $"{vote.Position} already; "
                    + "a vote stays, and others must vote now.",
                GovernanceRules.About(Decision)
            );
}
