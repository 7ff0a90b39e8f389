using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL server of the ledger's own, in a data directory that one process owns at a
/// time. The owner restarts the server when it dies and stops it when disposed; other
/// processes may use it meanwhile.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly ConnectionFile connection;
    private readonly IAsyncDisposable hold;

    private EmbeddedServer(
        string home, ConnectionFile connection, bool isOwner, IAsyncDisposable hold)
    {
        DataDirectory = home;
        this.connection = connection;
        IsOwner = isOwner;
        this.hold = hold;
    }

    /// <summary>The directory of cluster, connection file and locks, as a full path.</summary>
    public string DataDirectory { get; }

    /// <summary>The socket directory, or 127.0.0.1.</summary>
    public string Host => connection.Host;

    /// <summary>The TCP port, or the number in the socket's name.</summary>
    public int Port => connection.Port;

    /// <summary>Whether this process started the server and will stop it.</summary>
    public bool IsOwner { get; }

    /// <summary>Connection string of the maintenance database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringTo("postgres");

    /// <summary>
    /// Connection string of a database on this server, for its superuser; time zone UTC.
    /// </summary>
    public string ConnectionStringTo(string database) => connection.To(database);

    /// <summary>The same for one of the ledger's roles.</summary>
    internal string ConnectionStringTo(string database, string role) =>
        connection.To(database, role);

    /// <summary>
    /// Makes the ledger's roles, and gives them a database of this server: what an earlier release
    /// left in the superuser's hands too.
    /// </summary>
    internal Task SetUpRolesAsync(string database, CancellationToken cancel = default) =>
        DatabaseRoles.SetUpAsync(ConnectionStringTo(database), connection.Roles!, cancel);

    /// <summary>
    /// Starts the server of a data directory as its owner, making the cluster when missing and
    /// taking over a server that a killed owner left behind.
    /// </summary>
    /// <exception cref="EmbeddedServerException">
    /// Another process owns the directory, or PostgreSQL is missing or does not start.
    /// </exception>
    public static async Task<EmbeddedServer> StartAsync(
        EmbeddedServerOptions options, CancellationToken cancel = default)
    {
        var home = DataFolder.Prepare(options);
        var taken = DataDirectoryLock.TryTake(home) ?? throw InUse(home);
        return await StartOwnedAsync(home, taken, options, waitForUsers: false, cancel);
    }

    /// <summary>
    /// Uses the running server of a data directory; without one, starts it for as long as the
    /// result lives (and until other processes that found it are done).
    /// </summary>
    /// <exception cref="NoLedgerException">
    /// There is no cluster, and <see cref="EmbeddedServerOptions.MustExist"/>.
    /// </exception>
    /// <exception cref="EmbeddedServerException">
    /// PostgreSQL is missing or does not start, or the owner's does not answer for a minute.
    /// </exception>
    public static async Task<EmbeddedServer> FindOrStartAsync(
        EmbeddedServerOptions options, CancellationToken cancel = default)
    {
        if (options.MustExist)
            DataFolder.RequireCluster(options);
        var home = DataFolder.Prepare(options);
        var patience = DateTimeOffset.UtcNow.AddMinutes(1);
        while (DateTimeOffset.UtcNow < patience)
        {
            if (DataDirectoryLock.TryTake(home) is { } taken)
                return await StartOwnedAsync(home, taken, options, waitForUsers: true, cancel);
            // Another process owns it: running, just starting or just stopping.
            if (await TryUseAsync(home, cancel) is { } found)
                return found;
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        }
        throw new EmbeddedServerException(
            $"The PostgreSQL server in {home}, owned by {Holder.Read(home)}, does not answer. "
            + "Stop that process and try again.");
    }

    /// <summary>
    /// Deletes a throw-away data directory whose owner was killed, stopping its server first;
    /// leaves one that is in use alone.
    /// </summary>
    public static async Task RemoveAbandonedAsync(string dataDirectory)
    {
        var options = new EmbeddedServerOptions { DataDirectory = dataDirectory, Ephemeral = true };
        var home = DataFolder.Prepare(options);
        if (DataDirectoryLock.TryTake(home) is not { } taken)
            return;
        await using var owned = new OwnedServer(home, taken, options, waitForUsers: false);
        await owned.StopOrphanAsync();
    }

    /// <summary>The owner stops the server; everybody else just leaves it.</summary>
    public ValueTask DisposeAsync() => hold.DisposeAsync();

    private static async Task<EmbeddedServer> StartOwnedAsync(
        string home, DataDirectoryLock taken, EmbeddedServerOptions options, bool waitForUsers,
        CancellationToken cancel)
    {
        var owned = new OwnedServer(home, taken, options, waitForUsers);
        try
        {
            return new(home, await owned.StartAsync(cancel), isOwner: true, owned);
        }
        catch
        {
            await owned.DisposeAsync();
            throw;
        }
    }

    private static async Task<EmbeddedServer?> TryUseAsync(string home, CancellationToken cancel)
    {
        if (DataDirectoryLock.TryShare(home) is not { } taken)
            return null;
        var share = new SharedServer(taken);
        if (ConnectionFile.Read(home) is { } connection && await AnswersAsync(connection, cancel))
            return connection.Roles is not null
                ? new(home, connection, isOwner: false, share)
                : throw new EmbeddedServerException(
                    $"The ledger in {home} is served by {Holder.Read(home)}, an earlier release. "
                    + "Stop that process and try again.");
        await share.DisposeAsync();
        return null;
    }

    private static async Task<bool> AnswersAsync(
        ConnectionFile connection, CancellationToken cancel)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connection.To("postgres"));
            await using var command = source.CreateCommand("select 1");
            return await command.ExecuteScalarAsync(cancel) is 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static EmbeddedServerException InUse(string home) => new(
        $"The ledger in {home} is already served by {Holder.Read(home)}. Use that one, or stop "
        + "it first, or give this one a directory of its own with Ledger__DataDirectory, or a "
        + "PostgreSQL server with ConnectionStrings__Ledger.");
}
