using System.Text;
using Npgsql;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>Witnesses are asked after each checkpoint, and what they say is served.</summary>
public sealed class WitnessTests
{
    [Fact]
    public async Task A_checkpoint_is_cosigned_and_served_with_the_cosignature()
    {
        await using var witness = await TestWitness.StartAsync();
        await using var host = await LedgerHost.StartAsync(settings: TestWitness.Settings(witness));
        var portfolio = await host.OpenAsync();
        var first = await portfolio.CosignedAsync();
        witness.Log = (await portfolio.LogKeyAsync()).Named(
            LogOrigin.Parse(Checkpoint.Parse(first.Text).Origin).Ledger);
        await portfolio.RecordAsync();
        await portfolio.RecordAsync();
        var note = await portfolio.CosignedAsync();

        var checkpoint = Checkpoint.Verified(note, await portfolio.LogKeyAsync());
        var said = Cosignature.Of(note, witness.Key.Verifier);
        Assert.NotNull(said);
        Assert.Equal(3, checkpoint.Size);
        var standing = await portfolio.WitnessAsync();
        Assert.Equal(
            (witness.Key.Verifier.Name, witness.Key.Verifier.ToString(), 3L),
            ((string)standing["name"]!, (string)standing["key"]!, (long)standing["size"]!));
        Assert.Equal(said.At, (DateTimeOffset)standing["cosignedAt"]!);
        Assert.Null(standing["trouble"]);
        Assert.Equal("healthy", (await host.HealthAsync()).Status);
        // What it cosigned last is where the next proof begins.
        var accepted = witness.Requests.Where(r => r.Status == 200)
            .Select(r => (r.Request.OldSize, Checkpoint.Parse(r.Request.Note.Text).Size)).ToArray();
        Assert.All(witness.Requests, r => Assert.Equal(200, r.Status));
        Assert.Equal(
            accepted.Select(a => a.Size).SkipLast(1), accepted.Select(a => a.OldSize).Skip(1));
        Assert.Equal((0, 3), (accepted[0].OldSize, accepted[^1].Size));
        Assert.True(await host.MetricAsync("ledger_log_cosignatures_total", "kept") >= 2);
        Assert.True(await host.MetricAsync("ledger_log_checkpoints_total") >= 2);
    }

    [Fact]
    public async Task A_proof_waits_for_the_witnesses_that_it_is_asked_to_have()
    {
        await using var one = await TestWitness.StartAsync();
        await using var two = await TestWitness.StartAsync("witness.example/w2");
        await using var host = await LedgerHost.StartAsync(
            settings: TestWitness.Settings(one, two));
        var portfolio = await host.OpenAsync();
        await portfolio.RecordAsync();
        await portfolio.CosignedAsync(2);
        var leaf = await portfolio.Approver.Get(portfolio.PathOf("events/2/leaf"));
        var reply = await portfolio.Approver.Get(
            portfolio.PathOf("events/2/proof?proof=wait&cosigned=2"));

        var proof = LogProof.Parse(Encoding.UTF8.GetBytes(reply.Text));
        proof.Verified(
            MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(leaf.Text)), await portfolio.LogKeyAsync());
        Assert.NotNull(Cosignature.Of(proof.Note, one.Key.Verifier));
        Assert.NotNull(Cosignature.Of(proof.Note, two.Key.Verifier));
    }

    [Fact]
    public async Task The_newest_checkpoint_that_enough_witnesses_cosigned_is_found()
    {
        await using var one = await TestWitness.StartAsync();
        await using var two = await TestWitness.StartAsync("witness.example/w2");
        await using var host = await LedgerHost.StartAsync(
            settings: TestWitness.Settings(one, two));
        var portfolio = await host.OpenAsync();
        await portfolio.CosignedAsync(2);
        await two.StopAsync();
        await portfolio.RecordAsync();
        await portfolio.CosignedAsync(1);

        foreach (var (query, size) in new[] { ("?cosigned=2", 1), ("?cosigned=1", 2), ("", 2) })
            Assert.Equal(size,
                Checkpoint.Parse((await portfolio.CheckpointAsync(query)).Text).Size);
        Assert.NotNull(Cosignature.Of(
            await portfolio.CheckpointAsync("?size=1"), two.Key.Verifier));
        var early = await portfolio.Approver.Get(portfolio.PathOf("events/1/proof?cosigned=2"));
        Assert.Equal(200, early.Status);
        var late = await portfolio.Approver.Get(portfolio.PathOf("events/2/proof?cosigned=2"));
        Assert.Equal((503, "not-cosigned-yet"), (late.Status, late.Code));
    }

    [Theory]
    [InlineData("cosigned=2", "at most 1")]
    [InlineData("cosigned=0", "from 1")]
    [InlineData("cosigned=one", "from 1")]
    [InlineData("cosigned=1&size=1", "left out where the size is given")]
    public async Task A_question_that_cannot_be_meant_is_refused(string query, string word)
    {
        await using var witness = await TestWitness.StartAsync();
        await using var host = await LedgerHost.StartAsync(settings: TestWitness.Settings(witness));
        var portfolio = await host.OpenAsync();
        await portfolio.CosignedAsync();
        var reply = await portfolio.Approver.Get(portfolio.PathOf($"log/checkpoint?{query}"));

        Assert.Equal(400, reply.Status);
        Assert.Contains(word, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_ask_a_witness_one_request_at_a_time_and_nothing_twice()
    {
        await using var witness = await TestWitness.StartAsync();
        await using var database = await TestCluster.CreateLedgerAsync();
        var settings = TestWitness.Settings(witness);
        await using var one = await LedgerHost.StartAsync(database, settings: settings);
        await using var two = await LedgerHost.StartAsync(database, settings: settings);
        var here = await one.OpenAsync();
        var there = await two.OpenAsync();
        var seenThere = new Http.Commands.TestPortfolio(two, here.Key);
        for (var i = 0; i < 6; i++)
        {
            await here.RecordAsync();
            await seenThere.RecordAsync();
            await there.RecordAsync();
        }
        await here.CosignedAsync();
        await there.CosignedAsync();

        Assert.Equal(1, witness.MostAtOnce);
        Assert.All(witness.Requests, r => Assert.Equal(200, r.Status));
        var asked = witness.Requests.Select(r => r.Request.Note.Text).ToArray();
        Assert.Equal(asked.Distinct(), asked);
        Assert.Equal(await here.KeptAsync() + await there.KeptAsync(), asked.Length);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was_and_old_cosignatures_are_served()
    {
        await using var witness = await TestWitness.StartAsync();
        await using var database = await TestCluster.CreateLedgerAsync();
        var settings = TestWitness.Settings(witness);
        string key;
        await using (var before = await LedgerHost.StartAsync(database, settings: settings))
        {
            var opened = await before.OpenAsync();
            key = opened.Key;
            await opened.RecordAsync();
            await opened.CosignedAsync();
        }
        await witness.StopAsync();
        var asked = witness.Requests.Count;
        await using var host = await LedgerHost.StartAsync(database, settings: settings);
        var portfolio = new Http.Commands.TestPortfolio(host, key);
        Assert.NotNull(Cosignature.Of(
            await portfolio.CheckpointAsync("?cosigned=1"), witness.Key.Verifier));
        await portfolio.RecordAsync();
        await portfolio.TroubleAsync();
        await witness.ListenAsync();
        await portfolio.CosignedAsync();

        Assert.Equal((2, 200), (witness.Requests.Skip(asked).First().Request.OldSize,
            witness.Requests.Skip(asked).First().Status));
    }

    [Fact]
    public async Task Under_load_the_newest_checkpoint_stands_for_those_before()
    {
        await using var witness = await TestWitness.StartAsync();
        var held = new TaskCompletionSource();
        witness.Lies["*"] = async (http, request) =>
        {
            await held.Task;
            witness.Lies.TryRemove("*", out _);
            await witness.BeHonestAsync(http, request);
        };
        await using var host = await LedgerHost.StartAsync(settings: TestWitness.Settings(witness));
        var portfolio = await host.OpenAsync();
        for (var i = 2; i <= 4; i++)
        {
            var at = i;
            await portfolio.RecordAsync();
            await WitnessedLedger.UntilAsync(async () => await host.ScalarAsync<long>(
                "select coalesce(max(size), 0) from log.checkpoint where portfolio = $1",
                portfolio.Key) >= at);
        }
        held.SetResult();
        await portfolio.CosignedAsync();

        var sizes = witness.Requests.Where(r => r.Status == 200)
            .Select(r => Checkpoint.Parse(r.Request.Note.Text).Size).ToArray();
        Assert.Equal(4, sizes[^1]);
        Assert.True(sizes.Length <= 2, string.Join(", ", sizes));
    }

    [Theory]
    [InlineData("cosignature")]
    [InlineData("time_stamp")]
    [InlineData("trouble")]
    public async Task What_is_kept_of_others_is_never_changed(string table)
    {
        await using var host = await LedgerHost.StartAsync();
        await host.OpenAsync();
        await host.ScalarAsync<string>(table switch
        {
            "cosignature" => "insert into log.cosignature values "
                + "('p', 1, 1, 'w', '-', now()) returning portfolio",
            "time_stamp" => "insert into log.time_stamp values ('p', 1, 1, '', now()) "
                + "returning portfolio",
            _ => "insert into log.trouble (source, portfolio, kind, detail) "
                + "values ('w', 'p', 'refused', '-') returning portfolio",
        });
        foreach (var change in new[]
        {
            $"update log.{table} set portfolio = 'q'", $"delete from log.{table}",
            $"truncate log.{table}",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => TestDatabase.ExecuteAsync(host.Database.ConnectionString, change));
            Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        }
    }
}
