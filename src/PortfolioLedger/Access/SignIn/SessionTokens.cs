using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioLedger.Access.SignIn;

/// <summary>What a session keeps of what the provider answered.</summary>
internal static class SessionTokens
{
    private const string IdTokenName = "id_token";
    private const string RefreshTokenName = "refresh_token";
    private const string RenewAtName = "renew_at";

    /// <summary>
    /// Keeps the ID token, which the provider asks for at the sign-out, and the refresh token. The
    /// access token is for nobody: it is not kept.
    /// </summary>
    /// <param name="properties">Of the session.</param>
    /// <param name="answer">Of the provider; without a refresh token the former one stays.</param>
    /// <param name="validated">The ID token.</param>
    /// <param name="now">When it answered.</param>
    public static void Keep(
        this AuthenticationProperties properties, OpenIdConnectMessage answer,
        SecurityToken validated, DateTimeOffset now)
    {
        var ends = new DateTimeOffset(DateTime.SpecifyKind(validated.ValidTo, DateTimeKind.Utc));
        if (int.TryParse(answer.ExpiresIn, NumberStyles.None, CultureInfo.InvariantCulture,
                out var seconds) && now.AddSeconds(seconds) < ends)
            ends = now.AddSeconds(seconds);
        var refresh = answer.RefreshToken ?? properties.RefreshToken();
        properties.StoreTokens(
        [
            new() { Name = IdTokenName, Value = answer.IdToken },
            new() { Name = RenewAtName, Value = ends.ToString("O", CultureInfo.InvariantCulture) },
            .. refresh is null ? Array.Empty<AuthenticationToken>()
                : [new() { Name = RefreshTokenName, Value = refresh }],
        ]);
    }

    /// <summary>The provider has to be asked again who this is and what they may do.</summary>
    public static bool AreExpired(this AuthenticationProperties properties, DateTimeOffset now) =>
        !DateTimeOffset.TryParseExact(properties.GetTokenValue(RenewAtName), "O",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) || at <= now;

    /// <summary>With which it can be asked; null when there is none.</summary>
    public static string? RefreshToken(this AuthenticationProperties properties) =>
        properties.GetTokenValue(RefreshTokenName);

    /// <summary>Whose session at the provider ends too.</summary>
    public static string? IdToken(this AuthenticationProperties properties) =>
        properties.GetTokenValue(IdTokenName);
}
