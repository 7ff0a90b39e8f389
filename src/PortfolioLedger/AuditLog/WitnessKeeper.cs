using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.AuditLog;

/// <summary>Asks every witness on its own, after each checkpoint and for what is missing.</summary>
internal sealed class WitnessKeeper(
    AuditLogSettings settings, NpgsqlDataSource source, CheckpointSigner signer, LogKeeper keeper,
    TimeProvider clock, ILogger<WitnessFollower> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var followers = settings.Witnesses
            .Select(w => new WitnessFollower(w, source, signer, clock, log)).ToArray();
        void Wake(Key portfolio, SignedCheckpoint signed)
        {
            foreach (var follower in followers)
                follower.Wake();
        }
        keeper.Signed += Wake;
        try
        {
            await Task.WhenAll(followers.Select(f => f.RunAsync(stoppingToken)));
        }
        finally
        {
            keeper.Signed -= Wake;
            foreach (var follower in followers)
                follower.Dispose();
        }
    }
}
