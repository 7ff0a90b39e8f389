using System.Text.Json.Nodes;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Several commands in one request: all or nothing.</summary>
public sealed class BatchTests(SharedLedger shared)
{
    [Fact]
    public async Task Later_commands_build_on_earlier_ones_and_each_has_its_receipt()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("batch", Batch(
            ("departments", """{"key":"dep","name":"Parks"}"""),
            ("initiatives", Initiative("croton")),
            ("initiatives/croton/submission", "{}")));
        Assert.Equal(200, reply.Status);
        Assert.Equal(4, reply.Position);
        Assert.Equal("\"4\"", reply.Header("ETag"));
        var receipts = reply.Json["receipts"]!.AsArray();
        Assert.Equal(["department-registered", "initiative-proposed", "initiative-submitted"],
            receipts.Select(r => (string)r!["events"]![0]!["type"]!));
        foreach (var (i, receipt) in receipts.Index())
        {
            Assert.Equal(i + 2, (long)receipt!["position"]!);
            var stored = await StoredRow.AtAsync(portfolio.Host, portfolio.Key, i + 2);
            Assert.Equal(stored.Leaf, (string?)receipt["leafHash"]);
        }
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task The_first_refusal_names_its_command_and_nothing_is_stored()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("batch", Batch(
            ("departments", """{"key":"dep","name":"Parks"}"""),
            ("initiatives", Initiative("croton")),
            ("initiatives/other/submission", "{}"),
            ("departments", """{"key":"dep","name":"Again"}""")));
        reply.AssertProblem(422, "unknown-initiative");
        Assert.Equal(2, (int?)reply.Json["commandIndex"]);
        await portfolio.AssertNothingStoredAsync();
        // And nothing of it is remembered in memory either.
        Assert.Equal(
            2,
            (await portfolio.Do("departments", """{"key":"dep","name":"Parks"}""")).Position
        );
    }

    [Fact]
    public async Task Even_a_batch_of_one_names_its_command()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("batch", Batch(("initiatives/none/submission", "{}")));
        reply.AssertProblem(422, "unknown-initiative");
        Assert.Equal(0, (int?)reply.Json["commandIndex"]);
    }

    [Fact]
    public async Task Wrong_fields_are_named_within_the_batch()
    {
        var portfolio = await shared.OpenAsync();
        var fine = ("departments", """{"key":"dep","name":"Parks"}""");
        var reply = await portfolio.Try(
            "batch",
            Batch(
                fine,
                fine,
                fine,
                (
                    "budget",
                    """{"period":"2026","capex":1,"grounds":{"rationale":"Long enough","evidence":[{}]}}"""
                )
            )
        );
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal(3, (int?)reply.Json["commandIndex"]);
        Assert.Equal(
            ["/commands/3/body/grounds/evidence/0/kind", "/commands/3/body/grounds/evidence/0/ref"],
            reply.Pointers()
        );
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("""{"commands":[]}""", "/commands")]
    [InlineData("""{"commands":{}}""", "/commands")]
    [InlineData("""{}""", "/commands")]
    [InlineData("""[]""", "/commands")]
    [InlineData("""{"commands":[{"path":"departments","body":{}}],"more":1}""", "/commands")]
    [InlineData("""{"commands":[7]}""", "/commands/0/path")]
    [InlineData("""{"commands":[{"path":"nowhere","body":{}}]}""", "/commands/0/path")]
    [InlineData("""{"commands":[{"path":"\ud800","body":{}}]}""", "/commands/0/path")]
    [InlineData("""{"commands":[{"path":"batch","body":{}}]}""", "/commands/0/path")]
    [InlineData("""{"commands":[{"path":3,"body":{}}]}""", "/commands/0/path")]
    [InlineData("""{"commands":[{"path":"departments/dep/name"}]}""", "/commands/0/body/name")]
    [InlineData("""{"commands":[{"path":"departments","body":{},"more":1}]}""", "/commands/0/body")]
    [InlineData("""{"commands":[{"path":"departments","body":[]}]}""", "/commands/0/body")]
    [InlineData("""{"commands":[{"path":"departments","body":{"key":"dep","name":"\ud800"}}]}""",
        "/commands/0/body/name")]
    public async Task A_batch_of_another_form_is_refused(string body, string pointer)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("batch", body);
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal([pointer], reply.Pointers());
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_thousand_commands_pass_and_one_more_does_not()
    {
        var portfolio = await shared.OpenAsync();
        (string, string)[] commands = [.. Enumerable.Range(0, 1_001).Select(i =>
            ("departments", $$"""{"key":"dep-{{i}}","name":"Department {{i}}"}"""))];
        var tooMany = await portfolio.Try("batch", Batch(commands));
        tooMany.AssertProblem(400, "invalid-fields");
        Assert.Equal(["/commands"], tooMany.Pointers());
        await portfolio.AssertNothingStoredAsync();
        var reply = await portfolio.Try("batch", Batch(commands[..1_000]));
        Assert.Equal((200, 1_001L), (reply.Status, reply.Position));
        Assert.Equal(1_000, reply.Json["receipts"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_role_for_each_command_is_checked_before_any_body()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Contributor.Post(portfolio.PathOf("batch"), Batch(
            ("departments", "{}"), ("budget", "{}")));
        reply.AssertProblem(403, "role-required");
        Assert.Equal(1, (int?)reply.Json["commandIndex"]);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_bad_key_in_the_address_of_a_command_names_the_command()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try(
            "batch",
            Batch(
                ("departments", """{"key":"dep","name":"Parks"}"""),
                ("initiatives/No Key/submission", "{}")
            )
        );
        reply.AssertProblem(404, "unknown-initiative");
        Assert.Equal(1, (int?)reply.Json["commandIndex"]);
        await portfolio.AssertNothingStoredAsync();
    }

    private static string Initiative(string key) =>
        $$"""{"key":"{{key}}","name":"A","kind":"project","sponsor":"maria","department":"dep"}""";

    private static string Batch(params (string Path, string Body)[] commands) => new JsonObject
    {
        ["commands"] = new JsonArray([.. commands.Select(c => new JsonObject
        {
            ["path"] = c.Path, ["body"] = JsonNode.Parse(c.Body),
        })]),
    }.ToJsonString();
}
