using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>How well a group of stakeholders is informed.</summary>
/// <param name="Group">Which group; null for stakeholders of no stated group.</param>
/// <param name="Stakeholders">How many there are.</param>
/// <param name="Contacted">How many of them were ever told something.</param>
/// <param name="LastContactOn">The day one of them was last told something; null if never.</param>
/// <param name="DaysSince">Days from then to the day of the book; null if never.</param>
public sealed record GroupContact(
    StakeholderGroup? Group,
    int Stakeholders,
    int Contacted,
    DateOnly? LastContactOn,
    int? DaysSince
);

/// <summary>Who knows an objective.</summary>
/// <param name="Objective">An objective in force.</param>
/// <param name="Title">Its title.</param>
/// <param name="ChangedAt">
/// The position at which its title, statement, parent, horizon or status last changed.
/// </param>
/// <param name="AcknowledgedBy">Ids of those who acknowledged it as it stands.</param>
/// <param name="AcknowledgedBefore">Ids of those who acknowledged only what it was before.</param>
public sealed record KnownObjective(
    Key Objective, string Title, long ChangedAt, ImmutableArray<string> AcknowledgedBy,
    ImmutableArray<string> AcknowledgedBefore);

/// <summary>
/// Days since the last contact of each stakeholder group, who acknowledged the objectives in force,
/// and which departments with work on their hands know what it is for.
/// </summary>
public sealed record CommunicationCoverage(
    ImmutableArray<GroupContact> Items, ImmutableArray<KnownObjective> Objectives,
    ImmutableArray<DepartmentAwareness> Departments)
    : IView, IListView<CommunicationCoverage, GroupContact>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "communication-coverage";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public CommunicationCoverage Page(ImmutableArray<GroupContact> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The communication of a book.</summary>
    public static CommunicationCoverage Compute(Book book)
    {
        var stakeholders = StakeholderList.Compute(book).Items;
        var groups = Enum.GetValues<StakeholderGroup>()
            .Select(g => (StakeholderGroup?)g)
            .Concat(
                stakeholders.Any(s => s.Group is null) ? [null] : Array.Empty<StakeholderGroup?>()
            );
        var known = book
            .Strategy.On(book.Day)
            .Where(o => o.StatusOn(book.Day) == ObjectiveStatus.Approved)
            .Select(o => Known(o, book))
            .ToImmutableArray();
        return new(
            [
                .. groups.Select(g =>
                    Contact(g, [.. stakeholders.Where(s => s.Group == g)], book.Day)
                ),
            ],
            known,
            [.. DepartmentAwareness.Compute(book, stakeholders, known)]
        );
    }

    private static GroupContact Contact(
        StakeholderGroup? group, ImmutableArray<StakeholderItem> members, DateOnly day)
    {
        var last = members.Max(m => m.LastContactOn);
        return new(group, members.Length, members.Count(m => m.LastContactOn is not null), last,
            last is { } on ? day.DayNumber - on.DayNumber : null);
    }

    private static KnownObjective Known(Objective o, Book book)
    {
        var changedAt = ChangedAt(o, book.Day);
        var read = (book.Stakeholders.Acknowledged.GetValueOrDefault(o.Key)
                ?? Ordered.ByText<Register<long>>())
            .Select(a => (Who: a.Key, Position: a.Value.At(book.Day)?.Value))
            .Where(a => a.Position is not null).ToArray();
        return new(o.Key, o.TitleOn(book.Day), changedAt,
            [.. read.Where(a => a.Position >= changedAt).Select(a => a.Who)],
            [.. read.Where(a => a.Position < changedAt).Select(a => a.Who)]);
    }

    private static long ChangedAt(Objective o, DateOnly day) => new[]
    {
        o.Title.At(day)?.Position, o.Statement.At(day)?.Position, o.Parent.At(day)?.Position,
        o.HorizonEnd.At(day)?.Position, o.Status.At(day)?.Position,
    }.Max() ?? 0;
}
