using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>The board ended the initiative before its time; this is final.</summary>
/// <param name="ReasonCode">Why, as a key to count by.</param>
/// <param name="SunkCost">What was spent in vain.</param>
public sealed record InitiativeKilled(
    Key Initiative,
    string ReasonCode,
    Money? SunkCost,
    Grounds Grounds
) : IInitiativeChange, IGrounded, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Killed {book.InitiativeName(Initiative)} ({Prose.Of(ReasonCode)})";

    public string FormerSentence(Book book) =>
        $"Killed {book.InitiativeName(Initiative)}"
        + $" ({ReasonCode})";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Stage = initiative.Stage.Set(Stage.Killed, stamp),
        Ending = initiative.Ending.Set(new(ReasonCode, SunkCost, null), stamp),
    };

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new KillInitiative(Initiative, Grounds, ReasonCode, SunkCost);

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("killed");
}

/// <summary>
/// Ends an initiative before its time, with a reason code and what was spent in vain if known.
/// </summary>
public sealed record KillInitiative(
    Key Initiative,
    Grounds Grounds,
    string ReasonCode,
    Money? SunkCost = null
) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/reasonCode", ReasonCode)
        .Concat(Check.NotNegative("/sunkCost/amount", SunkCost?.Amount));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseStep(this, Initiative, caller, Stage.Killed, Stages.BeforeTheEnd)
        ?? book.RefuseCurrency(SunkCost)
        ?? Verdict.Accept(
            new InitiativeKilled(
                Initiative,
                ReasonCode,
                SunkCost is { } cost ? book.InCurrency(cost) : null,
                Grounds
            )
        );
}
