using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>How it was learned who calls.</summary>
public enum CallerMeans
{
    /// <summary>They said so, in Development.</summary>
    Persona,
    /// <summary>An access token of the provider.</summary>
    Token,
    /// <summary>They signed in with a browser.</summary>
    Session,
    /// <summary>An API token of the ledger.</summary>
    ApiToken,
}

/// <summary>Somebody who calls, with all they may do.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Department">If known.</param>
/// <param name="Roles">For all portfolios and for single ones; perhaps none.</param>
/// <param name="Means">How they were recognised.</param>
public sealed record KnownCaller(string Id, string? Department, Grants Roles, CallerMeans Means)
{
    /// <summary>What they are called on pages, if known.</summary>
    public string? Name { get; init; }

    /// <summary>When session or token end at the latest; null when they do not.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Where roles were looked for, as the beginning of a sentence.</summary>
    public string RolesFrom { get; init; } = "The caller";

    /// <summary>
    /// Who they are in a portfolio (null: where none is named); 403 without a role there.
    /// </summary>
    public Identity In(string? portfolio) => Roles.In(portfolio) is { IsEmpty: false } roles
        ? new(Id, Department, [.. roles]) { Means = Means }
        : throw new AccessDeniedException("role-required",
            $"{RolesFrom} gives no role here; it must hold one of "
            + string.Join(", ", Enumeration<Role>.Names) + ", or <portfolio>:<role>.");

    /// <summary>The same who may read somewhere; 403 for somebody without any role.</summary>
    public KnownCaller WithAnyRole() => Roles.Everywhere.IsEmpty && Roles.ByPortfolio.IsEmpty
        ? throw new AccessDeniedException("role-required",
            $"{RolesFrom} gives no role at all; it must hold one of "
            + string.Join(", ", Enumeration<Role>.Names) + ", or <portfolio>:<role>.")
        : this;
}
