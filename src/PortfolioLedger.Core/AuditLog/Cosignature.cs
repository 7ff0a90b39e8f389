using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// What a witness says: at this time the largest tree it has seen of the log has this root, and it
/// extends every one it saw before (C2SP tlog-cosignature, with Ed25519).
/// </summary>
/// <param name="Witness">Who says it.</param>
/// <param name="At">When, to the second.</param>
public sealed record Cosignature(VerifierKey Witness, DateTimeOffset At)
{
    private const int TimeSize = 8;

    /// <summary>Cosigns a checkpoint.</summary>
    /// <param name="checkpoint">The text of its note.</param>
    /// <param name="key">Of the witness.</param>
    /// <param name="at">The time that is stated, cut to the second.</param>
    public static NoteSignature Sign(string checkpoint, SigningKey key, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(key);
        Require(key.Verifier);
        var signature = new byte[TimeSize + 64];
        var seconds = at.ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        key.Sign(Message(checkpoint, seconds)).CopyTo(signature.AsSpan(TimeSize));
        return new(key.Verifier.Name, key.Verifier.Id, [.. signature]);
    }

    /// <summary>What a witness says under a note; null when it says nothing.</summary>
    /// <exception cref="FormatException">
    /// A signature bears its name and id and is not its own.
    /// </exception>
    public static Cosignature? Of(SignedNote note, VerifierKey witness)
    {
        ArgumentNullException.ThrowIfNull(note);
        Require(witness);
        Cosignature? latest = null;
        foreach (var signature in note.Signatures.Where(s => s.IsBy(witness)))
        {
            var bytes = signature.Bytes.AsSpan();
            var seconds = bytes.Length > TimeSize ? BinaryPrimitives.ReadInt64BigEndian(bytes) : -1;
            if (seconds < 0 || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                || !witness.Verifies(Message(note.Text, seconds), bytes[TimeSize..]))
                throw new FormatException($"The cosignature of {witness.Name} is wrong.");
            var said = new Cosignature(witness, DateTimeOffset.FromUnixTimeSeconds(seconds));
            latest = latest is null || said.At > latest.At ? said : latest;
        }
        return latest;
    }

    private static byte[] Message(string checkpoint, long seconds) => Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{checkpoint}"));

    private static void Require(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Kind != SignatureKind.Cosignature)
            throw new ArgumentException($"{key.Name} is no key of a witness.", nameof(key));
    }
}
