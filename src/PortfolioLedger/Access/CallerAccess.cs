using System.Collections.Immutable;
using PortfolioLedger.Access.SignIn;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>Who sent a request, and the roles they have in the portfolio it is about.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Department">If known.</param>
/// <param name="Roles">At least one.</param>
public sealed record Identity(string Id, string? Department, ImmutableArray<Role> Roles)
{
    /// <summary>How they were learnt.</summary>
    public CallerMeans Means { get; init; }

    /// <summary>The roles, as they are told to whom they belong.</summary>
    public string RoleNames => string.Join(", ", Roles.Select(Enumeration<Role>.NameOf));

    /// <summary>Whether they may do something that needs a role: an approver contributes.</summary>
    public bool Has(Role needed) => Roles.Contains(needed)
        || (needed == Role.Contributor && Roles.Contains(Role.Approver));

    /// <summary>
    /// The actor for something that needs a role; a 403 problem when they do not have it.
    /// </summary>
    public Actor ActAs(Role needed) => !Has(needed)
        ? throw new AccessDeniedException("role-required",
            $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as {RoleNames}.")
        : new(Id, needed == Role.Contributor && Roles.Contains(Role.Approver)
            ? Role.Approver : needed, Department);

    /// <summary>The actor who reads: as an auditor, where they are one.</summary>
    public Actor Reads() =>
        new(Id, Roles.Contains(Role.Auditor) ? Role.Auditor : Roles[0], Department);
}

/// <summary>Who is calling. Everything is denied that is not allowed here.</summary>
/// <param name="sources">The ways to learn it; the first that knows counts.</param>
public sealed class CallerAccess(IEnumerable<ICallerSource> sources)
{
    private readonly ImmutableArray<ICallerSource> _sources = [.. sources];

    /// <summary>Anybody may say who they are.</summary>
    public bool IsOpen => _sources.Any(s => s is PersonaAccess);

    /// <summary>People sign in with a browser.</summary>
    public bool HasSignIn => _sources.Any(s => s is SessionAccess);

    /// <summary>
    /// Who sent a request; null when it names nobody. Asked for once: the answer goes with the
    /// request.
    /// </summary>
    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        if (http.Features.Get<KnownCaller>() is { } known)
            return known;
        foreach (var source in _sources)
            if (await source.FindAsync(http) is { } caller)
            {
                http.Features.Set(caller);
                return caller;
            }
        return null;
    }

    /// <summary>Who sent a request, whatever they may do; a 401 problem when nobody did.</summary>
    public async ValueTask<KnownCaller> RequireCallerAsync(HttpContext http)
    {
        try
        {
            return await FindAsync(http) ?? throw new AccessDeniedException("unauthenticated",
                string.Join(' ', _sources.Select(s => s.Hint).Where(hint => hint.Length > 0)));
        }
        catch (AccessDeniedException denied) when (denied.Code != "role-required")
        {
            http.Response.Headers.WWWAuthenticate =
                IsOpen && !_sources.Any(s => s is TokenAccess) ? "Persona" : "Bearer";
            throw;
        }
    }

    /// <summary>
    /// Who sent a request; a 401 problem when it names nobody, 403 when they have no role.
    /// </summary>
    public async ValueTask<Identity> RequireAsync(HttpContext http)
    {
        if (http.Features.Get<Identity>() is { } known)
            return known;
        var identity = (await RequireCallerAsync(http))
            .In((string?)http.Request.RouteValues["portfolio"]);
        http.Features.Set(identity);
        return identity;
    }
}
