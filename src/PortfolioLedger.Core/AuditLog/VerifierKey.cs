using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>What a key signs, by the byte that C2SP signed-note assigns.</summary>
public enum SignatureKind : byte
{
    /// <summary>The text of a note, with Ed25519.</summary>
    Ed25519 = 0x01,

    /// <summary>A checkpoint and the time at which it was seen (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>
/// The public key of a log or a witness, in the form of C2SP signed-note (vkey):
/// <c>name+id+base64(kind ‖ key)</c>.
/// </summary>
public sealed record VerifierKey
{
    private const int KeySize = 32;

    private readonly byte[] _publicKey;

    /// <summary>A key.</summary>
    /// <param name="name">Whose it is; a log's is its origin.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="publicKey">32 bytes (RFC 8032).</param>
    /// <exception cref="FormatException">The name or the key is none.</exception>
    public VerifierKey(string name, SignatureKind kind, byte[] publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        if (publicKey.Length != KeySize)
            throw new FormatException($"A public key of Ed25519 has {KeySize} bytes.");
        (Name, Kind, _publicKey) = (NoteText.KeyName(name), kind, publicKey);
        byte[] named = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. publicKey];
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    /// <summary>Whose it is.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public SignatureKind Kind { get; }

    /// <summary>Tells keys of one name apart; no secret and no proof.</summary>
    public uint Id { get; }

    /// <summary>The 32 bytes of the public key.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>The same public key under another name.</summary>
    public VerifierKey Named(string name) => new(name, Kind, _publicKey);

    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">
    /// It is none, is of another kind, or its id is not that of its name and key.
    /// </exception>
    public static VerifierKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Split('+', 3);
        if (parts.Length < 3)
            throw new FormatException("A verifier key looks like <name>+<8 hex digits>+<base64>.");
        var material = NoteText.Base64(parts[2]);
        if (material.Length != 1 + KeySize || !Enum.IsDefined((SignatureKind)material[0]))
            throw new FormatException(
                "The verifier key is not of Ed25519 (kind 1) nor of a cosigner (kind 4).");
        var key = new VerifierKey(parts[0], (SignatureKind)material[0], material[1..]);
        return parts[1] == Hex(key.Id)
            ? key
            : throw new FormatException(
                $"The id of the verifier key is {parts[1]}; its name and key give {Hex(key.Id)}.");
    }

    /// <summary>Whether a signature over a message is this key's.</summary>
    public bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var algorithm = SignatureAlgorithm.Ed25519;
        return signature.Length == algorithm.SignatureSize
            && PublicKeyOf() is { } key && algorithm.Verify(key, message, signature);
    }

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name
        && Kind == other.Kind && PublicKey.SequenceEqual(other.PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Id);

    /// <summary>The key as text.</summary>
    public override string ToString() =>
        $"{Name}+{Hex(Id)}+{Convert.ToBase64String([(byte)Kind, .. _publicKey])}";

    private PublicKey? PublicKeyOf() => NSec.Cryptography.PublicKey.TryImport(
        SignatureAlgorithm.Ed25519, _publicKey, KeyBlobFormat.RawPublicKey, out var key)
        ? key : null;

    private static string Hex(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);
}
