using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Querying;
using Spectre.Console;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Cli;

/// <summary>Questions asked on the command line.</summary>
public sealed class ReadVerbTests(SharedLedger ledger)
{
    [Theory]
    [InlineData("departments", null, null, "", "departments")]
    [InlineData("departments", "csv", null, "sort=-key", "departments?format=csv&sort=-key")]
    [InlineData("departments", "ndjson", "2", "", "departments?format=ndjson&asOfPosition=2")]
    [InlineData("departments", "xlsx", "3", "", "departments?format=xlsx&asOfPosition=3")]
    [InlineData("initiatives/croton", null, "4", "", "initiatives/croton?asOfPosition=4")]
    [InlineData("ranking", "json", "4", "limit=1", "ranking?format=json&asOfPosition=4&limit=1")]
    public async Task An_export_has_the_bytes_of_the_api(
        string view, string? format, string? position, string query, string address)
    {
        var portfolio = await FilledAsync();
        var (code, bytes, errors) = await ExportAsync(new ViewFlags(portfolio.Key, view)
        {
            Format = format,
            AsOfPosition = position,
            Query = query,
        });
        Assert.True(code == 0, errors);
        using var client = portfolio.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get,
            $"/api/v1/{portfolio.PathOf(address)}")
        {
            Headers = { { "Authorization", "Persona vera;viewer" } },
        };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(await answer.Content.ReadAsByteArrayAsync(
            TestContext.Current.CancellationToken), bytes);
        Assert.Contains(answer.Headers.GetValues("Ledger-Digest").Single(), errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_not_the_last_says_how_to_go_on()
    {
        var portfolio = await FilledAsync();
        var first = new ViewFlags(portfolio.Key, "departments") { Query = "limit=1" };
        var (_, bytes, errors) = await ExportAsync(first);
        var cursor = JsonElement.Parse(bytes).GetProperty("nextCursor").GetString();
        Assert.Contains($"--query \"cursor={cursor}\"", errors, StringComparison.Ordinal);
        var (code, rest, _) = await ExportAsync(first with { Query = $"limit=1&cursor={cursor}" });
        Assert.Equal(0, code);
        Assert.Equal("roads",
            JsonElement.Parse(rest).GetProperty("items")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task A_file_holds_what_standard_output_would()
    {
        var portfolio = await FilledAsync();
        var folder = Directory.CreateTempSubdirectory("ledger-export-");
        try
        {
            var file = Path.Combine(folder.FullName, "departments.csv");
            var question = new ViewFlags(portfolio.Key, "departments") { Format = "csv" };
            var (_, expected, _) = await ExportAsync(question);
            var (code, nothing, _) = await ExportAsync(question, file);
            Assert.Equal(0, code);
            Assert.Empty(nothing);
            Assert.Equal(expected,
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal([file], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("nothing-here", "departments", "", 1, "nothing-here")]
    [InlineData(null, "departments", "sort=nonsense", 2, "sort")]
    [InlineData(null, "no-such-view", "", 2, "ranking")]
    [InlineData(null, "departments", "format=docx", 2, "csv")]
    [InlineData(null, "initiatives/none", "", 1, "none")]
    [InlineData(null, "departments", "asOfPosition=900", 2, "position")]
    public async Task Questions_without_an_answer_say_why(
        string? key, string view, string query, int expected, string word)
    {
        var portfolio = await FilledAsync();
        var (code, bytes, errors) = await ExportAsync(
            new ViewFlags(key ?? portfolio.Key, view) { Query = query });
        Assert.Equal(expected, code);
        Assert.Empty(bytes);
        Assert.Contains(word, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_is_a_table_of_the_past_with_its_digest()
    {
        var portfolio = await FilledAsync();
        var text = await ReplayAsync(new(portfolio.Key, "departments") { AsOfPosition = "2" });
        Assert.Contains("position 2 of 4", text, StringComparison.Ordinal);
        Assert.Contains("Environmental Protection", text, StringComparison.Ordinal);
        Assert.DoesNotContain("roads", text, StringComparison.Ordinal);
        var json = await portfolio.Approver.Get(portfolio.PathOf("departments?asOfPosition=2"));
        Assert.Contains($"digest {json.Json["digest"]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_narrow_terminal_columns_are_whole_or_named()
    {
        var portfolio = await FilledAsync();

        var text = await ReplayAsync(new(portfolio.Key, "initiatives"), width: 60);

        Assert.Matches(@"initiative +name +kind +stage +department", text);
        Assert.Matches(@"croton +\S.*project +proposed +dep", text);
        Assert.Matches(@"No room for ([a-zA-Z]+, )*version:", text.ReplaceLineEndings(" "));
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 60, line));
    }

    [Fact]
    public async Task Long_texts_wrap_between_words_and_behind_hyphens()
    {
        var text = await ReplayAsync(new((await FilledAsync()).Key, "scorecard"), width: 60);

        Assert.Matches(@"panel +metric +numerator +denominator", text);
        Assert.Matches(@"importance- +\d+ +\d+ *\r?\n +assessed", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 60, line));
    }

    [Fact]
    public async Task A_replay_shows_what_a_view_says_beside_its_items()
    {
        var ranked = await Scenarios.RankedPortfolio.OpenAsync(ledger);
        await ranked.Portfolio.InitiativeAsync("no-score");

        var text = await ReplayAsync(new(ranked.Portfolio.Key, "ranking"));

        Assert.Matches(@"model\.key +\w+", text);
        Assert.Matches(@"incomplete\s+initiative +name +missing\s+─+\s+no-score", text);
    }

    [Theory]
    [InlineData("ranking", "", "adopt one")]
    [InlineData("departments", "", "Nothing to show.")]
    public async Task Where_there_is_nothing_a_replay_says_why(
        string view,
        string asOf,
        string words
    ) =>
        Assert.Contains(
            words,
            await ReplayAsync(new((await ledger.OpenAsync()).Key, view) { AsOf = asOf }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_time_before_the_first_event_is_said_on_standard_error()
    {
        var portfolio = await ledger.OpenAsync();
        var question = new ViewFlags(portfolio.Key, "ranking") { AsOf = "1999-01-01" };
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var note = "Nothing was known on 1999-01-01; the first event of this portfolio is known "
            + $"since {today:O}.";

        var text = await ReplayAsync(question, errors: note + Environment.NewLine);

        Assert.Contains("Nothing was known then", text, StringComparison.Ordinal);
        var (code, _, errors) = await ExportAsync(question);
        Assert.Equal(0, code);
        Assert.Contains(note, errors, StringComparison.Ordinal);
    }

    private async Task<string> ReplayAsync(
        ViewFlags question, int width = 400, string errors = "")
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = width;
        var said = new StringWriter();
        var code = await (await ledger.HostAsync())
            .App.Services.GetRequiredService<ReplayVerb>()
            .RunAsync(question, console, said, TestContext.Current.CancellationToken);
        Assert.Equal((0, errors), (code, said.ToString()));
        return output.ToString();
    }

    /// <summary>Positions: 1 opened, 2 dep, 3 roads, 4 croton.</summary>
    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.Do("departments", """{"key":"roads","name":"Roads [1]"}""");
        await portfolio.InitiativeAsync("croton");
        return portfolio;
    }

    private async Task<(int Code, byte[] Bytes, string Errors)> ExportAsync(
        ViewFlags question, string? file = null)
    {
        var host = await ledger.HostAsync();
        using var output = new MemoryStream();
        var errors = new StringWriter();
        var code = await host.App.Services.GetRequiredService<ExportVerb>().RunAsync(
            question, file, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToArray(), errors.ToString());
    }
}
