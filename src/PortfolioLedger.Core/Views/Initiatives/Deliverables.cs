using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>Where a deliverable stands on a day; stored by name.</summary>
public enum OutputStatus
{
    /// <summary>To be delivered on a day to come.</summary>
    Planned,
    /// <summary>The planned day has passed.</summary>
    Overdue,
    /// <summary>Delivered when planned, or without a plan.</summary>
    Delivered,
    /// <summary>Delivered after the planned day.</summary>
    DeliveredLate,
}

/// <summary>A deliverable of the initiative.</summary>
/// <param name="Output">Its key.</param>
/// <param name="Initiative">Which delivers it.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">In the words of the initiative.</param>
/// <param name="PlannedOn">When it was planned.</param>
/// <param name="DeliveredOn">When it was delivered.</param>
/// <param name="AcceptedBy">Who accepted it.</param>
/// <param name="StrategicPriority">Alignment of the initiative × share of the initiative.</param>
/// <param name="ShareOfInitiative">
/// Which part of the initiative; unstated counts as the whole.
/// </param>
/// <param name="Outcome">Which outcome it was planned to bring about.</param>
/// <param name="Status">Where it stands.</param>
public sealed record OutputItem(
    Key Output,
    Key Initiative,
    string? Name,
    string? Kind,
    DateOnly? PlannedOn,
    DateOnly? DeliveredOn,
    string? AcceptedBy,
    decimal? StrategicPriority,
    decimal? ShareOfInitiative,
    Key? Outcome,
    OutputStatus Status
);

/// <summary>
/// What the initiatives deliver. The strategic priority of a deliverable is the alignment of its
/// initiative times its share of the initiative (the whole, when none is stated).
/// </summary>
public sealed record Deliverables(ImmutableArray<OutputItem> Items)
    : IView, IListView<Deliverables, OutputItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "deliverables";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public Deliverables Page(ImmutableArray<OutputItem> items) => new(items);

    /// <summary>The deliverables of a book.</summary>
    public static Deliverables Compute(Book book) => new([.. Compute(book, null)]);

    /// <summary>The deliverables of one initiative, or of all.</summary>
    internal static IEnumerable<OutputItem> Compute(Book book, Key? initiative)
    {
        var weights = StrategicWeights.Compute(book);
        return book.Initiatives.Outputs.Values
            .Where(o => o.From <= book.Day && (initiative is null || o.Initiative == initiative))
            .Select(o => Compute(o, book.Initiatives.Find(o.Initiative), weights, book.Day));
    }

    private static OutputItem Compute(
        Output output, Initiative? initiative, StrategicWeights weights, DateOnly day)
    {
        var delivered = output.DeliveredBy(day);
        var share = output.ShareOfInitiative?.Value;
        return new(
            output.Key,
            output.Initiative,
            output.Name,
            output.Kind,
            output.PlannedOn,
            delivered,
            delivered is null ? null : output.AcceptedBy,
            initiative is null ? null : Alignment.ScoreOf(initiative, weights) * (share ?? 1),
            share,
            output.Outcome,
            StatusOf(output.PlannedOn, delivered, day)
        );
    }

    private static OutputStatus StatusOf(DateOnly? planned, DateOnly? delivered, DateOnly day) =>
        delivered is null
            ? planned < day ? OutputStatus.Overdue : OutputStatus.Planned
            : delivered > planned ? OutputStatus.DeliveredLate : OutputStatus.Delivered;
}
