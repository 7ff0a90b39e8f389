using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PortfolioLedger.Verify.Tests;

/// <summary>
/// A log of a test with everything that the ledger keeps of it: leaves, long data, tiles and
/// signed checkpoints. Leaves can be altered; what follows from them is computed each time.
/// </summary>
internal sealed class SampleLog
{
    public const string Ledger = "ledger.example.org";

    public SigningKey Key { get; init; } = KeyOf($"{Ledger}/capital/1");

    public List<byte[]> Leaves { get; init; } = [];

    public SortedDictionary<long, byte[]> Data { get; init; } = [];

    public string Origin => Key.Verifier.Name;

    public static SigningKey KeyOf(string name, byte seed = 7) =>
        new(name, SignatureKind.Ed25519, [.. Enumerable.Repeat(seed, 32)]);

    public static SigningKey WitnessKey(string name, byte seed = 9) =>
        new(name, SignatureKind.Cosignature, [.. Enumerable.Repeat(seed, 32)]);

    /// <summary>The golden journal: events of every kind, the first of them 1.</summary>
    public static SampleLog Golden(string portfolio = "capital", int epoch = 1)
    {
        var log = new SampleLog { Key = KeyOf($"{Ledger}/{portfolio}/{epoch}") };
        foreach (var line in Lines())
            log.Add(line, portfolio, epoch);
        return log;
    }

    /// <summary>
    /// The golden journal, and after it so many pieces of recorded spend that all levels of tiles
    /// are needed, and one event whose data stands beside its leaf.
    /// </summary>
    public static SampleLog Long(int events)
    {
        var log = Golden();
        for (var position = log.Leaves.Count + 1; position <= events; position++)
        {
            var summary = new string('s', position == events - 1 ? Leaf.LongestData : 20);
            log.Add(JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$$"""
                {"position":{{{position}}},"recordedAt":"2026-06-01T09:00:00.000000Z",
                 "effectiveOn":"2026-06-01","actor":{"id":"carl","role":"contributor"},
                 "type":"initiative-proposed","schemaVersion":1,
                 "data":{"initiative":"new-{{{position}}}","name":"New",
                         "summary":"{{{summary}}}","kind":"project"}}
                """))!);
        }
        return log;
    }

    public static IEnumerable<JsonNode> Lines()
    {
        using var stream = typeof(SampleLog).Assembly.GetManifestResourceStream(
            "golden-journal.ndjson")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return JsonNode.Parse(line)!;
    }

    /// <summary>Adds an event.</summary>
    public void Add(JsonNode line, string portfolio = "capital", int epoch = 1)
    {
        var data = Encoding.UTF8.GetBytes(line["data"]!.ToJsonString());
        var position = line["position"]!.GetValue<long>();
        var leaf = Leaf.Bytes(EnvelopeOf(line, portfolio, epoch), data);
        Leaves.Add(leaf);
        if (ReadLeaf.Parse(leaf).DataSha256 is not null)
            Data.Add(position, CanonicalJson.Encode(data));
    }

    public SampleLog Copy(SigningKey? key = null) => new()
    {
        Key = key ?? Key, Leaves = [.. Leaves], Data = new(Data),
    };

    public MerkleHash[] Hashes(int size) =>
        [.. Leaves.Take(size).Select(leaf => MerkleHash.OfLeaf(leaf))];

    public MerkleHash Root(int size) =>
        size == 0 ? MerkleHash.OfNothing : MerkleTree.RootOf(Hashes(size));

    public SignedNote Note(int? size = null) => SignedNote.Sign(
        new Checkpoint(Origin, size ?? Leaves.Count, Root(size ?? Leaves.Count)).Text, Key);

    public MerkleHash[] TileOf(Tile tile, MerkleHash[] hashes)
    {
        var span = 1L << (8 * tile.Level!.Value);
        var first = tile.Number * Tile.FullWidth;
        return
        [
            .. Enumerable.Range(0, tile.Width).Select(i => MerkleTree.RootOf(
                hashes.AsSpan((int)((first + i) * span), (int)span))),
        ];
    }

    /// <summary>A bundle of some events.</summary>
    /// <param name="range">Which; all of them if absent.</param>
    /// <param name="note">In which checkpoint; the newest if absent.</param>
    /// <param name="positions">Of which decision's events; all if absent.</param>
    /// <param name="views">With which digests.</param>
    /// <param name="tiles">Hashes from which tiles are made; those of the leaves if absent.</param>
    public async Task<byte[]> BundleAsync(BundleRange? range = null, SignedNote? note = null,
        IEnumerable<long>? positions = null, IEnumerable<BundleView>? views = null,
        MerkleHash[]? tiles = null)
    {
        note ??= Note();
        range ??= new(1, Leaves.Count);
        var hashes = tiles ?? Hashes((int)Checkpoint.Parse(note.Text).Size);
        using var target = new MemoryStream();
        using var bundle = await EvidenceBundleWriter.StartAsync(
            target, note, Key.Verifier, range);
        for (var position = range.From; position <= range.To; position++)
            if (positions?.Contains(position) != false)
                await bundle.AddEventAsync(Leaves[(int)position - 1]);
        foreach (var position in bundle.Long.ToArray())
            await bundle.AddDataAsync(position, Data[position]);
        foreach (var tile in bundle.Tiles)
            await bundle.AddTileAsync(tile, TileOf(tile, hashes));
        await bundle.FinishAsync(views ?? []);
        return target.ToArray();
    }

    public LogProof Proof(long position, int? size = null)
    {
        var hashes = Hashes(size ?? Leaves.Count);
        return new(position - 1, MerkleTree.InclusionProof(position - 1, hashes.Length,
            (level, index) => MerkleTree.RootOf(
                hashes.AsSpan((int)(index << level), 1 << level))), Note(size));
    }

    private static LeafEnvelope EnvelopeOf(JsonNode line, string portfolio, int epoch)
    {
        var position = line["position"]!.GetValue<long>();
        var actor = line["actor"]!;
        return new(portfolio, epoch, position,
            new Guid($"019b0000-0000-7000-8000-{position:x12}"),
            line["type"]!.GetValue<string>(), line["schemaVersion"]!.GetValue<int>(),
            InstantOf(line["recordedAt"])!.Value, InstantOf(line["reportedAt"]),
            DateOnly.ParseExact(line["effectiveOn"]!.GetValue<string>(), "yyyy-MM-dd",
                CultureInfo.InvariantCulture),
            actor["id"]!.GetValue<string>(), actor["role"]!.GetValue<string>(),
            actor["department"]?.GetValue<string>(), line["onBehalfOf"]?.GetValue<string>(),
            null, null);
    }

    private static DateTimeOffset? InstantOf(JsonNode? text) => text is null ? null
        : DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
