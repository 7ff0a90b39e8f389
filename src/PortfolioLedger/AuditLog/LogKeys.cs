using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The keys that sign the audit log: made with the ledger, read from their file again whenever that
/// changed. The database knows only the public ones, and so notices a foreign key.
/// </summary>
internal sealed class LogKeys(NpgsqlDataSource source, AuditLogSettings settings)
{
    private readonly SemaphoreSlim _turn = new(1);

    private string? _folder;
    private DateTime _readAt;
    private ImmutableArray<SigningKey> _keys;

    private NpgsqlDataSource Source => source;

    /// <summary>The folder of this ledger, outside the database.</summary>
    public async ValueTask<string> FolderAsync(CancellationToken cancel)
    {
        if (_folder is { } known)
            return known;
        await using var command = source.CreateCommand("select ledger from log.identity");
        var ledger = (Guid)(await command.ExecuteScalarAsync(cancel))!;
        return _folder = Path.Combine(settings.Directory, ledger.ToString("n"));
    }

    /// <summary>Where the secret keys lie.</summary>
    public async ValueTask<string> FileAsync(CancellationToken cancel) =>
        settings.KeyFile ?? Path.Combine(await FolderAsync(cancel), "log.key");

    /// <summary>The keys that sign, the current one first.</summary>
    /// <exception cref="LogKeyException">There is none that may be used.</exception>
    public async Task<ImmutableArray<SigningKey>> ReadAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var file = await FileAsync(cancel);
            var changedAt = File.GetLastWriteTimeUtc(file);
            if (!_keys.IsDefault && changedAt == _readAt)
                return _keys;
            var keys = File.Exists(file) ? LogKeyFile.Read(file) : default;
            keys = await AgreedAsync(file, keys, cancel);
            (_keys, _readAt) = (keys, File.GetLastWriteTimeUtc(file));
            return keys;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The public keys, the current one first; none before the first signature.</summary>
    public async Task<ImmutableArray<VerifierKey>> PublicAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await PublicAsync(connection, cancel);
    }

    /// <summary>Makes another key the current one; those before sign on behind it.</summary>
    /// <exception cref="LogKeyException">It cannot be kept.</exception>
    public Task RotateAsync(SigningKey key, CancellationToken cancel) =>
        RotateAsync([this], key, cancel);

    /// <summary>The same for databases that share the file of their keys.</summary>
    /// <exception cref="LogKeyException">It cannot be kept.</exception>
    public static async Task RotateAsync(
        IReadOnlyList<LogKeys> databases, SigningKey key, CancellationToken cancel)
    {
        var file = await databases[0].FileAsync(cancel);
        var turns = new List<(NpgsqlConnection Connection, NpgsqlTransaction Turn)>();
        try
        {
            foreach (var database in databases)
            {
                var connection = await database.Source.OpenConnectionAsync(cancel);
                turns.Add((connection, await connection.BeginTransactionAsync(cancel)));
                await LockAsync(connection, cancel);
            }
            var former = File.Exists(file) ? LogKeyFile.Read(file) : [];
            ImmutableArray<SigningKey> all = [key, .. former];
            // What a rotation that was broken off left in the file is made known too. The file is
            // written last, and read by nobody before the commit: those who read it take turns.
            foreach (var (connection, _) in turns)
            {
                var known = await PublicAsync(connection, cancel);
                foreach (var missing in all.Reverse().Where(k => !known.Contains(k.Verifier)))
                    await AddAsync(connection, missing.Verifier, cancel);
            }
            LogKeyFile.Write(file, all);
            foreach (var (_, turn) in turns)
                await turn.CommitAsync(cancel);
        }
        finally
        {
            foreach (var (connection, _) in turns)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Lets the former keys sign no more; says how many there were.</summary>
    /// <exception cref="LogKeyException">There is no key.</exception>
    public async Task<int> RetireAsync(CancellationToken cancel)
    {
        var file = await FileAsync(cancel);
        var all = LogKeyFile.Read(file);
        if (all.Length > 1)
            LogKeyFile.Write(file, [all[0]]);
        return all.Length - 1;
    }

    private async Task<ImmutableArray<SigningKey>> AgreedAsync(
        string file, ImmutableArray<SigningKey> keys, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var turn = await connection.BeginTransactionAsync(cancel);
        await LockAsync(connection, cancel);
        var known = await PublicAsync(connection, cancel);
        if (known.IsEmpty)
        {
            if (keys.IsDefault)
            {
                keys = [LogKeyFile.New(await NameAsync(cancel))];
                LogKeyFile.Write(file, keys);
            }
            foreach (var key in keys.Reverse())
                await AddAsync(connection, key.Verifier, cancel);
        }
        else if (keys.IsDefault)
            throw new LogKeyException(
                $"The key of the audit log, {file}, is missing. Put back the file that was made "
                + "with the ledger, or name the one that another node uses with "
                + "AuditLog__KeyFile. If it is lost, make a new one: verb 'log rotate-key'.");
        else if (keys.FirstOrDefault(k => !known.Contains(k.Verifier)) is { } foreign)
            throw new LogKeyException(
                $"The key in {file} is another than the log's: it is {foreign.Verifier}, and the "
                + $"log is signed by {known[0]}. Put back the file that was made with the ledger.");
        await turn.CommitAsync(cancel);
        return keys;
    }

    /// <summary>Until the end of the transaction.</summary>
    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var wait = new NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended('log-key', 0))", connection);
        await wait.ExecuteNonQueryAsync(cancel);
    }

    private async Task<string> NameAsync(CancellationToken cancel) => settings.Name
        ?? $"portfolio-ledger/{Path.GetFileName(await FolderAsync(cancel))[..12]}";

    private static async Task<ImmutableArray<VerifierKey>> PublicAsync(
        NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select name, public_key from log.signing_key order by number desc", connection);
        var keys = ImmutableArray.CreateBuilder<VerifierKey>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            keys.Add(new(
                rows.GetString(0), SignatureKind.Ed25519, rows.GetFieldValue<byte[]>(1)));
        return keys.DrainToImmutable();
    }

    private static async Task AddAsync(
        NpgsqlConnection connection, VerifierKey key, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            insert into log.signing_key (number, name, public_key)
            select coalesce(max(number), 0) + 1, $1, $2 from log.signing_key
            """, connection)
        {
            Parameters =
            {
                new() { Value = key.Name }, new() { Value = key.PublicKey.ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
