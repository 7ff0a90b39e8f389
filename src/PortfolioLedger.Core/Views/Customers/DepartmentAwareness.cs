using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// Whether a department that carries out initiatives was told of late, and knows what they are for.
/// </summary>
/// <param name="Department">
/// It leads an active initiative, takes part in one or has people allocated to one.
/// </param>
/// <param name="Name">For people.</param>
/// <param name="Initiatives">Which active ones.</param>
/// <param name="LastToldOn">
/// The day a stakeholder of the department was last told something; null if never.
/// </param>
/// <param name="Told">That was within the last 90 days.</param>
/// <param name="Objectives">
/// The strategic objectives in force that those initiatives serve, as the alignment counts them.
/// </param>
/// <param name="NotAcknowledged">
/// Those of them that nobody of the department acknowledged as they stand.
/// </param>
/// <param name="Acknowledged">
/// None is left; where the initiatives serve none, some objective in force was acknowledged.
/// </param>
public sealed record DepartmentAwareness(
    Key Department,
    string Name,
    ImmutableArray<Key> Initiatives,
    DateOnly? LastToldOn,
    bool Told,
    ImmutableArray<Key> Objectives,
    ImmutableArray<Key> NotAcknowledged,
    bool Acknowledged
)
{
    /// <summary>Who was told something within so many days is informed.</summary>
    public const int InformedWithin = 90;

    /// <summary>The departments with active initiatives, by key.</summary>
    internal static IEnumerable<DepartmentAwareness> Compute(
        Book book, ImmutableArray<StakeholderItem> stakeholders,
        ImmutableArray<KnownObjective> known)
    {
        var active = book.CountedInitiatives([Stage.Active])
            .SelectMany(i => CrossDepartmentWork.DepartmentsOf(book, i).Distinct()
                .Select(department => (Department: department, Initiative: i)))
            .ToLookup(w => w.Department, w => w.Initiative);
        var people = PeopleOf(book, stakeholders);
        foreach (var work in active.OrderBy(w => w.Key))
            yield return Of(book, work.Key, [.. work.OrderBy(i => i.Key)],
                stakeholders.Where(s => s.Department == work.Key).Max(s => s.LastContactOn),
                people[work.Key].ToHashSet(StringComparer.Ordinal), known);
    }

    private static DepartmentAwareness Of(
        Book book, Key department, ImmutableArray<Initiative> work, DateOnly? told,
        HashSet<string> people, ImmutableArray<KnownObjective> known)
    {
        var acknowledged = known.Where(o => o.AcknowledgedBy.Any(people.Contains))
            .Select(o => o.Objective).ToImmutableSortedSet();
        ImmutableArray<Key> served = [.. work.SelectMany(i => ServedBy(book, i)).Distinct().Order()];
        ImmutableArray<Key> open = [.. served.Except(acknowledged)];
        return new(
            department,
            book.NameOf(new(SubjectKind.Department, department)),
            [.. work.Select(i => i.Key)],
            told,
            told >= book.Day.AddDays(-InformedWithin),
            served,
            open,
            served.IsEmpty ? !acknowledged.IsEmpty : open.IsEmpty
        );
    }

    private static IEnumerable<Key> ServedBy(Book book, Initiative initiative)
    {
        foreach (var (claimed, contribution) in initiative.ContributionsOn(book.Day))
            if (contribution.Strength != Strength.None
                && book.Strategy.StrategicFor(claimed, book.Day) is { } objective
                && book.Strategy.Find(objective)!.StatusOn(book.Day) == ObjectiveStatus.Approved)
                yield return objective;
    }

    /// <summary>
    /// Ids by department: its stakeholders, and who acknowledged while acting in it.
    /// </summary>
    private static ILookup<Key, string> PeopleOf(
        Book book, ImmutableArray<StakeholderItem> stakeholders)
    {
        var people = new List<(Key Department, string Id)>();
        foreach (var one in stakeholders)
            if (one.Department is { } department)
                people.Add((department, one.Stakeholder.Value));
        foreach (var (id, department) in book.Stakeholders.ActedIn)
            if (department.At(book.Day) is { Value: var name } && Key.TryParse(name, out var key))
                people.Add((book.Departments.SuccessorOn(key, book.Day), id));
        return people.ToLookup(p => p.Department, p => p.Id);
    }
}
