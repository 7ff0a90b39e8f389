using PortfolioLedger.Access;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Queries;

/// <summary>Maps the read API.</summary>
public static class QueryMapping
{
    private const string Portfolios = "/api/v1/portfolios";

    /// <summary>What answers over HTTP.</summary>
    public static void AddQueries(this IServiceCollection services)
    {
        services.AddSingleton<QueryEndpoints>();
        services.AddSingleton<MeEndpoint>();
        services.AddSingleton<Feed>();
        services.AddSingleton<LiveFeed>();
    }

    /// <summary>The portfolios, every view of the table, and the journal itself.</summary>
    public static void MapQueries(this IEndpointRouteBuilder app)
    {
        var queries = app.ServiceProvider.GetRequiredService<QueryEndpoints>();
        var feed = app.ServiceProvider.GetRequiredService<Feed>();
        var live = app.ServiceProvider.GetRequiredService<LiveFeed>();
        app.MapGet(Portfolios, (Func<HttpContext, Task>)queries.PortfoliosAsync).ForAnyCaller()
            .DocumentedAs(
                "ListPortfolios",
                "The open portfolios in which you have a role; archived=true or all for others.",
                QueryDocs.OfAddress<PortfolioPage>(
                    [QueryEndpoints.Limit, QueryEndpoints.After, QueryEndpoints.Archived],
                    400,
                    401,
                    403
                )
            );
        var me = app.ServiceProvider.GetRequiredService<MeEndpoint>();
        app.MapGet("/api/v1/me", (Func<HttpContext, Task>)me.ShowAsync).ForAnyCaller()
            .DocumentedAs("ReadMe", "Who is calling, and the roles they have.",
                QueryDocs.OfAddress<MeAnswer>([], 400, 401));
        Map(app, "/{portfolio}", queries.PortfolioAsync)
            .DocumentedAs("ReadPortfolio", "One portfolio, and the addresses of its views.",
                QueryDocs.OfAddress<PortfolioAnswer>([], 400, 401, 403, 404));
        Map(app, "/{portfolio}/events", feed.EventsAsync)
            .DocumentedAs("ReadEvents", "The journal as CloudEvents, in the order of positions.",
                QueryDocs.OfFeedAsync);
        Map(app, "/{portfolio}/events/live", live.ListenAsync)
            .DocumentedAs(
                "ListenToEvents",
                "The journal as it grows, as server-sent events.",
                QueryDocs.OfAddress(LiveFeed.Describe, LiveFeed.Parameters, 400, 401, 403, 404, 503)
            );
        foreach (var view in ViewCatalogue.All)
            Map(app, "/{portfolio}/" + view.Path, http => queries.ViewAsync(http, view))
                .DocumentedAs(OperationOf(view), view.Summary, (operation, context, cancel) =>
                    QueryDocs.OfViewAsync(view, operation, context, cancel));
    }

    /// <summary>
    /// The name of a view in the API description: <c>GetOutcomesVersusOutputs</c>,
    /// <c>GetInitiativesInitiative</c>.
    /// </summary>
    internal static string OperationOf(ViewDefinition view) =>
        "Get" + string.Concat(view.Path.Split('-', '/', '{', '}')
            .Where(part => part.Length > 0)
            .Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer) =>
        app.MapGet(Portfolios + path, answer).ForAnyRole();
}
