namespace PortfolioLedger.Api;

/// <summary>Maps the write API.</summary>
public static class CommandMapping
{
    private const string Portfolios = "/api/v1/portfolios";

    /// <summary>Opening a portfolio, every command of the table, and batches of them.</summary>
    public static void MapCommands(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<CommandEndpoints>();
        app.MapPost(Portfolios, (HttpContext http) => endpoints.OpenAsync(http)).WithName("OpenPortfolio");
        foreach (var route in Commands.Table.Routes)
            app.MapPost($"{Portfolios}/{{portfolio}}/{route.Template}",
                (HttpContext http) => endpoints.PostAsync(http, route)).WithName(route.Operation);
        app.MapPost($"{Portfolios}/{{portfolio}}/batch", (HttpContext http) => endpoints.PostBatchAsync(http))
            .WithName("PostBatch");
    }
}
