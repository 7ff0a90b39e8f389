using System.Diagnostics;
using System.Globalization;

namespace PortfolioLedger.Tests;

/// <summary>Signals to processes that a test started, on Unix.</summary>
internal static class Signal
{
    /// <summary>Sends one to all of them in one go; who has ended already is no fault.</summary>
    /// <param name="name">Such as TERM.</param>
    /// <param name="processes">Their ids.</param>
    public static void Send(string name, params IEnumerable<int> processes)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill",
            [$"-{name}", .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardError = true,
        })!;
        kill.StandardError.ReadToEnd();
        kill.WaitForExit();
    }
}
