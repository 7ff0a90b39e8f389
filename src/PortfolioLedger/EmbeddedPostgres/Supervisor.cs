namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Starts the server again, same address and password, whenever it has died.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private readonly Cluster cluster;
    private readonly ILogger log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task watching;

    public Supervisor(Cluster cluster, int postmaster, ILogger log)
    {
        this.cluster = cluster;
        this.log = log;
        watching = Task.Run(() => WatchAsync(postmaster));
    }

    /// <summary>Ends the watch; the server itself stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task WatchAsync(int postmaster)
    {
        // The server is not this process's child, so there is nothing to wait for: look.
        using var timer = new PeriodicTimer(Glance);
        while (await timer.WaitForNextTickAsync(stopping.Token))
            if (!Postmaster.Serves(postmaster, cluster.Directory))
                postmaster = await RestartAsync(postmaster);
    }

    private async Task<int> RestartAsync(int dead)
    {
        log.LogWarning("PostgreSQL (process {Process}) has ended; starting it again", dead);
        for (var pause = Glance; ; pause = Min(pause * 2, MaxPause))
        {
            try
            {
                await Postmaster.KillOrphansAsync(cluster.Directory);
                // Never half-started: whoever stops waits for the end of the start.
                var postmaster = await cluster.StartAsync(CancellationToken.None);
                log.LogInformation("PostgreSQL runs again as process {Process}", postmaster);
                return postmaster;
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                log.LogError(error, "PostgreSQL could not be started; trying again");
                await Task.Delay(pause, stopping.Token);
            }
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
