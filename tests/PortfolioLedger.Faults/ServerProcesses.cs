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
        using var kill = Process.Start(new ProcessStartInfo("kill",
            ["-KILL", postmaster.ToString(CultureInfo.InvariantCulture),
                .. started.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardError = true,
        })!;
        await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
    }
}
