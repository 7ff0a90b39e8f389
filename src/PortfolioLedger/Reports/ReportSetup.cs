using PortfolioLedger.Api;
using PortfolioLedger.Subscriptions;

namespace PortfolioLedger.Reports;

/// <summary>What reports consist of, and where they are.</summary>
public static class ReportSetup
{
    private const string Portfolio = "/api/v1/portfolios/{portfolio}";

    /// <summary>Adds what makes and keeps reports.</summary>
    public static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<RunArchive>();
        services.AddSingleton<ReportMaker>();
        services.AddSingleton<RunResults>();
        services.AddSingleton<ReportEndpoints>();
        services.AddSingleton<SubscriptionFeed>();
        services.AddSingleton<SubscriptionEndpoints>();
    }

    /// <summary>Maps runs, dashboards and feeds; what a book alone answers is in the table of views.</summary>
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.ServiceProvider.GetRequiredService<ReportEndpoints>();
        Post(app, "/reports/{report}/runs", reports.RunAsync)
            .DocumentedAs("RunReport", "Make a report now, and keep what it shows (role contributor).",
                QueryDocs.OfAddress(["portfolio", "report"], [], 201, 400, 401, 403, 404, 413, 415, 422, 503));
        Get(app, "/reports/{report}/runs", reports.RunsAsync)
            .DocumentedAs("ListReportRuns", "What was made of a report, the newest first.",
                QueryDocs.OfAddress(["portfolio", "report"], [ReportEndpoints.Limit, ReportEndpoints.Before],
                    200, 400, 401, 404));
        Get(app, "/reports/{report}/runs/{run}", reports.ResultAsync)
            .DocumentedAs("ReadReportRun", "A result as it was made, and whether it can be made again.",
                QueryDocs.OfAddress(["portfolio", "report", "run"], [ReportEndpoints.Form],
                    200, 400, 401, 404, 406));
        Get(app, "/dashboards/{dashboard}", reports.DashboardAsync)
            .DocumentedAs("ReadDashboard", "The reports of a dashboard with their latest results.",
                QueryDocs.OfAddress(["portfolio", "dashboard"], [], 200, 400, 401, 404));
        var subscriptions = app.ServiceProvider.GetRequiredService<SubscriptionEndpoints>();
        Get(app, "/subscriptions/{subscription}/deliveries", subscriptions.DeliveriesAsync)
            .DocumentedAs("ListDeliveries", "What was sent to a subscriber, and what came of it.",
                QueryDocs.OfAddress(["portfolio", "subscription"],
                    [SubscriptionEndpoints.Status, SubscriptionEndpoints.Limit, SubscriptionEndpoints.Before],
                    200, 400, 401, 404));
        Get(app, "/subscriptions/{subscription}/feed", subscriptions.FeedAsync)
            .DocumentedAs("ReadSubscriptionFeed", "The newest events of a subscription, as Atom or JSON Feed.",
                QueryDocs.OfAddress(["portfolio", "subscription"],
                    [SubscriptionEndpoints.Form, SubscriptionEndpoints.Limit, SubscriptionEndpoints.Before],
                    200, 400, 401, 404, 406));
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Get(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapGet(Portfolio + path, answer);

    private static RouteHandlerBuilder Post(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapPost(Portfolio + path, answer);
}
