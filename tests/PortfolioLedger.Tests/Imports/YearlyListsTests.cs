using PortfolioLedger.Cli;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using Spectre.Console;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// The UK's major projects and Canada's large IT projects, imported into a ledger in memory.
/// </summary>
public sealed class YearlyListsTests
{
    private static readonly Key Portfolio = Key.Parse("yearly");

    private readonly MemoryLedger _ledger = new(Portfolio);

    [Theory]
    [InlineData(YearlyLists.Uk)]
    [InlineData(YearlyLists.Canada)]
    public async Task The_file_gives_the_expected_events(string preset)
    {
        var list = YearlyLists.Of(preset);
        list.MustBeReported(await _ledger.ImportAsync(list.Mapping, list.Path));
        Assert.Equal(list.Days[0].On, _ledger.Entries[0].ReportedAt!.Value.ToString("yyyy-MM-dd"));
    }

    [Theory]
    [InlineData(YearlyLists.Uk)]
    [InlineData(YearlyLists.Canada)]
    public async Task On_each_reporting_day_the_published_budgets_are_known(string preset)
    {
        var list = YearlyLists.Of(preset);
        await _ledger.ImportAsync(list.Mapping, list.Path);
        Assert.Equal(
            list.Days,
            list.Days.Select(day =>
                YearlyState.Of(
                    day.On,
                    [
                        .. InitiativeList
                            .Compute(_ledger.AsOf(DateOnly.Parse(day.On)))
                            .Items.Select(i => i.Budget),
                    ]
                )
            )
        );
    }

    [Fact]
    public async Task Millions_become_whole_pounds_and_their_change_is_exact()
    {
        var list = YearlyLists.Of(YearlyLists.Uk);
        await _ledger.ImportAsync(list.Mapping, list.Path);
        var budgets = _ledger.Entries.Select(e => e.Fact).ToArray();
        var aircraft = Key.Parse("uk-mod-0106-1617-q1");
        Assert.Equal(
            new Money(2_013_020_000, Currency.Parse("GBP")),
            budgets.OfType<BudgetApproved>().Single(b => b.Initiative == aircraft).Amount
        );
        Assert.All(budgets.OfType<BudgetApproved>(), b =>
            Assert.Equal(decimal.Truncate(b.Amount.Amount), b.Amount.Amount)
        );
        var held = budgets
            .OfType<BudgetApproved>()
            .ToDictionary(b => b.Initiative, b => b.Amount.Amount);
        foreach (var change in budgets.OfType<BudgetChanged>())
        {
            Assert.Equal(change.NewTotal.Amount - held[change.Initiative], change.Delta.Amount);
            held[change.Initiative] = change.NewTotal.Amount;
        }
    }

    [Fact]
    public async Task A_department_with_a_long_name_loses_no_row_and_is_reported()
    {
        var list = YearlyLists.Of(YearlyLists.Canada);
        var report = await _ledger.ImportAsync(list.Mapping, list.Path);
        Assert.Equal([YearlyLists.IndigenousServices], report.ShortenedKeys);
        var (_, key, name) = YearlyLists.IndigenousServices;
        Assert.Equal(name, _ledger.Head.Departments.Find(key)!.NameOn(_ledger.Head.Day));
        Assert.Contains(_ledger.Head.Initiatives.All.Values, 
            i => i.DepartmentOn(_ledger.Head.Day) == key);
    }

    [Theory]
    [InlineData(YearlyLists.Uk)]
    [InlineData(YearlyLists.Canada)]
    public async Task A_dry_run_says_what_the_import_does_and_again_it_appends_nothing(
        string preset
    )
    {
        var list = YearlyLists.Of(preset);
        var rehearsed = await _ledger.ImportAsync(list.Mapping, list.Path, dryRun: true);
        Assert.Empty(_ledger.Entries);
        var imported = await _ledger.ImportAsync(list.Mapping, list.Path);
        Assert.Equal(rehearsed.Rows, imported.Rows);
        Assert.Equal(rehearsed.Events, imported.Events);
        Assert.Equal(rehearsed.ShortenedKeys, imported.ShortenedKeys);
        Assert.Equal(rehearsed.Notes, imported.Notes);
        var before = _ledger.Entries.Count;
        var again = await _ledger.ImportAsync(list.Mapping, list.Path);
        Assert.Equal((0, before), (again.Events.Count, _ledger.Entries.Count));
        Assert.Equal(list.Rows, again.Rows.Recognised + again.Rows.Unchanged);
        Assert.Equal(imported.ShortenedKeys, again.ShortenedKeys);
    }

    [Fact]
    public async Task On_the_command_line_a_dry_run_reports_the_same_shortened_keys()
    {
        var list = YearlyLists.Of(YearlyLists.Canada);
        var rehearsed = await RunAsync(new(list.Preset, list.Path, Portfolio.Value, DryRun: true));
        Assert.Empty(_ledger.Entries);
        var imported = await RunAsync(new(list.Preset, list.Path, Portfolio.Value));
        var (_, key, text) = YearlyLists.IndigenousServices;
        foreach (var report in (string[])[rehearsed, imported])
            Assert.Matches($"department +{key} +{text}", report);
        Assert.Matches("initiative-proposed +1126", imported);
    }

    private async Task<string> RunAsync(ImportArguments arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(errors) });
        Assert.Equal(ImportVerb.Ok, await new ImportVerb(_ledger.Target, _ledger).RunAsync(
            arguments, output, console, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
