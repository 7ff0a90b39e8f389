using System.Text.Json;
using PortfolioLedger.Cli;
using PortfolioLedger.Imports;
using Spectre.Console;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Imports;

namespace PortfolioLedger.Tests.Cli;

/// <summary>The command as it is called: what goes where, and how it ends.</summary>
public sealed class ImportVerbTests
{
    private const string Good = "2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,";
    private const string Bad = "2020-02-01,7,Bridge,DOT,,Bridges,Design,\"1.234,50\",20,,,";

    private readonly MemoryLedger _ledger = new(Samples.Portfolio);
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task It_ends_with_0_and_reports_every_refused_row()
    {
        Assert.Equal(0, await RunAsync([Good, Bad]));
        var text = _output.ToString();
        Assert.Matches(@"imported +1", text);
        Assert.Matches(@"2 +3 +7 +Budget +1\.234,50 +bad-number", text);
        Assert.Contains("Ignored columns: Remark", text, StringComparison.Ordinal);
        Assert.Contains("Importing 100 %", _errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("%", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_one_json_document_on_request()
    {
        Assert.Equal(0, await RunAsync([Good, Bad], a => a with { Json = true }));
        using var json = JsonDocument.Parse(_output.ToString());
        var root = json.RootElement;
        Assert.Equal("imported", root.GetProperty("outcome").GetString());
        Assert.Equal(2, root.GetProperty("rows").GetProperty("read").GetInt32());
        Assert.Equal(1, root.GetProperty("events").GetProperty("initiative-proposed").GetInt32());
        var refused = root.GetProperty("refused")[0];
        Assert.Equal(2, refused.GetProperty("row").GetInt32());
        Assert.Equal("Budget", refused.GetProperty("faults")[0].GetProperty("column").GetString());
        Assert.Equal(64, root.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public async Task Strict_ends_with_1_when_a_row_is_refused_and_writes_nothing()
    {
        Assert.Equal(1, await RunAsync([Good, Bad], a => a with { Strict = true }));
        Assert.Contains("1 row is refused", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task A_dry_run_ends_with_0_and_writes_nothing()
    {
        Assert.Equal(0, await RunAsync([Good, Bad], a => a with { DryRun = true }));
        Assert.Contains("nothing was written", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task A_file_that_is_not_there_ends_with_1()
    {
        Assert.Equal(1, await RunAsync([Good], a => a with { File = a.File + ".missing" }));
        Assert.Contains(".missing", _errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task A_file_of_which_no_row_can_be_read_ends_with_1_and_says_why()
    {
        Assert.Equal(1, await RunAsync([Bad]));
        Assert.Matches(@"1 +2 +7 +Budget +1\.234,50 +bad-number", _output.ToString());
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task A_file_of_which_every_row_is_refused_says_so_first_and_ends_with_1()
    {
        Assert.Equal(1, await RunAsync([Bad, Bad.Replace(",7,", ",8,", StringComparison.Ordinal)]));
        Assert.StartsWith(
            "Nothing imported: all 2 rows were refused.\n",
            _output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task A_dry_run_of_which_every_row_is_refused_ends_with_1_too()
    {
        Assert.Equal(1, await RunAsync([Bad], a => a with { DryRun = true }));
        Assert.StartsWith(
            "Dry run into 'city': nothing would be imported, the only row is refused.",
            _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_leads_with_how_many_rows_were_imported_and_refused()
    {
        await RunAsync([Good, Bad]);
        Assert.StartsWith("1 of 2 rows imported into 'city', 1 refused.", _output.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_cause_in_several_rows_is_one_message()
    {
        await RunAsync([Good, Bad, Bad.Replace(",7,", ",8,", StringComparison.Ordinal)]);
        var text = _output.ToString();
        Assert.Contains("Refused: rows 2–3 (lines 3–4), column Budget (2 cells): bad-number: ",
            text, StringComparison.Ordinal);
        Assert.Contains("; the cells hold 1.234,50", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Refused because", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_none_ends_with_2() =>
        Assert.Equal(2, await RunAsync([Good], a => a with { Portfolio = "City plan" }));

    [Fact]
    public async Task A_missing_portfolio_ends_with_2_and_is_asked_for()
    {
        Assert.Equal(2, await RunAsync([Good], a => a with { Portfolio = null! }));
        Assert.Contains("--portfolio <key>", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_that_cannot_be_used_ends_with_2()
    {
        Assert.Equal(2, await RunAsync([Good], a => a with { Mapping = "no-such-mapping" }));
        Assert.Contains("nyc-capital-projects", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_mapped_by_hand_are_read()
    {
        using var file = new SampleFile(
            System.Text.Encoding.UTF8.GetBytes("Nr,Projekt\r\n7,Bridge\r\n"));

        var code = await RunAsync([], a => a with
        {
            Mapping = "current-lists", File = file.Name, Name = "City", Currency = "EUR",
            List = "initiatives", Columns = "Nr=externalId,Projekt=name",
        });

        Assert.Equal(0, code);
        Assert.StartsWith("1 of 1 row imported", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", null, "--list must be one of departments")]
    [InlineData("initiatives", "Projekt=nom", "--columns cannot be used")]
    [InlineData("initiatives", "Projekt", "--columns must say what each column is")]
    [InlineData(null, "Projekt=name", "--columns needs 'list'")]
    public async Task Columns_that_cannot_be_mapped_end_with_2(
        string? list, string? columns, string why)
    {
        var code = await RunAsync([Good], a => a with
        {
            Mapping = "current-lists", List = list, Columns = columns,
        });

        Assert.Equal(2, code);
        Assert.Contains(why, _errors.ToString(), StringComparison.Ordinal);
    }

    private async Task<int> RunAsync(
        string[] lines, Func<ImportArguments, ImportArguments>? change = null)
    {
        using var file = new SampleFile(lines);
        using var mapping = new SampleFile(System.Text.Encoding.UTF8.GetBytes(Samples.MappingJson));
        var arguments = new ImportArguments(mapping.Name, file.Name, "city");
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(_errors) });
        return await new ImportVerb(_ledger.Target, _ledger).RunAsync(
            change?.Invoke(arguments) ?? arguments, _output, console,
            TestContext.Current.CancellationToken);
    }
}
