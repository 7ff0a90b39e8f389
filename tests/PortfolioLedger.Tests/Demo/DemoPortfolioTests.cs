using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Demo;

namespace PortfolioLedger.Tests.Demo;

/// <summary>The demo as recorded, over HTTP. All tests read one that is seeded once.</summary>
public sealed class DemoPortfolioTests(DemoLedger ledger) : IClassFixture<DemoLedger>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_of_portfolios_says_that_it_is_a_demo_and_invented()
    {
        var only = Assert.Single(await Items("portfolios"));

        Assert.Equal("demo", (string?)only!["portfolio"]);
        Assert.Equal("Riverbend Utilities (invented demo)", (string?)only["name"]);
        Assert.True((bool)only["demo"]!);
        Assert.Equal(ledger.Events, (long)only["position"]!);
        Assert.InRange(ledger.Events, 850, 1_000);
    }

    [Fact]
    public async Task Every_answer_says_that_it_rests_on_claims()
    {
        Assert.True((bool)(await Read("alignment"))["asOf"]!["claimed"]!);
    }

    [Theory]
    [InlineData("board-2024-09")]
    [InlineData("board-2024-12")]
    [InlineData("board-2025-04")]
    [InlineData("board-2025-07")]
    [InlineData("board-2025-11")]
    public async Task A_published_ranking_is_reproduced(string ranking)
    {
        Assert.True((bool)(await Read($"rankings/{ranking}"))["reproduced"]!);
    }

    [Theory]
    [InlineData("asOf=2025-06-30", 2)]
    [InlineData("asOf=2025-09-30", 8)]
    [InlineData("asOf=2025-09-30&effectiveOn=2025-06-30", 8)]
    [InlineData("asOf=2025-09-30&effectiveOn=2025-03-31", 2)]
    public async Task The_corrected_risk_counts_from_April_for_those_who_know_of_it(
        string asOf, int risk)
    {
        var roof = Assert.Single((await Read($"ranking?{asOf}"))["items"]!.AsArray(),
            i => (string?)i!["initiative"] == "reservoir-roof");

        Assert.Equal(risk, (decimal)roof!["criteria"]!["risk"]!);
    }

    [Theory]
    [InlineData("asOf=2025-02-10&effectiveOn=2025-03-01", .15)]
    [InlineData("asOf=2025-02-28", .15)]
    [InlineData("asOf=2025-02-28&effectiveOn=2025-03-01", .30)]
    [InlineData("asOf=2025-03-01", .30)]
    [InlineData("asOf=2025-12-08", .25)]
    public async Task The_weights_of_the_new_board_count_from_March(string asOf, decimal weight)
    {
        var valued = Assert.Single((await Read($"alignment?{asOf}"))["objectives"]!.AsArray(),
            o => (string?)o!["objective"] == "valued-by-customers");

        Assert.Equal(weight, (decimal)valued!["weight"]!);
    }

    [Theory]
    [InlineData("2025-04-14", false)]
    [InlineData("2025-04-15", true)]
    public async Task The_complaints_lift_the_mains_at_the_meeting_of_April(
        string asOf, bool top)
    {
        var mains = Assert.Single((await Read($"ranking?asOf={asOf}"))["items"]!.AsArray(),
            i => (string?)i!["initiative"] == "east-mains");

        Assert.Equal(top, (int)mains!["rank"]! <= 2);
    }

    [Fact]
    public async Task The_app_was_delivered_and_nobody_knows_what_for()
    {
        var compared = await Read("outcomes-versus-outputs?asOf=2025-12-31");

        Assert.Contains("customer-app", compared["deliveredWithoutOutcome"]!.AsArray()
            .Select(i => (string?)i));
    }

    [Theory]
    [InlineData("2025-07-07", "active")]
    [InlineData("2025-07-08", "killed")]
    public async Task The_kiosks_are_killed_in_July(string asOf, string stage)
    {
        var kiosks = await Read($"initiatives/smart-kiosks?asOf={asOf}");

        Assert.Equal(stage, (string?)kiosks["stage"]);
    }

    [Theory]
    [InlineData("alignment?asOf=2025-12-31")]
    [InlineData("ranking?asOf=2025-06-30")]
    [InlineData("outcomes-versus-outputs?asOf=2025-12-31")]
    [InlineData("feedback?asOf=2025-12-31")]
    [InlineData("value-streams?asOf=2025-06-30")]
    public async Task Seeded_elsewhere_the_same_question_has_the_same_digest(string question)
    {
        var elsewhere = await ledger.ElsewhereAsync();

        var here = (string?)(await Read(question))["digest"];
        var there = (string?)(await elsewhere.As("reader", "viewer").Get(
            $"portfolios/demo/{question}")).Json["digest"];

        Assert.NotNull(here);
        Assert.Equal(here, there);
    }

    [Fact]
    public async Task Seeding_again_writes_nothing()
    {
        Assert.False(await ledger.Demo.SeedAsync(Cancel));
        Assert.Equal(DemoOutcome.PortfolioExists,
            await ledger.Demo.RecordAsync(DemoPortfolio.DefaultKey, Cancel));
        Assert.Equal(ledger.Events, await ledger.Host.PositionAsync("demo"));
    }

    private async Task<JsonNode> Read(string view)
    {
        var reply = await ledger.Host.As("reader", "viewer").Get($"portfolios/demo/{view}");
        Assert.True(reply.Status == 200, reply.ToString());
        return reply.Json;
    }

    private async Task<JsonArray> Items(string path) =>
        (await ledger.Host.As("reader", "viewer").Get(path)).Json["items"]!.AsArray();
}

/// <summary>Two ledgers with the demo in them; the second only when asked for.</summary>
public sealed class DemoLedger : IAsyncLifetime
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private LedgerHost? _elsewhere;

    public LedgerHost Host { get; private set; } = null!;

    public long Events { get; private set; }

    public DemoPortfolio Demo => Host.App.Services.GetRequiredService<DemoPortfolio>();

    public async ValueTask InitializeAsync()
    {
        Host = await SeededAsync();
        Events = await Host.PositionAsync("demo");
    }

    public async Task<LedgerHost> ElsewhereAsync()
    {
        await _turn.WaitAsync();
        try
        {
            return _elsewhere ??= await SeededAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_elsewhere is not null)
            await _elsewhere.DisposeAsync();
        _turn.Dispose();
    }

    private static async Task<LedgerHost> SeededAsync()
    {
        var host = await LedgerHost.StartAsync();
        var demo = host.App.Services.GetRequiredService<DemoPortfolio>();
        Assert.True(await demo.SeedAsync(TestContext.Current.CancellationToken));
        return host;
    }
}
