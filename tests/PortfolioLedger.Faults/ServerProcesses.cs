using System.Globalization;

namespace PortfolioLedger.Faults;

/// <summary>The processes of a PostgreSQL server, on Linux.</summary>
internal static class ServerProcesses
{
    /// <summary>
    /// kill -9 to its first process and those it started, in one go: nothing is finished.
    /// </summary>
    public static void Kill(int postmaster)
    {
        var started = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Signal.Send("KILL",
            [postmaster, .. started.Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }

    /// <summary>SIGQUIT: it ends at once, and replays its log at the next start.</summary>
    public static void StopAtOnce(int postmaster) => Signal.Send("QUIT", postmaster);
}
