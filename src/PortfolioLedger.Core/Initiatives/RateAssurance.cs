namespace PortfolioLedger.Core.Initiatives;

/// <summary>Assurance rated how sure the delivery of an initiative is.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Scale">The name of the scale.</param>
/// <param name="Rating">On that scale.</param>
/// <param name="Assessor">Opaque id of who rated.</param>
/// <param name="Grounds">Why.</param>
public sealed record AssuranceRated(
    Key Initiative, string Scale, string Rating, string? Assessor, Grounds Grounds)
    : IInitiativeChange, IGrounded, ISelfContained, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        $"Rated {book.InitiativeName(Initiative)} {Rating} "
        + (AssuranceScale.Find(Scale) is { } scale ? $"(of {Prose.List(scale.Ratings)})"
            : $"on the scale {Scale}");

    public string FormerSentence(Book book) =>
        $"Rated {book.InitiativeName(Initiative)} {Rating} on the scale {Scale}";

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Assurance = initiative.Assurance.SetItem(Scale,
            initiative.Assurance.GetValueOrDefault(Scale).Set(new(Rating, Assessor), stamp)),
    };
}

/// <summary>Rates how sure the delivery of an initiative is, on a named scale.</summary>
public sealed record RateAssurance(
    Key Initiative, string Scale, string Rating, Grounds Grounds, string? Assessor = null)
    : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/assessor", Assessor);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? RefuseRating()
            ?? Verdict.Accept(new AssuranceRated(Initiative, Scale, Rating, Assessor, Grounds));

    private Refusal? RefuseRating()
    {
        var subject = new Subject(SubjectKind.Initiative, Initiative);
        if (AssuranceScale.Find(Scale) is not { } scale)
            return new(
                "unknown-scale",
                $"There is no scale '{Scale}'; choose "
                    + $"{Prose.List(AssuranceScale.All.Select(s => s.Name), "or")}.",
                subject
            );
        return scale.LevelOf(Rating) > 0
            ? null
            : new(
                "score-out-of-scale",
                $"'{Rating}' is not on the scale {Scale}; choose "
                    + $"{Prose.List(scale.Ratings, "or")}.",
                subject
            );
    }
}
