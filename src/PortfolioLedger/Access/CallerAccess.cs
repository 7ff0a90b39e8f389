using System.Collections.Immutable;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>How a caller was learnt.</summary>
public enum CallerWay
{
    /// <summary>An access token of a provider.</summary>
    Bearer,
    /// <summary>By their own word, in Development.</summary>
    Persona,
    /// <summary>An API token of the ledger.</summary>
    ApiToken,
}

/// <summary>Who sent a request, and the roles they have in the portfolio it is about.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Department">If known.</param>
/// <param name="Roles">At least one.</param>
public sealed record Identity(string Id, string? Department, ImmutableArray<Role> Roles)
{
    /// <summary>How they were learnt.</summary>
    public CallerWay Way { get; init; }

    /// <summary>Whether they may do something that needs a role: an approver contributes.</summary>
    public bool Has(Role needed) => Roles.Contains(needed)
        || (needed == Role.Contributor && Roles.Contains(Role.Approver));

    /// <summary>
    /// The actor for something that needs a role; a 403 problem when they do not have it.
    /// </summary>
    public Actor ActAs(Role needed) => !Has(needed)
        ? throw new AccessDeniedException("role-required",
            $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as "
            + string.Join(", ", Roles.Select(Enumeration<Role>.NameOf)) + ".")
        : new(Id, needed == Role.Contributor && Roles.Contains(Role.Approver)
            ? Role.Approver : needed, Department);

    /// <summary>The actor who reads: as an auditor, where they are one.</summary>
    public Actor Reads() =>
        new(Id, Roles.Contains(Role.Auditor) ? Role.Auditor : Roles[0], Department);
}

/// <summary>Who is calling. Everything is denied that is not allowed here.</summary>
public sealed class CallerAccess
{
    private readonly bool _personas;
    private readonly TokenAccess? _tokens;
    private readonly TokenCallers _apiTokens;

    internal CallerAccess(bool personas, TokenAccess? tokens, TokenCallers apiTokens) =>
        (_personas, _tokens, _apiTokens) = (personas, tokens, apiTokens);

    /// <summary>Anybody may say who they are.</summary>
    public bool IsOpen => _personas;

    /// <summary>
    /// Who sent a request; a 401 problem when it names nobody, 403 when they have no role.
    /// </summary>
    public async ValueTask<Identity> RequireAsync(HttpContext http)
    {
        if (http.Features.Get<Identity>() is { } known)
            return known;
        try
        {
            var found = await FindAsync(http) ?? throw Nobody();
            http.Features.Set(found);
            return found;
        }
        catch (AccessDeniedException denied) when (denied.Code != "role-required")
        {
            http.Response.Headers.WWWAuthenticate =
                _tokens is null && _personas ? "Persona" : "Bearer";
            throw;
        }
    }

    /// <summary>
    /// The ways to learn who calls, in their order: each says null where the request says nothing
    /// in its own.
    /// </summary>
    private async ValueTask<Identity?> FindAsync(HttpContext http) =>
        OfPersona(http)
        ?? await OfApiTokenAsync(http)
        ?? await OfBearerAsync(http);

    private Identity? OfPersona(HttpContext http) =>
        _personas && Personas.Read(http.Request.Headers.Authorization) is { } persona
            ? new(persona.Id, persona.Department, [persona.Role]) { Way = CallerWay.Persona }
            : null;

    private async ValueTask<Identity?> OfApiTokenAsync(HttpContext http) =>
        TokenCallers.TextIn(http.Request.Headers.Authorization.ToString()) is { } text
            ? await _apiTokens.IdentityOfAsync(text, PortfolioIn(http), http.RequestAborted)
            : null;

    private async ValueTask<Identity?> OfBearerAsync(HttpContext http) =>
        _tokens is not null
        && await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)
            is { Succeeded: true, Principal: var principal }
            ? Reserved.Checked(_tokens.IdentityOf(principal, PortfolioIn(http))) : null;

    private static string? PortfolioIn(HttpContext http) =>
        (string?)http.Request.RouteValues["portfolio"];

    private AccessDeniedException Nobody() => new("unauthenticated", _personas
        ? "Say who you are: Authorization: Persona <id>;<role>[;<department>], with a role of "
            + string.Join(", ", Enumeration<Role>.Names) + "."
        : "Send a valid access token or API token: Authorization: Bearer <token>.");
}
