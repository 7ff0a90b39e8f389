using PortfolioLedger.Core.Reports;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Facts about reports, dashboards and subscriptions.</summary>
internal static class ReportFacts
{
    private static readonly Key Funded = Key.Parse("funded");
    private static readonly Key Board = Key.Parse("board");
    private static readonly Key Mails = Key.Parse("mails");

    private static readonly ReportDefinition Whole = new(
        "Funded initiatives", "ranking", new(AsOfKind.EndOfLastFiscalYear), "For the board.",
        Ordered.ByText<string>().Add("period", "2026"),
        Ordered.ByText<ImmutableArray<string>>().Add("funded", ["true"]),
        ["rank", "name", "criteria.value"], "-score,name", 10);

    public static ImmutableArray<IFact> Full =>
    [
        new ReportDefined(Funded, Whole),
        new ReportRevised(Funded, Whole with { AsOf = new(AsOfKind.Position, null, 4711) }),
        new ReportRetired(Funded),
        new ReportScheduled(Funded, new(Cadence.Monthly, "06:00", "last", ReportFormat.Xlsx)),
        new ReportUnscheduled(Funded),
        new DashboardDefined(Board, new("For the board", Audience.Executives, [Funded])),
        new DashboardRevised(Board, new("For sponsors", Audience.Sponsors, [Funded, Board])),
        new DashboardRetired(Board),
        new SubscriptionStarted(Mails,
            new(["budget-changed", "initiative-killed"], [About(Croton)], ["finance"], true),
            new(DeliveryKind.Webhook, "https://example.org/hooks")),
        new SubscriptionEnded(Mails),
    ];

    public static ImmutableArray<IFact> Sparse =>
        [
            new ReportDefined(Funded, new("Everything", "initiatives", AsOfRule.Now)),
            new ReportRevised(
                Funded,
                new("In March", "alignment", new(AsOfKind.Date, Day("2026-03-31")))
            ),
            new ReportScheduled(Funded, new(Cadence.Daily, "23:30")),
            new ReportScheduled(Funded, new(Cadence.Weekly, "06:00", "monday", ReportFormat.Csv)),
            new ReportScheduled(Funded, new(Cadence.Monthly, "06:00", "15", ReportFormat.Ndjson)),
            new SubscriptionStarted(Mails, new(), new(DeliveryKind.Feed)),
            new SubscriptionStarted(
                Mails,
                new(DecisionsOnly: true),
                new(DeliveryKind.MailFile, To: "board@example.org")
            ),
        ];
}
