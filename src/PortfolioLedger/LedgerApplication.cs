using Marten;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.Cli;
using PortfolioLedger.Demo;
using PortfolioLedger.Doctor;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Messaging;
using PortfolioLedger.Optimisation;
using PortfolioLedger.Pages;
using PortfolioLedger.Projections;
using PortfolioLedger.Reports;
using PortfolioLedger.Scenarios;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger;

/// <summary>The application as a whole: what it consists of, and which addresses it answers.</summary>
public static class LedgerApplication
{
    /// <summary>Adds everything the ledger needs to run on a database.</summary>
    public static void AddLedger(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        var personas = Personas.AreOn(builder.Configuration, builder.Environment);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => LedgerStore.OpenSource(connectionString));
        services.AddMarten(sp =>
        {
            var options = new StoreOptions();
            LedgerStore.Configure(options, sp.GetRequiredService<NpgsqlDataSource>());
            return options;
        }).UseLightweightSessions();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<BookSnapshots>();
        services.AddSingleton<BookKeeper>();
        services.AddSingleton<ReceiptSecret>();
        services.AddSingleton(sp => new JournalSessions(
            LedgerStore.Settings(connectionString), sp.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<BatchWriter>();
        services.AddSingleton<Journal>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton(new CallerAccess(personas, TokenAccess.Add(services, builder.Configuration)));
        services.AddSingleton<CommandChecks>();
        services.AddSingleton<CommandEndpoints>();
        services.AddCodings();
        services.AddQueries();
        services.AddReports();
        services.AddWhatIf();
        services.AddOptimisation();
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddLedgerHealth();
        builder.AddTelemetry();
        services.AddSingleton<SchemaStart>();
        services.AddHostedService(sp => sp.GetRequiredService<SchemaStart>());
        services.AddHostedService<WarmStart>();
        services.AddReadModels(connectionString, builder.Configuration);
        services.AddMessaging(connectionString,
            MessagingSettings.Read(builder.Configuration, builder.Environment));
        services.AddSingleton(sp => ImportTarget.Of(sp.GetRequiredService<NpgsqlDataSource>(),
            sp.GetRequiredService<BookKeeper>(), sp.GetRequiredService<Journal>(),
            sp.GetRequiredService<HistoryWriter>()));
        services.AddSingleton<ImportVerb>();
        services.AddImports();
        services.AddSingleton<DemoPortfolio>();
        services.AddSingleton<ExportVerb>();
        services.AddSingleton<ReplayVerb>();
        services.AddSingleton<ExplainVerb>();
        services.AddSingleton<ReportVerb>();
        services.AddSingleton<WhatIfVerb>();
        services.AddSingleton<OptimiseVerb>();
        services.AddSingleton<LedgerDiagnostics>();
        // The ledger's own words by default; Logging:LogLevel:… shows more.
        foreach (var framework in (string[])["JasperFx", "Microsoft", "Npgsql", "System", "Wolverine"])
            builder.Logging.AddFilter(framework, LogLevel.Warning);
        // A start that failed is told once, by who called it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Handlers of messages are registered, not discovered: that none are found is right.
        builder.Logging.AddFilter("Wolverine.Configuration.HandlerDiscovery", LogLevel.Error);
        // What the store reports the journal reports too, with what it did about it.
        builder.Logging.AddFilter("Marten", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyReader.MaxBatchBytes;
            RequestLimits.Widen(kestrel.Limits);
        });
    }

    /// <summary>Maps every address.</summary>
    public static void MapLedger(this WebApplication app)
    {
        app.UsePipeline();
        app.MapCommands();
        app.MapQueries();
        app.MapWhatIf();
        app.MapOptimisation();
        app.MapImports();
        app.MapReports();
        app.MapHealth();
        app.MapTelemetry();
        app.MapPages();
        app.MapOpenApi();
        app.MapApiReference();
    }
}
