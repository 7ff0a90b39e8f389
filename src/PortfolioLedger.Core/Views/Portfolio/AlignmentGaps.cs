using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>What an alignment does not cover, and why.</summary>
internal static class AlignmentGaps
{
    public static IEnumerable<Gap> Find(
        StrategicWeights weights, ImmutableArray<Initiative> initiatives,
        ImmutableArray<AlignedInitiative> items, ImmutableArray<FundedObjective> objectives) =>
        Weights(weights, objectives)
            .Concat(Objectives(objectives))
            .Concat(Initiatives(items))
            .Concat(LonelyDepartments(weights.Book, initiatives, items));

    private static IEnumerable<Gap> Weights(
        StrategicWeights weights, ImmutableArray<FundedObjective> objectives)
    {
        foreach (var objective in objectives.Where(o => !weights.Decided.ContainsKey(o.Objective)))
            yield return new(
                "objective-without-weight",
                new(SubjectKind.Objective, objective.Objective),
                $"{objective.Title} was approved after the last weighting and weighs 0 until the "
                    + "next."
            );
        if (weights.Missing > 0)
            yield return new("weight-missing", new(SubjectKind.Portfolio, weights.Book.Portfolio),
                FormattableString.Invariant(
                    $"{weights.Missing:P1} of the weight belongs to retired objectives; ")
                + "weight the objectives anew.");
    }

    private static IEnumerable<Gap> Objectives(ImmutableArray<FundedObjective> objectives) =>
        objectives.Where(o => !o.Funded).Select(o => new Gap(
            "objective-without-funded-work", new(SubjectKind.Objective, o.Objective),
            $"No initiative with a budget serves {o.Title}."));

    private static IEnumerable<Gap> Initiatives(ImmutableArray<AlignedInitiative> items)
    {
        foreach (var item in items)
        {
            var subject = new Subject(SubjectKind.Initiative, item.Initiative);
            if (item.Spend is null)
                yield return new(
                    "budget-unknown",
                    subject,
                    $"No budget of {item.Name} is known; it weighs nothing."
                );
            if (item.Spend > 0 && item.Contributions.All(c => c.Contribution == 0))
                yield return new(
                    "spend-without-objective",
                    subject,
                    $"{item.Name} is funded but serves no objective."
                );
            if (item.Contributions.Any(c => c.Confidence is null))
                yield return new("confidence-unstated", subject,
                    $"A contribution of {item.Name} has no stated confidence; it counts in full.");
        }
    }

    private static IEnumerable<Gap> LonelyDepartments(
        Book book, ImmutableArray<Initiative> initiatives, ImmutableArray<AlignedInitiative> items)
    {
        // Objective by objective, the departments that work on it.
        var working = new SortedDictionary<Key, SortedSet<Key>>();
        for (var i = 0; i < initiatives.Length; i++)
            foreach (var c in items[i].Contributions)
                if (c.Contribution > 0)
                    (
                        working.TryGetValue(c.Objective, out var departments)
                            ? departments
                            : working[c.Objective] = []
                    ).UnionWith(
                        Departments(initiatives[i], book.Day)
                            .Select(d => book.Departments.SuccessorOn(d, book.Day))
                    );
        return working
            .Where(w => w.Value.Count == 1)
            .Select(w => new Gap(
                "department-alone",
                new(SubjectKind.Department, w.Value.Min),
                $"Only {w.Value.Min} works on the objective {w.Key}."
            ));
    }

    private static IEnumerable<Key> Departments(Initiative initiative, DateOnly day) =>
        initiative.DepartmentOn(day) is { } lead
            ? initiative.ParticipatingDepartmentsOn(day).Append(lead)
            : initiative.ParticipatingDepartmentsOn(day);
}
