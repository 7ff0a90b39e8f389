using System.Collections.Immutable;
using JasperFx;
using PortfolioLedger.Journaling.Setup;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.Transports;

namespace PortfolioLedger.Messaging;

/// <summary>
/// The tables of messages, made by Wolverine itself. Its runtime is put together for that, and
/// never started: it takes part in nothing.
/// </summary>
internal sealed class MessageTables(MessagingSettings settings, ImmutableArray<MessageQueue> queues)
    : IMigrationStep
{
    public async Task MigrateAsync(string owner, CancellationToken cancel)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options =>
        {
            MessagingSetup.Configure(options, owner, settings);
            options.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
            foreach (var queue in queues)
                queue.AddTo(options, settings.Poll);
        });
        using var host = builder.Build();
        var runtime = host.Services.GetRequiredService<IWolverineRuntime>();
        // The queues tell the store of messages which tables they need.
        foreach (var transport in
            runtime.Options.Transports.OfType<ITransportConfiguresRuntime>().ToArray())
            await transport.ConfigureAsync(runtime);
        await runtime.Storage.Admin.MigrateAsync();
    }
}
