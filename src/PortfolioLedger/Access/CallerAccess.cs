using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
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
public sealed class CallerAccess(bool personas, TokenAccess? tokens)
{
    /// <summary>Anybody may say who they are.</summary>
    public bool IsOpen => personas;

    /// <summary>
    /// Who sent a request; a 401 problem when it names nobody, 403 when they have no role.
    /// </summary>
    public async ValueTask<Identity> RequireAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (personas && Personas.Read(header) is { } persona)
            return new(persona.Id, persona.Department, [persona.Role]);
        if (
            tokens is not null
            && await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)
                is { Succeeded: true, Principal: var principal }
        )
            return tokens.IdentityOf(principal, (string?)http.Request.RouteValues["portfolio"]);
        http.Response.Headers.WWWAuthenticate = tokens is null && personas ? "Persona" : "Bearer";
        throw new AccessDeniedException("unauthenticated", personas
            ? "Say who you are: Authorization: Persona <id>;<role>[;<department>], with a role of "
                + string.Join(", ", Enumeration<Role>.Names) + "."
            : "Send a valid access token: Authorization: Bearer <token>.");
    }
}
