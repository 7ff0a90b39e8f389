namespace PortfolioLedger.Core.Kernel;

/// <summary>What somebody may do; stored by name.</summary>
public enum Role
{
    /// <summary>Reads views.</summary>
    Viewer,
    /// <summary>Records everything that is not reserved for approvers.</summary>
    Contributor,
    /// <summary>Decides.</summary>
    Approver,
    /// <summary>Reads everything and records findings.</summary>
    Auditor,
    /// <summary>Runs imports, tokens and projections; decides nothing.</summary>
    Administrator,
}

/// <summary>Who did it: an opaque id, the role they acted in, their department if known.</summary>
public sealed record Actor(string Id, Role Role, string? Department = null)
{
    /// <summary>
    /// It is an import, by the id that every import acts under: <c>import:</c> and the name of its
    /// mapping. What it records is what a file holds, nobody's decision.
    /// </summary>
    public bool Imports() => Id.StartsWith("import:", StringComparison.Ordinal);
}

/// <summary>
/// On whose account a command is decided.
/// </summary>
/// <param name="Actor">Who acts.</param>
/// <param name="OnBehalfOf">Whom they act for, if not for themselves.</param>
/// <param name="Claims">
/// True for history from elsewhere: its facts are claims of the source, exempt from the rules that
/// only a live decision can keep (four eyes, life cycle, tolerance).
/// </param>
public sealed record Caller(Actor Actor, string? OnBehalfOf = null, bool Claims = false);
