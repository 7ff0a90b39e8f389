using System.Diagnostics;

namespace PortfolioLedger.Tests.Documentation;

/// <summary>A shell into which the commands of a page are typed.</summary>
/// <param name="address">Where the ledger of the test listens.</param>
/// <param name="database">The database of its verbs.</param>
internal sealed class PageShell(string address, TestDatabase database)
{
    private const string EndOfStep = "--- end of the step ---";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Types the steps one after another in a folder: what each answered.</summary>
    public async Task<string[]> TypeAsync(IReadOnlyList<TypedStep> steps, string folder)
    {
        var script = string.Concat(steps.Select(s => $"{Here(s.Commands)}\necho '{EndOfStep}'\n"));
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>/dev/null\n{script}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        database.TellTo(start);
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return output.Split(EndOfStep)[..steps.Count];
    }

    /// <summary>As a reader types it, but to the ledger and the build under test.</summary>
    private string Here(string commands) => commands
        .Replace("http://127.0.0.1:5080", address.TrimEnd('/'), StringComparison.Ordinal)
        .Replace("dotnet run --project src/PortfolioLedger --",
            $"dotnet '{TestProgram.File}'",
            StringComparison.Ordinal);
}
