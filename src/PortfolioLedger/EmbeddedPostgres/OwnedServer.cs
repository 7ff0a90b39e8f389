namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>What the owner of a data directory holds: the lock, the server, its watch.</summary>
internal sealed class OwnedServer(
    string home, DataDirectoryLock taken, EmbeddedServerOptions options, bool waitForUsers)
    : IAsyncDisposable
{
    private Cluster? cluster;
    private Supervisor? supervisor;
    private bool disposed;

    /// <summary>Makes, takes over or recovers the cluster; how to reach it.</summary>
    public async Task<ConnectionFile> StartAsync(CancellationToken cancel)
    {
        cluster = Find();
        await StopOrphanAsync(cluster);
        if (Cluster.WrittenBy(home) is null)
        {
            // Whoever was making one when the directory was looked at has given up.
            if (options.MustExist)
                throw NoLedgerException.In(home, options.DataDirectory);
            await cluster.CreateAsync(cancel);
        }
        var connection = await ConnectAsync(cluster, cancel);
        cluster.Configure(connection, options.Effective);
        var postmaster = await cluster.StartAsync(cancel);
        supervisor = new(cluster, postmaster, options.Log);
        return connection;
    }

    /// <summary>Stops the server that a killed owner left behind, if there is one.</summary>
    public Task StopOrphanAsync() => // without needing any PostgreSQL when nothing runs
        Postmaster.Find(Cluster.DirectoryIn(home)) is null
            ? Postmaster.KillOrphansAsync(Cluster.DirectoryIn(home))
            : StopOrphanAsync(Find());

    /// <summary>Stops the server, then frees the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        using var alone = waitForUsers ? await DataDirectoryLock.WhenUnsharedAsync(home) : null;
        if (supervisor is not null)
            await supervisor.DisposeAsync();
        try
        {
            if (cluster is not null)
                await cluster.StopAsync();
            if (options.Ephemeral)
                Directory.Delete(home, recursive: true);
        }
        finally
        {
            taken.Dispose();
        }
    }

    private Cluster Find()
    {
        var account = ServerAccount.For(Cluster.DirectoryIn(home));
        var binaries = PostgresBinaries.Locate(
            options.Places, account, Cluster.WrittenBy(home));
        return new(home, binaries, account);
    }

    // A killed owner leaves its server running. Its settings and version may be old: restart.
    private async Task StopOrphanAsync(Cluster found)
    {
        if (Postmaster.Find(found.Directory) is { } orphan)
            options.Log.LogWarning(
                "Taking over PostgreSQL (process {Process}) of an owner that was killed", orphan);
        await found.StopAsync();
    }

    // The file is written after the password was set: a half-done start sets it once more.
    private async Task<ConnectionFile> ConnectAsync(Cluster stopped, CancellationToken cancel)
    {
        var known = ConnectionFile.Read(home);
        var connection = known?.WithRoles().ListeningFor(stopped.Directory)
            ?? ConnectionFile.New(stopped.Directory);
        if (known is null)
            await stopped.SetPasswordAsync(connection, cancel);
        if (connection != known)
            connection.Write(home);
        return connection;
    }
}

/// <summary>What a user of somebody else's server holds.</summary>
internal sealed class SharedServer(IDisposable share) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        share.Dispose();
        return ValueTask.CompletedTask;
    }
}
