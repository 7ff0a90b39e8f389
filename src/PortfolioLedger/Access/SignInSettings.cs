using System.Collections.Immutable;
using System.Globalization;

namespace PortfolioLedger.Access;

/// <summary>How people sign in with a browser.</summary>
/// <param name="ClientId">Us, as the provider knows us.</param>
/// <param name="ClientSecret">Null for a public client.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="Prompt">
/// What the provider shows even if it could do without, such as <c>consent</c>; null: nothing.
/// </param>
/// <param name="Address">
/// Where browsers reach the ledger; null: where the request came to, on this machine only.
/// </param>
/// <param name="Idle">A session that is not used for so long ends.</param>
/// <param name="Longest">A session ends after this, however much it is used.</param>
public sealed record SignInSettings(
    string ClientId, string? ClientSecret, ImmutableArray<string> Scopes, string? Prompt,
    Uri? Address, TimeSpan Idle, TimeSpan Longest)
{
    /// <summary>Cookies are for https alone.</summary>
    public bool IsSecure => Address?.Scheme == Uri.UriSchemeHttps;

    /// <summary>
    /// The name of a cookie. With the prefix browsers make sure that it came over https from this
    /// very host.
    /// </summary>
    public string Cookie(string name) => (IsSecure ? "__Host-ledger-" : "ledger-") + name;

    /// <summary>Whether browsers may be sent back to where a request came to.</summary>
    public bool MayServe(HttpRequest request) => Address is not null
        || (Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var here)
            && here.IsLoopback);

    /// <summary>Settings that make sense; null without a client.</summary>
    internal static SignInSettings? Read(IConfigurationSection access)
    {
        if (ProviderSettings.Text(access, "ClientId") is not { } client)
        {
            foreach (var name in (string[])["ClientSecret", "ClientSecretFile"])
                if (ProviderSettings.Text(access, name) is not null)
                    throw new StartRefusedException(
                        $"Access__{name} is set; set Access__ClientId too, or neither.");
            return null;
        }
        var (idle, longest) = (
            Duration(access, "SessionIdle", TimeSpan.FromHours(1)),
            Duration(access, "SessionLongest", TimeSpan.FromHours(10)));
        if (idle > longest)
            throw new StartRefusedException(
                $"Access__SessionIdle ({idle:c}) must not exceed Access__SessionLongest "
                + $"({longest:c}).");
        return new(
            client, SecretOf(access), ScopesOf(access), ProviderSettings.Text(access, "Prompt"),
            AddressOf(access), idle, longest);
    }

    private static string? SecretOf(IConfiguration access)
    {
        var secret = ProviderSettings.Text(access, "ClientSecret");
        if (ProviderSettings.Text(access, "ClientSecretFile") is not { } file)
            return secret;
        if (secret is not null)
            throw new StartRefusedException(
                "Access__ClientSecret and Access__ClientSecretFile are both set; set one of them.");
        try
        {
            return File.ReadAllText(file).Trim() is { Length: > 0 } inside ? inside
                : throw new StartRefusedException(
                    $"Access__ClientSecretFile names {file}, which is empty; it must hold the "
                    + "secret.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"Access__ClientSecretFile names {file}, which cannot be read: {fault.Message}");
        }
    }

    private static ImmutableArray<string> ScopesOf(IConfiguration access)
    {
        ImmutableArray<string> scopes =
        [
            .. (ProviderSettings.Text(access, "Scopes") ?? "openid profile offline_access")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        return scopes.Contains("openid") ? scopes : throw new StartRefusedException(
            "Access__Scopes must hold openid, and others with a space between them, such as "
            + "'openid profile offline_access'.");
    }

    private static Uri? AddressOf(IConfiguration access)
    {
        if (ProviderSettings.Text(access, "Address") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps
                || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? address
            : throw new StartRefusedException(
                $"Access__Address is '{text}'; it must be the https address at which browsers "
                + "reach the ledger, without a path: https://ledger.example. http is for this "
                + "machine alone.");
    }

    private static TimeSpan Duration(IConfiguration access, string name, TimeSpan absent)
    {
        if (ProviderSettings.Text(access, name) is not { } text)
            return absent;
        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration)
            && duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(30)
            ? duration
            : throw new StartRefusedException(
                $"Access__{name} is '{text}'; it must be a duration up to 30 days, like 01:30:00 "
                + "for an hour and a half.");
    }
}
