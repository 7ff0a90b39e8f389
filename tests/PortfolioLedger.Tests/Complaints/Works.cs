using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// A portfolio in euros with the department <c>works</c>, and the people who act in it. Each test
/// has one of its own.
/// </summary>
internal sealed class Works
{
    /// <summary>Which header of an answer holds the digest of its view.</summary>
    public const string DigestHeader = "Ledger-Digest";

    /// <summary>The day on which portfolio and department began.</summary>
    public const string Begin = "2026-01-01";

    private const string Rationale = "\"rationale\":\"Agreed by the board for this test\"";

    /// <summary>Grounds, as a field.</summary>
    public const string Grounds = "\"grounds\":{" + Rationale + "}";

    private readonly TestPortfolio _portfolio;

    private Works(TestPortfolio portfolio) => _portfolio = portfolio;

    public LedgerHost Host => _portfolio.Host;

    public string Key => _portfolio.Key;

    public LedgerCaller Alice => Host.Claiming("Persona alice;approver;works");

    public LedgerCaller Bob => Host.Claiming("Persona bob;approver;works");

    public LedgerCaller Carl => Host.Claiming("Persona carl;contributor;works");

    public LedgerCaller Ada => Host.Claiming("Persona ada;administrator");

    /// <summary>The last position of the journal.</summary>
    public Task<long> PositionAsync => _portfolio.PositionAsync();

    /// <summary>Opens one, by Alice.</summary>
    public static async Task<Works> OpenAsync(SharedLedger shared)
    {
        var works = new Works(new(await shared.HostAsync(), $"t-{Guid.NewGuid():n}"));
        var opened = await works.Alice.Post(
            "portfolios",
            $$"""{"key":"{{works.Key}}","name":"Test","currency":"EUR","effectiveOn":"{{Begin}}"}"""
        );
        Assert.Equal(201, opened.Status);
        await works.DoAsync(
            works.Alice,
            "departments",
            $$"""{"key":"works","name":"Works","effectiveOn":"{{Begin}}"}"""
        );
        return works;
    }

    /// <summary>Grounds that take effect on a day, as a field.</summary>
    public static string GroundsOn(string day) =>
        $$"""
            "grounds":{{{Rationale}},"effectiveOn":"{{day}}"}
            """;

    public string PathOf(string path) => _portfolio.PathOf(path);

    /// <summary>Sends a command that must be accepted; the position it ends at.</summary>
    public async Task<long> DoAsync(LedgerCaller caller, string path, string body) =>
        (await _portfolio.Do(caller, path, body)).Position;

    /// <summary>Several commands at once that must be accepted.</summary>
    public async Task<Reply> BatchAsync(
        LedgerCaller caller,
        params (string Path, string Body)[] commands
    ) =>
        await _portfolio.Do(
            caller,
            "batch",
            new JsonObject
            {
                ["commands"] = new JsonArray([
                    .. commands.Select(c => new JsonObject
                    {
                        ["path"] = c.Path,
                        ["body"] = JsonNode.Parse(c.Body),
                    }),
                ]),
            }.ToJsonString()
        );

    /// <summary>Sends a command that must be refused, and change nothing.</summary>
    public async Task<Reply> RefusedAsync(
        LedgerCaller caller,
        string path,
        string body,
        int status,
        string code
    )
    {
        var before = await PositionAsync;
        var reply = await caller.Post(PathOf(path), body);
        reply.AssertProblem(status, code);
        Assert.Equal(before, await PositionAsync);
        return reply;
    }

    /// <summary>An answer of a view.</summary>
    public async Task<Reply> GetAsync(string question)
    {
        var reply = await Carl.Get(PathOf(question));
        Assert.True(reply.Status == 200, $"{question} gave {reply}");
        return reply;
    }

    /// <summary>An answer of a view, as JSON.</summary>
    public async Task<JsonNode> ReadAsync(string question) => (await GetAsync(question)).Json;

    /// <summary>The items of a view by the key they have in a field.</summary>
    public async Task<Dictionary<string, JsonNode>> ItemsAsync(string question, string field) =>
        (await ReadAsync(question))["items"]!
            .AsArray()
            .ToDictionary(i => (string)i![field]!, i => i!);

    /// <summary>
    /// An initiative, proposed by Carl; it begins today unless another day is given.
    /// </summary>
    public Task<long> InitiativeAsync(
        string key,
        string department = "works",
        string? effectiveOn = null
    )
    {
        var body = new JsonObject
        {
            ["key"] = key,
            ["name"] = key,
            ["kind"] = "project",
            ["sponsor"] = "p-17",
            ["department"] = department,
        };
        if (effectiveOn is not null)
            body["effectiveOn"] = effectiveOn;
        return DoAsync(Carl, "initiatives", body.ToJsonString());
    }

    /// <summary>An initiative with a financial case, the flows on the days given.</summary>
    public async Task CaseAsync(
        string key,
        decimal rate,
        params (string On, decimal Amount)[] flows
    )
    {
        await InitiativeAsync(key);
        await DoAsync(
            Carl,
            $"initiatives/{key}/financial-case",
            new JsonObject
            {
                ["currency"] = "EUR",
                ["discountRate"] = rate,
                ["cashFlows"] = new JsonArray([
                    .. flows.Select(f => new JsonObject { ["on"] = f.On, ["amount"] = f.Amount }),
                ]),
            }.ToJsonString()
        );
    }

    /// <summary>
    /// A financial case at 10 % with its flows on each New Year's Day from 2026 on.
    /// </summary>
    public Task YearlyCaseAsync(string key, params decimal[] amounts) =>
        CaseAsync(
            key,
            .1m,
            [
                .. amounts.Select(
                    (a, year) =>
                        (string.Create(CultureInfo.InvariantCulture, $"{2026 + year}-01-01"), a)
                ),
            ]
        );

    /// <summary>A scoring model, drafted, released and adopted.</summary>
    public async Task ModelAsync(string key, string formula, string criteria)
    {
        await DoAsync(
            Alice,
            "scoring-models",
            $$"""
            {"key":"{{key}}","formula":"{{formula}}","criteria":[{{criteria}}],"effectiveOn":"{{Begin}}"}
            """
        );
        await AdoptedAsync(key);
    }

    /// <summary>The newest draft of a scoring model, released and adopted.</summary>
    public async Task AdoptedAsync(string model)
    {
        await DoAsync(Alice, $"scoring-models/{model}/release", $$"""{{{Grounds}}}""");
        await DoAsync(Alice, $"scoring-models/{model}/adoption", $$"""{{{Grounds}}}""");
    }

    /// <summary>A score.</summary>
    public Task<long> ScoreAsync(
        string initiative,
        string model,
        string criterion,
        decimal value
    ) => DoAsync(Carl, $"initiatives/{initiative}/scores", ScoreOf(model, criterion, value));

    /// <summary>What gives a score.</summary>
    public static string ScoreOf(string model, string criterion, decimal value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"model":"{{model}}","criterion":"{{criterion}}","value":{{value}},{{Grounds}}}"""
        );

    /// <summary>A budget of 2026.</summary>
    public Task<long> BudgetAsync(string initiative, decimal amount) =>
        DoAsync(
            Alice,
            $"initiatives/{initiative}/budget",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"period":"2026","amount":{{amount}},{{Grounds}}}"""
            )
        );

    /// <summary>Ada imports a text with a preset.</summary>
    public Task<Reply> ImportAsync(string query, string text) =>
        Ada.Post(PathOf($"imports?{query}"), Csv(text));

    /// <summary>Ada imports a text with a mapping of her own.</summary>
    public async Task<Reply> ImportAsync(string query, string mapping, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { Csv(text), "file", "list.csv" },
            { new StringContent(mapping), "mapping" },
        };
        return await Ada.Post(PathOf($"imports?{query}"), form);
    }

    private static ByteArrayContent Csv(string text) =>
        new(Encoding.UTF8.GetBytes(text))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
        };
}

/// <summary>Numbers of answers that are compared to a billionth.</summary>
internal static class Near
{
    /// <summary>It is this number.</summary>
    public static void Equal(double expected, JsonNode? actual) =>
        Assert.Equal(expected, (double)actual!, 1e-9 * Math.Max(1, Math.Abs(expected)));

    /// <summary>They are these numbers, in this order.</summary>
    public static void Equal(double[] expected, JsonNode? actual)
    {
        var numbers = actual!.AsArray().Select(a => (double)a!).ToArray();
        Assert.True(expected.Length == numbers.Length, actual.ToJsonString());
        foreach (var (one, other) in expected.Zip(numbers))
            Assert.Equal(one, other, 1e-9);
    }
}
