using System.Diagnostics;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Documentation;

/// <summary>
/// The quarter of a project management office in <c>docs/samples</c>, as its user starts it: over
/// HTTP and by verbs. The script stops at the first answer that is not the expected one.
/// </summary>
public sealed class QuarterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quarter_from_lists_to_the_report_for_the_board_has_no_dead_end()
    {
        ReaderTools.SkipUnlessThere();
        await using var database = await TestCluster.CreateLedgerAsync();
        using var ledger = await LedgerProcess.StartAsync(database);
        var start = new ProcessStartInfo("bash", ["docs/samples/quarter.sh"])
        {
            WorkingDirectory = RepositoryFolder.PathOf("."),
            Environment =
            {
                ["LEDGER_ADDRESS"] = $"{ledger.Http.BaseAddress}".TrimEnd('/'),
                ["LEDGER"] =
                    $"dotnet {TestProgram.File}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        database.TellTo(start);
        using var script = Process.Start(start)!;
        var errors = script.StandardError.ReadToEndAsync(Cancel);
        var told = await script.StandardOutput.ReadToEndAsync(Cancel);
        await script.WaitForExitAsync(Cancel);

        Assert.True(script.ExitCode == 0, $"{told}\n{await errors}");
        Assert.Contains("Corrected the budget of Safe crossings at schools for 2026 from 380,000 "
            + "to 308,000 EUR", told, StringComparison.Ordinal);
        Assert.Contains("Its score fell from 9 to 6.67 because time-criticality went from 10 to 3 "
            + "(\"The court gave two more years\", alice", told, StringComparison.Ordinal);
        Assert.Contains("Proved to be the best set", told, StringComparison.Ordinal);
        Assert.EndsWith("The quarter is recorded in "
            + $"{ledger.Http.BaseAddress}api/v1/portfolios/harbour-quarter.\n", told,
            StringComparison.Ordinal);
    }
}
