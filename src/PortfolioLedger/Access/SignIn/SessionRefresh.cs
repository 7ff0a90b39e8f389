using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioLedger.Access.SignIn;

/// <summary>
/// Asks the provider again when its tokens have expired: roles are those it says now, and when it
/// refuses, the session ends.
/// </summary>
internal sealed class SessionRefresh(
    SessionStore sessions, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider clock,
    ILogger<SessionRefresh> log)
{
    /// <summary>Looks at the session of a request before anybody relies on it.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext session)
    {
        if (!session.Properties.AreExpired(clock.GetUtcNow()))
            return;
        var key = session.Properties.GetParameter<string>(SessionStore.KeyParameter)!;
        // Another request may have done it meanwhile.
        var renewed = await sessions.ChangeAsync(key, async now =>
            now.Properties.AreExpired(clock.GetUtcNow()) ? await RenewedAsync(now) : now);
        if (renewed is null)
        {
            session.RejectPrincipal();
            await session.HttpContext.SignOutAsync(session.Scheme.Name);
            return;
        }
        session.ReplacePrincipal(renewed.Principal);
        session.Properties.Items.Clear();
        foreach (var (name, value) in renewed.Properties.Items)
            session.Properties.Items[name] = value;
    }

    private async Task<AuthenticationTicket?> RenewedAsync(AuthenticationTicket session)
    {
        if (session.Properties.RefreshToken() is not { } token)
            return null;
        var provider = options.Get(SignInSetup.Provider);
        try
        {
            if (await AskAsync(provider, token) is not { } answer)
                return null;
            var validated = await ValidateAsync(provider, answer.IdToken);
            if (!validated.IsValid)
                return Refused($"its ID token does not hold: {validated.Exception.Message}");
            var principal = new ClaimsPrincipal(validated.ClaimsIdentity);
            if (principal.FindFirstValue("sub") != session.Principal.FindFirstValue("sub"))
                return Refused("its ID token is of somebody else");
            var next = session.Properties.Clone();
            next.Keep(answer, validated.SecurityToken, clock.GetUtcNow());
            return new(principal, next, session.AuthenticationScheme);
        }
        catch (Exception fault) when (ProviderFault.IsOutOfReach(fault))
        {
            // It has refused nobody: the session stays, and nobody is let in meanwhile.
            throw ProviderFault.OutOfReach();
        }
    }

    /// <summary>
    /// What the token endpoint answers; null when it refuses. Not given up when the caller leaves:
    /// the token it was asked with may be worth nothing any more.
    /// </summary>
    private async Task<OpenIdConnectMessage?> AskAsync(OpenIdConnectOptions provider, string token)
    {
        var metadata = await provider.ConfigurationManager!.GetConfigurationAsync(default);
        var asked = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = token,
            ["client_id"] = provider.ClientId!,
        };
        if (provider.ClientSecret is { } secret)
            asked["client_secret"] = secret;
        using var body = new FormUrlEncodedContent(asked);
        using var response = await provider.Backchannel.PostAsync(metadata.TokenEndpoint, body);
        if (response.StatusCode is >= HttpStatusCode.InternalServerError
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
            throw ProviderFault.OutOfReach();
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            Refused($"{(int)response.StatusCode} {text}");
            return null;
        }
        var answer = Read(text);
        if (answer.IdToken is not null)
            return answer;
        Refused("there is no ID token in its answer, so nobody knows which roles are left");
        return null;
    }

    /// <summary>A page of a gateway in the place of an answer is none.</summary>
    private static OpenIdConnectMessage Read(string text)
    {
        try
        {
            return new(text);
        }
        catch (Exception fault) when (fault is ArgumentException
            or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw ProviderFault.OutOfReach();
        }
    }

    private static async Task<TokenValidationResult> ValidateAsync(
        OpenIdConnectOptions provider, string token)
    {
        var metadata = await provider.ConfigurationManager!.GetConfigurationAsync(default);
        var result = await provider.TokenHandler.ValidateTokenAsync(token, Against(metadata));
        if (result.Exception is not SecurityTokenSignatureKeyNotFoundException)
            return result;
        // It changed its keys: they are read anew, once.
        metadata = await OpenIdConnectConfigurationRetriever.GetAsync(
            provider.MetadataAddress!,
            new HttpDocumentRetriever(provider.Backchannel)
            {
                RequireHttps = provider.RequireHttpsMetadata,
            },
            default);
        provider.ConfigurationManager.RequestRefresh();
        return await provider.TokenHandler.ValidateTokenAsync(token, Against(metadata));

        TokenValidationParameters Against(OpenIdConnectConfiguration metadata)
        {
            var checks = provider.TokenValidationParameters.Clone();
            checks.ConfigurationManager = null;
            checks.ValidIssuer = metadata.Issuer;
            checks.IssuerSigningKeys = metadata.SigningKeys;
            return checks;
        }
    }

    private AuthenticationTicket? Refused(string why)
    {
        log.LogInformation("A session ended: the provider did not renew it, {Why}", why);
        return null;
    }
}
