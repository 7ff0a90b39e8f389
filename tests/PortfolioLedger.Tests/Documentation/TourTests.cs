using System.Diagnostics;
using PortfolioLedger.Tests.Imports;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Documentation;

/// <summary>
/// <c>docs/tour.md</c> is typed into a shell as it stands, and what comes back is what it shows.
/// </summary>
public sealed class TourTests
{
    private const string Address = "http://127.0.0.1:5080";
    private const string Replay = "## Replay a real history";

    private static readonly string Page =
        File.ReadAllText(RepositoryFolder.PathOf("docs", "tour.md")).ReplaceLineEndings("\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_command_of_the_tour_answers_what_the_page_shows()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        using var ledger = await LedgerProcess.StartAsync(database);
        var steps = TourStep.In(Page.Split(Replay)[0]);

        var answers = await TypedAsync(ledger, steps);

        Assert.True(steps.Count > 10);
        Assert.All(steps.Zip(answers), s => s.First.Shows(s.Second));
    }

    [Fact]
    public async Task The_replay_of_a_real_history_answers_what_the_page_shows()
    {
        var file = RealData.CapitalProjects;
        await using var database = await TestCluster.CreateDatabaseAsync();
        var steps = TourStep.In(Page.Split(Replay)[1]);
        var import = steps[0].Commands.Split(" -- ")[1].Trim()
            .Replace(Path.GetFileName(file), $"'{file}'", StringComparison.Ordinal);

        steps[0].Shows(await ShellAsync(
            $"dotnet {Path.Combine(AppContext.BaseDirectory, "PortfolioLedger.dll")} {import}",
            database.ConnectionString));

        using var ledger = await LedgerProcess.StartAsync(database);
        var definitions = TourStep.In(Page)[0];
        var answers = await TypedAsync(ledger, [definitions, .. steps.Skip(1)]);
        Assert.All(steps.Skip(1).Zip(answers.Skip(1)), s => s.First.Shows(s.Second));
    }

    /// <summary>Types the steps one after another into one shell: what each answered.</summary>
    private static async Task<string[]> TypedAsync(
        LedgerProcess ledger, IReadOnlyList<TourStep> steps)
    {
        const string end = "--- end of the step ---";
        var script = string.Concat(steps.Select(s => $"{s.Commands}\necho '{end}'\n"));
        var answers = await ShellAsync(script.Replace(
            Address, $"{ledger.Http.BaseAddress}".TrimEnd('/'), StringComparison.Ordinal));
        return answers.Split(end)[..steps.Count];
    }

    private static async Task<string> ShellAsync(string script, string connection = "")
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>/dev/null; {script}"])
        {
            Environment = { ["ConnectionStrings__Ledger"] = connection },
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = await shell.StandardOutput.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return output;
    }
}
