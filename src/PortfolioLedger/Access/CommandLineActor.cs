using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>
/// Who runs a verb: <c>cli:</c> and the account of the operating system. Whoever reaches the
/// database administers the ledger.
/// </summary>
internal static class CommandLineActor
{
    /// <summary>What their ids begin with.</summary>
    public const string Prefix = "cli:";

    /// <summary>Who runs this process.</summary>
    public static Actor Current { get; } = new(Prefix + Environment.UserName, Role.Administrator);
}
