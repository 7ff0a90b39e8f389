namespace PortfolioLedger.Core.Reports;

/// <summary>Which events are sent to a subscriber; absent fields match everything.</summary>
/// <param name="Types">One of these kinds, by stored name.</param>
/// <param name="Subjects">About one of these things.</param>
/// <param name="Departments">Recorded by somebody of one of these departments.</param>
/// <param name="DecisionsOnly">Of the decision class.</param>
public sealed record EventFilter(
    ImmutableArray<string>? Types = null, ImmutableArray<Subject>? Subjects = null,
    ImmutableArray<string>? Departments = null, bool? DecisionsOnly = null)
{
    /// <summary>Whether an entry is to be sent.</summary>
    public bool Matches(Entry entry) =>
        (Types is not { } types || types.Contains(Composition.KindOf(entry.Fact).Name))
        && (Subjects is not { } subjects || entry.Fact.Subjects().Any(subjects.Contains))
        && (Departments is not { } departments
            || (entry.Actor.Department is { } department && departments.Contains(department)))
        && (DecisionsOnly is not true || entry.Fact is IGrounded);

    /// <summary>
    /// What is wrong with it: lists without values, kinds of events that do not exist.
    /// </summary>
    public IEnumerable<FieldFault> Faults()
    {
        if (Types is { } types)
            foreach (var (i, type) in types.Index())
                if (Composition.Find(type ?? "") is null)
                    yield return new($"/filter/types/{i}",
                        $"'{type}' is no event; give a stored name like initiative-approved");
        foreach (var fault in Check.Texts("/filter/departments", Departments))
            yield return fault;
        foreach (
            var (name, isEmpty) in new[]
            {
                ("types", Types is { IsDefaultOrEmpty: true }),
                ("subjects", Subjects is { IsDefaultOrEmpty: true }),
                ("departments", Departments is { IsDefaultOrEmpty: true }),
            }
        )
            if (isEmpty)
                yield return new(
                    $"/filter/{name}",
                    "needs at least one value; leave it out for all of them"
                );
    }
}
