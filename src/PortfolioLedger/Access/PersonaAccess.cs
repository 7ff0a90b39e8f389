using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>Callers who say who they are.</summary>
public sealed class PersonaAccess : ICallerSource
{
    public string Hint { get; } =
        "Say who you are: Authorization: Persona <id>;<role>[;<department>], with a role of "
        + string.Join(", ", Enumeration<Role>.Names) + ".";

    public ValueTask<KnownCaller?> FindAsync(HttpContext http) =>
        new(CallerOf(Personas.Read(http.Request.Headers.Authorization.ToString())));

    /// <summary>Who <c>alice;approver;finance</c> is; null when it names nobody.</summary>
    internal static KnownCaller? CallerOf(string persona) =>
        CallerOf(Personas.Parse(persona));

    private static KnownCaller? CallerOf(Actor? persona) => persona is null ? null
        : new(persona.Id, persona.Department, Grants.Of(persona.Role), CallerMeans.Persona);
}
