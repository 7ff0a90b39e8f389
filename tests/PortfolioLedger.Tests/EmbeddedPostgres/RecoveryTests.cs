using System.Diagnostics;
using Npgsql;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class RecoveryTests
{
    [Fact]
    public async Task A_killed_server_is_back_within_ten_seconds_for_the_same_pool()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await Home.WriteAsync(server, "kept");
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString);
        var started = await StartTimeAsync(pool);
        var since = Stopwatch.StartNew();
        Home.Kill(home.Postmaster());
        await UntilAsync(async () => await StartTimeAsync(pool) > started);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal("kept", await Home.ReadAsync(server));
    }

    [Fact]
    public async Task A_server_killed_amid_a_busy_query_is_back_too()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString);
        var started = await StartTimeAsync(pool);
        // A busy backend does not notice by itself that its postmaster is gone.
        var busy = TestDatabase.ExecuteAsync(server.ConnectionString, BeBusy);
        await UntilAsync(() => Home.QueryAsync<bool>(server.ConnectionString, IsBusy));
        Home.Kill(home.Postmaster());
        await UntilAsync(async () => await StartTimeAsync(pool) > started);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }

    [Fact]
    public async Task The_server_of_a_killed_app_is_taken_over()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        child.Kill();
        var orphan = home.Postmaster();
        await using var server = await home.StartAsync();
        Assert.True(server.IsOwner);
        Assert.Equal("written by the child", await Home.ReadAsync(server));
        Assert.False(Postmaster.Serves(orphan, home.Cluster));
    }

    [Fact]
    public async Task App_and_server_may_both_be_killed()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        child.Kill();
        Home.Kill(home.Postmaster());
        await using var server = await home.StartAsync();
        Assert.Equal("written by the child", await Home.ReadAsync(server));
    }

    [Fact]
    public async Task Busy_backends_of_a_killed_server_do_not_outlive_their_directory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they end when they fall idle.");
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        await using var user = await home.FindOrStartAsync();
        var busy = TestDatabase.ExecuteAsync(user.ConnectionString, BeBusy);
        await UntilAsync(() => Home.QueryAsync<bool>(user.ConnectionString, IsBusy));
        child.Kill();
        Home.Kill(home.Postmaster());
        await EmbeddedServer.RemoveAbandonedAsync(home.Path);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy);
    }

    [Fact]
    public async Task A_process_number_that_now_belongs_to_another_program_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a 'sleep' program.");
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        child.Kill();
        Home.Kill(home.Postmaster());
        using var stranger = Process.Start("sleep", "300");
        try
        {
            NameInPidFile(home, stranger.Id);
            await using (var server = await home.StartAsync())
                Assert.Equal("written by the child", await Home.ReadAsync(server));
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Abandoned_throw_away_directories_are_removed_with_their_servers()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        await EmbeddedServer.RemoveAbandonedAsync(home.Path);
        Assert.True(home.Runs); // in use
        child.Kill();
        var orphan = home.Postmaster();
        await EmbeddedServer.RemoveAbandonedAsync(home.Path);
        Assert.False(Postmaster.Serves(orphan, home.Cluster));
        Assert.False(Directory.Exists(home.Path));
    }

    private static void NameInPidFile(Home home, int id)
    {
        var file = Path.Combine(home.Cluster, "postmaster.pid");
        var lines = File.ReadAllLines(file);
        lines[0] = $"{id}";
        File.WriteAllLines(file, lines);
    }

    private const string BeBusy = "do 'begin while true loop null; end loop; end'";

    private const string IsBusy =
        "select exists (select from pg_stat_activity where state = 'active' "
        + "and query like 'do %')";

    private static async Task<DateTime> StartTimeAsync(NpgsqlDataSource pool)
    {
        await using var command = pool.CreateCommand("select pg_postmaster_start_time()");
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await TryAsync(condition))
            await Task.Delay(100, limit.Token);
    }

    private static async Task<bool> TryAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (NpgsqlException)
        {
            return false; // no server at the moment
        }
    }
}
