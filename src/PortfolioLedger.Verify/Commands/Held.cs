using System.Text.Json;

namespace PortfolioLedger.Verify.Commands;

/// <summary>What a caller holds of a log from before: the best witness is one's own.</summary>
/// <param name="Checkpoints">Files with older checkpoints.</param>
/// <param name="Receipts">Files with receipts of commands.</param>
/// <param name="Proofs">Files with proofs of events.</param>
internal sealed record Held(string[] Checkpoints, string[] Receipts, string[] Proofs)
{
    private const int LongestReceipt = 16 * 1024 * 1024;

    /// <summary>The notes of the checkpoints.</summary>
    public IEnumerable<(string File, SignedNote Note)> Notes() =>
        Checkpoints.Select(file => (file, Read(file, SignedNote.Parse)));

    /// <summary>The proofs.</summary>
    public IEnumerable<(string File, LogProof Proof)> LogProofs() =>
        Proofs.Select(file => (file, Read(file, LogProof.Parse)));

    /// <summary>Positions and leaf hashes of the receipts.</summary>
    public IEnumerable<(string File, long Position, MerkleHash Hash)> Lines() =>
        Receipts.SelectMany(file =>
        {
            var found = Read(file, LinesOf);
            return found.Count > 0 ? found.Select(line => (file, line.Position, line.Hash))
                : throw Failure.Usage($"'{file}' is no receipt: it has no position with leafHash.");
        });

    private delegate T Reading<T>(ReadOnlySpan<byte> bytes);

    private static T Read<T>(string file, Reading<T> read)
    {
        try
        {
            return read(Files.Read(file, LongestReceipt));
        }
        catch (Exception e) when (e is FormatException or JsonException
            or InvalidOperationException)
        {
            throw Failure.Usage($"'{file}' cannot be read: {e.Message}");
        }
    }

    private static List<(long Position, MerkleHash Hash)> LinesOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new() { MaxDepth = 32 });
        using var document = JsonDocument.ParseValue(ref reader);
        var lines = new List<(long, MerkleHash)>();
        Collect(document.RootElement, lines);
        return lines;
    }

    /// <summary>
    /// An answer to a command has them in a list; a line of it may be kept alone.
    /// </summary>
    private static void Collect(JsonElement element, List<(long, MerkleHash)> lines)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Collect(item, lines);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (element.TryGetProperty("leafHash", out var hash)
            && element.TryGetProperty("position", out var position))
            lines.Add((position.GetInt64() is > 0 and var at ? at : throw new FormatException(
                "positions begin with 1."), MerkleHash.Parse(hash.GetString() ?? "")));
        foreach (var member in element.EnumerateObject())
            Collect(member.Value, lines);
    }
}
