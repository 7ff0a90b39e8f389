using Npgsql;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Tests.AuditLog;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Faults;

/// <summary>
/// A superuser with the triggers off changes the history at random, in a long run a thousand times
/// and more. Each time it is found, and the first event that is not what it was is named.
/// </summary>
public sealed class TamperingTests : IAsyncLifetime
{
    private const int Events = 600;
    private static readonly int Times = LongRuns.Times(150, 1_200);

    private readonly string _directory = TestFolder.New();
    private readonly Random _chance = FaultReport.Chance("F12");
    private TestDatabase _database = null!;
    private LogNode _node = null!;
    private NpgsqlDataSource _superuser = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _superuser = NpgsqlDataSource.Create(_database.ConnectionString);
        _node = await LogNode.StartAsync(_database, _directory);
        await _node.Node.OpenAsync(Capital);
        foreach (var (after, upTo) in ((int, int)[])[(1, 90), (90, 300), (300, Events)])
        {
            await _node.FillAsync(Capital, after, upTo);
            await _node.SignedAsync(Capital);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _superuser.DisposeAsync();
        await _database.DisposeAsync();
        TestFolder.Delete(_directory);
    }

    [Fact, Trait("fault", "F12")]
    public async Task Nothing_is_found_where_nothing_was_changed()
    {
        var verified = await _node.VerifyAsync(Capital);

        Assert.Empty(verified.Faults);
        Assert.Equal((Events, Events, 4), (verified.Events, verified.Signed, verified.Checkpoints));
    }

    [Fact, Trait("fault", "F12")]
    public async Task Every_change_is_found_and_the_first_bad_event_named()
    {
        var missed = new List<string>();
        for (var i = 0; i < Times; i++)
        {
            var (sql, first) = Change();
            await using var connection = await _superuser.OpenConnectionAsync(Cancel);
            await using var turn = await connection.BeginTransactionAsync(Cancel);
            await RunAsync(connection, LogNode.Unguarded + sql);
            var verified = await _node.VerifyAsync(connection, Capital);
            if (verified.FirstBadEvent != first)
                missed.Add($"{sql}: {first}, found {verified.FirstBadEvent} ("
                    + $"{verified.Faults.FirstOrDefault()?.Detail})");
        }

        Assert.Empty(missed);
        FaultReport.Tell("F12",
            "A superuser without guards changed, deleted, swapped, backdated or inserted an "
            + $"event, or cut the end off, {Times:n0} times: each was found, and the first bad "
            + "event named");
    }

    [Fact, Trait("fault", "F12")]
    public async Task What_is_signed_in_the_database_is_found_changed_too()
    {
        foreach (var sql in (string[])
        [
            "update log.tile set hashes = set_byte(hashes, 17, get_byte(hashes, 17) # 1)",
            "update log.tile set root = set_byte(root, 3, get_byte(root, 3) # 1)",
            "delete from log.tile where number = 1",
            "update log.checkpoint set root = set_byte(root, 3, get_byte(root, 3) # 1) "
                + "where size = 300",
            "update log.checkpoint set note = replace(note, '300', '301') where size = 300",
            "delete from ledger.mt_streams; delete from ledger.mt_events; "
                + "delete from log.checkpoint; delete from log.tile",
            "update ledger.mt_streams set is_archived = true",
            "update ledger.mt_streams set tenant_id = 'other'",
            "update ledger.mt_streams set version = version - 1",
        ])
        {
            await using var connection = await _superuser.OpenConnectionAsync(Cancel);
            await using var turn = await connection.BeginTransactionAsync(Cancel);
            await RunAsync(connection, LogNode.Unguarded + sql);
            Assert.False((await _node.VerifyAsync(connection, Capital)).Faults.IsEmpty, sql);
        }
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("receipt")]
    [InlineData("cosignature")]
    public async Task A_history_signed_again_with_the_stolen_key_is_found_by(string held)
    {
        using var witness = new SigningKey(
            "witness.example.org", SignatureKind.Cosignature, new byte[32]);
        var original = (await _node.Node.AllAsync(Capital))
            .Select(e => Leaf.Hash(e.Envelope(Capital), e.Data)).ToArray();
        var old = (await _node.Answers.CheckpointAsync(Capital, 300, Cancel)).ToNote();
        for (var i = 0; i < 100; i++)
        {
            var bad = _chance.Next(1, 301);
            await using var connection = await _superuser.OpenConnectionAsync(Cancel);
            await using var turn = await connection.BeginTransactionAsync(Cancel);
            await RunAsync(connection, LogNode.Unguarded + $"""
                update ledger.mt_events set data = jsonb_set(data, '{"{name}"}', '"Forged"')
                where version = {bad}
                """);
            await SignAgainAsync(connection);
            // Nothing but what an outsider holds: the thief had the ledger's own files as well.
            var keys = await _node.Keys.PublicAsync(Cancel);
            Assert.Empty((await _node.VerifyAsync(connection, Capital, new(keys, [], []))).Faults);

            var verified = await _node.VerifyAsync(connection, Capital, held switch
            {
                "receipt" => new(keys, [], [new("capital", bad, original[bad - 1], "a receipt")]),
                "cosignature" => new(keys, [Held(Cosigned(old, witness), witness.Verifier)], []),
                _ => new(keys, [Held(old, null)], []),
            });

            Assert.False(verified.Faults.IsEmpty);
            if (held == "receipt")
                Assert.Equal(bad, verified.FirstBadEvent);
            else
                Assert.Contains("the root over the first 300 events", verified.Faults[0].Detail,
                    StringComparison.Ordinal);
        }
    }

    private static SignedNote Cosigned(SignedNote note, SigningKey witness) => note with
    {
        Signatures = note.Signatures.Add(
            Cosignature.Sign(note.Text, witness, DateTimeOffset.UnixEpoch.AddYears(56))),
    };

    private static HeldCheckpoint Held(SignedNote note, VerifierKey? witness)
    {
        if (witness is not null)
            Assert.NotNull(Cosignature.Of(note, witness));
        var checkpoint = Checkpoint.Parse(note.Text);
        return new(LogOrigin.Parse(checkpoint.Origin), checkpoint, "an old checkpoint", []);
    }

    /// <summary>
    /// What a thief of the key does: tiles and checkpoints of the forged history.
    /// </summary>
    private async Task SignAgainAsync(NpgsqlConnection connection)
    {
        await RunAsync(connection, "delete from log.tile; delete from log.checkpoint");
        var (key, tree) = ((await _node.Keys.ReadAsync(Cancel))[0], new TiledTree());
        var tiles = new List<(Tile, MerkleHash[])>();
        tree.Filled = (tile, hashes) => tiles.Add((tile, hashes.ToArray()));
        var leaves = new List<MerkleHash>();
        await foreach (var leaf in LeafReader.ReadAsync(connection, Capital, 0, Events, Cancel))
            leaves.Add(leaf.Hash());
        foreach (var size in (int[])[90, 300, Events])
        {
            while (tree.Size < size)
                tree.Append(leaves[(int)tree.Size]);
            const string origin = "ledger.example.com/capital/1";
            using var named = key.Named(origin);
            var note = SignedNote.Sign(new Checkpoint(origin, size, tree.Root).Text, named);
            await LogRows.AddAsync(connection, Capital, new(
                1, size, tree.Root, note.ToString(), DateTimeOffset.UtcNow), [.. tiles], Cancel);
            tiles.Clear();
        }
    }

    /// <summary>A change, and the first event that is then not what it was.</summary>
    private (string Sql, long First) Change()
    {
        var at = _chance.Next(2, Events + 1);
        var text = $"'x{_chance.Next()}'";
        return _chance.Next(24) switch
        {
            0 => (Set(at, "data = jsonb_set(data, '{name}', to_jsonb(" + text + "::text))"), at),
            1 => (Set(at, "data = data || '{\"extra\": 1}'"), at),
            2 => (Set(at, "data = data - 'name'"), at),
            3 => (Set(at, "type = 'department-retired'"), at),
            4 => (Set(at, "timestamp = timestamp - interval '1 microsecond'"), at),
            5 => (Set(at, "timestamp = timestamp + interval '1 microsecond'"), at),
            6 => (Set(at, "timestamp = '2020-01-01'"), at),
            7 => (Set(at, "id = gen_random_uuid()"), at),
            8 => (Set(at, $"mt_dotnet_type = {text}"), at),
            9 => (Set(at, $"tenant_id = {text}"), at),
            10 => (Set(at, $"correlation_id = {text}"), at),
            11 => (Set(at, $"causation_id = {text}"), at),
            12 => (Set(at, $"user_name = {text}"), at),
            13 => (Set(at, "is_archived = true"), at),
            14 => (Set(at, "bdata = '\\x00'"), at),
            15 => (Set(at, "seq_id = -seq_id"), at),
            16 => (Set(at, "headers = jsonb_set(headers, '{actor,id}', to_jsonb("
                + text + "::text))"), at),
            17 => (Set(at, "headers = headers || '{\"more\": true}'"), at),
            18 => (Set(at, "headers = jsonb_set(headers, '{effectiveOn}', '\"2020-01-01\"')"), at),
            19 => ($"delete from ledger.mt_events where version = {at}", at),
            20 => ($"delete from ledger.mt_events where version >= {at}; update "
                + $"ledger.mt_streams set version = {at - 1}", at),
            21 => Swap(at),
            22 => Insert(at),
            _ => (Set(at, "data = jsonb_set(data, '{name}', data->'name'), headers = headers || "
                + "'{\"schemaVersion\": 2}'"), at),
        };
    }

    private static string Set(long at, string change) =>
        $"update ledger.mt_events set {change} where version = {at}";

    private (string Sql, long First) Swap(int at)
    {
        var other = at == Events ? at - 1 : at + 1 + _chance.Next(Events - at);
        return ($"""
            update ledger.mt_events set version = -1 where version = {at};
            update ledger.mt_events set version = {at} where version = {other};
            update ledger.mt_events set version = {other} where version = -1
            """, Math.Min(at, other));
    }

    /// <summary>One more event in the midst, and the rest one further.</summary>
    private static (string Sql, long First) Insert(int at) => ($"""
        update ledger.mt_events set version = -version where version >= {at};
        update ledger.mt_events set version = 1 - version where version < 0;
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp,
            tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived)
        select nextval('ledger.mt_events_sequence'), gen_random_uuid(), stream_id, {at},
            jsonb_set(data, '{"{department}"}', '"forged"'), type, timestamp, tenant_id,
            mt_dotnet_type, correlation_id, causation_id, headers, user_name, is_archived
        from ledger.mt_events where version = {at - 1};
        update ledger.mt_streams set version = version + 1
        """, at);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
