using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Views;

/// <summary>One review cycle.</summary>
/// <param name="Cycle">
/// Its key; <c>cycle:&lt;key&gt;</c> is a point in time for other views.
/// </param>
/// <param name="Name">For people.</param>
/// <param name="From">The first day it reviews.</param>
/// <param name="To">The last day it reviews.</param>
/// <param name="Open">Not closed yet.</param>
/// <param name="OpenedOn">The effective day it was opened.</param>
/// <param name="OpenedAt">The position of its opening.</param>
/// <param name="ClosedOn">The effective day it was closed.</param>
/// <param name="ClosedAt">The position of its closing, for which the cycle stands.</param>
public sealed record ReviewCycleItem(
    Key Cycle,
    string Name,
    DateOnly? From,
    DateOnly? To,
    bool Open,
    DateOnly OpenedOn,
    long OpenedAt,
    DateOnly? ClosedOn,
    long? ClosedAt
)
{
    /// <summary>One cycle on a day.</summary>
    public static ReviewCycleItem For(ReviewCycle c, DateOnly day)
    {
        var closed = c.Closed.At(day);
        return new(c.Key, c.Name, c.From, c.To, closed is null, c.OpenedOn, c.OpenedAt,
            closed?.EffectiveOn, closed?.Position);
    }
}

/// <summary>All review cycles, in the order they were opened.</summary>
public sealed record ReviewCycleList(ImmutableArray<ReviewCycleItem> Items)
    : IView, IListView<ReviewCycleList, ReviewCycleItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "review-cycles";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public ReviewCycleList Page(ImmutableArray<ReviewCycleItem> items) => new(items);

    /// <summary>The review cycles of a book.</summary>
    public static ReviewCycleList Compute(Book book) => new([.. book.Details.Cycles.Values
        .Where(c => c.OpenedOn <= book.Day).OrderBy(c => c.OpenedAt)
        .Select(c => ReviewCycleItem.For(c, book.Day))]);
}
