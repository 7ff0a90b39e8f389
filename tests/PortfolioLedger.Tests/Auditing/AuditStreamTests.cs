using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Tests.Auditing;

/// <summary>Dense, chained, only added to: the stream shows its own alteration.</summary>
public sealed class AuditStreamTests(LedgerHost host) : IClassFixture<LedgerHost>
{
    private static readonly Actor Vera = new("vera", Role.Auditor);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_that_many_write_at_once_on_two_nodes_are_dense_and_chained()
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await using var second = NpgsqlDataSource.Create(host.Database.ConnectionString);
        AuditTable[] nodes = [ledger.Table, new(second)];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => nodes[i % 2].AppendAsync(
            Stream.Portfolio, [Note($"first {i}"), Note($"second {i}")], Cancel)));

        var all = await ledger.AllAsync();
        Assert.Equal(Enumerable.Range(1, 80).Select(n => (long)n), all.Select(r => r.Number));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.Second.Follows(pair.First)));
        Assert.True(all[0].Follows(null));
        // What was recorded together stands together.
        Assert.All(all.Chunk(2), pair =>
            Assert.Equal(pair[0].Text!.Split(' ')[1], pair[1].Text!.Split(' ')[1]));
    }

    [Fact]
    public async Task A_hash_is_that_of_the_canonical_answer_without_it()
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(3);
        var page = await ledger.ReadAsync();
        Assert.Equal(3, page.Json["items"]!.AsArray().Count);
        string? later = null;
        foreach (var item in page.Json["items"]!.AsArray().Select(i => i!.AsObject()))
        {
            var hash = (string)item["hash"]!;
            Assert.True(later is null || later == hash);
            later = (string?)item["previous"];
            item.Remove("hash");
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(
                CanonicalJson.Encode(System.Text.Encoding.UTF8.GetBytes(item.ToJsonString())))));
        }
        Assert.Null(later);
        Assert.Equal((string?)page.Json["items"]![0]!["number"]?.ToString(),
            page.Json["head"]!["number"]!.ToString());
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("local")]
    [InlineData("replica")]
    public async Task It_is_only_added_to(string replicationRole)
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(2);
        foreach (var statement in (string[])
        [
            "update audit.record set data = '{}'",
            "update audit.record set number = number",
            "delete from audit.record",
            "truncate audit.record",
        ])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                TestDatabase.ExecuteAsync(host.Database.ConnectionString,
                    $"set session_replication_role = {replicationRole}; {statement}"));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }
        Assert.Equal(2, (await ledger.AllAsync()).Count);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_turn_the_order_round()
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(1);
        await ledger.ForceAsync(
            "update audit.record set recorded_at = '2999-01-01Z'", rehash: true);
        var next = await ledger.Table.AppendAsync(Stream.Portfolio, [Note("next")], Cancel);
        Assert.Equal(2999, next[0].RecordedAt.Year);
    }

    [Theory]
    [InlineData("update audit.record set actor = 'mallory' where number = {0}")]
    [InlineData("update audit.record set role = 'viewer' where number = {0}")]
    [InlineData("update audit.record set kind = 'review' where number = {0}")]
    [InlineData("update audit.record set kind = 'nonsense' where number = {0}")]
    [InlineData("update audit.record set version = 2 where number = {0}")]
    [InlineData("update audit.record set request_key = 'k' where number = {0}")]
    [InlineData("update audit.record set hash = sha256('x') where number = {0}")]
    [InlineData("update audit.record set previous = sha256('x') where number = {0}")]
    [InlineData("update audit.record set portfolio = 'other' where number = {0}")]
    [InlineData("update audit.record set recorded_at = recorded_at - interval '1 microsecond' "
        + "where number = {0}")]
    [InlineData("update audit.record set recorded_at = recorded_at + interval '1 day' "
        + "where number = {0}")]
    [InlineData("update audit.record set data = data || '{\"severity\":\"low\"}' "
        + "where number = {0}")]
    [InlineData("update audit.record set data = data || '{\"text\":\"all is well\"}' "
        + "where number = {0}")]
    [InlineData("update audit.record set data = data - 'position' where number = {0}")]
    [InlineData("update audit.record set data = '[]' where number = {0}")]
    [InlineData("delete from audit.record where number = {0}")]
    [InlineData("update audit.record set number = 1000 where number = {0}")]
    [InlineData("""
        insert into audit.record select portfolio, number + 1000, version, recorded_at, kind, actor,
        role, request_key, data, previous, hash from audit.record where number = {0}
        """)]
    [InlineData("""
        update audit.record set number = number + 1000 where number in ({0}, {0} + 1);
        update audit.record set number = 2 * {0} + 1 - (number - 1000) where number > 1000
        """)]
    public async Task Doctor_finds_any_alteration(string tampering)
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(9);
        Assert.Equal("ok", await ledger.ExaminedAsync());
        foreach (var number in (string[])["2", "5", "8"])
        {
            await using var altered = await Stream.EmptyAsync(host);
            await altered.FillAsync(9);
            await altered.ForceAsync(tampering.Replace("{0}", number, StringComparison.Ordinal));
            Assert.Equal("violated", await altered.ExaminedAsync());
        }
    }

    [Fact]
    public async Task Any_column_of_any_record_altered_at_random_is_found()
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(20);
        var random = new Random(20260331);
        for (var i = 0; i < 60; i++)
        {
            var number = random.Next(1, 21);
            var (column, value) = random.Next(5) switch
            {
                0 => ("actor", $"'x{random.Next()}'"),
                1 => ("recorded_at", $"recorded_at + interval '{random.Next(1, 999)} seconds'"),
                2 => ("data", $"data || '{{\"text\":\"t{random.Next()}\"}}'"),
                3 => ("data", $"data || '{{\"position\":{random.Next(2, 999)}}}'"),
                _ => ("hash", $"sha256('{random.Next()}')"),
            };
            await ledger.ForceAsync($"""
                create table kept as select * from audit.record;
                update audit.record set {column} = {value} where number = {number}
                """);
            Assert.Equal("violated", await ledger.ExaminedAsync());
            await ledger.ForceAsync("""
                delete from audit.record; insert into audit.record select * from kept;
                drop table kept
                """);
        }
        Assert.Equal("ok", await ledger.ExaminedAsync());
    }

    [Fact]
    public async Task A_tail_that_was_cut_does_not_fit_to_a_hash_that_was_kept_outside()
    {
        await using var ledger = await Stream.EmptyAsync(host);
        await ledger.FillAsync(5);
        var kept = (await ledger.ReadAsync()).Json["head"]!;
        await ledger.ForceAsync("delete from audit.record where number > 3");
        await ledger.FillAsync(2);

        var now = (await ledger.ReadAsync()).Json["items"]!.AsArray()
            .Single(i => (long)i!["number"]! == (long)kept["number"]!)!;

        Assert.NotEqual((string)kept["hash"]!, (string)now["hash"]!);
    }

    private static AuditEntry Note(string text) => new(AuditKind.Finding, Vera,
        new() { Position = 1, Severity = Severity.High, Text = text });

    /// <summary>A ledger with one portfolio, and its audit stream at hand.</summary>
    private sealed class Stream(LedgerHost host, NpgsqlDataSource source) : IAsyncDisposable
    {
        public static readonly Key Portfolio = Key.Parse("capital");

        public AuditTable Table { get; } = new(source);

        public static async Task<Stream> EmptyAsync(LedgerHost host)
        {
            var opened = await host.As("alice", "approver").Post("portfolios",
                """{"key":"capital","name":"City capital plan","currency":"USD"}""");
            Assert.True(opened.Status == 201 || opened.Code == "already-exists", opened.Text);
            var stream = new Stream(
                host, NpgsqlDataSource.Create(host.Database.ConnectionString));
            await stream.ForceAsync("delete from audit.record");
            return stream;
        }

        public Task FillAsync(int records) => Table.AppendAsync(Portfolio,
            [.. Enumerable.Range(1, records).Select(i => Note($"note {i}"))], Cancel);

        /// <summary>The stream over HTTP, once it is logged that it was read.</summary>
        public async Task<Reply> ReadAsync()
        {
            var before = await ReadsAsync();
            var reply = await host.As("vera", "auditor").Get("portfolios/capital/audit");
            await Journaling.Wait.UntilAsync(async () => await ReadsAsync() > before);
            return reply;

            Task<long> ReadsAsync() => host.ScalarAsync<long>(
                "select count(*) from audit.record where kind = 'read'");
        }

        public async Task<List<AuditRecord>> AllAsync()
        {
            var all = new List<AuditRecord>();
            await foreach (var record in Table.ReadAsync(Portfolio, Cancel))
                all.Add(record);
            return all;
        }

        /// <summary>What a superuser can do with the triggers off.</summary>
        public async Task ForceAsync(string sql, bool rehash = false)
        {
            await TestDatabase.ExecuteAsync(host.Database.ConnectionString, $"""
                alter table audit.record disable trigger all;
                {sql};
                alter table audit.record enable always trigger append_only;
                alter table audit.record enable always trigger append_only_truncate
                """);
            if (!rehash)
                return;
            var record = (await AllAsync())[0].Hashed();
            await ForceAsync($"update audit.record set hash = '\\x{record.Hash}'");
        }

        /// <summary>What the doctor says of the audit streams, the worst of them.</summary>
        public async Task<string> ExaminedAsync() =>
            (await PortfolioLedger.Doctor.AuditCheck.RunAsync(source, Cancel))
                .Max(f => f.Status).ToString().ToLowerInvariant();

        public ValueTask DisposeAsync() => source.DisposeAsync();
    }
}
