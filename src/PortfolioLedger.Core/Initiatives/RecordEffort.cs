using PortfolioLedger.Core.Departments;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>People worked on an initiative.</summary>
/// <param name="Initiative">Which.</param>
/// <param name="Period">When.</param>
/// <param name="Department">Whose staff.</param>
/// <param name="Role">What they did.</param>
/// <param name="Hours">How long; negative takes back what was recorded before.</param>
public sealed record EffortRecorded(
    Key Initiative, string Period, Key? Department, string? Role, decimal Hours)
    : IInitiativeChange, ISelfContained, IUnreported, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => Department is { } department
        ? [new(SubjectKind.Initiative, Initiative), new(SubjectKind.Department, department)]
        : [new(SubjectKind.Initiative, Initiative)];

    public string Sentence(Book book) =>
        (Hours < 0 ? "Took back " : "Recorded ") + Prose.Count(Math.Abs(Hours), "hour")
        + $" of work on {book.InitiativeName(Initiative)} {Prose.Within(Period)}";

    public string FormerSentence(Book book) => FormattableString.Invariant(
        $"Recorded {Hours:0.##} hours of work on {book.InitiativeName(Initiative)} in {Period}");

    public Initiative Applied(Initiative initiative, in Stamp stamp) => initiative with
    {
        Effort = initiative.Effort.SetItem(Period,
            (initiative.Effort.GetValueOrDefault(Period) ?? Account.Empty).Add(Hours, stamp)),
    };
}

/// <summary>Records hours worked in a period that has begun.</summary>
public sealed record RecordEffort(
    Key Initiative, string Period, decimal Hours, Key? Department = null, string? Role = null,
    DateOnly? EffectiveOn = null) : ICommand, IChecked
{
    /// <summary>What fifty thousand people work in a year.</summary>
    private const int MaxHours = 100_000_000;

    public IEnumerable<FieldFault> Faults() =>
        Check.Period("/period", Period).Concat(Check.Text("/role", Role))
            .Concat(Math.Abs(Hours) <= MaxHours ? []
                : [new("/hours", $"must lie between -{MaxHours} and {MaxHours}")]);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseEnded(Initiative, caller) ?? book.RefuseDepartment(Department)
            ?? book.RefuseToCome(Period, new Subject(SubjectKind.Initiative, Initiative))
            ?? Verdict.Accept(new EffortRecorded(Initiative, Period, Department, Role, Hours));
}
