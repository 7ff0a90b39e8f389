using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Portfolios;

public sealed class PortfolioTests
{
    private static SetPortfolioBudget Set(decimal? capex, decimal? opex, Grounds? grounds = null) =>
        new("2026", grounds ?? Why,
            capex is { } c ? Dollars(c) : null, opex is { } o ? Dollars(o) : null);

    private static PortfolioBudgetSet WasSet(
        decimal capex, decimal opex, Grounds? grounds = null) =>
        new(Capital, "2026", capex, opex, grounds ?? Why);

    private static Journal Committed => Given.AnInitiative().With(Budget(600));

    [Fact]
    public void A_portfolio_is_opened() =>
        Given.NoPortfolio().When(Open with { FiscalYearStart = "07-01" })
            .Then(new PortfolioOpened(Capital, "City capital plan", Dollar, "07-01"));

    [Fact]
    public void A_portfolio_is_opened_once() =>
        Given.APortfolio().When(Open).ThenRefused(
            "already-exists", new Subject(SubjectKind.Portfolio, Capital));

    [Fact]
    public void A_journal_holds_one_portfolio() =>
        Given.APortfolio().When(Open with { Key = Nobody }).ThenRefused("already-exists");

    [Theory]
    [InlineData("02-30")]
    [InlineData("7-1")]
    [InlineData("July")]
    public void A_fiscal_year_starts_on_a_day(string start) =>
        Faulty.At(Open with { FiscalYearStart = start }, "/fiscalYearStart");

    [Fact]
    public void A_name_says_something()
    {
        Faulty.At(Open with { Name = " " }, "/name");
        Faulty.At(Open with { FiscalYearStart = "02-29" });
    }

    [Fact]
    public void The_board_sets_a_budget() =>
        Given.APortfolio().When(Set(900, 100)).Then(WasSet(900, 100));

    [Fact]
    public void One_part_of_a_budget_may_be_absent()
    {
        Given.APortfolio().When(Set(900, null)).Then(WasSet(900, 0));
        Given.APortfolio().When(Set(null, 100)).Then(WasSet(0, 100));
    }

    [Fact]
    public void A_budget_is_in_the_currency_of_the_portfolio()
    {
        Given.APortfolio().When(Set(1, 1) with { Capex = Euros(1) })
            .ThenRefused("currency-mismatch");
        Given.APortfolio().When(Set(1, 1) with { Opex = Euros(1) })
            .ThenRefused("currency-mismatch");
        Given.APortfolio().When(Set(1, 1) with { Opex = new Money(2, default) }).Then(WasSet(1, 2));
    }

    [Fact]
    public void A_budget_covers_what_is_approved_for_initiatives()
    {
        Committed.When(Set(500, 99.99m)).ThenRefused("budget-below-committed");
        Committed.When(Set(500, 100)).Then(WasSet(500, 100));
        Committed.When(Set(0, 1) with { Period = "2027" })
            .Then(WasSet(0, 1) with { Period = "2027" });
    }

    [Fact]
    public void The_board_may_accept_the_gap() =>
        Committed.When(Set(1, 1, Knowingly)).Then(WasSet(1, 1, Knowingly));

    [Fact]
    public void A_budget_that_ends_later_is_committed_until_then() =>
        Committed.With(Budget(0) with { Grounds = Why with { EffectiveOn = Start.AddDays(30) } })
            .When(Set(500, 99.99m)).ThenRefused("budget-below-committed");

    [Fact]
    public void Nothing_is_committed_to_what_was_killed() =>
        Committed.With(new KillInitiative(Croton, Why, "too-late"))
            .When(Set(1, 1)).Then(WasSet(1, 1));

    [Fact]
    public void Fields_of_a_budget_are_checked()
    {
        Faulty.At(Set(null, null), "/capex");
        Faulty.At(Set(-1, -1), "/capex/amount", "/opex/amount");
        Faulty.At(Set(1, 1) with { Period = "26/27" }, "/period");
        Faulty.At(Set(0, null));
    }

    [Fact]
    public void An_import_says_where_history_comes_from()
    {
        var hash = new string('a', 64);

        Given.APortfolio().WhenClaimed(new ImportHistory("City data", hash, 12, "nyc"))
            .Then(new HistoryImported(Capital, "City data", hash, 12, "nyc"));
    }
}
