using System.Net;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>
/// Callers who name themselves, for trying the product out: <c>Authorization: Persona
/// alice;approver;finance</c>. Only in Development, and only while listening on loopback.
/// </summary>
public static class Personas
{
    private const string Scheme = "Persona ";

    /// <summary>Whether personas are on; other environments refuse to start with them.</summary>
    public static bool AreOn(IConfiguration configuration, IHostEnvironment environment)
    {
        var wanted = configuration.GetValue<bool?>("Access:Personas");
        if (wanted == true && !environment.IsDevelopment())
            throw new StartRefusedException(
                "Personas let anybody be anyone, so they are only for Development, not for "
                    + $"{environment.EnvironmentName}. "
                + "Unset Access__Personas, and configure Access__Authority and Access__Audience.");
        return wanted ?? environment.IsDevelopment();
    }

    /// <summary>Refuses to start when personas would be reachable from other machines.</summary>
    public static void RefuseOpenAddresses(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
            if (!IsLoopback(address))
                throw new StartRefusedException(
                    $"Personas are on, but {address} can be reached from other machines. Listen on "
                    + "http://127.0.0.1:5080, or set Access__Personas=false.");
    }

    /// <summary>The caller a header names; null when it names none.</summary>
    public static Actor? Read(string? header) =>
        header?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            ? Parse(header[Scheme.Length..]) : null;

    /// <summary>The caller that <c>alice;approver;finance</c> names; null for none.</summary>
    internal static Actor? Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        return
            parts.Length is 2 or 3
            && IsName(parts[0])
            && Enumeration<Role>.TryParse(parts[1], out var role)
            && (parts.Length == 2 || IsName(parts[2]))
            ? new Actor(parts[0], role, parts.Length == 3 ? parts[2] : null) : null;
    }

    /// <summary>What ids of people look like, in words.</summary>
    internal const string NameForm = "1 to 100 letters, digits and - _ . @";

    /// <summary>Whether a text can be the id of somebody.</summary>
    internal static bool IsName(string text) => text.Length is >= 1 and <= 100
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@');

    private static bool IsLoopback(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return false;
        return uri.Host == "localhost"
            || (
                IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)
            );
    }
}

/// <summary>The application does not start like this; the message says what to change.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
