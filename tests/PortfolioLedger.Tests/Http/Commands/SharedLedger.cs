using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(PortfolioLedger.Tests.Http.Commands.SharedLedger))]

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// One host for all tests of the write API; each test opens portfolios of its own.
/// </summary>
public sealed class SharedLedger : IAsyncDisposable
{
    private readonly Lazy<Task<LedgerHost>> _host = new(() => LedgerHost.StartAsync());

    /// <summary>The host, started by the first test that asks.</summary>
    public Task<LedgerHost> HostAsync() => _host.Value;

    /// <summary>A new portfolio in dollars that came into being long ago.</summary>
    public async Task<TestPortfolio> OpenAsync()
    {
        var host = await HostAsync();
        var portfolio = new TestPortfolio(host, $"p-{Guid.NewGuid():n}");
        var opened = await portfolio.Approver.Post("portfolios", $$"""
            {"key":"{{portfolio.Key}}","name":"Capital plan","currency":"USD","effectiveOn":"2020-01-01"}
            """);
        Assert.Equal(201, opened.Status);
        return portfolio;
    }

    /// <summary>Stops the host if a test started it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host.IsValueCreated)
            await (await _host.Value).DisposeAsync();
    }
}

/// <summary>A portfolio of one test, and what tests need in it.</summary>
public sealed class TestPortfolio(LedgerHost host, string key)
{
    /// <summary>Grounds that are good enough, as a field.</summary>
    public const string Grounds =
        "\"grounds\":{\"rationale\":\"The board agreed in its March meeting\"}";

    /// <summary>Grounds and nothing else.</summary>
    public const string Only = "{" + Grounds + "}";

    public string Key { get; } = key;

    public LedgerHost Host { get; } = host;

    public LedgerCaller Approver => Host.As("alice", "approver", "finance");

    public LedgerCaller Contributor => Host.As("paul", "contributor");

    /// <summary>The position of the last command that was accepted here.</summary>
    public long LastPosition { get; private set; } = 1;

    /// <summary>Sends a command, whatever comes of it.</summary>
    public async Task<Reply> Try(string path, string body, params (string, string)[] headers)
    {
        var reply = await Approver.Post(PathOf(path), body, headers);
        if (reply.Status is 200 or 201)
            LastPosition = reply.Position;
        return reply;
    }

    /// <summary>Sends a command that must be accepted.</summary>
    public Task<Reply> Do(string path, string body) => Do(Approver, path, body);

    /// <summary>The same on somebody's account.</summary>
    public async Task<Reply> Do(LedgerCaller caller, string path, string body)
    {
        var reply = await caller.Post(PathOf(path), body);
        Assert.True(reply.Status is 200 or 201, $"{path} gave {reply}");
        LastPosition = reply.Position;
        return reply;
    }

    public string PathOf(string path) => $"portfolios/{Key}/{path}";

    public Task<long> PositionAsync() => Host.PositionAsync(Key);

    /// <summary>Nothing was stored since the last accepted command.</summary>
    public async Task AssertNothingStoredAsync() =>
        Assert.Equal(LastPosition, await PositionAsync());

    /// <summary>An approved objective.</summary>
    public async Task ObjectiveAsync(string objective, bool approved = true, string? parent = null)
    {
        var body = new JsonObject
        {
            ["key"] = objective, ["title"] = objective, ["statement"] = "Serve the city",
            ["level"] = "strategic", ["owner"] = "ceo", ["effectiveOn"] = "2020-01-01",
        };
        if (parent is not null)
            body["parent"] = parent;
        await Do("objectives", body.ToJsonString());
        if (approved)
            await Do($"objectives/{objective}/approval", Only);
    }

    /// <summary>A department <c>dep</c>.</summary>
    public Task DepartmentAsync() => Do("departments",
        """{"key":"dep","name":"Environmental Protection","effectiveOn":"2020-01-01"}""");

    /// <summary>An initiative, proposed by a contributor, in the department <c>dep</c>.</summary>
    public Task InitiativeAsync(string initiative, string sponsor = "maria") =>
        Do(Contributor, "initiatives", $$"""
            {"key":"{{initiative}}","name":"{{initiative}}","kind":"project",
             "sponsor":"{{sponsor}}","department":"dep","effectiveOn":"2020-01-01"}
            """);

    /// <summary>Department and initiative at once.</summary>
    public async Task<TestPortfolio> WithInitiativeAsync(string initiative = "croton")
    {
        await DepartmentAsync();
        await InitiativeAsync(initiative);
        return this;
    }

    /// <summary>An outcome in hours that should fall.</summary>
    public async Task<TestPortfolio> WithOutcomeAsync(string outcome = "outages")
    {
        await Do("outcomes", $$"""
            {"key":"{{outcome}}","name":"Outage hours","unit":"hours","direction":"decrease",
             "effectiveOn":"2020-01-01"}
            """);
        return this;
    }
}
