namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// Approvals and changes that take effect on other days than they are recorded, over HTTP.
/// </summary>
public sealed class BudgetsThroughTimeTests(SharedLedger shared)
{
    [Fact]
    public async Task Each_day_has_the_budget_that_was_decided_for_it()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await ApproveAsync(p, "390000", "2026-02-11");
        await ChangeAsync(p, "8333.25", "398333.25", "2027-05-17");
        await ApproveAsync(p, "0", "2026-02-07");

        Assert.Null(await BudgetAsync(p, "2026-02-06"));
        Assert.Equal(0, await BudgetAsync(p, "2026-02-07"));
        Assert.Equal(0, await BudgetAsync(p, "2026-02-10"));
        Assert.Equal(390_000, await BudgetAsync(p, "2026-02-11"));
        Assert.Equal(390_000, await BudgetAsync(p, "2027-04-17"));
        Assert.Equal(398_333.25m, await BudgetAsync(p, "2027-05-17"));
    }

    [Fact]
    public async Task A_cut_that_reaches_back_counts_beside_a_raise_that_was_recorded_before()
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await ApproveAsync(p, "100", "2026-01-01");
        await ChangeAsync(p, "50", "150", "2026-03-01");
        await ChangeAsync(p, "-10", "90", "2026-02-01");

        Assert.Equal(90, await BudgetAsync(p, "2026-02-28"));
        Assert.Equal(140, await BudgetAsync(p, "2026-03-01"));
    }

    [Theory]
    [InlineData("-10", "140", "2026-02-01", "delta-mismatch", "100 USD, the budget on 2026-02-01")]
    [InlineData("-10", "-10", "2025-12-31", "no-approved-budget", "on 2025-12-31")]
    [InlineData("-60", "40", "2026-02-01", "negative-budget", "-10 USD from 2026-03-01 on")]
    public async Task A_change_that_does_not_fit_its_day_is_refused_and_changes_nothing(
        string delta, string total, string day, string code, string detail)
    {
        var p = await (await shared.OpenAsync()).WithInitiativeAsync();
        await ApproveAsync(p, "100", "2026-01-01");
        await ChangeAsync(p, "-50", "50", "2026-03-01");

        var refused = await p.Try("initiatives/croton/budget-changes", Change(delta, total, day));
        Assert.Equal((422, code), (refused.Status, (string?)refused.Json["code"]));
        Assert.Contains(detail, (string?)refused.Json["detail"], StringComparison.Ordinal);
        await p.AssertNothingStoredAsync();
    }

    private static Task ApproveAsync(TestPortfolio p, string amount, string day) =>
        p.Do(
            "initiatives/croton/budget",
            $$"""{"period":"2025","amount":"{{amount}}",{{On(day)}}}"""
        );

    private static Task ChangeAsync(TestPortfolio p, string delta, string total, string day) =>
        p.Do("initiatives/croton/budget-changes", Change(delta, total, day));

    private static string Change(string delta, string total, string day) =>
        $$"""{"period":"2025","delta":"{{delta}}","newTotal":"{{total}}",{{On(day)}}}""";

    private static string On(string day) =>
        $$"""
        "grounds":{"rationale":"The board agreed in its meeting","effectiveOn":"{{day}}"}
        """;

    private static async Task<decimal?> BudgetAsync(TestPortfolio p, string day) =>
        (decimal?)
            (await p.Approver.Get(p.PathOf($"initiatives?effectiveOn={day}"))).Json["items"]![0]![
                "budget"
            ];
}
