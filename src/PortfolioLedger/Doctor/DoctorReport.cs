using System.Collections.Immutable;

namespace PortfolioLedger.Doctor;

/// <summary>What came of a check, the better first.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and could be safer.</summary>
    Warning,

    /// <summary>It could not be checked, or something has to be set right.</summary>
    Failed,

    /// <summary>What is stored contradicts itself.</summary>
    Violated,
}

/// <summary>One check.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Portfolio">Of which portfolio; null for the ledger as a whole.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Detail">The same for people.</param>
internal sealed record Finding(string Check, string? Portfolio, CheckStatus Status, string Detail);

/// <summary>All checks.</summary>
internal sealed record DoctorReport(ImmutableArray<Finding> Checks)
{
    /// <summary>The worst of them.</summary>
    public CheckStatus Status => Checks.Max(c => c.Status);

    /// <summary>
    /// What the verb exits with: 3 when something is violated, 1 when something failed, else 0.
    /// </summary>
    public int ExitCode => Status switch
    {
        CheckStatus.Ok or CheckStatus.Warning => 0,
        CheckStatus.Failed => 1,
        _ => 3,
    };
}
