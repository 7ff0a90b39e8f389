using Microsoft.AspNetCore.Hosting.Server;
using PortfolioLedger.Access;
using PortfolioLedger.Administration;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Databases;

/// <summary>Portfolios that are spread over several databases.</summary>
internal static class DatabasesSetup
{
    /// <summary>
    /// Adds them to the application of the first one: behind everything it consists of.
    /// </summary>
    public static void AddDatabases(
        this IServiceCollection services, DatabaseSettings settings, MakeApplication make)
    {
        services.AddSingleton(settings);
        services.AddSingleton(make);
        services.AddSingleton(sp => new PortfolioDirectory(
            sp.GetRequiredService<AccessDatabase>().Source, settings));
        services.AddSingleton<LedgerDatabases>();
        services.AddHostedService(sp => sp.GetRequiredService<LedgerDatabases>());
        services.AddSingleton<IPortfolioClaims>(sp => new PortfolioClaims(
            sp.GetRequiredService<PortfolioDirectory>(), DatabaseSettings.Home));
        services.AddSingleton<IPortfolioList, AllPortfolios>();
        services.AddSingleton<IDatabaseList, DatabaseList>();
        services.AddHealthChecks().AddCheck<LedgerDatabases>("databases");
    }

    /// <summary>
    /// Puts the choice of the database before the server that listens; when all is added.
    /// </summary>
    public static void RouteRequests(this IServiceCollection services)
    {
        var server = services.Last(s => s.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(sp => new RoutingServer(
            (IServer)(server.ImplementationInstance ?? server.ImplementationFactory?.Invoke(sp)
                ?? ActivatorUtilities.CreateInstance(sp, server.ImplementationType!)),
            sp.GetRequiredService<LedgerDatabases>()));
    }

    /// <summary>
    /// Says why a portfolio is not served, as any address says what is wrong; behind what makes
    /// answers of problems.
    /// </summary>
    public static void UseDatabases(this WebApplication app)
    {
        if (app.Services.GetService<LedgerDatabases>() is not null)
            app.Use(RefuseUnserved);
    }

    private static Task RefuseUnserved(HttpContext http, RequestDelegate next) =>
        http.Features.Get<Unserved>() is not { } unserved ? next(http)
            : throw new ProblemException(Problem.Create(unserved.Code, unserved.Detail));
}

/// <summary>Why a request is answered by the first application, and not by its own.</summary>
/// <param name="Code">Of the problem.</param>
/// <param name="Detail">In words.</param>
internal sealed record Unserved(string Code, string Detail)
{
    /// <summary>The portfolio is on its way to another database.</summary>
    public static readonly Unserved WhileMoving = new("portfolio-elsewhere",
        "The portfolio is moving to another database; nothing was recorded. Try again in a "
        + "moment.");

    /// <summary>A database cannot be reached.</summary>
    public static Unserved Without(string database) => new("database-unavailable",
        $"The database '{database}', in which this portfolio is, cannot be reached. Try again in "
        + "a moment.");
}
