using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>Callers who say who they are.</summary>
public sealed class PersonaAccess : ICallerSource
{
    public string Hint { get; } =
        "Say who you are: Authorization: Persona <id>;<role>[;<department>], with a role of "
        + string.Join(", ", Enumeration<Role>.Names) + ".";

    public ValueTask<KnownCaller?> FindAsync(HttpContext http) =>
        new(Personas.Read(http.Request.Headers.Authorization.ToString()) is { } persona
            ? new KnownCaller(
                persona.Id, persona.Department, Grants.Of(persona.Role), CallerMeans.Persona)
            : null);
}
