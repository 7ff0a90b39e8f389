using System.Diagnostics;
using System.Globalization;

namespace PortfolioLedger.Faults;

/// <summary>The processes of a PostgreSQL server, on Linux.</summary>
internal static class ServerProcesses
{
    /// <summary>
    /// kill -9 to its first process and those it started, in one go: nothing is finished. Those
    /// that end by themselves meanwhile are no fault.
    /// </summary>
    public static async Task KillAsync(int postmaster)
    {
        var started = await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children");
        await SignalAsync(
            "KILL", postmaster, started.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>SIGQUIT: it ends at once, and replays its log at the next start.</summary>
    public static Task StopAtOnceAsync(int postmaster) => SignalAsync("QUIT", postmaster);

    private static async Task SignalAsync(
        string signal, int postmaster, params string[] alsoTo)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill",
            [$"-{signal}", postmaster.ToString(CultureInfo.InvariantCulture), .. alsoTo])
        {
            RedirectStandardError = true,
        })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }
}
