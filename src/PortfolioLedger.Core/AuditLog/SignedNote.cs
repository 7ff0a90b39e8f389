using System.Buffers.Binary;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>A signature under a note.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Which of the keys of that name.</param>
/// <param name="Bytes">The signature; its form depends on the kind of key.</param>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Bytes)
{
    internal const string Start = "— ";

    /// <summary>Reads a line, without its end.</summary>
    /// <exception cref="FormatException">It is no line of a signature.</exception>
    public static NoteSignature Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var parts = line.StartsWith(Start, StringComparison.Ordinal)
            ? line[Start.Length..].Split(' ') : [];
        if (parts.Length != 2)
            throw new FormatException("A signature looks like '— <name> <base64>'.");
        var bytes = NoteText.Base64(parts[1]);
        return bytes.Length > 4
            ? new(NoteText.KeyName(parts[0]), BinaryPrimitives.ReadUInt32BigEndian(bytes),
                [.. bytes[4..]])
            : throw new FormatException("A signature is shorter than the id of its key.");
    }

    /// <summary>Whether it is said to be by a key.</summary>
    public bool IsBy(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Name == key.Name && KeyId == key.Id;
    }

    /// <summary>The line, without its end.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.AsSpan().CopyTo(bytes.AsSpan(4));
        return $"{Start}{Name} {Convert.ToBase64String(bytes)}";
    }
}

/// <summary>A text with signatures (C2SP signed-note).</summary>
/// <param name="Text">What is signed, with its last line end.</param>
/// <param name="Signatures">By anybody; unknown ones mean nothing.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The longest note that is read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int MaxSignatures = 100;

    /// <summary>Reads a note. That it is signed says nothing yet: see <see cref="By"/>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new FormatException("The note is longer than a megabyte.");
        var text = NoteText.Utf8(bytes);
        var blank = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !text.EndsWith('\n'))
            throw new FormatException(
                "A note is a text, an empty line and signatures, each line with its end.");
        var lines = text[(blank + 2)..].Split('\n')[..^1];
        return lines.Length is > 0 and <= MaxSignatures
            ? new(text[..(blank + 1)], [.. lines.Select(NoteSignature.Parse)])
            : throw new FormatException($"A note has 1 to {MaxSignatures} signatures.");
    }

    /// <summary>Reads a note that is text already.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SignedNote Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>Signs a text that ends with a line end.</summary>
    public static SignedNote Sign(string text, params ReadOnlySpan<SigningKey> keys)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n'))
            throw new FormatException("The text of a note ends with a line end.");
        var message = Encoding.UTF8.GetBytes(text);
        var signatures = ImmutableArray.CreateBuilder<NoteSignature>(keys.Length);
        foreach (var key in keys)
            signatures.Add(new(key.Verifier.Name, key.Verifier.Id, [.. key.Sign(message)]));
        return new(text, signatures.MoveToImmutable());
    }

    /// <summary>
    /// The signature of a key that signs texts; null when it is not among them.
    /// </summary>
    /// <exception cref="FormatException">
    /// A signature bears the key's name and id and is not its own: the note is forged or damaged.
    /// </exception>
    public NoteSignature? By(VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Kind != SignatureKind.Ed25519)
            throw new ArgumentException($"{key.Name} signs no texts but cosigns.", nameof(key));
        NoteSignature? found = null;
        foreach (var signature in Signatures.Where(s => s.IsBy(key)))
            found = key.Verifies(Encoding.UTF8.GetBytes(Text), signature.Bytes.AsSpan())
                ? signature : throw new FormatException($"The signature of {key.Name} is wrong.");
        return found;
    }

    /// <summary>The whole note.</summary>
    public override string ToString() =>
        $"{Text}\n{string.Concat(Signatures.Select(s => s + "\n"))}";

    /// <summary>The whole note in UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());
}
