using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>
/// What a list calls the budget of an initiative is approved only when the initiative is.
/// </summary>
public sealed class RequestedBudgetListTests
{
    private const string Header = "Initiative,Initiative name,Stage,Budget 2026,Requested 2026";

    private readonly ListSamples _samples = new();

    private Initiative Dam => _samples.Ledger.Head.Initiatives.Find(Key.Parse("dam"))!;

    private DateOnly Day => _samples.Ledger.Head.Day;

    private (decimal? Approved, decimal? Requested) Money =>
        (Dam.BudgetOn(Day, "2026"), Dam.RequestedOn(Day, "2026"));

    private Task<ImportReport> ImportAsync(string stage, string budget, string requested = "") =>
        _samples.ImportAsync(Header, $"dam,Dam,{stage},{budget},{requested}");

    private static string[] Notes(ImportReport report) =>
        [.. report.Notes.Where(n => n.Contains("budget", StringComparison.Ordinal))];

    [Theory]
    [InlineData("proposed")]
    [InlineData("submitted")]
    [InlineData("deferred")]
    [InlineData("rejected")]
    [InlineData("")]
    public async Task The_budget_of_what_is_not_approved_is_recorded_as_requested_with_a_note(
        string stage)
    {
        var report = await ImportAsync(stage, "600");

        Assert.Equal((null, 600m), Money);
        Assert.DoesNotContain(_samples.Ledger.Entries, e => e.Fact is BudgetApproved);
        Assert.Equal(["'Budget 2026': 1 row states a budget of an initiative that is not approved "
            + "yet; it is recorded as requested and approves nothing."], Notes(report));
        Assert.Contains(new("initiatives", "budget 2026", 600, 600, 0), report.ControlTotals);
    }

    [Theory]
    [InlineData("approved")]
    [InlineData("active")]
    [InlineData("paused")]
    [InlineData("completed")]
    [InlineData("closed")]
    public async Task The_budget_of_what_is_approved_or_later_is_approved_without_a_note(
        string stage)
    {
        var report = await ImportAsync(stage, "600");

        Assert.Equal((600m, null), Money);
        Assert.Empty(Notes(report));
    }

    [Fact]
    public async Task The_next_list_approves_once_the_initiative_is_approved()
    {
        await ImportAsync("proposed", "600");
        Assert.Empty((await ImportAsync("proposed", "600")).Events);
        Assert.Empty(Notes(await ImportAsync("proposed", "600")));
        await ImportAsync("proposed", "700");
        Assert.Equal((null, 700m), Money);

        var report = await ImportAsync("approved", "650");
        Assert.Empty(Notes(report));
        Assert.Equal((650m, 700m), Money);
        Assert.Equal("Approved 650 EUR of 700 EUR requested for Dam in 2026",
            _samples.Ledger.Entries.Select(e => e.Fact).OfType<BudgetApproved>().Single()
                .Sentence(_samples.Ledger.Head));
    }

    [Fact]
    public async Task A_list_states_what_is_requested_beside_what_is_approved()
    {
        var report = await ImportAsync("active", "600", "700");

        Assert.Equal((600m, 700m), Money);
        Assert.Empty(Notes(report));
        Assert.Contains(
            new("initiatives", "requestedBudget 2026", 700, 700, 0), report.ControlTotals);
        Assert.Empty((await ImportAsync("active", "600", "700")).Events);
        await ImportAsync("active", "600", "800");
        Assert.Equal((600m, 800m), Money);
    }

    [Fact]
    public async Task Only_the_request_of_what_is_not_approved_is_recorded_when_both_are_stated()
    {
        var report = await ImportAsync("proposed", "600", "700");

        Assert.Equal((null, 700m), Money);
        Assert.Equal(["'Budget 2026': 1 row states a budget of an initiative that is not approved "
            + "yet, beside another amount requested; only the request is recorded."],
            Notes(report));
        Assert.Empty(Notes(await ImportAsync("proposed", "700", "700")));
    }

    [Fact]
    public async Task What_the_ledger_approved_already_is_not_requested_again_nor_changed()
    {
        await ImportAsync("approved", "600");
        await ImportAsync("deferred", "600");
        Assert.Equal((600m, null), Money);

        Assert.Single(Notes(await ImportAsync("deferred", "500")));
        Assert.Equal((600m, 500m), Money);
    }

    [Fact]
    public async Task A_request_below_zero_is_refused_by_its_cell()
    {
        var report = await ImportAsync("proposed", "", "-1");
        Assert.Equal(("Requested 2026", "-1", "malformed"), Fault(report));
    }

    [Fact]
    public async Task Opening_balances_and_issues_of_Jira_have_the_column_and_templates_show_it()
    {
        foreach (var mapping in new[] { CurrentLists, Opening, Jira }.Cast<ListMapping>())
            Assert.Contains(
                mapping.Lists.Single(l => l.Of == "initiatives") is var list
                    ? ListTemplate.Columns(mapping, list) : [],
                c => c.Header.Contains("Requested 2026", StringComparison.Ordinal));
        await _samples.ImportAsync(Jira, "Issue key,Project name,Summary,Status,"
            + "Custom field (Budget 2026),Custom field (Requested 2026)\r\n"
            + "DAM-1,Works,Dam,To Do,600,\r\nDAM-2,Works,Dam 2,In Progress,600,700\r\n");
        var (first, second) = (_samples.Ledger.Head.Initiatives.Find(Key.Parse("dam-1"))!,
            _samples.Ledger.Head.Initiatives.Find(Key.Parse("dam-2"))!);
        Assert.Equal((null, 600m), (first.BudgetOn(Day), first.RequestedOn(Day)));
        Assert.Equal((600m, 700m), (second.BudgetOn(Day), second.RequestedOn(Day)));
    }
}
