using System.Diagnostics;
using System.Text.Json.Nodes;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Projections;

namespace PortfolioLedger.Faults;

/// <summary>
/// A ledger to which a fault happens: the real program in processes of its own, its database, the
/// intents of those who record, and the judgement at the end.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly SemaphoreSlim Making = new(1);
    private static Home? made;

    private readonly string _intentsFile = TestFolder.New();
    private readonly bool _isOwner;
    private EmbeddedServer? _visited;

    private Installation(Home? home, TestDatabase? database, bool isOwner = true)
    {
        (Home, Database, _isOwner) = (home, database, isOwner);
        Directory.CreateDirectory(Path.GetDirectoryName(_intentsFile)!);
        Intents = new(_intentsFile);
        Writers = new(Intents);
    }

    /// <summary>The data directory, of a ledger with a server of its own.</summary>
    public Home? Home { get; }

    /// <summary>The database that several nodes share.</summary>
    public TestDatabase? Database { get; }

    public Intents Intents { get; }

    public Writers Writers { get; }

    /// <summary>
    /// On a server of its own, which the program starts and which writes to disk what it confirms.
    /// </summary>
    /// <param name="folder">Where; a new folder by default.</param>
    public static async Task<Installation> WithServerAsync(string? folder = null)
    {
        await Making.WaitAsync();
        try
        {
            if (made is null)
            {
                // Made once and copied: a cluster and its tables cost more than a fault.
                var home = new Home();
                using (var first = await LedgerProcess.StartAsync(
                    home, environment: LogOf(home)))
                    await StopAsync(first);
                made = home;
            }
        }
        finally
        {
            Making.Release();
        }
        var own = folder is null ? new Home() : new Home { Path = folder };
        using var copy = Process.Start("cp", ["-a", "-T", made.Path, own.Path]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        return new(own, null);
    }

    /// <summary>On a database that several nodes share.</summary>
    public static async Task<Installation> SharedAsync() =>
        new(null, await TestCluster.CreateLedgerAsync());

    /// <summary>On a database that is there, and is not dropped in the end.</summary>
    public static Installation On(TestDatabase database) => new(null, database, isOwner: false);

    /// <summary>A node of it.</summary>
    public Task<LedgerProcess> StartAsync(
        bool follow = false, params IEnumerable<(string Name, string Value)> environment) =>
        Home is not null
            ? LedgerProcess.StartAsync(
                Home, follow: follow, environment: [LogOf(Home), .. environment])
            : LedgerProcess.StartAsync(Database!, follow: follow, environment: environment);

    /// <summary>SIGTERM, to the end.</summary>
    public static async Task StopAsync(LedgerProcess ledger)
    {
        ledger.Terminate();
        Assert.Equal(0, await ledger.EndedAsync());
    }

    /// <summary>How the superuser reaches the database.</summary>
    public async Task<string> SuperuserAsync() => Database is not null
        ? Database.ConnectionString
        : (_visited ??= await Home!.FindOrStartAsync()).ConnectionStringTo("ledger");

    /// <summary>Another eye on the database, which writes nothing of its own.</summary>
    public async Task<JournalNode> JudgeAsync() =>
        JournalNode.Restarted(await SuperuserAsync());

    /// <summary>
    /// Everything that must hold after a fault: the oracle's judgement through a node that runs,
    /// that all is signed, and, where read models were followed, that they are as a rebuild makes
    /// them. Returns the number of submissions.
    /// </summary>
    /// <param name="node">That runs.</param>
    /// <param name="followed">Whether a node follows for the read models.</param>
    /// <param name="examined">
    /// Whether the doctor looks at it too, which takes as long as some faults: after all of them in
    /// a long run.
    /// </param>
    public async Task<int> AssertSoundAsync(
        LedgerProcess node, bool followed = false, bool examined = false)
    {
        await using var judge = await JudgeAsync();
        var submissions = await Oracle.JudgeAsync(Intents, judge, node.Http);
        if (followed)
        {
            await Wait.UntilAsync(async () => await judge.QueryAsync<bool>(
                "select (select count(*) from bi.decision) = "
                    + "(select count(*) from ledger.mt_events)"));
            await new Following(judge).AssertAsRebuiltAsync();
        }
        // What was recorded last is signed within moments.
        await Wait.UntilAsync(async () => await judge.QueryAsync<bool>("""
            select not exists (select from ledger.mt_streams s where s.version >
                (select coalesce(max(size), 0) from log.checkpoint c where c.portfolio = s.id))
            """));
        if (examined || LongRuns.AreWanted)
            await AssertHealthyAsync();
        return submissions;
    }

    /// <summary>
    /// The doctor finds nothing; but that what a throw-away server confirms may be lost.
    /// </summary>
    private async Task AssertHealthyAsync()
    {
        var (_, output, errors) = await RunAsync("doctor", "--json");
        var checks = JsonNode.Parse(output)?["checks"]?.AsArray() ?? [];
        Assert.True(checks.Count > 5, output + errors);
        Assert.DoesNotContain(checks, c => (string?)c!["status"] is not ("ok" or "warning")
            && !(Database is not null && (string?)c["check"] == "durability"));
    }

    /// <summary>A verb of the command line on this ledger.</summary>
    public async Task<(int Code, string Output, string Errors)> RunAsync(
        params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File },
            Environment =
            {
                ["Ledger__DataDirectory"] = Home?.Path ?? "",
                ["ConnectionStrings__Ledger"] = "",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Home is not null)
            start.Environment[LogOf(Home).Name] = LogOf(Home).Value;
        Database?.TellTo(start);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return await VerbProcess.RunAsync(start);
    }

    /// <summary>
    /// Beside the cluster, as by default: ledgers that are copied sign with the same key, each its
    /// own history.
    /// </summary>
    private static (string Name, string Value) LogOf(Home home) =>
        ("AuditLog__Directory", home["log"]);

    /// <summary>What was made to be copied goes too, after the last fault.</summary>
    public static async Task DisposeMadeAsync()
    {
        if (made is not null)
            await made.DisposeAsync();
        made = null;
    }

    public async ValueTask DisposeAsync()
    {
        Intents.Dispose();
        File.Delete(_intentsFile);
        if (_visited is not null)
            await _visited.DisposeAsync();
        if (Home is not null)
            await Home.DisposeAsync();
        if (Database is not null && _isOwner)
            await Database.DisposeAsync();
    }
}
