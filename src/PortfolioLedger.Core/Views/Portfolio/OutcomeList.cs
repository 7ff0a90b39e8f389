using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>How an outcome stands against its target; stored by name.</summary>
public enum OutcomeStatus
{
    /// <summary>The target is reached.</summary>
    Met,
    /// <summary>It is due and not reached.</summary>
    NotMet,
    /// <summary>Nothing was measured.</summary>
    Unmeasured,
    /// <summary>Not reached, but the day has not come.</summary>
    NotDue,
}

/// <summary>A measured value as views show it.</summary>
public sealed record MeasuredValue(
    DateOnly On, decimal Value, long? N, string? Method, bool Corrected, long Position);

/// <summary>One outcome against its target.</summary>
/// <param name="Outcome">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Unit">Of all its values.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Kind">Tangible or not.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Baseline">The value before anything was done.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Latest">The latest measurement.</param>
/// <param name="Attainment">From baseline (0) to target (1), not clamped.</param>
/// <param name="Status">Null when no target is set.</param>
/// <param name="Links">What it is linked to.</param>
/// <param name="Retired">It is not pursued any more and counts no more.</param>
/// <param name="TargetChanges">How often another target took the place of one.</param>
/// <param name="TargetOverrides">
/// How often a target was set with an override, as moving one that is due needs.
/// </param>
public sealed record OutcomeItem(
    Key Outcome,
    string Name,
    string? Unit,
    Direction Direction,
    OutcomeKind? Kind,
    OutcomeCategory? Category,
    Baseline? Baseline,
    Target? Target,
    MeasuredValue? Latest,
    decimal? Attainment,
    OutcomeStatus? Status,
    ImmutableArray<Subject> Links,
    bool Retired,
    int TargetChanges,
    int TargetOverrides
)
{
    /// <summary>One outcome of a book.</summary>
    public static OutcomeItem From(Outcome outcome, DateOnly day)
    {
        var latest = outcome.LatestOn(day);
        var target = outcome.Target.At(day)?.Value;
        var attainment = outcome.AttainmentOn(day);
        return new(
            outcome.Key,
            outcome.NameOn(day),
            outcome.Unit,
            outcome.DirectionOn(day),
            outcome.KindOn(day),
            outcome.CategoryOn(day),
            outcome.Baseline.At(day)?.Value,
            target,
            latest is null ? null : Shown(latest),
            attainment,
            latest is null ? OutcomeStatus.Unmeasured
                : target is null ? null
                : attainment >= 1 ? OutcomeStatus.Met
                : target.By > day ? OutcomeStatus.NotDue : OutcomeStatus.NotMet,
            [.. outcome.Links.Where(l => l.Value.At(day)?.Value > 0).Select(l => l.Key)],
            outcome.IsRetiredOn(day), outcome.TargetChangesOn(day), outcome.OverridesOn(day));
    }

    internal static MeasuredValue Shown(Measurement m) =>
        new(m.On, m.Value, m.N, m.Method, m.Corrected, m.Position);
}

/// <summary>All outcomes against their targets.</summary>
public sealed record OutcomeList(ImmutableArray<OutcomeItem> Items)
    : IView, IListView<OutcomeList, OutcomeItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "outcomes";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public OutcomeList Page(ImmutableArray<OutcomeItem> items) => new(items);

    /// <summary>The outcomes of a book.</summary>
    public static OutcomeList Compute(Book book) =>
        new([.. book.Outcomes.On(book.Day).Select(o => OutcomeItem.From(o, book.Day))]);
}

/// <summary>One outcome with all its measurements.</summary>
public sealed record OutcomeDetail(
    Key Outcome,
    string Name,
    string? Unit,
    Direction Direction,
    OutcomeKind? Kind,
    OutcomeCategory? Category,
    string? Owner,
    Key? Segment,
    string? Frequency,
    Baseline? Baseline,
    Target? Target,
    MeasuredValue? Latest,
    decimal? Attainment,
    OutcomeStatus? Status,
    ImmutableArray<Subject> Links,
    ImmutableArray<MeasuredValue> Measurements,
    bool Retired,
    string? RetiredReason,
    int TargetChanges,
    int TargetOverrides,
    ImmutableArray<BenefitItem> Benefits,
    long Version
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "outcome";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    /// <summary>
    /// The outcome with this key; null when there is none on the day of the book.
    /// </summary>
    public static OutcomeDetail? Compute(Book book, Key key)
    {
        if (book.Outcomes.Find(key) is not { } outcome || outcome.From > book.Day)
            return null;
        var item = OutcomeItem.From(outcome, book.Day);
        return new(
            key,
            item.Name,
            outcome.Unit,
            item.Direction,
            item.Kind,
            item.Category,
            outcome.OwnerOn(book.Day),
            outcome.SegmentOn(book.Day),
            outcome.FrequencyOn(book.Day),
            item.Baseline,
            item.Target,
            item.Latest,
            item.Attainment,
            item.Status,
            item.Links,
            [.. outcome.MeasurementsOn(book.Day).Select(OutcomeItem.Shown)],
            item.Retired,
            outcome.Retired.At(book.Day)?.Value,
            item.TargetChanges,
            item.TargetOverrides,
            [.. Views.Benefits.LinesOf(book).Where(l => l.Outcome == key)],
            book.Things[new(SubjectKind.Outcome, key)].Version);
    }
}
