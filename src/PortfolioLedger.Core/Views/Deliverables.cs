namespace PortfolioLedger.Core.Views;

/// <summary>
/// What the initiatives deliver. The strategic priority of a deliverable is the alignment of its
/// initiative times its share of the initiative (the whole, when none is stated).
/// </summary>
public sealed record Deliverables(ImmutableArray<OutputItem> Items) : IListView<Deliverables, OutputItem>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "deliverables";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public Deliverables Page(ImmutableArray<OutputItem> items) => new(items);

    /// <summary>The deliverables of a book.</summary>
    public static Deliverables Of(Book book) => new([.. Of(book, null)]);

    /// <summary>The deliverables of one initiative, or of all.</summary>
    internal static IEnumerable<OutputItem> Of(Book book, Key? initiative)
    {
        var weights = StrategicWeights.Of(book);
        return book.Initiatives.Outputs.Values
            .Where(o => o.From <= book.Day && (initiative is null || o.Initiative == initiative))
            .Select(o => new OutputItem(o.Key, o.Initiative, o.Name, o.Kind, o.PlannedOn,
                o.DeliveredOn.At(book.Day)?.Value, o.AcceptedBy,
                book.Initiatives.Find(o.Initiative) is { } i ? Alignment.ScoreOf(i, weights) : null));
    }
}
