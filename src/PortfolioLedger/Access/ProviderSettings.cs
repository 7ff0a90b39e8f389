using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>The OpenID Connect provider, as the section <c>Access</c> describes it.</summary>
/// <param name="Authority">Issues tokens.</param>
/// <param name="Audience">Us, in access tokens.</param>
/// <param name="Claims">What its claims mean.</param>
/// <param name="SignIn">Null: nobody signs in with a browser.</param>
public sealed record ProviderSettings(
    Uri Authority, string Audience, ProviderClaims Claims, SignInSettings? SignIn)
{
    /// <summary>
    /// Signatures that are accepted. None with a shared secret: the provider's public key must
    /// never serve as one.
    /// </summary>
    public static readonly ImmutableArray<string> Algorithms =
        ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"];

    /// <summary>Clocks may differ by this.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After this, keys the provider has withdrawn are no longer accepted.
    /// </summary>
    public static readonly TimeSpan MetadataAge = TimeSpan.FromHours(1);

    /// <summary>Where it describes itself.</summary>
    public Uri Metadata => new(
        Authority.OriginalString.TrimEnd('/') + "/.well-known/openid-configuration");

    /// <summary>Settings that make sense; null when no provider is configured.</summary>
    public static ProviderSettings? Read(IConfiguration configuration)
    {
        var access = configuration.GetSection("Access");
        if (Text(access, "Authority") is not { } authority)
            return Text(access, "ClientId") is null ? null : throw new StartRefusedException(
                "Access__ClientId is set; set Access__Authority too, the provider that people "
                + "sign in with, and Access__Audience.");
        if (Text(access, "Audience") is not { } audience)
            throw new StartRefusedException(
                "Access__Authority is set; set Access__Audience too, the audience of its tokens."
            );
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var issuer)
            || !(issuer.Scheme == Uri.UriSchemeHttps
                || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
            throw new StartRefusedException(
                $"Access__Authority is '{authority}'; it must be an https address, such as "
                + "https://login.example/realms/main. http is for this machine alone.");
        return new(issuer, audience,
            new(Text(access, "IdClaim") ?? "sub", Text(access, "RoleClaim") ?? "roles",
                MapOf(access)),
            SignInSettings.Read(access));
    }

    /// <summary>A setting; null when it is absent or blank.</summary>
    internal static string? Text(IConfiguration access, string name) =>
        access[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static ImmutableDictionary<string, ImmutableArray<string>>? MapOf(
        IConfiguration access)
    {
        // Values may hold colons, which the configuration takes for nested sections.
        var map = access.GetSection("RoleMap").AsEnumerable(makePathsRelative: true)
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Value))
            .ToImmutableDictionary(
                entry => entry.Key, entry => RolesOf(entry.Key, entry.Value!),
                StringComparer.Ordinal);
        return map.IsEmpty ? null : map;
    }

    private static ImmutableArray<string> RolesOf(string value, string text)
    {
        ImmutableArray<string> roles = [.. text.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return roles.FirstOrDefault(r => !Grants.TryRead(r, out _, out _)) is { } wrong
            ? throw new StartRefusedException(
                $"Access__RoleMap__{value} stands for '{wrong}'; it must be {Grants.Form}.")
            : roles;
    }
}
