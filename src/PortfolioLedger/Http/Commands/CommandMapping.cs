using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Http.Commands;

/// <summary>Maps the write API.</summary>
public static class CommandMapping
{
    private const string Portfolios = "/api/v1/portfolios";

    /// <summary>Adds the checks and endpoints of commands.</summary>
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<CommandChecks>();
        services.AddSingleton<CommandEndpoints>();
    }

    /// <summary>Opening a portfolio, every command of the table, and batches of them.</summary>
    public static void MapCommands(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<CommandEndpoints>();
        Map(app, Portfolios, endpoints.OpenAsync)
            .For(CommandRoutes.Opening.Role)
            .DocumentedAs(CommandRoutes.Opening);
        foreach (var route in CommandRoutes.Table.Routes)
            Map(app, $"{Portfolios}/{{portfolio}}/{route.Template}", http =>
                    endpoints.PostAsync(http, route)
                )
                .For(route.Role)
                .DocumentedAs(route);
        Map(app, $"{Portfolios}/{{portfolio}}/batch", endpoints.PostBatchAsync)
            .For(Role.Contributor)
            .DocumentedAsBatch();
    }

    // As a delegate of its own type an endpoint takes part in the API description.
    private static RouteHandlerBuilder Map(
        IEndpointRouteBuilder app,
        string path,
        Func<HttpContext, Task> answer
    ) => app.MapPost(path, answer);
}
