using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// That an entry is in a log, provable without the log (C2SP tlog-proof): its index, the hashes up
/// to the root, and the signed checkpoint with that root.
/// </summary>
/// <param name="Index">Of the entry, from 0.</param>
/// <param name="Hashes">From the leaf's sibling up.</param>
/// <param name="Note">The signed checkpoint.</param>
public sealed record LogProof(long Index, ImmutableArray<MerkleHash> Hashes, SignedNote Note)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string IndexStart = "index ";
    private const string ExtraStart = "extra ";

    /// <summary>A tree has at most so many levels, and a proof so many hashes.</summary>
    private const int MaxHashes = 63;

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Utf8(bytes);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = (blank < 0 ? text : text[..blank]).Split('\n');
        var at = lines.Length > 1 && lines[1].StartsWith(ExtraStart, StringComparison.Ordinal)
            ? 2 : 1;
        if (blank < 0 || lines[0] != Header || lines.Length <= at
            || !lines[at].StartsWith(IndexStart, StringComparison.Ordinal)
            || lines.Length - at - 1 > MaxHashes)
            throw new FormatException(
                $"A proof begins with '{Header}' and 'index <number>', then come hashes, an empty "
                + "line and the checkpoint.");
        return new(
            NoteText.Decimal(lines[at].AsSpan(IndexStart.Length)),
            [.. lines[(at + 1)..].Select(MerkleHash.Parse)],
            SignedNote.Parse(text[(blank + 2)..]));
    }

    /// <summary>
    /// The checkpoint that it proves a leaf to be in, signed by the log.
    /// </summary>
    /// <exception cref="FormatException">It does not prove that; the message says why.</exception>
    public Checkpoint Verified(in MerkleHash leaf, VerifierKey log)
    {
        var checkpoint = Checkpoint.Verified(Note, log);
        return MerkleProof.Includes(
            Index, checkpoint.Size, leaf, Hashes.AsSpan(), checkpoint.Root)
            ? checkpoint
            : throw new FormatException(
                $"The leaf is not entry {Index} of the log at size {checkpoint.Size}.");
    }

    /// <summary>The proof as text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Header}\n{IndexStart}{Index}\n{string.Concat(Hashes.Select(h => h + "\n"))}\n{Note}");
}
