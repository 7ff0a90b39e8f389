using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Views;

/// <summary>One line of benefits; harm is negative.</summary>
/// <param name="Outcome">Which outcome is worth it.</param>
/// <param name="Initiative">Which brings it about.</param>
/// <param name="Period">When.</param>
/// <param name="Kind">Good or harm.</param>
/// <param name="Class">Whether it frees money.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Approved">As planned when the board approved.</param>
/// <param name="Planned">As planned now.</param>
/// <param name="Realised">What came.</param>
/// <param name="Due">The period is over: it counts to date.</param>
public sealed record BenefitItem(
    Key Outcome,
    Key? Initiative,
    string Period,
    BenefitKind Kind,
    BenefitClass? Class,
    string? Owner,
    decimal? Approved,
    decimal? Planned,
    decimal? Realised,
    bool Due
)
{
    internal static BenefitItem From(Benefit benefit, DateOnly day)
    {
        var line = benefit.Line;
        var sign = line.Kind == BenefitKind.Disbenefit ? -1 : 1;
        return new(line.Outcome, line.Initiative, line.Period, line.Kind, line.Class,
            benefit.Owner.At(day)?.Value, sign * benefit.Approved.At(day)?.Value,
            sign * benefit.Planned.At(day)?.Value, sign * benefit.Realised.On(day),
            Periods.IsOver(line.Period, day));
    }
}

/// <summary>Planned beside realised, harm negative.</summary>
public sealed record BenefitAmounts(decimal? Planned, decimal? Realised)
{
    internal static BenefitAmounts From(IEnumerable<BenefitItem> lines)
    {
        var all = lines.ToImmutableArray();
        return new(
            Sums.OfKnown(all.Select(l => l.Planned)),
            Sums.OfKnown(all.Select(l => l.Realised))
        );
    }
}

/// <summary>
/// Benefits of one initiative, or of all. Money in the portfolio's currency, harm negative. To date
/// counts the periods that are over, of the plan and of what came alike.
/// </summary>
/// <param name="Initiative">Which; null for those no initiative brings about, and for all.</param>
/// <param name="Name">For people.</param>
/// <param name="Approved">Planned when the board approved; null when it did not.</param>
/// <param name="ApprovedToDate">Of it, in periods that are over.</param>
/// <param name="Planned">As planned now, the current baseline.</param>
/// <param name="PlannedToDate">Of it, in periods that are over.</param>
/// <param name="Realised">What came.</param>
/// <param name="RealisedToDate">Of it, in periods that are over.</param>
/// <param name="RealisationToDate">Realised to date / planned to date.</param>
/// <param name="Realisation">Realised / planned.</param>
/// <param name="RealisationOfApprovedToDate">Realised to date / approved to date.</param>
/// <param name="RealisationOfApproved">Realised / approved.</param>
/// <param name="Cashable">Of those that free money.</param>
/// <param name="NonCashable">Of those that free none.</param>
/// <param name="Unclassified">Of those nobody classified.</param>
/// <param name="Disbenefits">The harm in all of these.</param>
public sealed record BenefitSummary(
    Key? Initiative, string? Name, decimal? Approved, decimal? ApprovedToDate, decimal? Planned,
    decimal? PlannedToDate, decimal? Realised, decimal? RealisedToDate, decimal? RealisationToDate,
    decimal? Realisation, decimal? RealisationOfApprovedToDate, decimal? RealisationOfApproved,
    BenefitAmounts Cashable, BenefitAmounts NonCashable, BenefitAmounts Unclassified,
    BenefitAmounts Disbenefits)
{
    internal static BenefitSummary From(
        Key? initiative, string? name, ImmutableArray<BenefitItem> lines)
    {
        var due = lines.Where(l => l.Due).ToImmutableArray();
        decimal? approved = Sums.OfKnown(lines.Select(l => l.Approved)),
            approvedToDate = Sums.OfKnown(due.Select(l => l.Approved));
        var (all, toDate) = (BenefitAmounts.From(lines), BenefitAmounts.From(due));
        return new(initiative, name, approved, approvedToDate, all.Planned, toDate.Planned,
            all.Realised, toDate.Realised, ToDate(toDate.Realised, toDate.Planned),
            Total(all.Realised, all.Planned), ToDate(toDate.Realised, approvedToDate),
            Total(all.Realised, approved),
            BenefitAmounts.From(lines.Where(l => l.Class == BenefitClass.Cashable)),
            BenefitAmounts.From(lines.Where(l => l.Class == BenefitClass.NonCashable)),
            BenefitAmounts.From(lines.Where(l => l.Class is null)),
            BenefitAmounts.From(lines.Where(l => l.Kind == BenefitKind.Disbenefit)));
    }

    private static decimal? ToDate(decimal? actual, decimal? planned) =>
        actual is { } came && planned is { } due
            ? BenefitsRealisation.ToDate(came, due).Value
            : null;

    private static decimal? Total(decimal? actual, decimal? planned) =>
        actual is { } came && planned is { } plan
            ? BenefitsRealisation.Total(came, plan).Value
            : null;
}

/// <summary>Benefits planned and realised, by initiative and line by line.</summary>
public sealed record Benefits(
    BenefitSummary Overall, ImmutableArray<BenefitSummary> Items, ImmutableArray<BenefitItem> Lines)
    : IView, IListView<Benefits, BenefitSummary>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "benefits";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Benefits Page(ImmutableArray<BenefitSummary> items) => this with { Items = items };

    /// <summary>The benefits of a book.</summary>
    public static Benefits Compute(Book book)
    {
        var lines = LinesOf(book);
        return new(
            BenefitSummary.From(null, null, lines),
            [
                .. lines
                    .GroupBy(l => l.Initiative)
                    .OrderBy(g => g.Key)
                    .Select(g =>
                        BenefitSummary.From(
                            g.Key,
                            g.Key is { } key ? book.InitiativeName(key) : null,
                            [.. g]
                        )
                    ),
            ],
            lines
        );
    }

    /// <summary>Every line of which something is known on the day.</summary>
    internal static ImmutableArray<BenefitItem> LinesOf(Book book) =>
        [.. book.Benefits.All.Values.Select(b => BenefitItem.From(b, book.Day))
            .Where(l => l.Planned is not null || l.Realised is not null)];

    /// <summary>Planned beside realised by initiative; null-keyed lines are left out.</summary>
    internal static ImmutableSortedDictionary<Key, ImmutableArray<BenefitItem>> ByInitiative(
        Book book) => LinesOf(book).Where(l => l.Initiative is not null)
        .GroupBy(l => l.Initiative!.Value)
        .ToImmutableSortedDictionary(g => g.Key, g => g.ToImmutableArray());
}
