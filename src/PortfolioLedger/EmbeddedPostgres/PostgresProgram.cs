using System.Diagnostics;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Runs one program to its end, as the server's account, and keeps what it said.</summary>
internal static class PostgresProgram
{
    /// <summary>Exit code and output (standard output, then standard error).</summary>
    public static (int Code, string Output) Run(
        string program, IEnumerable<string> arguments, ServerAccount? account = null) =>
        RunAsync(program, arguments, account, null, "", default).GetAwaiter().GetResult();

    /// <summary>Exit code and output of a program started in <paramref name="folder"/>.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, ServerAccount? account,
        string? folder, string input, CancellationToken cancel)
    {
        using var process = Process.Start(StartInfo(program, arguments, account, folder))!;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancel);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output + await error);
        }
        catch (IOException)
        {
            // The program ended before it read its input: its exit code says why.
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await process.StandardError.ReadToEndAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(
        string program, IEnumerable<string> arguments, ServerAccount? account, string? folder)
    {
        string[] line = [.. account?.Prefix ?? [], program, .. arguments];
        var start = new ProcessStartInfo(line[0], line.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The current folder may be closed to the server's account.
            WorkingDirectory = folder ?? (OperatingSystem.IsWindows() ? "" : "/"),
        };
        // PGDATA, PGPORT ... of the user's shell are meant for another server.
        foreach (var name in start.Environment.Keys.Where(IsPostgresVariable).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static bool IsPostgresVariable(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal);
}
