using System.Security.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Reads an evidence bundle, whose container, list of files and small files are checked at once.
/// Whether the events are those of the log, the caller checks leaf by leaf.
/// </summary>
public sealed class EvidenceBundleReader
{
    private readonly StoredZipReader _zip;
    private readonly StoredFile _events;
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    private EvidenceBundleReader(StoredZipReader zip, BundleManifest manifest)
    {
        (_zip, Manifest) = (zip, manifest);
        CheckNames();
        _events = Required(EvidenceBundle.Events);
        Whole(Required(EvidenceBundle.ReadMe), SignedNote.MaxBytes);
        Note = SignedNote.Parse(
            Whole(Required(EvidenceBundle.Checkpoint), SignedNote.MaxBytes));
        Checkpoint = Core.AuditLog.Checkpoint.Parse(Note.Text);
        Key = VerifierKey.Parse(manifest.Key);
        Origin = LogOrigin.Parse(Checkpoint.Origin);
        CheckAgreement();
        if (zip.Find(EvidenceBundle.TimeStamp) is { } stamp)
            TimeStamp = Whole(stamp, EvidenceBundle.LongestTimeStamp);
    }

    /// <summary>What it says of itself.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>The signed checkpoint.</summary>
    public SignedNote Note { get; }

    /// <summary>What the checkpoint says; that it is signed is the caller's to check.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Which log.</summary>
    public LogOrigin Origin { get; }

    /// <summary>The key that it brings; who trusts it has it from elsewhere.</summary>
    public VerifierKey Key { get; }

    /// <summary>The time-stamp token, if there is one.</summary>
    public ReadOnlyMemory<byte>? TimeStamp { get; }

    /// <summary>How many bytes the events have.</summary>
    public long EventBytes => _events.Bytes;

    /// <summary>Opens a bundle.</summary>
    /// <param name="archive">It can seek, and stays open.</param>
    /// <exception cref="FormatException">It is none, or is damaged; the message says where.
    /// </exception>
    public static EvidenceBundleReader Open(Stream archive)
    {
        var zip = StoredZipReader.Open(archive);
        if (zip.Files.IsEmpty || zip.Files[^1].Name != EvidenceBundle.Manifest)
            throw new FormatException("The archive is no evidence bundle: it has no manifest.");
        return new(zip, BundleManifest.Parse(
            zip.ReadAll(zip.Files[^1], EvidenceBundle.LongestManifest)));
    }

    /// <summary>
    /// The lines of the events piece by piece, not cut at lines; a piece is overwritten by the
    /// next. Damage that changed no event is noticed with the last piece.
    /// </summary>
    /// <exception cref="FormatException">They are damaged.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Events()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in _zip.Parts(_events))
        {
            hash.AppendData(piece.Span);
            yield return piece;
        }
        Match(_events.Name, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The positions of events whose data stands beside them, ascending.</summary>
    public IEnumerable<long> Long() => _zip.Files
        .Where(file => file.Name.StartsWith("data/", StringComparison.Ordinal))
        .Select(file => NoteText.Decimal(file.Name.AsSpan()["data/".Length..^".json".Length]));

    /// <summary>The data that stands beside an event.</summary>
    /// <exception cref="FormatException">There is none, or it is damaged.</exception>
    public byte[] Data(long position) =>
        Whole(Required(EvidenceBundle.Data(position)), EvidenceBundle.LongestData);

    /// <summary>All tiles, in their order.</summary>
    /// <exception cref="FormatException">One is damaged.</exception>
    public IEnumerable<(Tile Tile, byte[] Bytes)> Tiles()
    {
        foreach (var file in _zip.Files)
            if (TileOf(file.Name) is { } tile)
                yield return (tile, Whole(file, Tile.FullWidth * MerkleHash.Size));
    }

    /// <summary>Reads what no other check reads, so that every byte was looked at.</summary>
    /// <param name="events">The positions of the events that were found, ascending.</param>
    /// <param name="isLong">Those of them whose data stands beside them.</param>
    /// <exception cref="FormatException">Something is damaged, missing or too many.</exception>
    public void CheckRest(IEnumerable<long> events, IEnumerable<long> isLong)
    {
        if (!Long().SequenceEqual(isLong))
            throw new FormatException(
                "The files of data are not those of the events whose leaves hold only a hash.");
        var needed = ProvenTiles.Needed(
            Checkpoint.Size, events.Select(position => (position - 1) / Tile.FullWidth));
        if (!_zip.Files.Select(file => TileOf(file.Name)).Where(tile => tile is not null)
            .Select(tile => tile!.Value).SequenceEqual(needed))
            throw new FormatException("The tiles are not those that prove its events.");
    }

    private StoredFile Required(string name) => _zip.Find(name)
        ?? throw new FormatException($"The bundle has no '{name}'.");

    private byte[] Whole(StoredFile file, int most)
    {
        var bytes = _zip.ReadAll(file, most);
        Match(file.Name, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return bytes;
    }

    private void Match(string name, string sha256)
    {
        if (_hashes[name] != sha256)
            throw new FormatException(
                $"'{name}' does not have the SHA-256 that the manifest says.");
    }

    private void CheckNames()
    {
        var files = _zip.Files[..^1];
        if (Manifest.Files.Length != files.Length)
            throw new FormatException("The manifest names another number of files.");
        foreach (var (said, file) in Manifest.Files.Zip(files))
            if (said.Name != file.Name || said.Bytes != file.Bytes)
                throw new FormatException(
                    $"'{file.Name}' is not where the manifest has it, or has another length.");
            else
                _hashes.Add(said.Name, said.Sha256);
        var order = files.Select(file => OrderOf(file.Name)).ToArray();
        for (var i = 1; i < order.Length; i++)
            if (order[i].CompareTo(order[i - 1]) <= 0)
                throw new FormatException($"'{files[i].Name}' is not where it belongs.");
    }

    /// <summary>The one order of files: a bundle of equal content has equal bytes.</summary>
    private static (int, int, long) OrderOf(string name) => name switch
    {
        EvidenceBundle.ReadMe => (0, 0, 0),
        EvidenceBundle.Checkpoint => (1, 0, 0),
        EvidenceBundle.Events => (2, 0, 0),
        EvidenceBundle.TimeStamp => (5, 0, 0),
        _ when TileOf(name) is { } tile => (4, tile.Level!.Value, tile.Number),
        _ when name.StartsWith("data/", StringComparison.Ordinal)
            && name.EndsWith(".json", StringComparison.Ordinal) => (3, 0, NoteText.Decimal(
                name.AsSpan()["data/".Length..^".json".Length])),
        _ => throw new FormatException($"A bundle has no file '{name}'."),
    };

    private static Tile? TileOf(string name) =>
        name.StartsWith("tile/", StringComparison.Ordinal)
            && Tile.TryParse(name["tile/".Length..], out var tile) && tile.Level is not null
            && tile.Path == name ? tile : null;

    private void CheckAgreement()
    {
        var said = Manifest;
        if (said.Origin != Checkpoint.Origin || said.Portfolio != Origin.Portfolio
            || said.Checkpoint.Size != Checkpoint.Size
            || said.Checkpoint.Root != $"{Checkpoint.Root}" || Key.Name != Checkpoint.Origin)
            throw new FormatException(
                $"The manifest speaks of '{said.Origin}' at size {said.Checkpoint.Size}, the "
                + $"checkpoint of '{Checkpoint.Origin}' at size {Checkpoint.Size}, the key is of "
                + $"'{Key.Name}': they must agree.");
        if (said.From < 1 || said.To < said.From || said.To > Checkpoint.Size)
            throw new FormatException(
                $"Positions {said.From} to {said.To} are not in a log of {Checkpoint.Size}.");
    }
}
