using System.Diagnostics;
using System.Text.RegularExpressions;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>
/// The real executable on a terminal, in front of a closed pipe, and in other languages and time
/// zones: nothing of it changes a figure.
/// </summary>
public sealed partial class EnvironmentTests(SharedLedger ledger)
{
    [Fact]
    public async Task Language_and_time_zone_change_no_byte()
    {
        string[][] abroad =
        [
            ["LANG=de_DE.UTF-8", "TZ=America/St_Johns"],
            ["LC_ALL=tr_TR.UTF-8", "TZ=Asia/Kathmandu"],
        ];
        var portfolio = await FundedAsync();
        string[] verbs =
        [
            "export --view initiatives --format csv",
            "replay --view initiatives",
            "export --view ranking",
            "export --view timeline --format ndjson",
        ];
        foreach (var verb in verbs[..LongRuns.Times(2, verbs.Length)])
        {
            var command =
                $"{verb} --portfolio {portfolio.Key} --as-of-position 4 --effective-on 2026-01-01";
            var here = await ShellAsync($"{Program} {command}", "LC_ALL=C", "TZ=UTC");
            Assert.Equal(0, here.Code);
            foreach (var settings in abroad)
                Assert.Equal(here, await ShellAsync($"{Program} {command}", settings));
            if (verb.EndsWith("csv", StringComparison.Ordinal))
                Assert.Contains(",1234567.89,", here.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(80, "")]
    [InlineData(200, "COLUMNS=80")]
    public async Task A_screen_of_eighty_columns_is_not_overrun(int wide, string setting)
    {
        var portfolio = await FundedAsync();
        var lines = await OnTerminalAsync(
            wide,
            $"replay --view initiatives --portfolio {portfolio.Key} --as-of-position 4",
            setting
        );
        Assert.All(lines, line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains(lines, line => line.Contains("croton", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Colours_are_for_terminals_whose_user_did_not_decline_them()
    {
        const string colour = "\e[38;";
        Assert.Contains(await OnTerminalAsync(80, "doctor"), l =>
            l.Contains(colour, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(await OnTerminalAsync(80, "doctor", "NO_COLOR=1"), l =>
            l.Contains('\e', StringComparison.Ordinal)
        );
        if (LongRuns.AreWanted)
            Assert.DoesNotContain('\e',
                (await ShellAsync($"{Program} doctor", "TERM=xterm-256color")).Output);
    }

    [Theory]
    [InlineData("export --view departments --format csv")]
    [InlineData("replay --view departments")]
    public async Task A_reader_who_has_seen_enough_ends_it_quietly(string verb)
    {
        var portfolio = await ledger.OpenAsync();
        // More than a pipe holds: writing meets the closed end.
        var departments = string.Join(
            ',',
            Enumerable
                .Range(0, 900)
                .Select(i =>
                    $$$"""{"path":"departments","body":{"key":"dep-{{{i}}}","name":"{{{new string('x', 200)}}}"}}"""
                )
        );
        var recorded = await portfolio.Approver.Post(
            portfolio.PathOf("batch"),
            $$"""{"commands":[{{departments}}]}"""
        );
        Assert.Equal(200, recorded.Status);
        var (code, output) = await ShellAsync(
            $"set -o pipefail; {Program} {verb} --portfolio {portfolio.Key} | head -1");
        Assert.Equal(0, code);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("xception", output, StringComparison.Ordinal);
    }

    private static string Program =>
        $"dotnet {TestProgram.File}";

    private async Task<TestPortfolio> FundedAsync()
    {
        var portfolio = await (await ledger.OpenAsync()).WithInitiativeAsync();
        await portfolio.Do("initiatives/croton/budget", """
            {"period":"2025","amount":1234567.89,"grounds":{"rationale":"The board agreed in its March meeting",
             "effectiveOn":"2025-06-01"}}
            """);
        return portfolio;
    }

    /// <summary>The lines of a verb on a terminal of this width.</summary>
    private async Task<string[]> OnTerminalAsync(int wide, string verb, params string[] settings) =>
        // The shell of the terminal sets COLUMNS itself: what the user sets comes behind it.
        [
            .. (
                await ShellAsync(
                    $"script -qec 'stty cols {wide} rows 50; env -u NO_COLOR "
                        + $"{string.Join(' ', settings)} "
                        + $"TERM=xterm-256color {Program} {verb}' /dev/null"
                )
            )
                .Output.Split('\n')
                .Select(line => Cursor().Replace(line.TrimEnd('\r'), "")),
        ];

    /// <summary>Runs a line of the shell; standard error comes with standard output.</summary>
    private async Task<(int Code, string Output)> ShellAsync(string line, params string[] settings)
    {
        var host = await ledger.HostAsync();
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1; {line}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        host.Database.TellTo(start);
        foreach (var setting in settings.Where(s => s.Length > 0).Select(s => s.Split('=')))
            start.Environment[setting[0]] = setting[1];
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(
            TestContext.Current.CancellationToken
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    /// <summary>What switches the keys of a terminal, and draws nothing.</summary>
    [GeneratedRegex(@"\e\[\?1h\e=")]
    private static partial Regex Cursor();
}
