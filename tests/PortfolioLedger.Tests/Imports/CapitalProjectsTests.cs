using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Tests.Imports;

/// <summary>New York's capital projects, imported into a ledger in memory.</summary>
public sealed class CapitalProjectsTests
{
    private readonly MemoryLedger _ledger = new(CapitalProjects.Portfolio);

    [Fact]
    public async Task The_file_gives_the_expected_events()
    {
        CapitalProjects.MustBeReported(await ImportAsync());
        Assert.Equal(199, CapitalProjects.LaterPhases(_ledger.Entries));
        Assert.Equal("2013-09-01", _ledger.Entries[0].ReportedAt!.Value.ToString("yyyy-MM-dd"));
        Assert.IsType<HistoryImported>(_ledger.Entries[1].Fact);
    }

    [Fact]
    public async Task Exactly_the_known_steps_do_not_reconcile()
    {
        await ImportAsync();
        CapitalProjects.MustReconcile(_ledger.AsOf(CapitalProjects.Last));
    }

    [Fact]
    public async Task Replayed_at_the_last_date_every_budget_is_the_published_one()
    {
        await ImportAsync();
        CapitalProjects.MustHavePublishedBudgets(
            _ledger.AsOf(CapitalProjects.Last), RealData.CapitalProjects);
    }

    [Fact]
    public async Task A_budget_below_zero_is_kept()
    {
        await ImportAsync();
        Assert.Equal(-4_102_606,
            CapitalProjects.BudgetOf(_ledger.AsOf(new(2019, 1, 1)), "nyc-556"));
    }

    [Theory]
    [InlineData("2016-01-01", 64_255_264.52)]
    [InlineData("2016-05-31", 64_255_264.52)]
    [InlineData("2016-06-01", 103_885_283)]
    [InlineData("2016-07-01", 103_885_283)]
    [InlineData("2016-11-01", 64_285_939.2)]
    public async Task A_budget_that_rose_for_one_report_shows_on_the_days_of_that_report_alone(
        string day, double budget)
    {
        await ImportAsync();
        var book = _ledger.AsOf(DateOnly.Parse(day));
        Assert.Equal((decimal)budget, CapitalProjects.BudgetOf(book, "nyc-18"));
    }

    [Fact]
    public async Task Agencies_become_departments_and_categories_value_streams()
    {
        await ImportAsync();
        var head = _ledger.Head;
        Assert.Equal("H+H", head.Departments.Find(Key.Parse("h-h"))!.NameOn(head.Day));
        Assert.Null(head.Departments.Find(Key.Parse("na")));
        Assert.Equal("Bridges, Streets and Roadways",
            head.ValueStreams.Find(Key.Parse("bridges-streets-and-roadways"))!
                .NameOn(head.Day));
        Assert.Equal(("USD", true), (head.Details.Currency.Code, head.Claimed));
    }

    [Fact]
    public async Task Imported_again_it_appends_nothing()
    {
        await ImportAsync();
        var before = _ledger.Entries.Count;
        var again = await ImportAsync();
        Assert.Equal((0, 0, before), (again.ExitCode, again.Events.Count, _ledger.Entries.Count));
        Assert.Equal(2_259, again.Rows.Recognised + again.Rows.Unchanged);
    }

    private Task<PortfolioLedger.Imports.ImportReport> ImportAsync() =>
        _ledger.ImportAsync(CapitalProjects.Mapping, RealData.CapitalProjects);
}
