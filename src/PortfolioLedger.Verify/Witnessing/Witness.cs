using System.Globalization;
using System.Text;
using PortfolioLedger.Verify.Commands;

namespace PortfolioLedger.Verify.Witnessing;

/// <summary>What a witness answers.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Cosignatures, a size, or why not.</param>
/// <param name="Type">Of the body.</param>
internal sealed record WitnessAnswer(int Status, string Body, string Type = "text/plain")
{
    public const string SizeType = "text/x.tlog.size";

    public static WitnessAnswer No(int status, string why) => new(status, why + "\n");
}

/// <summary>
/// A witness (C2SP tlog-witness): cosigns a checkpoint when it extends the last one that it has
/// cosigned of the log, and remembers it before it answers.
/// </summary>
/// <param name="key">Its secret key.</param>
/// <param name="state">What it has seen.</param>
/// <param name="logs">
/// Keys of logs. The key of a ledger stands for all logs named after it.
/// </param>
/// <param name="clock">The time that is stated.</param>
internal sealed class Witness(
    SigningKey key, WitnessState state, ImmutableArray<VerifierKey> logs, TimeProvider clock)
{
    private readonly Lock _lock = new();

    /// <summary>Answers <c>add-checkpoint</c>.</summary>
    public WitnessAnswer Add(ReadOnlySpan<byte> body)
    {
        WitnessRequest request;
        Checkpoint checkpoint;
        try
        {
            request = WitnessRequest.Parse(body);
            checkpoint = Checkpoint.Parse(request.Note.Text);
        }
        catch (FormatException e)
        {
            return WitnessAnswer.No(400, e.Message);
        }
        var trusted = TrustedFor(checkpoint.Origin);
        if (trusted.IsEmpty)
            return WitnessAnswer.No(404, "This witness does not know the log.");
        if (!IsSigned(request.Note, trusted))
            return WitnessAnswer.No(403, "The checkpoint is not signed with a key of the log.");
        if (request.OldSize > checkpoint.Size)
            return WitnessAnswer.No(400, "The old size is larger than the checkpoint's.");
        // What was checked must still be so when it is kept: one request at a time.
        lock (_lock)
            return Extend(request.OldSize, request.Consistency, request.Note, checkpoint, trusted);
    }

    /// <summary>The last note of a log by the hash of its origin; null before the first.</summary>
    public SignedNote? Last(string originHash)
    {
        lock (_lock)
            return state.Last(originHash);
    }

    /// <summary>The key of a log with this origin; empty when it is unknown.</summary>
    public ImmutableArray<VerifierKey> TrustedFor(string origin) =>
    [
        .. logs.Where(log => log.Name == origin || Keys.Covers(log.Name, origin))
            .Select(log => log.Named(origin)),
    ];

    private WitnessAnswer Extend(long oldSize, ImmutableArray<MerkleHash> proof, SignedNote note,
        Checkpoint checkpoint, ImmutableArray<VerifierKey> trusted)
    {
        var hash = WitnessState.HashOf(checkpoint.Origin);
        var last = state.Last(hash) is { } kept ? Checkpoint.Parse(kept.Text) : null;
        var size = last?.Size ?? 0;
        // C2SP tlog-witness: two roots of one size are a conflict, whatever proof is sent.
        if (oldSize != size
            || (last is not null && size == checkpoint.Size && last.Root != checkpoint.Root))
            return new(409, string.Create(CultureInfo.InvariantCulture, $"{size}\n"),
                WitnessAnswer.SizeType);
        if (Fault(oldSize, proof, last, checkpoint) is { } fault)
            return WitnessAnswer.No(422, fault);
        var cosignature = Cosignature.Sign(note.Text, key, clock.GetUtcNow());
        // Only what was verified is kept and shown: signatures of strangers mean nothing.
        state.Keep(hash, new(note.Text,
        [
            .. note.Signatures.Where(s => trusted.Any(s.IsBy)), cosignature,
        ]));
        return new(200, $"{cosignature}\n");
    }

    /// <summary>Why a checkpoint does not extend the last one.</summary>
    private static string? Fault(
        long oldSize, ImmutableArray<MerkleHash> proof, Checkpoint? last, Checkpoint next)
    {
        if (next.Size == 0 && next.Root != MerkleHash.OfNothing)
            return "A log without entries has another root.";
        if (oldSize == 0)
            return proof.IsEmpty ? null : "From nothing there is no proof.";
        return MerkleProof.Extends(oldSize, next.Size, last!.Root, next.Root, proof.AsSpan())
            ? null : "The checkpoint does not extend the last one.";
    }

    private static bool IsSigned(SignedNote note, ImmutableArray<VerifierKey> trusted)
    {
        try
        {
            // Each is asked: a wrong signature beside a right one is a forged note.
            return trusted.Select(log => note.By(log)).ToArray().Any(found => found is not null);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
