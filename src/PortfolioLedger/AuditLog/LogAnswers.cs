using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.AuditLog;

/// <summary>What is asked of a portfolio's log, answered as far as it is signed.</summary>
internal sealed class LogAnswers(
    NpgsqlDataSource source, LogKeys keys, CheckpointSigner signer, AuditLogSettings settings)
{
    /// <summary>
    /// Whole tiles above the leaves never change within an epoch, and there is one for each 65,536
    /// events at most.
    /// </summary>
    private readonly ConcurrentDictionary<(Key, int Epoch, Tile), MerkleHash[]> _upper = new();

    /// <summary>The newest checkpoint, or the one of a size.</summary>
    public async Task<SignedCheckpoint> CheckpointAsync(
        Key portfolio, long? size, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await CheckpointAsync(connection, portfolio, size, cancel);
    }

    /// <summary>The newest checkpoint; null before the first.</summary>
    public async Task<SignedCheckpoint?> NewestAsync(Key portfolio, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await LogRows.NewestAsync(connection, portfolio, cancel);
    }

    /// <summary>
    /// The newest checkpoint, the one of a size, or the newest that so many of the configured
    /// witnesses cosigned; with the cosignatures there are.
    /// </summary>
    public async Task<SignedNote> CosignedAsync(
        Key portfolio, long? size, int cosigned, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var signed = await CosignedAsync(connection, portfolio, size, cosigned, cancel);
        return await CosignatureRows.NoteAsync(connection, portfolio, signed, cancel);
    }

    /// <summary>How the log of a portfolio stands.</summary>
    public async Task<AuditLogAnswer> StandingAsync(Book head, CancellationToken cancel)
    {
        var portfolio = head.Portfolio;
        var signed = await CheckpointAsync(portfolio, null, cancel);
        var halt = await HaltAsync(portfolio, head.Epoch, cancel);
        return new(
            portfolio, Checkpoint.Parse(signed.ToNote().Text).Origin, signed.Epoch,
            signed.Size, signed.Root.ToString(), signed.SignedAt, head.Position,
            [.. (await KeysAsync(portfolio, cancel)).Select(key => key.ToString())],
            await WitnessesAsync(portfolio, signed.Epoch, cancel),
            await TimeStampsAsync(portfolio, signed.Epoch, cancel),
            halt is null ? null
                : new(halt.Detail, halt.LostFrom, halt.Checkpoint, halt.FoundAt));
    }

    /// <summary>How far each configured witness is, and what is wrong with it.</summary>
    public async Task<ImmutableArray<AuditLogWitness>> WitnessesAsync(
        Key portfolio, int epoch, CancellationToken cancel)
    {
        if (settings.Witnesses.IsEmpty)
            return [];
        var troubles = await LogTrouble.LastingAsync(
            source, settings.WitnessIds, portfolio, cancel);
        var standings = await CosignatureRows.StandingsAsync(
            source, portfolio, epoch, settings.WitnessIds, cancel);
        return [.. settings.Witnesses.Zip(standings, (witness, standing) => new AuditLogWitness(
            witness.Name, witness.Id, standing.Size, standing.At,
            TroubleOf(witness.Id, troubles)))];
    }

    /// <summary>How far checkpoints are stamped; null when nobody stamps them.</summary>
    public async Task<AuditLogTimeStamps?> TimeStampsAsync(
        Key portfolio, int epoch, CancellationToken cancel)
    {
        if (settings.TimeStamps is null)
            return null;
        var newest = await TimeStampRows.NewestAsync(source, portfolio, epoch, null, cancel);
        return new(newest?.Size, newest?.At, TroubleOf(LogTrouble.TimeStamps,
            await LogTrouble.LastingAsync(source, [LogTrouble.TimeStamps], portfolio, cancel)));
    }

    /// <summary>The newest time stamp, or that of a size.</summary>
    public async Task<StoredTimeStamp> TimeStampAsync(
        Key portfolio, long? size, CancellationToken cancel)
    {
        var newest = await CheckpointAsync(portfolio, null, cancel);
        return await TimeStampRows.NewestAsync(source, portfolio, newest.Epoch, size, cancel)
            ?? throw ReadProblem.Unknown("time-stamp", size is null ? "newest" : $"{size}");
    }

    /// <summary>The public keys of a log, the current one first.</summary>
    public async Task<ImmutableArray<VerifierKey>> KeysAsync(
        Key portfolio, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var newest = await CheckpointAsync(connection, portfolio, null, cancel);
        return [.. (await keys.PublicAsync(cancel))
            .Select(key => key.Named(OriginOf(key.Name, portfolio, newest.Epoch)))];
    }

    /// <summary>Hashes of a tile.</summary>
    public async Task<byte[]> HashesAsync(Key portfolio, Tile tile, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var newest = await RequireTileAsync(connection, portfolio, tile, cancel);
        var reading = Reading(connection, portfolio, newest.Epoch);
        return Tile.Bytes((await reading.TilesAsync([tile], cancel))[0].Hashes.Span);
    }

    /// <summary>The entries of a bundle.</summary>
    public async Task<ReadOnlyMemory<byte>> EntriesAsync(
        Key portfolio, Tile tile, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await RequireTileAsync(connection, portfolio, tile with { Level = 0 }, cancel);
        var first = tile.Number * Tile.FullWidth;
        var bundle = new ArrayBufferWriter<byte>();
        await foreach (var leaf in LeafReader.ReadAsync(
            connection, portfolio, first, first + tile.Width, cancel))
            EntryBundle.Write(bundle, leaf.ToBytes());
        return bundle.WrittenMemory;
    }

    /// <summary>The event at a position as the log takes it.</summary>
    public async Task<StoredLeaf> LeafAsync(
        Key portfolio, long position, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await foreach (var leaf in LeafReader.ReadAsync(
            connection, portfolio, position - 1, position, cancel))
            return leaf;
        throw ReadProblem.Unknown("event", $"{position}");
    }

    /// <summary>
    /// That an event is in the log, under the newest checkpoint, or the newest that so many of the
    /// configured witnesses cosigned; with the cosignatures there are.
    /// </summary>
    public async Task<LogProof> ProofAsync(
        Key portfolio, long position, CancellationToken cancel, int cosigned = 0) =>
        (await ProofsAsync(portfolio, [position], cancel, cosigned))[0];

    /// <summary>The same of several events, all under one checkpoint.</summary>
    public async Task<ImmutableArray<LogProof>> ProofsAsync(
        Key portfolio, ImmutableArray<long> positions, CancellationToken cancel,
        int cosigned = 0)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var (newest, note, tiles) = cosigned == 0
            ? await NewestAsync(connection, portfolio, positions, cancel)
            : await WitnessedAsync(connection, portfolio, cosigned, cancel);
        if (positions.Max() is var last && last > newest.Size)
            throw cosigned > 0 ? NotCosigned(
                $"The event at position {last} is not covered by such a checkpoint yet", cosigned)
                : NotSigned($"The event at position {last} is not covered by a checkpoint yet");
        var reading = Reading(connection, portfolio, newest.Epoch, tiles);
        var proofs = ImmutableArray.CreateBuilder<LogProof>(positions.Length);
        foreach (var position in positions)
            proofs.Add(new(position - 1,
                await reading.InclusionAsync(position - 1, newest.Size, cancel), note));
        return proofs.MoveToImmutable();
    }

    /// <summary>
    /// The newest checkpoint, and the tiles that proofs under it need, as far as this node knows
    /// how large the tree is: then there is nothing left to ask the database for.
    /// </summary>
    private async Task<(SignedCheckpoint, SignedNote, StoredTiles?)> NewestAsync(
        NpgsqlConnection connection, Key portfolio, ImmutableArray<long> positions,
        CancellationToken cancel)
    {
        var edge = signer.EdgeOf(portfolio);
        var epoch = edge?.Epoch ?? 0;
        var needed = Needed(edge, positions);
        var known = needed.Select(tile => (Tile: tile,
                Hashes: _upper.GetValueOrDefault((portfolio, epoch, tile))!))
            .Where(upper => upper.Hashes is not null).ToList();
        var (newest, note, stored) = await LogRows.NewestAsync(connection, portfolio, epoch,
            [.. needed.Except(known.Select(upper => upper.Tile))], cancel)
            ?? throw NotSigned("Nothing of this portfolio is signed yet");
        foreach (var (tile, hashes) in stored.Tiles)
            if (tile.Level > 0)
                _upper[(portfolio, epoch, tile)] = hashes;
        return (newest, note, stored with { Tiles = [.. stored.Tiles, .. known] });
    }

    private static ImmutableArray<Tile> Needed(LogEdge? edge, ImmutableArray<long> positions) =>
        edge is null ? [] : [.. positions.Where(position => position <= edge.Size)
            .SelectMany(position => TileNodes.Needed(edge.Size, nodes =>
                MerkleTree.InclusionProof(position - 1, edge.Size, nodes)))
            .Where(tile => tile.IsFull).Distinct()];

    private async Task<(SignedCheckpoint, SignedNote, StoredTiles?)> WitnessedAsync(
        NpgsqlConnection connection, Key portfolio, int cosigned, CancellationToken cancel)
    {
        var newest = await CosignedAsync(connection, portfolio, null, cosigned, cancel);
        return (newest,
            await CosignatureRows.NoteAsync(connection, portfolio, newest, cancel), null);
    }

    /// <summary>That the log at one size extends it at a smaller one.</summary>
    public async Task<ImmutableArray<MerkleHash>> ConsistencyAsync(
        Key portfolio, long from, long to, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var newest = await CheckpointAsync(connection, portfolio, null, cancel);
        if (to > newest.Size)
            throw ReadProblem.Invalid("to", $"must be at most {newest.Size}, which is signed");
        if (from > to)
            throw ReadProblem.Invalid("from", "must not be above to");
        return await Reading(connection, portfolio, newest.Epoch)
            .ConsistencyAsync(from, to, cancel);
    }

    /// <summary>Why a portfolio is read-only; null when it is not.</summary>
    public async Task<LogHalt?> HaltAsync(Key portfolio, int epoch, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select lost_from, checkpoint, detail, found_at from log.halt
            where portfolio = $1 and epoch >= $2 order by epoch desc limit 1
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = epoch });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new(row.GetInt64(0), row.GetString(1), row.GetString(2),
                row.GetFieldValue<DateTimeOffset>(3))
            : null;
    }

    private LogReading Reading(
        NpgsqlConnection connection, Key portfolio, int epoch, StoredTiles? known = null) =>
        new(connection, portfolio, epoch, () => signer.EdgeOf(portfolio), known);

    private static async Task<SignedCheckpoint> CheckpointAsync(
        NpgsqlConnection connection, Key portfolio, long? size, CancellationToken cancel) =>
        size is { } wanted
            ? await LogRows.OfSizeAsync(connection, portfolio, wanted, cancel)
                ?? throw ReadProblem.Unknown("checkpoint", $"{wanted}")
            : await LogRows.NewestAsync(connection, portfolio, cancel)
                ?? throw NotSigned("Nothing of this portfolio is signed yet");

    private async Task<SignedCheckpoint> CosignedAsync(
        NpgsqlConnection connection, Key portfolio, long? size, int cosigned,
        CancellationToken cancel)
    {
        if (cosigned > settings.Witnesses.Length)
            throw ReadProblem.Invalid("cosigned", settings.Witnesses.IsEmpty
                ? "must be left out: this ledger has no witnesses (AuditLog__Witnesses)"
                : $"must be at most {settings.Witnesses.Length}, the number of the witnesses");
        if (cosigned > 0 && size is not null)
            throw ReadProblem.Invalid("cosigned", "must be left out where the size is given");
        var signed = await CheckpointAsync(connection, portfolio, size, cancel);
        if (cosigned == 0)
            return signed;
        var newest = await CosignatureRows.NewestCosignedAsync(
            connection, portfolio, signed.Epoch, cosigned, settings.WitnessIds, cancel);
        return newest is { } at ? await CheckpointAsync(connection, portfolio, at, cancel)
            : throw NotCosigned("There is no such checkpoint yet", cosigned);
    }

    private static AuditLogTrouble? TroubleOf(
        string source, ImmutableArray<LogTrouble> troubles) =>
        // What is about the portfolio comes last, and says more.
        troubles.LastOrDefault(t => t.Source == source) is { } lasting
            ? new(lasting.Kind, lasting.Detail, lasting.Since) : null;

    private static ProblemException NotCosigned(string what, int count) => new(Problem.Create(
        "not-cosigned-yet", $"{what}: one that {count} of the witnesses cosigned. GET log says how "
        + "far each of them is."));

    /// <summary>
    /// Only what a checkpoint covers is served: the rest may still become another.
    /// </summary>
    private static async Task<SignedCheckpoint> RequireTileAsync(
        NpgsqlConnection connection, Key portfolio, Tile tile, CancellationToken cancel)
    {
        var newest = await CheckpointAsync(connection, portfolio, null, cancel);
        return Tile.In(newest.Size, tile.Level, tile.Number) is { } there
            && there.Width >= tile.Width
            ? newest : throw ReadProblem.Unknown("tile", tile.Path);
    }

    /// <summary>The problem of what no checkpoint covers.</summary>
    public static ProblemException NotSigned(string what) => new(Problem.Create("not-signed-yet",
        $"{what}; checkpoints follow within a second of a commit, while the ledger has its key."));

    private static string OriginOf(string name, Key portfolio, int epoch) =>
        new LogOrigin(name, portfolio.Value, epoch).ToString();
}

/// <summary>Why a portfolio is read-only.</summary>
/// <param name="LostFrom">The first position that is lost, or may be another.</param>
/// <param name="Checkpoint">What was signed and is not there.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="FoundAt">When it was noticed.</param>
internal sealed record LogHalt(
    long LostFrom, string Checkpoint, string Detail, DateTimeOffset FoundAt)
{
    /// <summary>
    /// The command that acknowledges it; refused where there is nothing to acknowledge.
    /// </summary>
    public static AcknowledgeRestore Acknowledge(LogHalt? halt, Grounds grounds) =>
        new(halt?.LostFrom ?? 0, halt?.Checkpoint ?? "", grounds);
}
