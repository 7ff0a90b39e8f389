using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>Evidence bundles: the same bytes whoever asks, and proof of what is in them.</summary>
public sealed class EvidenceTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LedgerCaller Board => ledger.As("board", "approver");

    [Fact]
    public async Task A_bundle_of_everything_has_every_event_and_the_digests_of_views()
    {
        var portfolio = await OpenAsync("whole", 300);

        var bundle = EvidenceBundleReader.Open(
            new MemoryStream(await BytesAsync($"portfolios/{portfolio}/evidence")));

        var manifest = bundle.Manifest;
        Assert.Equal((portfolio, 1L, 301L), (manifest.Portfolio, manifest.From, manifest.To));
        var tree = new TiledTree();
        foreach (var leaf in Leaves(bundle))
            tree.Append(MerkleHash.OfLeaf(leaf));
        Assert.Equal((301L, bundle.Checkpoint.Root), (tree.Size, tree.Root));
        Assert.Equal(
            bundle.Checkpoint, Checkpoint.Verified(bundle.Note, await KeyAsync(portfolio)));
        foreach (var view in manifest.Views)
            Assert.Equal(view.Digest, (string)(await ledger.As("v", "viewer").Get(
                $"portfolios/{portfolio}/{view.View}?asOfPosition=301")).Json["digest"]!);
        Assert.Contains(manifest.Views, v => v.View == "ranking");
    }

    [Fact]
    public async Task A_bundle_of_a_range_proves_its_events_by_tiles()
    {
        var portfolio = await OpenAsync("ranged", 700);

        var bundle = EvidenceBundleReader.Open(new MemoryStream(
            await BytesAsync($"portfolios/{portfolio}/evidence?from=250&to=530")));

        var tiles = bundle.Tiles().ToDictionary(t => t.Tile, t => Tile.Read(t.Bytes));
        var nodes = new TileNodes(bundle.Checkpoint.Size);
        foreach (var (tile, hashes) in tiles)
            nodes.Add(tile, hashes);
        var leaves = Leaves(bundle).ToList();
        Assert.Equal(281, leaves.Count);
        for (var i = 0; i < leaves.Count; i++)
            Assert.True(MerkleProof.Includes(
                249 + i, bundle.Checkpoint.Size, MerkleHash.OfLeaf(leaves[i]),
                MerkleTree.InclusionProof(
                    249 + i, bundle.Checkpoint.Size, nodes.Node).AsSpan(),
                bundle.Checkpoint.Root));
        Assert.Empty(bundle.Manifest.Views);
    }

    [Fact]
    public async Task A_bundle_of_a_decision_holds_its_events_alone()
    {
        var portfolio = await OpenAsync("decided", 5);
        await DecideAsync(portfolio);

        var bundle = EvidenceBundleReader.Open(new MemoryStream(
            await BytesAsync($"portfolios/{portfolio}/evidence?decision=d-7")));

        Assert.Equal("d-7", bundle.Manifest.Decision);
        Assert.Equal(["decision-tabled", "vote-cast", "vote-cast", "decision-taken"],
            Leaves(bundle).Select(leaf => (string)JsonNode.Parse(leaf)!["type"]!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--from 2 --to 5")]
    [InlineData("--decision d-7")]
    public async Task The_command_line_writes_the_bytes_of_the_api(string flags)
    {
        var portfolio = await OpenAsync("same", 20);
        await DecideAsync(portfolio);
        var given = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2)
            .ToDictionary(f => f[0], f => f[1]);
        var query = string.Join('&', given.Select(f => $"{f.Key[2..]}={f.Value}"));
        using var output = new MemoryStream();
        using var errors = new StringWriter();

        var code = await new EvidenceVerb(
            ledger.App.Services.GetRequiredService<PortfolioLedger.Journaling.Books.BookKeeper>(),
            ledger.App.Services.GetRequiredService<PortfolioLedger.AuditLog.EvidenceExport>(),
            ledger.App.Services.GetRequiredService<PortfolioLedger.Audit.IAuditTrail>())
            .RunAsync(new()
            {
                PortfolioFlag = portfolio,
                FromFlag = given.GetValueOrDefault("--from", ""),
                ToFlag = given.GetValueOrDefault("--to", ""),
                DecisionFlag = given.GetValueOrDefault("--decision", ""),
            }, output, errors, Cancel);

        Assert.Equal(0, code);
        Assert.Equal(
            await BytesAsync($"portfolios/{portfolio}/evidence?{query}"), output.ToArray());
        Assert.Contains("ledger-verify log", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=0", 400, "invalid-parameter")]
    [InlineData("from=9&to=3", 400, "invalid-parameter")]
    [InlineData("to=99999", 400, "invalid-parameter")]
    [InlineData("decision=nothing", 404, "unknown-decision")]
    [InlineData("decision=No", 400, "invalid-parameter")]
    public async Task What_makes_no_bundle_is_refused(string query, int status, string code)
    {
        var portfolio = await OpenAsync("refused", 3);

        (await ledger.As("vera", "auditor").Get($"portfolios/{portfolio}/evidence?{query}"))
            .AssertProblem(status, code);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("contributor")]
    [InlineData("approver")]
    public async Task Evidence_is_for_auditors_and_administrators(string role)
    {
        var portfolio = await OpenAsync("refused", 3);

        (await ledger.As("someone", role).Get($"portfolios/{portfolio}/evidence"))
            .AssertProblem(403, "role-required");
    }

    private static IEnumerable<byte[]> Leaves(EvidenceBundleReader bundle)
    {
        using var all = new MemoryStream();
        foreach (var piece in bundle.Events())
            all.Write(piece.Span);
        return [.. System.Text.Encoding.UTF8.GetString(all.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(System.Text.Encoding.UTF8.GetBytes)];
    }

    private async Task<string> OpenAsync(string key, int departments)
    {
        var opened = await Board.Post("portfolios", new JsonObject
        {
            ["key"] = key, ["name"] = "Plan", ["currency"] = "USD",
        });
        if (opened.Status == 409)
            return key;
        var commands = new JsonArray([.. Enumerable.Range(0, departments).Select(i =>
            new JsonObject
            {
                ["path"] = "departments",
                ["body"] = new JsonObject { ["key"] = $"d{i}", ["name"] = "Department" },
            })]);
        var reply = await Board.Post($"portfolios/{key}/batch?proof=wait",
            new JsonObject { ["commands"] = commands });
        Assert.True(reply.Status == 200, $"{reply}");
        return key;
    }

    private async Task DecideAsync(string portfolio)
    {
        var tabled = await Board.Post($"portfolios/{portfolio}/decisions",
            """{"key":"d-7","question":"Fund it?","options":["yes","no"]}""");
        if (tabled.Status == 409)
            return;
        foreach (var voter in (string[])["a", "b"])
            (await ledger.As(voter, "approver").Post($"portfolios/{portfolio}/decisions/d-7/votes",
                """{"option":"yes"}""")).AssertOk();
        (await Board.Post($"portfolios/{portfolio}/decisions/d-7/outcome?proof=wait",
            """{"option":"yes","grounds":{"rationale":"The case is good enough"}}""")).AssertOk();
    }

    private async Task<VerifierKey> KeyAsync(string portfolio) => VerifierKey.Parse((await ledger
        .As("vera", "auditor").Get($"portfolios/{portfolio}/log/key")).Text.Split('\n')[0]);

    private async Task<byte[]> BytesAsync(string path)
    {
        using var client = ledger.App.Server.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization", "Persona vera;auditor");
        return await client.GetByteArrayAsync(new Uri($"/api/v1/{path}", UriKind.Relative), Cancel);
    }
}

/// <summary>What must have been recorded.</summary>
file static class Recorded
{
    internal static void AssertOk(this Reply reply) =>
        Assert.True(reply.Status is 200 or 201, $"{reply}");
}
