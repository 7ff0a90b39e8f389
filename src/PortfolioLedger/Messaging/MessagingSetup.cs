using JasperFx;
using JasperFx.CodeGeneration;
using PortfolioLedger.Reports;
using PortfolioLedger.Subscriptions;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace PortfolioLedger.Messaging;

/// <summary>
/// Work that waits for its time or for somebody else: reports that are due, events on their way to
/// subscribers. Wolverine keeps it in the database, so that it outlives this process, and gives
/// each piece to one node.
/// </summary>
public static class MessagingSetup
{
    private const string Schema = "ledger_messages";
    private const string Reports = "reports";
    private const string Deliveries = "deliveries";

    /// <summary>So many events are on their way at once on this node.</summary>
    private const int MaxConcurrentDeliveries = 8;

    /// <summary>Adds the messages and what gives rise to them; after the schema's start.</summary>
    public static void AddMessaging(
        this IServiceCollection services, string connectionString, MessagingSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Mail);
        services.AddSingleton<MailSender>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookSecrets>();
        if (!settings.Run)
            return;
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<MailWriter>();
        services.AddSingleton<DeliverySteps>();
        services.AddSingleton<DueReports>();
        services.AddSingleton<SubscriptionFollower>();
        services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, connectionString, settings));
        services.AddHostedService<MessageSource>();
    }

    private static void Configure(WolverineOptions options, string connectionString, MessagingSettings settings)
    {
        options.ServiceName = "portfolio-ledger";
        options.ApplicationAssembly = typeof(MessagingSetup).Assembly;
        options.Discovery.DisableConventionalDiscovery();
        options.UsePostgresqlPersistenceAndTransport(connectionString, Schema, Schema);
        options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
        options.Durability.ScheduledJobPollingTime = settings.Poll;
        options.Durability.ScheduledJobFirstExecution = TimeSpan.Zero;
        // Handlers are registered as they are: nothing is generated, and no compiler is loaded.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.AddMessageHandler(new Handler<MakeDueReport, DueReports>(
            (reports, message, bus, cancel) => reports.MakeAsync(message, bus, cancel)));
        options.AddMessageHandler(new Handler<DeliverEvent, DeliverySteps>(
            (steps, message, bus, cancel) => steps.AttemptAsync(message, bus, cancel)));
        options.PublishMessage<MakeDueReport>().ToPostgresqlQueue(Reports);
        options.PublishMessage<DeliverEvent>().ToPostgresqlQueue(Deliveries);
        options.ListenToPostgresqlQueue(Reports).PollingInterval(settings.Poll).MaximumParallelMessages(1);
        options.ListenToPostgresqlQueue(Deliveries).PollingInterval(settings.Poll)
            .MaximumParallelMessages(MaxConcurrentDeliveries);
        // The database was away: what is still due is also found by the source of messages.
        options.Policies.OnAnyException().ScheduleRetry(
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));
    }

    /// <summary>A handler that needs no generated code.</summary>
    private sealed class Handler<TMessage, TWork>(
        Func<TWork, TMessage, IMessageBus, CancellationToken, Task> handle) : MessageHandler<TMessage>
        where TWork : notnull
    {
        protected override Task HandleAsync(
            TMessage message, MessageContext context, CancellationToken cancellation) =>
            handle(context.Runtime.Services.GetRequiredService<TWork>(), message, context, cancellation);
    }
}
