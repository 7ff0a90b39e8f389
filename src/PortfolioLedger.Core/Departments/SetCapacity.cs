using System.Globalization;
namespace PortfolioLedger.Core.Departments;

/// <summary>The capacity of a department in a role and period was stated.</summary>
/// <param name="Period">Which period.</param>
/// <param name="Department">Whose staff.</param>
/// <param name="Role">What they can do, for example <c>engineer</c>.</param>
/// <param name="Fte">How many, in full-time equivalents.</param>
public sealed record CapacitySet(string Period, Key Department, string Role, decimal Fte)
    : IDepartmentFact, ISelfContained, IReworded
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Department, Department)];

    public string Sentence(Book book) =>
        $"Set the capacity of {book.NameOf(Subjects()[0])} in {Period} to {Prose.Number(Fte)} FTE "
        + $"({Role})";

    public string FormerSentence(Book book) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Set the capacity of {book.NameOf(Subjects()[0])} in {Period} "
                + $"to {Fte:0.##} FTE as {Role}"
        );
}

/// <summary>
/// States how many people a department has in a role; a later statement replaces it.
/// </summary>
public sealed record SetCapacity(
    string Period,
    Key Department,
    string Role,
    decimal Fte,
    DateOnly? EffectiveOn = null
) : ICommand, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Period("/period", Period)
        .Concat(Check.Text("/role", Role)).Concat(Check.Fte("/fte", Fte));

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseDepartment(Department)
        ?? Verdict.Accept(new CapacitySet(Period, Department, Role, Fte));
}
