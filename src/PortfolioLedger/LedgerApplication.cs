using Microsoft.AspNetCore.Hosting.Server;
using PortfolioLedger.Access;
using PortfolioLedger.Administration;
using PortfolioLedger.Audit;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Cli;
using PortfolioLedger.Databases;
using PortfolioLedger.Demo;
using PortfolioLedger.Doctor;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Erasure;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Probes;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Http.Tokens;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Messaging;
using PortfolioLedger.Optimisation;
using PortfolioLedger.Pages;
using PortfolioLedger.Projections;
using PortfolioLedger.Querying;
using PortfolioLedger.Recording;
using PortfolioLedger.Reports;
using PortfolioLedger.Reports.Mails;
using PortfolioLedger.Scenarios;
using PortfolioLedger.Subscriptions;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger;

/// <summary>
/// The application as a whole: what it consists of, and which addresses it answers.
/// </summary>
public static class LedgerApplication
{
    /// <summary>
    /// Adds everything the ledger needs to run on a database whose tables its account owns.
    /// </summary>
    public static void AddLedger(this WebApplicationBuilder builder, string connectionString) =>
        builder.AddLedger(LedgerConnections.Alone(connectionString));

    /// <summary>Adds everything the ledger needs to run on a database.</summary>
    public static void AddLedger(
        this WebApplicationBuilder builder, LedgerConnections connections)
    {
        builder.AddLedgerAlone(connections);
        if (DatabaseSettings.Read(builder.Configuration) is not { } several)
            return;
        builder.Services.AddDatabases(several, (other, shared) => Beside(builder, other, shared));
        builder.Services.RouteRequests();
    }

    /// <summary>The same, whatever other databases there are.</summary>
    internal static void AddLedgerAlone(
        this WebApplicationBuilder builder, LedgerConnections connections)
    {
        builder.AddTelemetry();
        builder.AddDatabase(connections);
    }

    /// <summary>Adds what works with one database.</summary>
    private static void AddDatabase(
        this WebApplicationBuilder builder, LedgerConnections connections)
    {
        var services = builder.Services;
        var messaging = MessagingSettings.Read(builder.Configuration, builder.Environment);
        services.AddSingleton(TimeProvider.System);
        builder.Logging.AddLogs();
        services.AddJournaling(connections);
        // Behind the journal, whose tables hold the keys of cookies that are read at the start.
        services.AddAccess(builder.Configuration, builder.Environment);
        services.AddAuditTrail();
        services.AddReadEngine();
        services.AddReadModels(connections.App, builder.Configuration);
        builder.AddHttp();
        services.AddPages();
        services.AddCommands();
        services.AddQueries();
        services.AddErasure();
        services.AddAuditing();
        services.AddTokens();
        services.AddImports();
        services.AddWhatIf();
        services.AddOptimisation();
        services.AddRecording();
        services.AddReports(messaging.Run);
        services.AddSubscriptions(messaging.Run);
        services.AddMessaging(connections.App, messaging, DueReports.Queue,
            RunMailSteps.Queue, DeliverySteps.Queue);
        services.AddAuditLog(builder.Configuration);
        services.AddAdministration(connections);
        services.AddDemo();
        services.AddDoctor();
        services.AddVerbs();
    }

    /// <summary>
    /// The application of another database: whole, on the same settings, but for a server.
    /// </summary>
    private static WebApplication Beside(
        WebApplicationBuilder first, LedgerConnections connections,
        Action<IServiceCollection> shared)
    {
        var builder = WebApplication.CreateEmptyBuilder(new()
        {
            EnvironmentName = first.Environment.EnvironmentName,
            ApplicationName = first.Environment.ApplicationName,
            ContentRootPath = first.Environment.ContentRootPath,
        });
        builder.Configuration.AddConfiguration(first.Configuration);
        builder.Services.AddRouting();
        builder.AddDatabase(connections);
        builder.Services.AddSingleton<IServer, InProcessServer>();
        shared(builder.Services);
        var app = builder.Build();
        app.MapLedger();
        return app;
    }

    /// <summary>Maps every address.</summary>
    public static void MapLedger(this WebApplication app)
    {
        app.UsePipeline();
        app.UseDatabases();
        app.MapCommands();
        app.MapQueries();
        app.MapAuditing();
        app.MapTokens();
        app.MapWhatIf();
        app.MapOptimisation();
        app.MapRecording();
        app.MapErasure();
        app.MapImports();
        app.MapReports();
        app.MapSubscriptions();
        app.MapAuditLog();
        app.MapAdministration();
        app.MapProbes();
        app.MapPages();
        app.MapOpenApi().OpenToAll();
        app.MapApiReference();
    }
}
