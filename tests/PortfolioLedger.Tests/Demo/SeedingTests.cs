using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Demo;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Demo;

/// <summary>When the demo is set up, and when it is not.</summary>
public sealed class SeedingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("false", true, false)]
    [InlineData("true", false, true)]
    public void The_setting_decides_and_without_it_an_embedded_database(
        string? setting, bool embedded, bool wanted)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            setting is null ? [] : [new("Ledger:Demo", setting)]).Build();

        Assert.Equal(wanted, DemoSeed.IsWanted(configuration, embedded));
    }

    [Fact]
    public async Task A_ledger_in_use_gets_no_demo()
    {
        await using var host = await LedgerHost.StartAsync();
        await Journal(host).Submit(new(Key.Parse("capital"),
            [new OpenPortfolio(Key.Parse("capital"), "Capital", Currency.Parse("EUR"))],
            Orders.Board), Cancel);

        Assert.False(await Demo(host).SeedAsync(Cancel));
        Assert.Equal(0, await host.PositionAsync("demo"));
    }

    [Fact]
    public async Task An_application_without_the_server_seeds_nothing()
    {
        await using var host = await LedgerHost.StartAsync();

        Assert.Equal(0, await host.PositionAsync("demo"));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_done_is_finished()
    {
        await using var host = await LedgerHost.StartAsync();
        foreach (var moment in DemoPortfolio.Submissions(DemoPortfolio.DefaultKey).Take(40))
            Assert.IsType<PortfolioLedger.Journaling.Writing.Answer.Receipt>(
                await Journal(host).Submit(moment, Cancel));
        var left = await host.PositionAsync("demo");

        Assert.True(await Demo(host).SeedAsync(Cancel));

        Assert.True(await host.PositionAsync("demo") > left);
        Assert.False(await Demo(host).SeedAsync(Cancel));
        Assert.Equal(DemoPortfolio.Submissions(DemoPortfolio.DefaultKey).Length,
            await host.ScalarAsync<long>(
                "select count(*) from ledger.import_row where portfolio = 'demo'"));
    }

    [Fact]
    public async Task A_portfolio_somebody_opened_under_the_key_is_left_alone()
    {
        await using var host = await LedgerHost.StartAsync();
        await Journal(host).Submit(new(DemoPortfolio.DefaultKey,
            [new OpenPortfolio(DemoPortfolio.DefaultKey, "Mine", Currency.Parse("EUR"))],
            Orders.Board), Cancel);

        Assert.False(await Demo(host).SeedAsync(Cancel));
        Assert.Equal(DemoOutcome.PortfolioExists,
            await Demo(host).RecordAsync(DemoPortfolio.DefaultKey, Cancel));
        Assert.Equal(1, await host.PositionAsync("demo"));
    }

    [Fact]
    public async Task The_demo_can_be_recorded_again_under_another_key()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.True(await Demo(host).SeedAsync(Cancel));

        Assert.Equal(DemoOutcome.Recorded,
            await Demo(host).RecordAsync(Key.Parse("second"), Cancel));

        Assert.Equal(await host.PositionAsync("demo"), await host.PositionAsync("second"));
        Assert.True((bool)(await host.As("reader", "viewer").Get(
            "portfolios/second/rankings/board-2025-11")).Json["reproduced"]!);
    }

    [Fact]
    public async Task The_server_seeds_its_empty_ledger_once_and_the_verb_adds_another()
    {
        await using var home = new Home();
        JsonArray first;
        using (var ledger = await LedgerProcess.StartAsync(home, demo: "true"))
        {
            first = await PortfoliosAsync(ledger);
            Assert.Equal("demo", (string?)Assert.Single(first)!["portfolio"]);
            Assert.Equal(0, await VerbAsync(home, "again"));
            Assert.Equal(1, await VerbAsync(home, "again"));
        }
        using var restarted = await LedgerProcess.StartAsync(home, demo: "true");

        var portfolios = await PortfoliosAsync(restarted);

        Assert.Equal(["again", "demo"], portfolios.Select(p => (string?)p!["portfolio"]));
        Assert.All(portfolios, p => Assert.True((bool)p!["demo"]!));
        Assert.All(portfolios, p =>
            Assert.Equal((long)first[0]!["position"]!, (long)p!["position"]!));
    }

    [Fact]
    public async Task A_server_that_is_told_so_starts_empty()
    {
        await using var home = new Home();
        using var ledger = await LedgerProcess.StartAsync(home, demo: "false");

        Assert.Empty(await PortfoliosAsync(ledger));
    }

    private static DemoPortfolio Demo(LedgerHost host) =>
        host.App.Services.GetRequiredService<DemoPortfolio>();

    private static Journal Journal(LedgerHost host) =>
        host.App.Services.GetRequiredService<Journal>();

    private static async Task<JsonArray> PortfoliosAsync(LedgerProcess ledger) =>
        (await ledger.Http.GetFromJsonAsync<JsonNode>("/api/v1/portfolios", Cancel))!["items"]!
            .AsArray();

    private static async Task<int> VerbAsync(Home home, string portfolio)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File,
                "demo", "--portfolio", portfolio },
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Ledger__DataDirectory"] = home.Path,
                ["ConnectionStrings__Ledger"] = "",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var verb = Process.Start(start)!;
        var errors = verb.StandardError.ReadToEndAsync(Cancel);
        var output = await verb.StandardOutput.ReadToEndAsync(Cancel);
        await verb.WaitForExitAsync(Cancel);
        Assert.Contains(portfolio, output + await errors);
        return verb.ExitCode;
    }
}
