using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>What a bundle is of.</summary>
/// <param name="From">The first position.</param>
/// <param name="To">The last position, within the checkpoint.</param>
/// <param name="Decision">
/// The governance decision whose events they are; null for all from the first to the last.
/// </param>
public sealed record BundleRange(long From, long To, string? Decision = null);

/// <summary>
/// Writes an evidence bundle into a stream that only goes forward; nothing but names and hashes of
/// what was written is held. The order is fixed: events, data of the long ones, tiles, a time-stamp
/// if there is one; the same content gives the same bytes.
/// </summary>
/// <example><code>
/// using var bundle = await EvidenceBundleWriter.StartAsync(body, note, key, new(1, 1000));
/// await foreach (var leaf in leaves) await bundle.AddEventAsync(leaf);
/// foreach (var position in bundle.Long) await bundle.AddDataAsync(position, data);
/// foreach (var tile in bundle.Tiles) await bundle.AddTileAsync(tile, hashes);
/// await bundle.FinishAsync(views);
/// </code></example>
public sealed class EvidenceBundleWriter : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly StoredZipWriter _zip;
    private readonly Checkpoint _checkpoint;
    private readonly LogOrigin _origin;
    private readonly VerifierKey _key;
    private readonly BundleRange _range;
    private readonly ImmutableArray<BundleFile>.Builder _files =
        ImmutableArray.CreateBuilder<BundleFile>();
    private readonly List<long> _touched = [];
    private readonly List<long> _long = [];
    private ImmutableArray<Tile> _tiles;
    private long _last;
    private int _dataWritten;
    private int _tilesWritten;

    private EvidenceBundleWriter(
        Stream target, Checkpoint checkpoint, VerifierKey key, BundleRange range)
    {
        (_zip, _checkpoint, _key, _range) = (new(target), checkpoint, key, range);
        _origin = LogOrigin.Parse(checkpoint.Origin);
        if (range.From < 1 || range.To < range.From || range.To > checkpoint.Size)
            throw new ArgumentException(
                $"Positions {range.From} to {range.To} are not in a log of {checkpoint.Size}.",
                nameof(range));
    }

    /// <summary>
    /// The positions of events whose data stands beside them: what <see cref="AddDataAsync"/> wants
    /// after the last event, in this order.
    /// </summary>
    public IReadOnlyList<long> Long => _long;

    /// <summary>
    /// The tiles that prove the events: what <see cref="AddTileAsync"/> wants, in this order.
    /// </summary>
    public ImmutableArray<Tile> Tiles => _tiles.IsDefault
        ? _tiles = ProvenTiles.Needed(_checkpoint.Size, _touched) : _tiles;

    /// <summary>Begins a bundle.</summary>
    /// <param name="target">Where to; it stays open.</param>
    /// <param name="note">The signed checkpoint, with cosignatures.</param>
    /// <param name="key">The key of the log, whose name is the checkpoint's origin.</param>
    /// <param name="range">Which events.</param>
    /// <param name="cancel">Stops writing.</param>
    /// <exception cref="FormatException">The key did not sign the checkpoint.</exception>
    public static async Task<EvidenceBundleWriter> StartAsync(
        Stream target, SignedNote note, VerifierKey key, BundleRange range,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(range);
        var writer = new EvidenceBundleWriter(
            target, Core.AuditLog.Checkpoint.Verified(note, key), key, range);
        var words = EvidenceBundle.Words(
            writer._origin, range.From, range.To, range.Decision, $"{key}");
        await writer.FileAsync(EvidenceBundle.ReadMe, Encoding.UTF8.GetBytes(words), cancel);
        await writer.FileAsync(EvidenceBundle.Checkpoint, note.ToBytes(), cancel);
        await writer._zip.BeginAsync(EvidenceBundle.Events, cancel);
        return writer;
    }

    /// <summary>Adds the leaf of the next event.</summary>
    /// <exception cref="FormatException">It is no leaf of this log.</exception>
    /// <exception cref="ArchiveTooLargeException">The bundle is full.</exception>
    public async ValueTask AddEventAsync(
        ReadOnlyMemory<byte> leaf, CancellationToken cancel = default)
    {
        if (!_tiles.IsDefault)
            throw new InvalidOperationException("Events come before all else.");
        var (envelope, _, hash) = ReadLeaf.Parse(leaf);
        var wanted = _range.Decision is null ? Math.Max(_last + 1, _range.From) : 0;
        if (wanted > 0 ? envelope.Position != wanted
            : envelope.Position <= _last || envelope.Position < _range.From)
            throw new FormatException($"Position {envelope.Position} is not the next one.");
        if (envelope.Position > _range.To || envelope.Portfolio != _origin.Portfolio
            || envelope.Epoch > _origin.Epoch)
            throw new FormatException($"Position {envelope.Position} is not in this bundle.");
        _last = envelope.Position;
        if (hash is not null)
            _long.Add(_last);
        var tile = (_last - 1) / Tile.FullWidth;
        if (_touched.Count == 0 || _touched[^1] != tile)
            _touched.Add(tile);
        await _zip.WriteAsync(leaf, cancel);
        await _zip.WriteAsync(LineEnd, cancel);
    }

    /// <summary>Adds the canonical data of an event whose leaf holds only its hash.</summary>
    public async ValueTask AddDataAsync(
        long position, ReadOnlyMemory<byte> data, CancellationToken cancel = default)
    {
        await EndEventsAsync(cancel);
        if (_dataWritten >= _long.Count || _long[_dataWritten] != position)
            throw new InvalidOperationException($"Data of {position} is not what comes next.");
        _dataWritten++;
        await FileAsync(EvidenceBundle.Data(position), data, cancel);
    }

    /// <summary>Adds a tile of hashes.</summary>
    public async ValueTask AddTileAsync(
        Tile tile, ReadOnlyMemory<MerkleHash> hashes, CancellationToken cancel = default)
    {
        await EndEventsAsync(cancel);
        if (_dataWritten < _long.Count || _tilesWritten >= Tiles.Length
            || Tiles[_tilesWritten] != tile || hashes.Length != tile.Width)
            throw new InvalidOperationException($"'{tile.Path}' is not what comes next.");
        _tilesWritten++;
        await FileAsync(tile.Path, Tile.Bytes(hashes.Span), cancel);
    }

    /// <summary>Adds an RFC 3161 time-stamp token over the checkpoint.</summary>
    public async ValueTask AddTimeStampAsync(
        ReadOnlyMemory<byte> token, CancellationToken cancel = default)
    {
        RequireComplete();
        await FileAsync(EvidenceBundle.TimeStamp, token, cancel);
    }

    /// <summary>Writes the manifest: the bundle is complete.</summary>
    /// <param name="views">Views that the ledger computed, for the verifier to do again.</param>
    /// <param name="cancel">Stops writing.</param>
    public async Task FinishAsync(
        IEnumerable<BundleView> views, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(views);
        RequireComplete();
        var manifest = new BundleManifest(
            BundleManifest.Version, _origin.Portfolio, _checkpoint.Origin, _range.From, _range.To,
            _range.Decision, new(_checkpoint.Size, $"{_checkpoint.Root}"), $"{_key}",
            _files.ToImmutable(), [.. views]);
        await FileAsync(EvidenceBundle.Manifest, manifest.ToBytes(), cancel);
        await _zip.FinishAsync(cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private void RequireComplete()
    {
        if (_tiles.IsDefault || _tilesWritten < Tiles.Length || _dataWritten < _long.Count
            || (_range.Decision is null && _last != _range.To))
            throw new InvalidOperationException("The bundle lacks events, data or tiles.");
    }

    private async ValueTask EndEventsAsync(CancellationToken cancel)
    {
        if (!_tiles.IsDefault && _files.Count > 2)
            return;
        _ = Tiles;
        await EndAsync(cancel);
    }

    private async ValueTask FileAsync(
        string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await _zip.BeginAsync(name, cancel);
        await _zip.WriteAsync(bytes, cancel);
        await EndAsync(cancel);
    }

    private async ValueTask EndAsync(CancellationToken cancel)
    {
        var (file, sha256) = await _zip.EndAsync(cancel);
        _files.Add(new(file.Name, file.Bytes, sha256));
    }
}
