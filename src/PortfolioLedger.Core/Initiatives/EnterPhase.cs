namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative entered a delivery phase.</summary>
/// <param name="Phase">Which phase, in the words of the house.</param>
public sealed record PhaseEntered(Key Initiative, string Phase)
    : IInitiativeChange, ISelfContained, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"{book.InitiativeName(Initiative)} entered the phase {Phase}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) =>
        initiative with { Phase = initiative.Phase.Set(Phase, stamp) };
}

/// <summary>Says which delivery phase an initiative is in.</summary>
public sealed record EnterPhase(Key Initiative, string Phase, DateOnly? EffectiveOn = null)
    : ICommand,
        IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/phase", Phase);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? Verdict.Accept(new PhaseEntered(Initiative, Phase));
}
