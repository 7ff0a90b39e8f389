using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Cli;
using PortfolioLedger.Demo;
using PortfolioLedger.Doctor;
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
using PortfolioLedger.Reports;
using PortfolioLedger.Scenarios;
using PortfolioLedger.Subscriptions;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger;

/// <summary>
/// The application as a whole: what it consists of, and which addresses it answers.
/// </summary>
public static class LedgerApplication
{
    /// <summary>Adds everything the ledger needs to run on a database.</summary>
    public static void AddLedger(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        var messaging = MessagingSettings.Read(builder.Configuration, builder.Environment);
        services.AddSingleton(TimeProvider.System);
        builder.Logging.AddLogs();
        builder.AddTelemetry();
        services.AddAccess(builder.Configuration, builder.Environment);
        services.AddJournaling(connectionString);
        services.AddAuditTrail();
        services.AddReadEngine();
        services.AddReadModels(connectionString, builder.Configuration);
        builder.AddHttp();
        services.AddCommands();
        services.AddQueries();
        services.AddAuditing();
        services.AddTokens();
        services.AddImports();
        services.AddWhatIf();
        services.AddOptimisation();
        services.AddReports(messaging.Run);
        services.AddSubscriptions(messaging.Run);
        services.AddMessaging(connectionString, messaging, DueReports.Queue, DeliverySteps.Queue);
        services.AddDemo();
        services.AddDoctor();
        services.AddVerbs();
    }

    /// <summary>Maps every address.</summary>
    public static void MapLedger(this WebApplication app)
    {
        app.UsePipeline();
        app.MapCommands();
        app.MapQueries();
        app.MapAuditing();
        app.MapTokens();
        app.MapWhatIf();
        app.MapOptimisation();
        app.MapImports();
        app.MapReports();
        app.MapSubscriptions();
        app.MapProbes();
        app.MapPages();
        app.MapOpenApi().OpenToAll();
        app.MapApiReference();
    }
}
