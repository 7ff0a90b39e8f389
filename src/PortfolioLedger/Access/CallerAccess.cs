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
    /// <summary>
    /// The actor for something that needs a role; a 403 problem when they do not have it.
    /// </summary>
    public Actor ActAs(Role needed)
    {
        if (needed == Role.Contributor && Roles.Contains(Role.Approver))
            return new(Id, Role.Approver, Department);
        return Roles.Contains(needed)
            ? new(Id, needed, Department)
            : throw new AccessDeniedException("role-required",
                $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as "
                + string.Join(", ", Roles.Select(Enumeration<Role>.NameOf)) + ".");
    }
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

    /// <summary>Who sent a request; null when it names nobody.</summary>
    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        foreach (var source in _sources)
            if (await source.FindAsync(http) is { } caller)
                return caller;
        return null;
    }

    /// <summary>Who sent a request, whatever they may do; a 401 problem when nobody did.</summary>
    public async ValueTask<KnownCaller> RequireCallerAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } caller)
            return caller;
        http.Response.Headers.WWWAuthenticate =
            IsOpen && !_sources.Any(s => s is TokenAccess) ? "Persona" : "Bearer";
        throw new AccessDeniedException("unauthenticated", _sources.IsEmpty
            ? TokenAccess.HowTo : string.Join(' ', _sources.Select(s => s.Hint)));
    }

    /// <summary>
    /// Who sent a request; a 401 problem when it names nobody, 403 when they have no role.
    /// </summary>
    public async ValueTask<Identity> RequireAsync(HttpContext http) =>
        (await RequireCallerAsync(http)).In((string?)http.Request.RouteValues["portfolio"]);
}
