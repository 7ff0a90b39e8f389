using System.Security.Claims;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>
/// Callers with an access token of an OpenID Connect provider: <c>Access:Authority</c> issues it,
/// <c>Access:Audience</c> is us. A claim (<c>Access:RoleClaim</c>, <c>roles</c> by default) holds
/// roles for all portfolios, <c>approver</c>, or for one, <c>capital:approver</c>.
/// </summary>
public sealed class TokenAccess(string roleClaim)
{
    private static readonly string[] Algorithms =
    [
        "RS256",
        "RS384",
        "RS512",
        "PS256",
        "ES256",
        "ES384",
    ];

    /// <summary>Adds token checks when a provider is configured; null when none is.</summary>
    public static TokenAccess? Add(IServiceCollection services, IConfiguration configuration)
    {
        var (authority, audience) = (
            configuration["Access:Authority"],
            configuration["Access:Audience"]
        );
        if (string.IsNullOrWhiteSpace(authority))
            return null;
        if (string.IsNullOrWhiteSpace(audience))
            throw new StartRefusedException(
                "Access__Authority is set; set Access__Audience too, the audience of its tokens."
            );
        services
            .AddAuthentication()
            .AddJwtBearer(options =>
            {
                options.Authority = authority;
                options.Audience = audience;
                options.MapInboundClaims = false;
                options.RequireHttpsMetadata = !new Uri(authority).IsLoopback;
                options.TokenValidationParameters.ValidAlgorithms = Algorithms;
                options.TokenValidationParameters.RequireExpirationTime = true;
                options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
            });
        return new(configuration["Access:RoleClaim"] ?? "roles");
    }

    /// <summary>Who a token names, with the roles it gives in a portfolio.</summary>
    public Identity IdentityOf(ClaimsPrincipal principal, string? portfolio)
    {
        var id = principal.FindFirstValue("sub")
            ?? throw new AccessDeniedException(
                "unauthenticated",
                "The token names nobody: it has no claim 'sub'."
            );
        var roles = principal
            .FindAll(roleClaim)
            .Select(claim => RoleOf(claim.Value, portfolio))
            .OfType<Role>()
            .Distinct()
            .Order()
            .ToArray();
        return roles.Length > 0
            ? new(id, principal.FindFirstValue("department"), [.. roles])
            : throw new AccessDeniedException("role-required",
                $"The token gives no role here; its claim '{roleClaim}' must hold one of "
                + string.Join(", ", Enumeration<Role>.Names) + ", or <portfolio>:<role>.");
    }

    private static Role? RoleOf(string claim, string? portfolio)
    {
        var parts = claim.Split(':', 2);
        var applies = parts.Length == 1 || parts[0] == portfolio;
        return applies && Enumeration<Role>.TryParse(parts[^1], out var role) ? role : null;
    }
}
