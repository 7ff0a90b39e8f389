using PortfolioLedger.Api;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>Who is calling, and what they may do. Everything is denied that is not allowed here.</summary>
public sealed class CallerAccess(bool personas)
{
    /// <summary>The actor of a request; a 401 problem when nobody is named.</summary>
    public Actor Require(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (personas && Personas.Read(header) is { } persona)
            return persona;
        http.Response.Headers.WWWAuthenticate = personas ? "Persona" : "Bearer";
        throw new ProblemException(Problem.Of("unauthenticated", personas
            ? "Say who you are: Authorization: Persona <id>;<role>[;<department>], with a role of "
                + string.Join(", ", Enumeration<Role>.Names) + "."
            : "Send an access token: Authorization: Bearer <token>."));
    }

    /// <summary>Demands that an actor may record what needs this role.</summary>
    public static void RequireRole(Actor actor, Role needed)
    {
        var allowed = actor.Role == needed || (needed == Role.Contributor && actor.Role == Role.Approver);
        if (!allowed)
            throw new ProblemException(Problem.Of("role-required",
                $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as "
                + $"{Enumeration<Role>.NameOf(actor.Role)}."));
    }
}
