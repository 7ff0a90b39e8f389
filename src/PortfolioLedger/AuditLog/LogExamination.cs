using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// Verifies the journals of the ledger against everything that was signed, with what the ledger
/// itself and whoever asks keep outside the database.
/// </summary>
internal sealed class LogExamination(NpgsqlDataSource source, LogKeys keys)
{
    /// <summary>Verifies one portfolio, or all of them.</summary>
    /// <param name="portfolio">The key; all if null.</param>
    /// <param name="held">What whoever asks has kept.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<ImmutableArray<VerifiedLog>> RunAsync(
        string? portfolio, HeldEvidence held, Action<string, long> progress,
        CancellationToken cancel)
    {
        var own = CheckpointFiles.All(await keys.FolderAsync(cancel)).ToList();
        held = held with
        {
            Keys = held.Keys.IsEmpty ? await keys.PublicAsync(cancel) : held.Keys,
            Checkpoints = held.Checkpoints.AddRange(own),
        };
        await using var connection = await source.OpenConnectionAsync(cancel);
        // All of it as of one moment: what is appended meanwhile belongs to the next time.
        await using var snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancel);
        var verified = ImmutableArray.CreateBuilder<VerifiedLog>();
        foreach (var one in portfolio is null
            ? await PortfoliosAsync(connection, held, cancel) : [portfolio])
            verified.Add(await LogVerification.RunAsync(
                connection, one, held, at => progress(one, at), cancel));
        return verified.DrainToImmutable();
    }

    /// <summary>Also those that are gone, as far as anything speaks of them.</summary>
    private static async Task<ImmutableArray<string>> PortfoliosAsync(
        NpgsqlConnection connection, HeldEvidence held, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select id from ledger.mt_streams union select stream_id from ledger.mt_events
            union select portfolio from log.checkpoint
            """, connection) { CommandTimeout = 0 };
        var all = new SortedSet<string>(StringComparer.Ordinal);
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                all.Add(rows.IsDBNull(0) ? "" : rows.GetString(0));
        all.UnionWith(held.Checkpoints.Select(c => c.Origin.Portfolio));
        return [.. all];
    }
}

/// <summary>Reads what somebody kept from the files they kept it in.</summary>
internal static class HeldEvidenceFiles
{
    /// <summary>A public key: itself, or a file with keys, one a line.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ImmutableArray<VerifierKey> Keys(string keyOrFile) => File.Exists(keyOrFile)
        ? [.. File.ReadAllLines(keyOrFile).Where(l => l.Trim().Length > 0).Select(Ledger)]
        : [Ledger(keyOrFile)];

    /// <summary>A checkpoint.</summary>
    /// <exception cref="FormatException">It is none, or signed by none of the keys.</exception>
    public static HeldCheckpoint Checkpoint(string file, ImmutableArray<VerifierKey> keys)
    {
        var note = SignedNote.Parse(Read(file));
        var checkpoint = Core.AuditLog.Checkpoint.Parse(note.Text);
        if (!keys.IsEmpty && !keys.Any(key => note.By(key.Named(checkpoint.Origin)) is not null))
            throw new FormatException($"{file} is not signed by the key that was given.");
        return new(LogOrigin.Parse(checkpoint.Origin), checkpoint, file, []);
    }

    /// <summary>The leaf hashes of a receipt.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IEnumerable<HeldLeaf> Receipt(string portfolio, string file)
    {
        try
        {
            using var json = JsonDocument.Parse(Read(file));
            return [.. json.RootElement.GetProperty("events").EnumerateArray().Select(e =>
                new HeldLeaf(portfolio, e.GetProperty("position").GetInt64(),
                    MerkleHash.Parse(e.GetProperty("leafHash").GetString() ?? ""), file))];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new FormatException(
                $"{file} is no receipt: it must hold events with position and leafHash.");
        }
    }

    /// <summary>The ledger's key, of whichever portfolio it was published for.</summary>
    private static VerifierKey Ledger(string text)
    {
        var key = VerifierKey.Parse(text);
        try
        {
            return key.Named(LogOrigin.Parse(key.Name).Ledger);
        }
        catch (FormatException)
        {
            return key;
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} cannot be read: {fault.Message}");
        }
    }
}
