namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// A verb was to work on a ledger and there is none where it looked. The message says where that
/// is, what to set, and how a ledger is begun.
/// </summary>
public sealed class NoLedgerException : EmbeddedServerException
{
    private NoLedgerException(string message)
        : base(message)
    {
    }

    /// <summary>There is none in a data directory.</summary>
    /// <param name="home">Its full path.</param>
    /// <param name="given">As it was set.</param>
    internal static NoLedgerException In(string home, string given) => new(
        $"There is no ledger in {home}"
        + (Path.IsPathFullyQualified(given) ? ". "
            : $" (Ledger__DataDirectory is '{given}', relative to "
                + $"{Directory.GetCurrentDirectory()}). ")
        + "Nothing was made there. If yours lies elsewhere, set Ledger__DataDirectory to its "
        + "directory, or ConnectionStrings__Ledger to its database. " + Begin);

    /// <summary>There is none in a database.</summary>
    internal static NoLedgerException Of(string database) => new(
        $"There is no ledger in the {database}. Nothing was made there. If yours lies elsewhere, "
        + "correct ConnectionStrings__Ledger, or remove it to use the embedded PostgreSQL in "
        + "Ledger__DataDirectory. " + Begin);

    private const string Begin =
        "To begin one here, start the program once without a verb, or run 'demo', or "
        + "'import <mapping> <file> --portfolio <key> --name <name> --currency <currency>'.";
}
