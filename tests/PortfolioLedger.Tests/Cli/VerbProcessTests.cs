using System.Text.Json;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>The real executable: data on standard output alone, and the exit code.</summary>
public sealed class VerbProcessTests(SharedLedger ledger)
{
    [Fact]
    public async Task Data_goes_to_standard_output_and_everything_else_does_not()
    {
        var portfolio = await ledger.OpenAsync();
        var (code, output, errors) = await RunAsync(
            "export",
            "--portfolio",
            portfolio.Key,
            "--view",
            "departments",
            "--as-of-position",
            "1",
            "--effective-on",
            "2026-01-01",
            "--json"
        );
        var address = portfolio.PathOf("departments?asOfPosition=1&effectiveOn=2026-01-01");
        Assert.Equal((0, (await portfolio.Approver.Get(address)).Text), (code, output));
        Assert.StartsWith("digest departments/2:sha256:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_examination_is_one_json_document()
    {
        var (_, output, _) = await RunAsync("doctor", "--json");
        Assert.Contains(JsonElement.Parse(output).GetProperty("checks").EnumerateArray(),
            c => c.GetProperty("check").GetString() == "schema");
    }

    [Theory]
    [InlineData(1, "replay", "--portfolio", "there-is-none", "--view", "ranking")]
    [InlineData(2, "export", "--portfolio", "any", "--view", "no-such-view")]
    [InlineData(2, "export", "--no-such-flag", "any")]
    [InlineData(2, "replay", "--view", "ranking")]
    [InlineData(
        2,
        "export",
        "--portfolio",
        "any",
        "--view",
        "ranking",
        "--json",
        "--format",
        "csv"
    )]
    public async Task What_goes_wrong_has_an_exit_code(int expected, params string[] arguments)
    {
        var portfolio = await ledger.OpenAsync();
        Assert.Equal(expected,
            (await RunAsync([.. arguments.Select(a => a == "any" ? portfolio.Key : a)])).Code);
    }

    [Fact]
    public async Task A_misspelt_portfolio_or_view_is_answered_with_those_there_are()
    {
        var portfolio = await ledger.OpenAsync();
        var (_, _, errors) = await RunAsync(
            "replay",
            "--portfolio",
            portfolio.Key + "x",
            "--view",
            "ranking"
        );
        Assert.StartsWith(
            $"replay: There is no portfolio '{portfolio.Key}x'; there are ",
            errors,
            StringComparison.Ordinal
        );
        Assert.Contains(portfolio.Key, errors.Split(';')[1], StringComparison.Ordinal);

        (_, _, errors) = await RunAsync("replay", "--portfolio", portfolio.Key, "--view", "rankin");
        Assert.StartsWith(
            "replay: --view must be one of alignment, ranking",
            errors,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_template_goes_to_the_file_that_is_named_in_the_form_of_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("ledger-template-");
        try
        {
            var file = Path.Combine(folder.FullName, "lists.xlsx");
            Assert.Equal(
                (0, "", ""),
                await RunAsync("import", "template", "current-lists", "--output", file)
            );
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal([(byte)'P', (byte)'K'], bytes[..2]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(
        params string[] arguments
    ) => await VerbProcess.RunAsync(await ledger.HostAsync(), arguments);
}
