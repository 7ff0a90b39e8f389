using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// What a log sends to a witness to have a checkpoint cosigned (C2SP tlog-witness,
/// <c>add-checkpoint</c>).
/// </summary>
/// <param name="OldSize">Of the last checkpoint that the witness has cosigned; 0 if none.</param>
/// <param name="Consistency">That the log extends it.</param>
/// <param name="Note">The checkpoint, signed by the log.</param>
public sealed record WitnessRequest(
    long OldSize, ImmutableArray<MerkleHash> Consistency, SignedNote Note)
{
    private const string Old = "old ";
    private const int MaxHashes = 63;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static WitnessRequest Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Utf8(bytes);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = (blank < 0 ? text : text[..blank]).Split('\n');
        if (blank < 0 || !lines[0].StartsWith(Old, StringComparison.Ordinal)
            || lines.Length - 1 > MaxHashes)
            throw new FormatException(
                "A request is 'old <size>', at most 63 hashes, an empty line and the checkpoint.");
        return new(
            NoteText.Decimal(lines[0].AsSpan(Old.Length)),
            [.. lines[1..].Select(MerkleHash.Parse)],
            SignedNote.Parse(text[(blank + 2)..]));
    }

    /// <summary>The body of the request.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Old}{OldSize}\n{string.Concat(Consistency.Select(h => h + "\n"))}\n{Note}");
}
