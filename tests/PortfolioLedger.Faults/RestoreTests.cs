using System.Diagnostics;

namespace PortfolioLedger.Faults;

/// <summary>
/// The round of backup and restore in <c>ops/backup</c>, as an administrator starts it: on a server
/// of its own, with PostgreSQL's own tools.
/// </summary>
public sealed class RestoreTests
{
    [Fact, Trait("fault", "F13")]
    public async Task A_lost_server_is_restored_to_a_moment_and_the_ledger_goes_on()
    {
        Assert.SkipUnless(IsInstalled("pg_basebackup"),
            "PostgreSQL is not installed with its tools: apt-get install postgresql.");
        foreach (var tool in (string[])["bash", "curl", "jq"])
            Assert.SkipUnless(IsThere(tool), $"{tool} is missing: the drill needs it.");
        var start = new ProcessStartInfo("timeout",
            ["--kill-after=60", "360", "bash", RepositoryFolder.PathOf("ops/backup/drill.sh")])
        {
            Environment =
            {
                ["LEDGER"] =
                    $"dotnet {TestProgram.File}",
                ["ConnectionStrings__Ledger"] = "",
                ["ConnectionStrings__LedgerMigrator"] = "",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var drill = Process.Start(start)!;
        // It tidies up by itself and is bounded: also a cancelled run waits for its end.
        var errors = drill.StandardError.ReadToEndAsync(CancellationToken.None);
        var told = await drill.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await drill.WaitForExitAsync(CancellationToken.None);

        Assert.True(drill.ExitCode == 0, $"{told}\n{await errors}");
        Assert.Contains("The drill went as it must: 10 decisions", told, StringComparison.Ordinal);
        FaultReport.Tell("F13", $"{told.Trim().Split('\n')[^1]}");
    }

    private static bool IsInstalled(string tool) => IsThere(tool)
        || (Directory.Exists("/usr/lib/postgresql")
            && Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Any(version => File.Exists(Path.Combine(version, "bin", tool))));

    private static bool IsThere(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
