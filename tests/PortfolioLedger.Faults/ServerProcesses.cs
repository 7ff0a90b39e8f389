using System.Globalization;

namespace PortfolioLedger.Faults;

/// <summary>The processes of a PostgreSQL server, on Linux.</summary>
internal static class ServerProcesses
{
    /// <summary>Its first process, and those it started.</summary>
    public static int[] Of(int postmaster) =>
    [
        postmaster,
        .. File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
    ];
}
