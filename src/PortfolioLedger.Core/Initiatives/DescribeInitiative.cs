namespace PortfolioLedger.Core.Initiatives;

/// <summary>What an initiative is about was said in other words.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Summary">What it is about.</param>
public sealed record InitiativeDescribed(Key Initiative, Revised<string> Summary)
    : IInitiativeChange, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) => new RevisionWords(book.InitiativeName(Initiative))
        .WithText("summary", Summary).ToString();

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Summary = initiative.Summary.Set(Summary.To, stamp) };

    public ChangeTopic? Topic() => ChangeTopic.Initiatives("described anew");

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new DescribeInitiative(Initiative, Summary.To, effectiveOn);
}

/// <summary>
/// Says in other words what an initiative is about, from a day on; without any, the summary goes.
/// </summary>
public sealed record DescribeInitiative(
    Key Initiative, string? Summary = null, DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/summary", Summary);

    public Verdict Decide(Book book, Caller caller)
    {
        if (book.RefuseEnded(Initiative, caller) is { } ended)
            return ended;
        var revised = new Revising(book, EffectiveOn).Of(
            true, book.Initiatives.Find(Initiative)!.Summary, Summary);
        return RevisionRules.RefuseUnchanged(new(SubjectKind.Initiative, Initiative), revised)
            ?? Verdict.Accept(new InitiativeDescribed(Initiative, revised!));
    }
}
