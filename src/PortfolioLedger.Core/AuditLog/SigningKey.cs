using NSec.Cryptography;
using Secret = NSec.Cryptography.Key;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// A secret key of Ed25519 (RFC 8032). Its text is that of Go's <c>note</c> package,
/// <c>PRIVATE+KEY+name+id+base64(kind ‖ seed)</c>, so that public tools can make and use it.
/// </summary>
public sealed class SigningKey : IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly Secret _key;
    private readonly byte[] _seed;

    /// <summary>A key from its seed.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="seed">32 secret bytes; from a generator for secrets.</param>
    /// <exception cref="FormatException">The name or the seed is none.</exception>
    public SigningKey(string name, SignatureKind kind, byte[] seed)
    {
        if (!Secret.TryImport(
            SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, out var key))
            throw new FormatException("The seed of a secret key of Ed25519 has 32 bytes.");
        (_key, _seed) = (key!, seed);
        Verifier = new(name, kind, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>What checks its signatures.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>The same key under another name.</summary>
    public SigningKey Named(string name) => new(name, Verifier.Kind, _seed);

    /// <summary>Reads a secret key.</summary>
    /// <exception cref="FormatException">It is none; the message does not repeat it.</exception>
    public static SigningKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Split('+', 5);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || parts.Length < 5)
            throw new FormatException(
                "A secret key looks like PRIVATE+KEY+<name>+<8 hex digits>+<base64>.");
        byte[] material;
        try
        {
            material = NoteText.Base64(parts[4]);
        }
        catch (FormatException)
        {
            throw new FormatException("The last part of the secret key is not base64.");
        }
        if (material.Length == 0 || !Enum.IsDefined((SignatureKind)material[0]))
            throw new FormatException("The secret key is of no known kind.");
        var key = new SigningKey(parts[2], (SignatureKind)material[0], material[1..]);
        if (key.ToText() == text.Trim())
            return key;
        key.Dispose();
        throw new FormatException("The id of the secret key is not that of its name and key.");
    }

    /// <summary>The secret as text, to be kept where only its owner can read it.</summary>
    public string ToText()
    {
        var id = Verifier.ToString().Split('+', 3)[1];
        var material = Convert.ToBase64String([(byte)Verifier.Kind, .. _seed]);
        return $"{Prefix}{Verifier.Name}+{id}+{material}";
    }

    /// <summary>The signature of a message, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) =>
        SignatureAlgorithm.Ed25519.Sign(_key, message);

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key.Dispose();
}
