using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PortfolioLedger.Pages.Views;

/// <summary>How a column shows its values.</summary>
public enum ColumnKind
{
    /// <summary>As they are.</summary>
    Plain,
    /// <summary>The name of the row's thing, which leads to its page.</summary>
    Name,
    /// <summary>Money, in whole units.</summary>
    Money,
    /// <summary>A number with two decimals at most.</summary>
    Number,
    /// <summary>A share, in percent.</summary>
    Share,
}

/// <summary>A column of a list.</summary>
/// <param name="Field">Of the record; a dot leads into a record in it.</param>
/// <param name="Heading">For people; the name of the field in words if null.</param>
/// <param name="Kind">How it shows values.</param>
public sealed record ListColumn(
    string Field, string? Heading = null, ColumnKind Kind = ColumnKind.Plain)
{
    /// <summary>Where it only says what the name says too.</summary>
    public string Title => Heading ?? Values.Words(Field.Split('.')[^1]);
}

/// <summary>The columns and the picture of a view whose list is a plain table.</summary>
/// <param name="Columns">In reading order.</param>
/// <param name="Chart">Null where a table says it best.</param>
public sealed record ListPage(ImmutableArray<ListColumn> Columns, ChartModel? Chart = null)
{
    /// <summary>That of a view; null where all fields are shown.</summary>
    public static ListPage? Of(string view) => All.GetValueOrDefault(view);

    /// <summary>The views that have one.</summary>
    public static IEnumerable<string> Views => All.Keys;

    private static readonly ImmutableArray<ListColumn> Compared =
    [
        Name("Initiative"), Number("fromRank"), Number("toRank"), Number("rankChange"),
        Number("fromScore"), Number("toScore"), Number("scoreChange"),
    ];

    private static readonly FrozenDictionary<string, ListPage> All =
        new Dictionary<string, ListPage>
        {
            ["initiatives"] = new(
            [
                Name("Initiative"), new("initiative", "Key"), new("kind"), new("stage"),
                new("phase"), new("department"), new("valueStream"), new("sponsor"),
                Money("budget"), Money("requestedBudget"), Money("spend"),
                new("baselineCompletion", "Baseline"), new("forecastCompletion", "Forecast"),
                Number("boardPriority", "Board's priority"),
            ]),
            ["financials"] = new(
            [
                Name("Initiative"), Money("npv", "NPV"), Money("approvedNpv", "NPV as approved"),
                new("irr", "IRR"), Number("payback", "Payback, years"),
                Number("discountedPayback", "Discounted payback, years"), Share("arr", "ARR"),
                Money("ecv", "ECV"), Number("productivityIndex"), Money("budget"),
                Money("requestedBudget"), Share("discountRate"),
            ], new("bars", "npv", "name", null, "net present value by initiative")),
            ["benefits"] = new(
            [
                Name("Initiative"), Money("approved"), Money("planned"), Money("realised"),
                Share("realisation"), Money("plannedToDate"), Money("realisedToDate"),
                Share("realisationToDate"), Money("cashable.realised", "Cashable realised"),
                Money("nonCashable.realised", "Non-cashable realised"),
                Money("disbenefits.realised", "Disbenefits"),
            ], new("dots", "planned realised", "name", null,
                "benefits planned and realised, by initiative")),
            ["programs"] = new(
            [
                Name("Program"), new("stage"), new("sponsor"), new("department"),
                Number("initiatives"), new("children", "Parts"), Money("budget"), Money("spend"),
                Number("alignment"), Number("outputsPlanned"), Number("outputsDelivered"),
                Share("onTimeShare", "On time"),
            ]),
            ["deliverables"] = new(
            [
                Name("Output"), new("initiative"), new("status"), new("kind"),
                new("plannedOn", "Planned"), new("deliveredOn", "Delivered"), new("acceptedBy"),
                Number("strategicPriority"), Share("shareOfInitiative"), new("outcome"),
            ]),
            ["silos"] = new(
            [
                new("department"), new("objective"), new("valueStream"), Number("fte", "People"),
                Money("money"),
            ]),
            ["listening"] = new(
            [
                new("segment"), new("name"), Number("received"), Number("linked"),
                Share("linkedShare", "Linked"), Number("answered"),
                Share("answeredShare", "Answered"),
                Number("medianDaysToAnswer", "Days to an answer (median)"), Number("open"),
                Number("medianDaysOpen", "Days open (median)"), new("served"),
            ], new("dots", "linkedShare answeredShare", "name", null,
                "share of the feedback that was linked and answered, by segment")
                { Unit = "%" }),
            ["productivity"] = new(
            [
                Name("Initiative"), new("stage"), Number("acceptedOutputs"), Number("effortHours"),
                Number("fteMonths", "FTE-months"),
                Number("outputsPerFteMonth", "Outputs per FTE-month"), Number("capacityHours"),
                Share("effortOfCapacity"), Money("spend"), Money("cashableBenefits"),
                Money("netProfit"),
            ]),
            ["hindsight"] = new(
            [
                Name("Initiative"), new("approvedOn", "Approved"),
                Number("daysToApprove", "Days to approve"), Money("expectedBudget"),
                Money("actualBudget"), Number("expectedDays"), Number("actualDays"),
                Money("expectedBenefits"), Money("actualBenefits"), Share("attainment"),
            ]),
            ["ranking/comparison"] = new(Compared),
            ["alignment/comparison"] = new(Compared),
            ["value-streams/comparison"] = new(
            [
                Name("Value stream"), Number("fromRank"), Number("toRank"), Number("rankChange"),
                Number("fromPriority"), Number("toPriority"), Number("priorityChange"),
            ], new("slope", "fromRank", "name", "toRank", "ranks then and now")),
            ["reports"] = new(
            [
                Name("Report"), new("view"), new("asOfRule", "As of"), new("cadence"), new("day"),
                new("at"), new("format"), new("retired"),
            ]),
            ["dashboards"] = new(
            [
                Name("Dashboard"), new("audience"), new("reports"), new("retired"),
            ]),
            ["review-cycles"] = new(
            [
                new("name"), new("cycle", "Key"), new("from"), new("to"), new("open"),
                new("openedOn"), new("closedOn"), new("closedAt", "Closed at position"),
            ]),
        }.ToFrozenDictionary();

    private static ListColumn Name(string heading) => new("name", heading, ColumnKind.Name);

    private static ListColumn Money(string field, string? heading = null) =>
        new(field, heading, ColumnKind.Money);

    private static ListColumn Number(string field, string? heading = null) =>
        new(field, heading, ColumnKind.Number);

    private static ListColumn Share(string field, string? heading = null) =>
        new(field, heading, ColumnKind.Share);
}
