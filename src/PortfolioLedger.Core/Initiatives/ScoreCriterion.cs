using System.Globalization;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>An initiative was scored on a criterion.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Model">Whose criterion it was scored on.</param>
/// <param name="Criterion">Id of the criterion.</param>
/// <param name="Min">Least value of its scale.</param>
/// <param name="Max">Greatest value of its scale.</param>
/// <param name="Value">The score.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Period">What the value is for, if the criterion says so.</param>
public sealed record CriterionScored(
    Key Initiative,
    Key Model,
    string Criterion,
    decimal Min,
    decimal Max,
    decimal Value,
    Grounds Grounds,
    string? Period = null
) : IInitiativeChange, IGrounded, IUnreported, IOutsideProcess
{
    public ImmutableArray<Subject> Subjects() =>
        [new(SubjectKind.Initiative, Initiative), new(SubjectKind.ScoringModel, Model)];

    public string Sentence(Book book) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Scored {book.InitiativeName(Initiative)} {Value:0.####} "
                + $"on {Criterion} ({Min:0.##} to {Max:0.##})"
        );

    public Initiative Applied(Initiative initiative, in Stamp stamp)
    {
        var scale = Scoring.Criterion.ScaleOf(Criterion, Min, Max, Period);
        return initiative with
        {
            Scores = initiative.Scores.SetItem(scale,
                initiative.Scores.GetValueOrDefault(scale).Set(Value, stamp)),
        };
    }

    public ICommand Reconstruct(DateOnly effectiveOn) =>
        new ScoreCriterion(Initiative, Model, Criterion, Value, Grounds);

    /// <remarks>The model in force says what can still be scored.</remarks>
    public SubjectKind? RestsOnAll() => SubjectKind.ScoringModel;
}

/// <summary>Scores an initiative on a criterion of a model.</summary>
public sealed record ScoreCriterion(
    Key Initiative,
    Key Model,
    string Criterion,
    decimal Value,
    Grounds Grounds
) : IDecision
{
    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller)
        ?? book.RefuseUnknown(SubjectKind.ScoringModel, Model)
        ?? Decide(book);

    private Verdict Decide(Book book)
    {
        var model = book.Scoring.Find(Model)!;
        if (Asked(book, model) is not { } criterion)
            return Refused(
                "unknown-criterion",
                $"The model '{Model}' has no criterion '{Criterion}'; name one that it has."
            );
        if (criterion.Source is not (null or CriterionSource.Scored))
            return Refused(
                "criterion-computed",
                $"'{Criterion}' is computed by the ledger; score a criterion that is not."
            );
        if (book.Scoring.IsSuperseded(model, criterion, book.Day))
            return Refused(
                "model-superseded",
                $"The model in force has no criterion '{Criterion}' with this scale; score one "
                    + "that it has."
            );
        if (Value < criterion.Min || Value > criterion.Max)
            return Refused(
                "score-out-of-scale",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{Criterion}' is scored from {criterion.Min:0.####} "
                        + $"to {criterion.Max:0.####}, not {Value:0.####}; give a value in between."
                )
            );
        if (
            Value <= 0
            && model.Versions.Any(v => FormulaCriteria.DivisorOf(v.Formula) == Criterion)
        )
            return Refused(
                "size-not-positive",
                $"The formula of '{Model}' divides by '{Criterion}'; give a value greater than 0."
            );
        return Verdict.Accept(
            new CriterionScored(
                Initiative,
                Model,
                Criterion,
                criterion.Min,
                criterion.Max,
                Value,
                Grounds,
                criterion.Period
            )
        );
    }

    /// <summary>
    /// As the model has it in force: a draft of its next version changes nothing yet.
    /// </summary>
    private Criterion? Asked(Book book, ScoringModel model) =>
        book.Scoring.InForceOn(book.Day) is var (inForce, version) && inForce.Key == model.Key
            && version.Criteria.FirstOrDefault(c => c.Id == Criterion) is { } criterion
            ? criterion : model.CriterionOf(Criterion);

    private Refusal Refused(string code, string detail) =>
        new(code, detail, new Subject(SubjectKind.Initiative, Initiative));
}
