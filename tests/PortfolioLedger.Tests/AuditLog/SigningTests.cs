using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>Checkpoints are signed, and only what extends everything signed before.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private readonly string _directory = TestFolder.New();
    private TestDatabase _database = null!;
    private LogNode _node = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _node = await LogNode.StartAsync(_database, _directory);
        await _node.Node.OpenAsync(Capital);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
        TestFolder.Delete(_directory);
    }

    [Fact]
    public async Task A_checkpoint_holds_the_root_over_the_stored_leaves()
    {
        await _node.Node.FillAsync(Capital, 700);

        var signed = await _node.SignedAsync(Capital);

        var tree = new TiledTree();
        foreach (var stored in await _node.Node.AllAsync(Capital))
            tree.Append(Leaf.Hash(stored.Envelope(Capital), stored.Data));
        Assert.Equal((700L, tree.Root), (signed.Size, signed.Root));
        var key = (await _node.Keys.PublicAsync(Cancel))[0];
        Assert.Equal(
            new Checkpoint("ledger.example.com/capital/1", 700, tree.Root),
            Checkpoint.Verified(
                signed.ToNote(), key.Named("ledger.example.com/capital/1")));
        Assert.Equal(2, await _node.Node.QueryAsync<long>("select count(*) from log.tile"));
    }

    [Fact]
    public async Task Nothing_new_is_not_signed_again()
    {
        await _node.SignedAsync(Capital);

        Assert.Equal((Signing.UpToDate, null), await _node.SignAsync(Capital));
        Assert.Equal((Signing.UpToDate, null), await _node.SignAsync(Key.Parse("nowhere")));
    }

    [Fact]
    public async Task Every_event_has_a_proof_under_the_newest_checkpoint()
    {
        await _node.Node.FillAsync(Capital, 600);
        await _node.SignedAsync(Capital);
        await _node.FillAsync(Capital, 600, 733);
        var signed = await _node.SignedAsync(Capital);
        var key = (await _node.Keys.PublicAsync(Cancel))[0]
            .Named("ledger.example.com/capital/1");

        // Also by a node that has no tree in memory.
        await using var other = await LogNode.StartAsync(_database, _directory);
        foreach (var stored in await _node.Node.AllAsync(Capital))
            foreach (var answers in (LogAnswers[])[_node.Answers, other.Answers])
            {
                var proof = await answers.ProofAsync(Capital, stored.Entry.Position, Cancel);
                Assert.Equal(signed.Size, LogProof.Parse(Utf8(proof.ToString())).Verified(
                    Leaf.Hash(stored.Envelope(Capital), stored.Data), key).Size);
                if (stored.Entry.Position % 50 != 1)
                    break;
            }
    }

    [Fact]
    public async Task A_checkpoint_extends_each_one_before()
    {
        var earlier = new List<SignedCheckpoint>();
        for (var last = 1; last < 1_000; last += 90)
        {
            await _node.FillAsync(Capital, Math.Max(1, last - 90), last);
            if ((await _node.SignAsync(Capital)).Signed is { } signed)
                earlier.Add(signed);
        }

        Assert.True(earlier.Count > 10);
        var newest = earlier[^1];
        foreach (var one in earlier)
            Assert.True(MerkleProof.Extends(one.Size, newest.Size, one.Root, newest.Root,
                (await _node.Answers.ConsistencyAsync(
                    Capital, one.Size, newest.Size, Cancel)).AsSpan()));
    }

    [Fact]
    public async Task Two_nodes_take_turns_and_agree()
    {
        await using var other = await LogNode.StartAsync(_database, _directory);
        for (var i = 0; i < 12; i++)
        {
            await _node.FillAsync(Capital, 1 + i * 97, 1 + (i + 1) * 97);
            await (i % 3 == 0 ? other : _node).SignedAsync(Capital);
        }

        Assert.Empty((await _node.VerifyAsync(Capital)).Faults);
        Assert.Equal(12, await _node.Node.QueryAsync<long>("select count(*) from log.checkpoint"));
    }

    [Fact]
    public async Task Leaves_handed_over_give_the_tree_of_those_that_are_read()
    {
        for (var i = 0; i < 6; i++)
        {
            var receipt = await _node.Node.Record(Capital,
                [.. Enumerable.Range(0, 100).Select(n => Department($"d{i}-{n}"))]);
            // Every other batch is known, as if another node had written the rest.
            if (i % 2 == 0)
                _node.Signer.PendingOf(Capital).Add(receipt.Events[0].Position,
                    [.. receipt.Events.Select(e => MerkleHash.Parse(e.LeafHash))]);
            if (i % 3 == 2)
                await _node.SignedAsync(Capital);
        }

        Assert.Empty((await _node.VerifyAsync(Capital)).Faults);
    }

    [Fact]
    public async Task A_long_event_is_in_the_log_with_its_data_beside_it()
    {
        var risks = Enumerable.Range(0, 20).Select(i => new string((char)('a' + i), 9_000));
        await _node.Node.Record(Capital, new Core.Governance.TableDecision(
            Key.Parse("d-7"), "Fund it?", ["yes", "no"], Risks: [.. risks]));

        await _node.SignedAsync(Capital);

        var bundle = await _node.Answers.EntriesAsync(Capital, new(null, 0, 2), Cancel);
        var leaf = System.Text.Json.JsonDocument.Parse(EntryBundle.Read(bundle)[1]).RootElement;
        Assert.Equal(2, leaf.GetProperty("v").GetInt32());
        var data = CanonicalJson.Encode((await _node.Answers.LeafAsync(Capital, 2, Cancel)).Data);
        Assert.True(data.Length > Leaf.LongestData);
        Assert.Equal(leaf.GetProperty("dataSha256").GetString(),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data)));
        Assert.Empty((await _node.VerifyAsync(Capital)).Faults);
    }

    [Fact]
    public async Task A_clock_that_went_back_does_not_stop_the_signing()
    {
        await _node.SignedAsync(Capital);
        await _node.Node.Record(Capital, Department("works"));
        await using var slow = await LogNode.StartAsync(
            _database, _directory, clock: new BehindClock(TimeSpan.FromHours(1)));

        var signed = await slow.SignedAsync(Capital);

        Assert.Equal(2, signed.Size);
        Assert.Equal(await _node.Node.QueryAsync<DateTime>(
            "select max(signed_at) from log.checkpoint where size = 1"),
            signed.SignedAt.UtcDateTime);
    }

    [Fact]
    public async Task A_journal_that_lost_its_end_is_read_only_until_that_is_acknowledged()
    {
        await _node.Node.FillAsync(Capital, 300);
        var lost = await _node.SignedAsync(Capital);
        await _node.Node.ExecuteAsync(LogNode.RestoredTo(Capital, 280));
        await using var restored = await LogNode.StartAsync(_database, _directory);

        Assert.Equal((Signing.Halted, null), await restored.SignAsync(Capital));

        var refused = Assert.IsType<Answer.Unavailable>(
            await restored.Node.Submit(Capital, Department("late")));
        Assert.Equal("audit-log-diverged", refused.Code);
        var halt = (await restored.Answers.HaltAsync(Capital, 1, Cancel))!;
        Assert.Equal((281L, lost.Note), (halt.LostFrom, halt.Checkpoint));
        Assert.Equal(281, (await restored.VerifyAsync(Capital)).FirstBadEvent);
        await restored.Node.Record(Capital, new Core.Portfolios.AcknowledgeRestore(
            halt.LostFrom, halt.Checkpoint, Why));
        await restored.Node.Record(Capital, Department("late"));

        var signed = await restored.SignedAsync(Capital);

        Assert.Equal((2, 282L), (signed.Epoch, signed.Size));
        Assert.StartsWith(
            "ledger.example.com/capital/2\n282\n", signed.Note, StringComparison.Ordinal);
        var verified = await restored.VerifyAsync(Capital);
        Assert.Empty(verified.Faults);
        Assert.Contains(verified.Notes, n => n.Contains("Epoch 2 begins at position 281"));
        Assert.Equal((Signing.UpToDate, null), await restored.SignAsync(Capital));
    }

    [Fact]
    public async Task Nothing_is_acknowledged_where_nothing_is_lost() =>
        Assert.Equal("audit-log-intact", Assert.IsType<Answer.Refused>(
            await _node.Node.Submit(Capital, new Core.Portfolios.AcknowledgeRestore(
                1, (await _node.SignedAsync(Capital)).Note, Why))).Refusal.Code);

    [Fact]
    public async Task A_history_that_was_rewritten_behind_the_ledger_is_never_signed()
    {
        await _node.Node.FillAsync(Capital, 300);
        await _node.SignedAsync(Capital);
        await _node.Node.ExecuteAsync(LogNode.Unguarded + """
            update ledger.mt_events set data = jsonb_set(data, '{name}', '"Forged"')
            where version = 290
            """);
        await _node.Node.Record(Capital, Department("later"));
        await using var restarted = await LogNode.StartAsync(_database, _directory);

        Assert.Equal((Signing.Halted, null), await restarted.SignAsync(Capital));

        Assert.Equal(290, (await restarted.VerifyAsync(Capital)).FirstBadEvent);
        Assert.Equal(1, await _node.Node.QueryAsync<long>("select count(*) from log.checkpoint"));
    }

    [Fact]
    public async Task Two_roots_for_one_size_are_never_signed()
    {
        await _node.Node.FillAsync(Capital, 300);
        await _node.SignedAsync(Capital);
        // Everything signed is gone, and the journal is of the same length with another event.
        await _node.Node.ExecuteAsync(LogNode.Unguarded + """
            delete from log.checkpoint;
            delete from log.tile;
            update ledger.mt_events set data = jsonb_set(data, '{name}', '"Forged"')
            where version = 7
            """);
        await using var restarted = await LogNode.StartAsync(_database, _directory);

        Assert.Equal((Signing.Halted, null), await restarted.SignAsync(Capital));
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private sealed class BehindClock(TimeSpan behind) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - behind;
    }
}
