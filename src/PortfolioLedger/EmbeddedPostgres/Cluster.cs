using System.Collections.Immutable;
using System.Globalization;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The PostgreSQL cluster of a data directory: made, set up, started and stopped with
/// PostgreSQL's own programs.
/// </summary>
internal sealed class Cluster(string home, PostgresBinaries binaries, ServerAccount? account)
{
    private static readonly string Within = Invariant(TimeSpan.FromMinutes(5).TotalSeconds);

    /// <summary>The directory PostgreSQL calls PGDATA.</summary>
    public string Directory { get; } = DirectoryIn(home);

    /// <summary>The version of the programs that run it.</summary>
    public string Version => binaries.Version;

    private string LogFile => Path.Combine(Directory, "server.log");

    /// <summary>Where the cluster of a data directory lies.</summary>
    public static string DirectoryIn(string home) => Path.Combine(home, "cluster");

    /// <summary>The major version that wrote an existing cluster, or null.</summary>
    public static int? WrittenBy(string home)
    {
        var file = Path.Combine(DirectoryIn(home), "PG_VERSION");
        return File.Exists(file)
            ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// Makes the cluster under another name first, so that an initialisation that was cut
    /// short is never taken for a cluster.
    /// </summary>
    public async Task CreateAsync(CancellationToken cancel)
    {
        var draft = Directory + ".new";
        if (System.IO.Directory.Exists(draft))
            System.IO.Directory.Delete(draft, recursive: true);
        if (account is null)
            System.IO.Directory.CreateDirectory(draft);
        else
            account.Create(draft);
        RequireReach(draft);
        // No password yet, so nobody may log in; SetPasswordAsync and Configure open it.
        await RunAsync("initdb", draft, "",
            ["-D", draft, "-U", "ledger", "--auth=reject", "--no-locale", "--encoding=UTF8"],
            cancel);
        System.IO.Directory.Move(draft, Directory);
    }

    /// <summary>Sets the ledger's password while the server is down.</summary>
    public Task SetPasswordAsync(ConnectionFile connection, CancellationToken cancel) =>
        RunAsync("postgres", Directory,
            $"ALTER ROLE {connection.User} PASSWORD '{connection.Password}'\n",
            ["--single", "-D", Directory, "-c", "exit_on_error=on", "postgres"], cancel);

    /// <summary>Writes who may log in, and all settings.</summary>
    public void Configure(
        ConnectionFile connection, ImmutableSortedDictionary<string, string> settings)
    {
        File.WriteAllText(Path.Combine(Directory, "pg_hba.conf"), ClusterSettings.LogIn);
        File.WriteAllText(
            Path.Combine(Directory, "postgresql.conf"),
            ClusterSettings.Text(
                connection, settings, File.Exists(Path.Combine(Directory, "local.conf"))));
    }

    /// <summary>Starts the server and waits until it takes connections; its process id.</summary>
    public async Task<int> StartAsync(CancellationToken cancel)
    {
        RequireReach(Directory);
        Postmaster.ForgetStranger(Directory);
        ServerLog.Rotate(LogFile);
        await RunAsync("pg_ctl", Directory, "",
            ["start", "-D", Directory, "-l", LogFile, "-w", "-t", Within, "-s"], cancel);
        return Postmaster.Find(Directory) ?? throw new EmbeddedServerException(
            $"PostgreSQL ended right after its start.\n{ServerLog.Tail(LogFile)}");
    }

    /// <summary>Stops the server: clients are cut off, nothing is lost.</summary>
    public async Task StopAsync()
    {
        if (Postmaster.Find(Directory) is not null)
            await StopRunningAsync();
        await Postmaster.KillOrphansAsync(Directory);
    }

    private async Task StopRunningAsync()
    {
        var (code, _) = await RunPlainAsync("pg_ctl", Directory, "",
            ["stop", "-D", Directory, "-m", "fast", "-w", "-t", "60", "-s"], default);
        if (code != 0 && Postmaster.Find(Directory) is not null)
            await RunAsync("pg_ctl", Directory, "",
                ["stop", "-D", Directory, "-m", "immediate", "-w", "-t", "60", "-s"], default);
    }

    private void RequireReach(string directory)
    {
        if (account is not null && !account.CanReach(directory))
            throw new EmbeddedServerException(
                $"PostgreSQL does not run as root; it runs as user {account.UserId}, who cannot "
                + $"enter {directory}. Choose a directory outside root's home with "
                + $"Ledger__DataDirectory (default {ServerAccount.SharedDirectory}), or start "
                + "the ledger as an ordinary user.");
    }

    private async Task RunAsync(
        string program, string folder, string input, string[] arguments, CancellationToken cancel)
    {
        var (code, output) = await RunPlainAsync(program, folder, input, arguments, cancel);
        if (code != 0)
            throw new EmbeddedServerException(
                $"{program} of PostgreSQL {binaries.Version} failed in {home} "
                + $"(exit code {code}).\n{output.Trim()}\n{ServerLog.Tail(LogFile)}");
    }

    private Task<(int Code, string Output)> RunPlainAsync(
        string program, string folder, string input, string[] arguments,
        CancellationToken cancel) =>
        PostgresProgram.RunAsync(binaries[program], arguments, account, folder, input, cancel);

    private static string Invariant(double number) =>
        number.ToString(CultureInfo.InvariantCulture);
}
