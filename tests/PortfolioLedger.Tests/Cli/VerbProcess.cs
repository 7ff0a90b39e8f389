using System.Diagnostics;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Cli;

/// <summary>
/// A verb of the command line as a process of its own, on the database of a host.
/// </summary>
internal static class VerbProcess
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs it to its end: the exit code, and what it wrote where.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        LedgerHost host, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        host.Database.TellTo(start);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return await RunAsync(start);
    }

    /// <summary>The same of a process that is told where its ledger is by itself.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        try
        {
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
