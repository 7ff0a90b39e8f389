using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PortfolioLedger.Tests.EmbeddedPostgres;

namespace PortfolioLedger.Faults;

/// <summary>
/// A primary and a standby of PostgreSQL's own streaming replication, as processes: a commit is
/// answered when the standby has applied it.
/// </summary>
internal sealed class ReplicatedServers : IAsyncDisposable
{
    private const string Password = "only-on-loopback";

    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql")
            .Select(version => Path.Combine(version, "bin"))
            .Where(bin => File.Exists(Path.Combine(bin, "pg_basebackup")))
            .Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private readonly string _folder = TestFolder.New();
    private readonly int[] _ports = [LoopbackPort.Free(), LoopbackPort.Free()];

    private ReplicatedServers() => Network = new(Primary);

    private string this[string name] => Path.Combine(_folder, name);

    /// <summary>How the superuser reaches the first primary.</summary>
    public string Primary => ConnectionString(_ports[0], "ledger");

    /// <summary>How the superuser reaches what begins as the standby.</summary>
    public string Standby => ConnectionString(_ports[1], "ledger");

    /// <summary>Between the two: what the primary sends passes it.</summary>
    public CuttingProxy Network { get; }

    /// <summary>Both, with an empty database <c>ledger</c>.</summary>
    public static async Task<ReplicatedServers> StartAsync()
    {
        Assert.SkipWhen(Programs is null,
            "PostgreSQL is not installed with its tools: apt-get install postgresql.");
        var servers = new ReplicatedServers();
        try
        {
            await servers.MakeAsync();
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>kill -9, all its processes: nothing is finished.</summary>
    public void KillPrimary() => ServerProcesses.Kill(Postmaster("primary"));

    /// <summary>The primary ends at once, replays its log and is there again.</summary>
    public Task RestartPrimaryAsync() => RunAsync("pg_ctl", "restart", "-s", "-w", "-t", "60",
        "-m", "immediate", "-D", this["primary"], "-o", OptionsOf(_ports[0]));

    /// <summary>The standby becomes the primary.</summary>
    public Task PromoteAsync() =>
        RunAsync("pg_ctl", "promote", "-s", "-w", "-t", "60", "-D", this["standby"]);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in (string[])["primary", "standby"])
            if (File.Exists(Path.Combine(this[name], "postmaster.pid"))
                && EmbeddedPostgres.Postmaster.Serves(Postmaster(name), this[name]))
                await RunAsync(
                    "pg_ctl", "stop", "-s", "-w", "-t", "60", "-m", "immediate", "-D", this[name]);
        await Network.DisposeAsync();
        TestFolder.Delete(_folder);
    }

    private async Task MakeAsync()
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(this["secret"], Password);
        if (Environment.IsPrivilegedProcess)
            await RunAsOneselfAsync("chown", "-R", "postgres:", _folder);
        await RunAsync("initdb", "-D", this["primary"], "-U", "postgres", "--auth=scram-sha-256",
            $"--pwfile={this["secret"]}", "--no-locale", "--encoding=UTF8");
        await StartServerAsync("primary", _ports[0]);
        await TestDatabase.ExecuteAsync(ConnectionString(_ports[0], "postgres"),
            "create database ledger template template0 encoding 'UTF8' locale 'C'");
        await RunAsync("pg_basebackup", "-D", this["standby"], "-R", "-X", "stream", "-c", "fast",
            "-C", "-S", "standby", "-d",
            $"host=127.0.0.1 port={Network.Port} user=postgres password={Password}");
        await StartServerAsync("standby", _ports[1]);
        // Only now, and only here: a promoted standby has nobody to wait for.
        foreach (var setting in (string[])
            ["synchronous_standby_names = '*'", "synchronous_commit = remote_apply"])
            await TestDatabase.ExecuteAsync(Primary, $"alter system set {setting}");
        await Home.QueryAsync<bool>(Primary, "select pg_reload_conf()");
        await Wait.UntilAsync(async () => await Home.QueryAsync<long>(Primary,
            "select count(*) from pg_stat_replication where sync_state = 'sync'") == 1);
    }

    private Task StartServerAsync(string name, int port) =>
        RunAsync("pg_ctl", "start", "-s", "-w", "-t", "60", "-D", this[name],
            "-l", this[$"{name}.log"], "-o", OptionsOf(port));

    private static string OptionsOf(int port) =>
        $"-p {port} -c listen_addresses=127.0.0.1 -k '' -c shared_buffers=16MB "
            + "-c max_connections=150";

    private int Postmaster(string name) => int.Parse(
        File.ReadLines(Path.Combine(this[name], "postmaster.pid")).First(),
        CultureInfo.InvariantCulture);

    // PostgreSQL does not run as root.
    private static Task RunAsync(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? RunAsOneselfAsync("setpriv", ["--reuid=postgres", "--regid=postgres",
                "--clear-groups", "--", Path.Combine(Programs!, program), .. arguments])
            : RunAsOneselfAsync(Path.Combine(Programs!, program), arguments);

    private static async Task RunAsOneselfAsync(string program, params string[] arguments)
    {
        // A server that is started keeps what it inherits: nothing to read from.
        using var process = Process.Start(new ProcessStartInfo("bash",
            ["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "-", program, .. arguments])
        {
            WorkingDirectory = "/",
        })!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0,
            $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }

    private static string ConnectionString(int port, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = database,
            Username = "postgres",
            Password = Password,
            Timezone = "UTC",
            SslMode = SslMode.Disable,
        }.ConnectionString;
}
