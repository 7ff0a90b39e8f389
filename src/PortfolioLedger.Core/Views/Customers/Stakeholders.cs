using System.Text.Json.Serialization;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Stakeholders;

namespace PortfolioLedger.Core.Views;

/// <summary>One stakeholder.</summary>
/// <param name="Stakeholder">Opaque id.</param>
/// <param name="Name">
/// The name; a commitment to it in digests, null when erased or never kept.
/// </param>
/// <param name="Group">What it is to the portfolio.</param>
/// <param name="Department">
/// Of which department it is, or the one that took its place; null if none is stated.
/// </param>
/// <param name="Since">The effective day it became known.</param>
/// <param name="LastContactOn">The day it was last told something; null if never.</param>
public sealed record StakeholderItem(
    Key Stakeholder,
    string? Name,
    StakeholderGroup? Group,
    Key? Department,
    DateOnly Since,
    DateOnly? LastContactOn
) : IPersonal
{
    /// <summary>The day the name was erased; no part of the digest.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? NameErasedOn { get; init; }

    public IEnumerable<string> Commitments() => Name is null ? [] : [Name];

    public object Opened(Func<string, OpenedText> texts)
    {
        var name = texts.Of(Name);
        return this with { Name = name.Words, NameErasedOn = name.ErasedOn };
    }
}

/// <summary>All stakeholders.</summary>
public sealed record StakeholderList(ImmutableArray<StakeholderItem> Items)
    : IView, IListView<StakeholderList, StakeholderItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "stakeholders";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public StakeholderList Page(ImmutableArray<StakeholderItem> items) => new(items);

    /// <summary>The stakeholders of a book, names as commitments.</summary>
    public static StakeholderList Compute(Book book)
    {
        var contacts = LastContacts(book);
        return new([
            .. book
                .Stakeholders.All.Values.Where(s => s.From <= book.Day)
                .Select(s => new StakeholderItem(
                    s.Key,
                    s.Name.On(book.Day),
                    s.Group.On(book.Day),
                    s.Department.On(book.Day) is { } key
                        ? book.Departments.SuccessorOn(key, book.Day) : null,
                    s.From,
                    contacts.TryGetValue(s.Key, out var on) ? on : null
                )),
        ]);
    }

    /// <summary>The day each stakeholder was last told something.</summary>
    internal static SortedDictionary<Key, DateOnly> LastContacts(Book book)
    {
        var last = new SortedDictionary<Key, DateOnly>();
        foreach (var told in CommunicationList.Told(book))
            foreach (var stakeholder in told.Audience)
                if (!last.TryGetValue(stakeholder, out var before) || before < told.On)
                    last[stakeholder] = told.On;
        return last;
    }
}

/// <summary>One communication.</summary>
/// <param name="Communication">Its key.</param>
/// <param name="On">The day it happened.</param>
/// <param name="Channel">How.</param>
/// <param name="Audience">Who was informed.</param>
/// <param name="Subjects">What it was about.</param>
/// <param name="Summary">What was said.</param>
/// <param name="Position">Of the event.</param>
public sealed record CommunicationItem(
    Key Communication,
    DateOnly On,
    string? Channel,
    ImmutableArray<Key> Audience,
    ImmutableArray<Subject> Subjects,
    string? Summary,
    long Position
);

/// <summary>What stakeholders were told, newest first.</summary>
public sealed record CommunicationList(ImmutableArray<CommunicationItem> Items)
    : IView, IListView<CommunicationList, CommunicationItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "communications";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public CommunicationList Page(ImmutableArray<CommunicationItem> items) => new(items);

    /// <summary>The communications of a book.</summary>
    public static CommunicationList Compute(Book book) =>
        new([
            .. Told(book)
                .OrderByDescending(c => c.On)
                .ThenByDescending(c => c.Position)
                .Select(c => new CommunicationItem(
                    c.Key,
                    c.On,
                    c.Channel,
                    c.Audience,
                    c.About,
                    c.Summary,
                    c.Position
                )),
        ]);

    /// <summary>What was told by the day of a book.</summary>
    internal static IEnumerable<Communication> Told(Book book) =>
        book.Stakeholders.Communications.Values.Where(c => c.From <= book.Day && c.On <= book.Day);
}
