using System.Collections.Immutable;
using JasperFx;
using JasperFx.CodeGeneration;
using PortfolioLedger.Journaling.Setup;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Work that waits for its time or for somebody else. Wolverine keeps it in the database, so that
/// it outlives this process, and gives each piece to one node.
/// </summary>
public static class MessagingSetup
{
    private const string Schema = "ledger_messages";

    /// <summary>
    /// Adds the queues and what gives rise to messages; after the schema's start.
    /// </summary>
    public static void AddMessaging(
        this IServiceCollection services, string connectionString, MessagingSettings settings,
        params IEnumerable<MessageQueue> queues)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Mail);
        services.AddSingleton<MailSender>();
        services.AddSingleton<MailWriter>();
        ImmutableArray<MessageQueue> all = [.. queues];
        services.AddSingleton<IMigrationStep>(new MessageTables(settings, all));
        if (!settings.Run)
            return;
        services.AddWolverine(ExtensionDiscovery.ManualOnly, options =>
        {
            Configure(options, connectionString, settings);
            foreach (var queue in all)
                queue.AddTo(options, settings.Poll);
        });
        services.AddHostedService<MessageSource>();
    }

    internal static void Configure(
        WolverineOptions options,
        string connectionString,
        MessagingSettings settings
    )
    {
        options.ServiceName = "portfolio-ledger";
        options.ApplicationAssembly = typeof(MessagingSetup).Assembly;
        options.Discovery.DisableConventionalDiscovery();
        options.UsePostgresqlPersistenceAndTransport(connectionString, Schema, Schema);
        // Made by the migration: this account may own no tables.
        options.AutoBuildMessageStorageOnStartup = AutoCreate.None;
        options.Durability.ScheduledJobPollingTime = settings.Poll;
        options.Durability.ScheduledJobFirstExecution = TimeSpan.Zero;
        // Handlers are registered as they are: nothing is generated, and no compiler is loaded.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        // The database was away: what is still due is also found by the source of messages.
        options.Policies.OnAnyException().ScheduleRetry(
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }
}
