using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class StartAndStopTests
{
    [Fact]
    public async Task A_disposed_server_leaves_no_process_behind()
    {
        await using var home = new Home();
        var server = await home.StartAsync();
        var postmaster = home.Postmaster();
        await server.DisposeAsync();
        Assert.False(Postmaster.Serves(postmaster, home.Cluster));
        Assert.False(File.Exists(Path.Combine(home.Cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task Data_and_password_outlive_a_restart()
    {
        await using var home = new Home();
        string before;
        await using (var first = await home.StartAsync())
        {
            await Home.WriteAsync(first, "kept");
            before = first.ConnectionString;
        }
        await using var second = await home.StartAsync();
        Assert.Equal("kept", await Home.ReadAsync(second));
        Assert.Equal(before, second.ConnectionString);
    }

    [Fact]
    public async Task An_ephemeral_server_takes_its_directory_with_it()
    {
        await using var home = new Home();
        var server = await EmbeddedServer.StartAsync(home.Options with { Ephemeral = true });
        Assert.True(Directory.Exists(home.Path));
        await server.DisposeAsync();
        Assert.False(Directory.Exists(home.Path));
    }

    [Fact]
    public async Task Data_that_is_kept_is_always_written_through()
    {
        await using var home = new Home();
        var options = home.Options;
        options = options with { Settings = options.Settings.SetItem("fsync", "off") };
        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(
            () => EmbeddedServer.StartAsync(options));
        Assert.Contains("fsync", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Local_settings_tune_the_server_but_cannot_weaken_it()
    {
        await using var home = new Home();
        await using (await home.StartAsync())
            await File.WriteAllTextAsync(
                Path.Combine(home.Cluster, "local.conf"), "fsync = off\nmax_connections = 77\n",
                TestContext.Current.CancellationToken);
        await using var server = await home.StartAsync();
        Assert.Equal("on", await Home.QueryAsync<string>(server.ConnectionString, "show fsync"));
        Assert.Equal(
            "77", await Home.QueryAsync<string>(server.ConnectionString, "show max_connections"));
    }

    [Fact]
    public async Task Sessions_are_in_utc_and_text_sorts_by_code_point()
    {
        await using var home = new Home();
        await using var server = await home.StartAsync();
        Assert.Equal(
            "UTC", await Home.QueryAsync<string>(server.ConnectionString, "show timezone"));
        Assert.Equal(
            "C UTF8", await Home.QueryAsync<string>(server.ConnectionString,
                "select datcollate || ' ' || pg_encoding_to_char(encoding) "
                + "from pg_database where datname = current_database()"));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_uses_the_same_loopback_port_every_time()
    {
        await using var home = new Home { Path = TestFolder.New() + new string('x', 120) };
        int port;
        await using (var first = await home.StartAsync())
        {
            Assert.Equal("127.0.0.1", first.Host);
            await Home.WriteAsync(first, "kept");
            port = first.Port;
        }
        await using var second = await home.StartAsync();
        Assert.Equal(port, second.Port);
        Assert.Equal("kept", await Home.ReadAsync(second));
    }

    [Fact]
    public async Task A_directory_may_have_spaces_umlauts_and_links_in_its_path()
    {
        await using var real = new Home { Path = TestFolder.New() + " Größe 'x'" };
        Directory.CreateDirectory(real.Path);
        var link = TestFolder.New();
        Directory.CreateSymbolicLink(link, real.Path);
        try
        {
            await using var server = await EmbeddedServer.StartAsync(
                real.Options with { DataDirectory = link + Path.DirectorySeparatorChar });
            Assert.Equal(1, await Home.QueryAsync<int>(server.ConnectionString, "select 1"));
            Assert.True(real.Runs);
        }
        finally
        {
            Directory.Delete(link);
        }
        Assert.False(real.Runs);
    }

    [Fact]
    public async Task An_initialisation_that_was_cut_short_is_begun_anew()
    {
        await using var home = new Home();
        var draft = Directory.CreateDirectory(home["cluster.new"]);
        await File.WriteAllTextAsync(
            Path.Combine(draft.FullName, "PG_VERSION"), "18",
            TestContext.Current.CancellationToken);
        await using var server = await home.StartAsync();
        Assert.Equal(1, await Home.QueryAsync<int>(server.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task A_failed_start_quotes_the_servers_log_and_frees_the_directory()
    {
        await using var home = new Home();
        var options = home.Options;
        var broken = options with { Settings = options.Settings.SetItem("work_mem", "nonsense") };
        var failure = await Assert.ThrowsAsync<EmbeddedServerException>(
            () => EmbeddedServer.StartAsync(broken));
        Assert.Contains("work_mem", failure.Message, StringComparison.Ordinal);
        await using var server = await home.StartAsync();
        Assert.True(server.IsOwner);
    }
}
