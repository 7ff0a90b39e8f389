using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PortfolioLedger.Access;

/// <summary>
/// Callers with an access token of an OpenID Connect provider: <c>Access:Authority</c> issues it,
/// <c>Access:Audience</c> is us. A claim (<c>Access:RoleClaim</c>, <c>roles</c> by default) holds
/// roles for all portfolios, <c>approver</c>, or for one, <c>capital:approver</c>.
/// </summary>
public sealed class TokenAccess(
    ProviderClaims claims, IOptionsMonitor<JwtBearerOptions> options) : ICallerSource
{
    internal const string HowTo = "Send a valid access token: Authorization: Bearer <token>.";

    public string Hint => HowTo;

    /// <summary>Adds token checks.</summary>
    public static void Add(IServiceCollection services, ProviderSettings provider)
    {
        services
            .AddAuthentication()
            .AddJwtBearer(options =>
            {
                options.Authority = provider.Authority.OriginalString;
                options.Audience = provider.Audience;
                options.MapInboundClaims = false;
                options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
                options.AutomaticRefreshInterval = ProviderSettings.MetadataAge;
                options.TokenValidationParameters.ValidAlgorithms = ProviderSettings.Algorithms;
                options.TokenValidationParameters.RequireExpirationTime = true;
                options.TokenValidationParameters.ClockSkew = ProviderSettings.ClockSkew;
                options.Events = new()
                {
                    OnTokenValidated = context =>
                    {
                        if (IsIdToken(context.SecurityToken))
                            context.Fail(new SecurityTokenException("It is an ID token."));
                        return Task.CompletedTask;
                    },
                };
            });
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme,
            options => ForgetFormerKeys(options.ConfigurationManager));
    }

    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count == 0)
            return null;
        try
        {
            var token = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
            if (token is { Succeeded: true, Principal: var principal })
                return Reserved.Checked(claims.CallerOf(principal, CallerMeans.Token));
            // Without the provider's keys a token is neither right nor wrong.
            if (token.Failure is not null)
                await options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!
                    .GetConfigurationAsync(http.RequestAborted);
            return null;
        }
        catch (Exception fault) when (ProviderFault.IsOutOfReach(fault))
        {
            throw ProviderFault.OutOfReach();
        }
    }

    /// <summary>
    /// An ID token says who signed in, and goes through the browser at sign-out; it lets nobody in,
    /// also where it is for the same audience. These claims are in no access token (OpenID Connect
    /// Core 1.0, 2 and 3.1.3.6; <c>typ</c> is Keycloak's, whose earlier releases also put a
    /// <c>nonce</c> into access tokens, beside their scope).
    /// </summary>
    private static bool IsIdToken(SecurityToken token) => token is JsonWebToken jwt
        && (Has(jwt, "at_hash") || Has(jwt, "c_hash")
            || (Has(jwt, "nonce") && !Has(jwt, "scope") && !Has(jwt, "scp"))
            || (jwt.TryGetPayloadValue<string>("typ", out var typ) && typ == "ID"));

    private static bool Has(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<object>(claim, out _);

    /// <summary>
    /// A provider that replaced a key may have lost it: tokens of the former one are not accepted
    /// from an earlier state of its metadata.
    /// </summary>
    internal static void ForgetFormerKeys(object? metadata)
    {
        if (metadata is BaseConfigurationManager manager)
            manager.UseLastKnownGoodConfiguration = false;
    }
}
