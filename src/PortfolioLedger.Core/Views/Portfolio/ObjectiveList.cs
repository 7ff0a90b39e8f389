using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Views;

/// <summary>One objective, and how far the outcomes below it got.</summary>
/// <param name="Objective">Which.</param>
/// <param name="Title">For people.</param>
/// <param name="Statement">In full.</param>
/// <param name="Level">On which level it stands.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Weight">As decided; null for those that carry none.</param>
/// <param name="Parent">The objective above it.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="HorizonEnd">When it is meant to be reached.</param>
/// <param name="Successor">Which takes its place, once it is retired.</param>
/// <param name="Version">The last position that touched it.</param>
/// <param name="Attainment">
/// Mean attainment of the measured outcomes linked to it or to an objective below it, weighted by
/// the links; null when none is measured.
/// </param>
/// <param name="Measured">How many of these outcomes were measured.</param>
/// <param name="Linked">How many there are.</param>
/// <param name="Coverage">Measured / linked; null when there are none.</param>
public sealed record ObjectiveItem(
    Key Objective, string Title, string? Statement, ObjectiveLevel Level, ObjectiveStatus Status,
    decimal? Weight, Key? Parent, string? Owner, DateOnly? HorizonEnd, Key? Successor, long Version,
    decimal? Attainment, int Measured, int Linked, decimal? Coverage);

/// <summary>All objectives.</summary>
public sealed record ObjectiveList(ImmutableArray<ObjectiveItem> Items)
    : IView, IListView<ObjectiveList, ObjectiveItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "objectives";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public ObjectiveList Page(ImmutableArray<ObjectiveItem> items) => new(items);

    /// <summary>The objectives of a book.</summary>
    public static ObjectiveList Compute(Book book)
    {
        var weights = book.Strategy.WeightsOn(book.Day);
        var outcomes = LinkedOutcomes.ByObjective(book);
        return new([.. book.Strategy.On(book.Day).Select(o => Compute(
            book, o, weights, outcomes.GetValueOrDefault(o.Key, LinkedOutcomes.None)))]);
    }

    private static ObjectiveItem Compute(
        Book book, Objective o, ImmutableSortedDictionary<Key, decimal> weights,
        LinkedOutcomes outcomes)
    {
        var (day, status) = (book.Day, o.StatusOn(book.Day));
        var weighs = o.Level == ObjectiveLevel.Strategic && status == ObjectiveStatus.Approved;
        return new(
            o.Key, o.TitleOn(day), o.Statement.At(day)?.Value, o.Level, status,
            weights.TryGetValue(o.Key, out var weight) ? weight : weighs ? 0 : null,
            o.Parent.At(day)?.Value, o.Owner.At(day)?.Value, o.HorizonEnd.At(day)?.Value,
            status == ObjectiveStatus.Retired ? o.Successor : null,
            book.Things[new(SubjectKind.Objective, o.Key)].Version,
            outcomes.Attainment, outcomes.Measured, outcomes.Linked, outcomes.Coverage);
    }
}
