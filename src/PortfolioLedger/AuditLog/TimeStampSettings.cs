using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PortfolioLedger.Access;

namespace PortfolioLedger.AuditLog;

/// <summary>The authority that states when checkpoints existed (RFC 3161).</summary>
/// <param name="Address">Where it takes requests.</param>
/// <param name="Every">The shortest time between two stamps of a portfolio.</param>
/// <param name="Trusted">
/// The roots its certificate must lead to; empty for those of the system.
/// </param>
internal sealed record TimeStampSettings(
    Uri Address, TimeSpan Every, ImmutableArray<X509Certificate2> Trusted)
{
    private const string Section = "AuditLog:TimeStamps";
    private const int UsualMinutes = 60;
    private const int MostMinutes = 60 * 24 * 31;

    /// <summary>Reads <c>AuditLog:TimeStamps:…</c>; null when there is no authority.</summary>
    /// <exception cref="StartRefusedException">A value is none.</exception>
    public static TimeStampSettings? Read(IConfiguration configuration)
    {
        var given = configuration.GetSection(Section);
        if (given.GetChildren().FirstOrDefault(s => s.Key.ToUpperInvariant()
            is not ("URL" or "EVERYMINUTES" or "CERTIFICATEFILE")) is { } unknown)
            throw new StartRefusedException(
                $"{HttpAddress.NameOf(unknown)} is no setting of time stamps; they have Url, "
                + "EveryMinutes and CertificateFile.");
        var settings = given.GetChildren().Where(s => !string.IsNullOrWhiteSpace(s.Value));
        return settings.Any() ? new(
            HttpAddress.Read(given.GetSection("Url"), "is the address at which the time-stamp "
                + "authority takes requests (RFC 3161 over HTTP), like "
                + "https://tsa.example.org/tsr"),
            ReadEvery(given.GetSection("EveryMinutes")),
            ReadTrusted(given.GetSection("CertificateFile"))) : null;
    }

    private static TimeSpan ReadEvery(IConfigurationSection setting) =>
        string.IsNullOrWhiteSpace(setting.Value) ? TimeSpan.FromMinutes(UsualMinutes)
        : int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            && m is >= 1 and <= MostMinutes ? TimeSpan.FromMinutes(m)
        : throw new StartRefusedException(
            $"{HttpAddress.NameOf(setting)} is {setting.Value}; it must be a number of minutes "
            + $"from 1 to {MostMinutes}.");

    private static ImmutableArray<X509Certificate2> ReadTrusted(IConfigurationSection setting)
    {
        if (string.IsNullOrWhiteSpace(setting.Value))
            return [];
        var trusted = new X509Certificate2Collection();
        try
        {
            trusted.ImportFromPemFile(setting.Value);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"{HttpAddress.NameOf(setting)} is {setting.Value}, "
                + $"which cannot be read: {fault.Message}");
        }
        return trusted.Count > 0 ? [.. trusted] : throw new StartRefusedException(
            $"{HttpAddress.NameOf(setting)} is {setting.Value}, which holds no certificate in PEM "
            + "form.");
    }
}
