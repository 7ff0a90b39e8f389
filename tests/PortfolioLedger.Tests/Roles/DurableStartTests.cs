using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.EmbeddedPostgres;

namespace PortfolioLedger.Tests.Roles;

/// <summary>A database that can lose what it has confirmed is not written to.</summary>
public sealed class DurableStartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "alter role ledger_app in database ledger set synchronous_commit = off",
        "alter role ledger_app in database ledger reset synchronous_commit")]
    [InlineData(
        "alter role ledger_app set synchronous_commit = off",
        "alter role ledger_app reset synchronous_commit")]
    [InlineData(
        "alter database ledger set synchronous_commit = off",
        "alter database ledger reset synchronous_commit")]
    public async Task A_setting_that_is_off_for_the_app_alone_is_found_and_its_remedy_helps(
        string setting, string remedy)
    {
        await using var home = new Home();
        await using var database = await ServeAsync(home);
        await Durability.RequireAsync(database.ConnectionString, Cancel);
        await RunAsSuperuserAsync(home, setting);

        var refused = await RefusedAsync(database.ConnectionString);

        Assert.Contains("synchronous_commit is off", refused, StringComparison.Ordinal);
        Assert.Contains(remedy, refused, StringComparison.Ordinal);
        await RunAsSuperuserAsync(home, remedy);
        await Durability.RequireAsync(database.ConnectionString, Cancel);
    }

    [Fact]
    public async Task A_setting_of_the_connection_string_is_found()
    {
        await using var home = new Home();
        await using var database = await ServeAsync(home);
        var given = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Options = "-c synchronous_commit=off",
        };

        Assert.Contains("take synchronous_commit out of ConnectionStrings__Ledger",
            await RefusedAsync(given.ConnectionString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_of_the_server_that_is_off_is_named()
    {
        await using var home = new Home();
        await using var server = await StartAsync(home, "some server");

        var refused = await RefusedAsync(server.ConnectionString);

        foreach (var name in (string[])["fsync", "full_page_writes", "synchronous_commit"])
        {
            Assert.Contains($"{name} is off (set by: configuration file)", refused,
                StringComparison.Ordinal);
            Assert.Contains($"alter system set {name} = on", refused, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_whose_data_is_thrown_away_may_forgo_durability()
    {
        await using var home = new Home();
        await using var server = await StartAsync(home, null);

        await Durability.RequireAsync(server.ConnectionString, Cancel);
    }

    [Fact]
    public async Task What_waits_for_standbys_too_is_durable()
    {
        await using var home = new Home();
        await using var database = await ServeAsync(home);
        await RunAsSuperuserAsync(
            home, "alter database ledger set synchronous_commit = remote_apply");

        await Durability.RequireAsync(database.ConnectionString, Cancel);
    }

    [Fact]
    public async Task The_program_says_so_in_words_and_doctor_still_examines()
    {
        await using var home = new Home();
        await using (await ServeAsync(home))
            await RunAsSuperuserAsync(home,
                "alter role ledger_app in database ledger set synchronous_commit = off");

        var (code, _, errors) = await VerbProcess.RunAsync(
            Program(home, "--urls=http://127.0.0.1:0"));
        Assert.Equal(1, code);
        Assert.StartsWith("The ledger does not start", errors, StringComparison.Ordinal);
        Assert.Contains("synchronous_commit is off", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);

        var (_, report, _) = await VerbProcess.RunAsync(Program(home, "doctor", "--json"));
        Assert.Contains("synchronous_commit off; all must be on", report, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string connectionString) =>
        (await Assert.ThrowsAsync<StartRefusedException>(
            () => Durability.RequireAsync(connectionString, Cancel))).Message;

    private static Task<LedgerDatabase> ServeAsync(Home home) => LedgerDatabase.BeginAsync(
        new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create("Ledger:DataDirectory", (string?)home.Path)]).Build(),
        NullLogger.Instance, Cancel);

    private static async Task RunAsSuperuserAsync(Home home, string sql)
    {
        await using var server = await home.FindOrStartAsync();
        await TestDatabase.ExecuteAsync(server.ConnectionStringTo("ledger"), sql);
    }

    /// <summary>Forgoes everything; called like that, or as a throw-away server is.</summary>
    private static Task<EmbeddedServer> StartAsync(Home home, string? name)
    {
        var settings = home.Options.Settings.SetItems(
            ((string[])["fsync", "full_page_writes", "synchronous_commit"])
            .Select(setting => KeyValuePair.Create(setting, "off")));
        return EmbeddedServer.StartAsync(home.Options with
        {
            Ephemeral = true,
            Settings = name is null ? settings : settings.Add("cluster_name", name),
        });
    }

    private static ProcessStartInfo Program(Home home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File },
            Environment =
            {
                ["Ledger__DataDirectory"] = home.Path,
                ["ConnectionStrings__Ledger"] = "",
                ["Ledger__Demo"] = "false",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
