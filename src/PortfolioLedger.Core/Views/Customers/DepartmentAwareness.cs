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
        var active = new SortedDictionary<Key, SortedDictionary<Key, Initiative>>();
        foreach (var initiative in book.CountedInitiatives([Stage.Active]))
            foreach (var department in CrossDepartmentWork.DepartmentsOf(book, initiative))
                Of(active, department)[initiative.Key] = initiative;
        var people = PeopleOf(book, stakeholders);
        foreach (var (department, work) in active)
            yield return Compute(book, department, work,
                stakeholders.Where(s => s.Department == department).Max(s => s.LastContactOn),
                Of(people, department), known);
    }

    private static DepartmentAwareness Compute(
        Book book, Key department, SortedDictionary<Key, Initiative> work, DateOnly? told,
        SortedSet<string> people, ImmutableArray<KnownObjective> known)
    {
        var acknowledged = known.Where(o => o.AcknowledgedBy.Any(people.Contains))
            .Select(o => o.Objective).ToImmutableSortedSet();
        var served = work.Values.SelectMany(i => ServedBy(book, i)).ToImmutableSortedSet();
        ImmutableArray<Key> open = [.. served.Where(o => !acknowledged.Contains(o))];
        return new(
            department,
            book.NameOf(new(SubjectKind.Department, department)),
            [.. work.Keys],
            told,
            told >= book.Day.AddDays(-InformedWithin),
            [.. served],
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
    private static SortedDictionary<Key, SortedSet<string>> PeopleOf(
        Book book, ImmutableArray<StakeholderItem> stakeholders)
    {
        var people = new SortedDictionary<Key, SortedSet<string>>();
        foreach (var one in stakeholders)
            if (one.Department is { } department)
                Of(people, department).Add(one.Stakeholder.Value);
        foreach (var (id, department) in book.Stakeholders.ActedIn)
            if (department.At(book.Day) is { Value: var name } && Key.TryParse(name, out var key))
                Of(people, book.Departments.SuccessorOn(key, book.Day)).Add(id);
        return people;
    }

    private static T Of<T>(SortedDictionary<Key, T> all, Key department) where T : new() =>
        all.TryGetValue(department, out var one) ? one : all[department] = new();
}
