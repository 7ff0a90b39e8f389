using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Access;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.AuditLog;

/// <summary>Somebody who is asked to cosign checkpoints (C2SP tlog-witness).</summary>
/// <param name="Address">Takes checkpoints: the prefix and <c>add-checkpoint</c>.</param>
/// <param name="Key">What its cosignatures are checked with.</param>
public sealed record Witness(Uri Address, VerifierKey Key)
{
    private const string Section = "AuditLog:Witnesses";

    /// <summary>Its key as text: what it is stored under.</summary>
    public string Id { get; } = Key.ToString();

    /// <summary>Whose key it is.</summary>
    public string Name => Key.Name;

    /// <summary>Reads <c>AuditLog:Witnesses:…</c>.</summary>
    /// <exception cref="StartRefusedException">One of them is none.</exception>
    public static ImmutableArray<Witness> ReadAll(IConfiguration configuration)
    {
        var witnesses = configuration.GetSection(Section).GetChildren()
            .OrderBy(s => int.TryParse(s.Key, CultureInfo.InvariantCulture, out var n)
                ? n : int.MaxValue)
            .Select(Read).ToImmutableArray();
        return witnesses.GroupBy(w => w.Key).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new StartRefusedException(
                $"Two of AuditLog__Witnesses have the key of {twice.Key.Name}. Name each witness "
                + "once: two cosignatures by one key say no more than one.")
            : witnesses;
    }

    private static Witness Read(IConfigurationSection witness)
    {
        if (witness.GetChildren().FirstOrDefault(s => s.Key.ToUpperInvariant()
            is not ("URL" or "KEY")) is { } unknown)
            throw Refused(unknown, "is no setting of a witness; it has Url and Key");
        var (url, key) = (witness.GetSection("Url"), witness.GetSection("Key"));
        return new(
            HttpAddress.Read(url, "is the address before /add-checkpoint, like "
                + "https://witness.example.org/ledger", "add-checkpoint"),
            ReadKey(key));
    }

    private static VerifierKey ReadKey(IConfigurationSection setting)
    {
        const string Like = "it must be the witness's vkey, <name>+<8 hex digits>+<base64>, of "
            + "kind 0x04 (Ed25519 cosignatures)";
        if (string.IsNullOrWhiteSpace(setting.Value))
            throw Refused(setting, $"is not set; {Like}");
        try
        {
            var key = VerifierKey.Parse(setting.Value);
            return key.Kind == SignatureKind.Cosignature ? key : throw Refused(setting,
                $"is a key of kind 0x{(byte)key.Kind:x2}, that of a log; {Like}");
        }
        catch (FormatException fault)
        {
            throw Refused(setting, $"is {setting.Value}; {Like}. {fault.Message.TrimEnd('.')}");
        }
    }

    private static StartRefusedException Refused(IConfigurationSection setting, string what) =>
        new($"{HttpAddress.NameOf(setting)} {what}.");
}

/// <summary>Addresses of others, from settings.</summary>
internal static class HttpAddress
{
    /// <summary>Reads an address, and adds a last part to its path.</summary>
    /// <exception cref="StartRefusedException">It is none; the message says what it is.</exception>
    public static Uri Read(IConfigurationSection setting, string meaning, string? last = null)
    {
        if (string.IsNullOrWhiteSpace(setting.Value))
            throw new StartRefusedException($"{NameOf(setting)} is not set; it {meaning}.");
        if (!Uri.TryCreate(setting.Value.Trim(), UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0 || address.Fragment.Length > 0
            || (last is not null && address.Query.Length > 0))
            throw new StartRefusedException(
                $"{NameOf(setting)} is {setting.Value}; it {meaning}: http or https, without "
                + (last is null ? "user or fragment." : "user, query or fragment."));
        return last is null ? address
            : new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + last);
    }

    /// <summary>A setting as it is named in the environment.</summary>
    public static string NameOf(IConfigurationSection setting) =>
        setting.Path.Replace(":", "__", StringComparison.Ordinal);
}
