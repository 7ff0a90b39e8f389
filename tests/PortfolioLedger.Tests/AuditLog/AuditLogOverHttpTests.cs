using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>The audit log as an outsider meets it, over HTTP alone.</summary>
public sealed class AuditLogOverHttpTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private LedgerCaller Vera => ledger.As("vera", "auditor");

    private LedgerCaller Board => ledger.As("board", "approver");

    [Fact]
    public async Task A_receipt_becomes_proof_when_one_waits_for_it()
    {
        var portfolio = await OpenAsync("waiting");

        var receipt = await Board.Post(
            $"{portfolio}/departments?proof=wait", """{"key":"dep","name":"Environment"}""");

        var recorded = receipt.Json["events"]![0]!;
        var proof = LogProof.Parse(Encoding.UTF8.GetBytes((string)recorded["proof"]!));
        var checkpoint = proof.Verified(
            MerkleHash.Parse((string)recorded["leafHash"]!), await KeyAsync(portfolio));
        Assert.Equal((long)recorded["position"]! - 1, proof.Index);
        Assert.True(checkpoint.Size >= 2);
        Assert.False(((JsonObject)(await Board.Post($"{portfolio}/departments",
            """{"key":"dep-2","name":"Roads"}""")).Json["events"]![0]!).ContainsKey("proof"));
    }

    [Fact]
    public async Task Each_command_of_a_batch_and_an_opened_portfolio_can_wait_too()
    {
        var opened = await Board.Post("portfolios?proof=wait",
            """{"key":"batched","name":"Plan","currency":"USD"}""");
        Assert.NotNull(opened.Json["events"]![0]!["proof"]);

        var batch = await Board.Post("portfolios/batched/batch?proof=wait", """
            {"commands":[{"path":"departments","body":{"key":"a","name":"A"}},
            {"path":"departments","body":{"key":"b","name":"B"}}]}
            """);

        var key = await KeyAsync("portfolios/batched");
        foreach (var receipt in batch.Json["receipts"]!.AsArray())
        {
            var recorded = receipt!["events"]![0]!;
            LogProof.Parse(Encoding.UTF8.GetBytes((string)recorded["proof"]!)).Verified(
                MerkleHash.Parse((string)recorded["leafHash"]!), key);
        }
        (await Board.Post("portfolios/batched/departments?proof=later", "{}"))
            .AssertProblem(400, "invalid-parameter");
    }

    [Fact]
    public async Task The_log_can_be_followed_from_its_tiles_alone()
    {
        var portfolio = await OpenAsync("followed");
        await FillAsync(portfolio, 300);
        var checkpoint = Checkpoint.Verified(
            SignedNote.Parse(await BytesAsync($"{portfolio}/log/checkpoint")),
            await KeyAsync(portfolio));

        var tree = new TiledTree();
        for (var number = 0L; Tile.In(checkpoint.Size, null, number) is { } bundle; number++)
        {
            var hashes = Tile.Read(await BytesAsync(
                $"{portfolio}/log/{(bundle with { Level = 0 }).Path}"));
            var entries = EntryBundle.Read(
                await BytesAsync($"{portfolio}/log/{bundle.Path}"));
            Assert.Equal(hashes, entries.Select(e => MerkleHash.OfLeaf(e.Span)));
            foreach (var hash in hashes)
                tree.Append(hash);
        }

        Assert.Equal((checkpoint.Size, checkpoint.Root), (tree.Size, tree.Root));
        Assert.Equal(await BytesAsync($"{portfolio}/log/tile/1/000.p/1"),
            Tile.Bytes(tree.Edge(1)));
        Assert.Equal(
            MerkleHash.OfLeaf(await BytesAsync($"{portfolio}/events/7/leaf")).ToString(),
            MerkleHash.OfLeaf(EntryBundle.Read(
                await BytesAsync($"{portfolio}/log/tile/entries/000"))[6].Span).ToString());
    }

    [Fact]
    public async Task The_feed_holds_everything_that_a_leaf_is_made_of()
    {
        var portfolio = await OpenAsync("fed");
        await ledger.As("alice", "contributor", "finance").Post(
            $"{portfolio}/departments", """{"key":"dep","name":"Environment"}""");

        var told = (await Vera.Get($"{portfolio}/events?after=1")).Json[0]!;

        var leaf = JsonNode.Parse(await BytesAsync($"{portfolio}/events/2/leaf"))!;
        Assert.Equal("finance", (string)told["actordepartment"]!);
        Assert.Equal((1, 1), ((int)told["epoch"]!, (int)leaf["epoch"]!));
        Assert.Equal(leaf["data"]!.ToJsonString(), told["data"]!.ToJsonString());
        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Encode(
            Encoding.UTF8.GetBytes(told["data"]!.ToJsonString()))),
            Encoding.UTF8.GetString(await BytesAsync($"{portfolio}/log/data/2")));
    }

    [Fact]
    public async Task Any_two_sizes_have_a_proof_of_consistency()
    {
        var portfolio = await OpenAsync("consistent");
        await FillAsync(portfolio, 40);
        var before = Checkpoint.Parse(SignedNote.Parse(
            await BytesAsync($"{portfolio}/log/checkpoint")).Text);
        await FillAsync(portfolio, 90);
        var after = Checkpoint.Parse(SignedNote.Parse(
            await BytesAsync($"{portfolio}/log/checkpoint")).Text);

        var proof = (await Vera.Get($"{portfolio}/log/consistency?from={before.Size}")).Json;

        Assert.Equal(after.Size, (long)proof["to"]!);
        Assert.True(MerkleProof.Extends(before.Size, after.Size, before.Root, after.Root,
            [.. proof["hashes"]!.AsArray().Select(h => MerkleHash.Parse((string)h!))]));
        Assert.Equal(await BytesAsync($"{portfolio}/log/checkpoint?size={before.Size}"),
            (await BytesAsync($"{portfolio}/log/checkpoint?size={before.Size}")));
    }

    [Fact]
    public async Task The_state_of_the_log_says_what_is_signed_and_by_which_key()
    {
        var portfolio = await OpenAsync("state");

        var state = (await Vera.Get($"{portfolio}/log")).Json;

        var key = VerifierKey.Parse((string)state["keys"]![0]!);
        Assert.Equal((string)state["origin"]!, key.Name);
        Assert.EndsWith("/state/1", key.Name, StringComparison.Ordinal);
        Assert.Equal((1L, 1L, 1), (
            (long)state["size"]!, (long)state["position"]!, (int)state["epoch"]!));
        Assert.Null(state["readOnly"]);
    }

    [Theory]
    [InlineData("log/tile/0/001", "unknown-tile")]
    [InlineData("log/tile/0/000", "unknown-tile")]
    [InlineData("log/tile/0/000.p/2", "unknown-tile")]
    [InlineData("log/tile/0/0", "unknown-tile")]
    [InlineData("log/tile/00/000.p/1", "unknown-tile")]
    [InlineData("log/tile/entries/x000/000.p/1", "unknown-tile")]
    [InlineData("log/tile/64/000", "unknown-tile")]
    [InlineData("log/checkpoint?size=77", "unknown-checkpoint")]
    [InlineData("events/0/proof", "unknown-event")]
    [InlineData("events/2/proof", "unknown-event")]
    [InlineData("events/x/leaf", "unknown-event")]
    [InlineData("log/data/-1", "unknown-event")]
    public async Task What_is_not_there_is_said(string path, string code)
    {
        var portfolio = await OpenAsync("small");

        var reply = await Vera.Get($"{portfolio}/{path}");

        Assert.True(reply.Status == 404, $"{reply}");
        Assert.Equal(code, reply.Code);
    }

    [Theory]
    [InlineData("log/consistency?from=9", 400)]
    [InlineData("log/consistency?to=99", 400)]
    [InlineData("log/checkpoint?size=x", 400)]
    [InlineData("log/key?x=1", 400)]
    public async Task A_question_that_makes_no_sense_is_refused(string path, int status)
    {
        var portfolio = await OpenAsync("small");

        Assert.Equal(status, (await Vera.Get($"{portfolio}/{path}")).Status);
    }

    [Fact]
    public async Task Who_may_acknowledge_a_restore_is_an_administrator()
    {
        var portfolio = await OpenAsync("small");
        const string body = """{"grounds":{"rationale":"The backup was restored"}}""";

        (await Board.Post($"{portfolio}/log/restoration", body))
            .AssertProblem(403, "role-required");
        (await ledger.As("root", "administrator").Post($"{portfolio}/log/restoration", body))
            .AssertProblem(409, "audit-log-intact");
    }

    private async Task<string> OpenAsync(string key)
    {
        var opened = await Board.Post("portfolios?proof=wait", new JsonObject
        {
            ["key"] = key, ["name"] = "Plan", ["currency"] = "USD",
        });
        Assert.True(opened.Status is 201 or 409, $"{opened}");
        return $"portfolios/{key}";
    }

    private async Task FillAsync(string portfolio, int count)
    {
        var commands = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject
        {
            ["path"] = "departments",
            ["body"] = new JsonObject { ["key"] = $"d{count}-{i}", ["name"] = "Department" },
        })]);
        var reply = await Board.Post($"{portfolio}/batch?proof=wait",
            new JsonObject { ["commands"] = commands });
        Assert.True(reply.Status == 200, $"{reply}");
    }

    private async Task<VerifierKey> KeyAsync(string portfolio) => VerifierKey.Parse(
        (await Vera.Get($"{portfolio}/log/key")).Text.Split('\n')[0]);

    private async Task<byte[]> BytesAsync(string path)
    {
        using var client = ledger.App.Server.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "Persona vera;auditor");
        return await client.GetByteArrayAsync(
            new Uri($"/api/v1/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
