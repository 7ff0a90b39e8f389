using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Messaging;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;
using PortfolioLedger.Reports.Mails;

namespace PortfolioLedger.Reports;

/// <summary>What reports consist of, and where they are.</summary>
public static class ReportSetup
{
    private const string Portfolio = "/api/v1/portfolios/{portfolio}";

    /// <summary>Adds what makes and keeps reports.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="scheduled">Whether this node makes reports that are scheduled.</param>
    public static void AddReports(this IServiceCollection services, bool scheduled)
    {
        services.AddSingleton<ICommandCheck, ReportCheck>();
        services.AddSingleton<RunArchive>();
        services.AddSingleton<ReportMaker>();
        services.AddSingleton<RunResults>();
        services.AddSingleton<ReportEndpoints>();
        services.AddSingleton<ReportPages>();
        services.AddSingleton<IPageAddition, ReportAddition>();
        services.AddSingleton<RunMails>();
        services.AddSingleton<RunMailWriter>();
        if (!scheduled)
            return;
        services.AddSingleton<RunMailSteps>();
        services.AddSingleton<DueReports>();
        services.AddSingleton<IJournalFollower>(sp => sp.GetRequiredService<DueReports>());
    }

    /// <summary>
    /// Maps runs and dashboards; what a book alone answers is in the table of views.
    /// </summary>
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.ServiceProvider.GetRequiredService<ReportEndpoints>();
        Post(app, "/reports/{report}/runs", reports.RunAsync)
            .DocumentedAs(
                "RunReport",
                "Make a report now, and keep what it shows (role contributor).",
                RunAsync
            );
        Get(app, "/reports/{report}/runs", reports.RunsAsync)
            .DocumentedAs("ListReportRuns", "What was made of a report, the newest first.",
                QueryDocs.OfAddress<ReportRunPage>([ReportEndpoints.Limit, ReportEndpoints.Before],
                    400, 401, 404));
        Get(app, "/reports/{report}/runs/{run}", reports.ResultAsync)
            .DocumentedAs(
                "ReadReportRun",
                "A result as it was made, and whether it can be made again.",
                QueryDocs.OfAddress(
                    schemas =>
                        (
                            200,
                            OperationDocs.Answer(
                                "The answer.",
                                schemas.OfAnswer(typeof(ReportRunAnswer)),
                                [.. Format.OfViews.Select(f => f.MediaType)]
                            )
                        ),
                    [ReportEndpoints.Form],
                    400,
                    401,
                    404,
                    406
                )
            );
        Get(app, "/dashboards/{dashboard}", reports.DashboardAsync)
            .DocumentedAs("ReadDashboard", "The reports of a dashboard with their latest results.",
                QueryDocs.OfAddress<DashboardAnswer>([], 400, 401, 404));
        var pages = app.ServiceProvider.GetRequiredService<ReportPages>();
        app.MapPage("/reports/{report}/runs/{run}", pages.RunAsync);
        app.MapPage("/dashboards/{dashboard}", pages.DashboardAsync);
        app.MapForm("/p/{portfolio}/reports/{report}/runs", pages.MakeAsync)
            .For(Role.Contributor);
    }

    /// <summary>What it shows is saved in the report: the body has no fields.</summary>
    private static async Task RunAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancel
    )
    {
        await QueryDocs.OfAddress(
            schemas => (201, QueryDocs.OfJson(schemas.OfAnswer(typeof(ReportRunAnswer)))),
            [],
            400,
            401,
            403,
            404,
            413,
            415,
            422,
            503
        )(operation, context, cancel);
        operation.RequestBody = OperationDocs.NoFields();
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Get(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapGet(Portfolio + path, answer).ForAnyRole();

    private static RouteHandlerBuilder Post(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapPost(Portfolio + path, answer).For(Role.Contributor);
}
