using PortfolioLedger.Core.Initiatives;
using Xunit;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>Amounts add up: each contributes what it changes, on the day it takes effect.</summary>
public sealed class AmountsTests
{
    private readonly History _journal = new History().Record(Opened()).Record(Initiative("a"));

    private decimal? Budget(string asOf, string? effectiveOn = null)
    {
        var book = _journal.AsOf(asOf, effectiveOn);
        return book.Initiatives.Find(Key.Parse("a"))!.BudgetOn(book.Day);
    }

    [Fact]
    public void A_change_contributes_its_new_total_less_the_total_before_it()
    {
        _journal.On("2026-02-01").Record(Facts.Budget("a", 600))
            .On("2026-03-01").Record(BudgetChange("a", 50, 650), BudgetChange("a", -150, 500));

        Assert.Equal(600, Budget("2026-02-28"));
        Assert.Equal(500, Budget("2026-03-01"));
    }

    [Fact]
    public void The_stated_delta_explains_and_does_not_count()
    {
        _journal.Record(Facts.Budget("a", 600), BudgetChange("a", 999, 650));

        Assert.Equal(650, Budget("2026-01-01"));
    }

    [Fact]
    public void A_change_for_later_waits_for_its_day()
    {
        _journal.On("2026-02-01").Record(Facts.Budget("a", 600))
            .RecordEffective("2026-07-01", BudgetChange("a", 100, 700));

        Assert.Equal(600, Budget("2026-06-30"));
        Assert.Equal(700, Budget("2026-07-01"));
        Assert.Equal(700, Budget("2026-02-01", "2026-07-01"));
    }

    [Fact]
    public void A_change_made_while_another_waits_counts_from_the_total_of_its_own_day()
    {
        _journal.On("2026-02-01").Record(Facts.Budget("a", 600))
            .RecordEffective("2026-07-01", BudgetChange("a", 100, 700))
            .On("2026-03-01").Record(BudgetChange("a", -50, 550));

        Assert.Equal(550, Budget("2026-03-01"));
        Assert.Equal(650, Budget("2026-07-01"));
    }

    [Fact]
    public void A_cut_recorded_later_for_an_earlier_day_counts_beside_the_raise_before_it()
    {
        _journal.On("2026-01-01").Record(Facts.Budget("a", 100))
            .RecordEffective("2026-03-01", BudgetChange("a", 50, 150))
            .On("2026-04-01").RecordEffective("2026-02-01", BudgetChange("a", -10, 90));

        Assert.Equal(90, Budget("2026-04-01", "2026-02-28"));
        Assert.Equal(140, Budget("2026-04-01", "2026-03-01"));
        Assert.Equal(150, Budget("2026-03-31"));
    }

    /// <summary>Figures of a ledger in which approvals and dated changes met.</summary>
    [Theory]
    [InlineData("2024-08-16", null)]
    [InlineData("2026-02-06", null)]
    [InlineData("2026-02-07", 0.0)]
    [InlineData("2026-02-10", 0.0)]
    [InlineData("2026-02-11", 390_000.0)]
    [InlineData("2027-04-17", 390_000.0)]
    [InlineData("2027-05-16", 390_000.0)]
    [InlineData("2027-05-17", 398_333.25)]
    public void An_approval_replaces_what_was_decided_for_days_up_to_its_own(
        string effectiveOn,
        double? budget
    )
    {
        _journal.Record(Initiative("i08"));
        RecordEffective("2026-02-11", Facts.Budget("i08", 390_000, "2025"));
        RecordEffective("2024-08-16", BudgetChange("i08", -2_999.97m, 387_000.03m, "2025"));
        RecordEffective("2027-05-17", BudgetChange("i08", 11_333.22m, 398_333.25m, "2025"));
        RecordEffective("2026-02-07", Facts.Budget("i08", 0, "2025"));

        var book = _journal.AsOf("2026-11-29", effectiveOn);
        Assert.Equal(
            (decimal?)budget,
            book.Initiatives.Find(Key.Parse("i08"))!.BudgetOn(book.Day, "2025")
        );

        void RecordEffective(string day, IFact fact) =>
            _journal.On("2026-11-29").RecordEffective(day, fact);
    }

    [Fact]
    public void A_change_claimed_before_any_approval_adds_its_difference_once_one_is_approved()
    {
        _journal.On("2026-03-01").Record(BudgetChange("a", 50, 150));
        Assert.Null(Budget("2026-03-01"));

        _journal.On("2026-04-01").RecordEffective("2026-02-01", Facts.Budget("a", 100));
        Assert.Equal(100, Budget("2026-04-01", "2026-02-01"));
        Assert.Equal(150, Budget("2026-04-01", "2026-03-01"));
    }

    [Fact]
    public void A_change_with_an_earlier_effective_day_counts_from_that_day()
    {
        _journal.On("2026-02-01").Record(Facts.Budget("a", 600))
            .On("2026-05-01").RecordEffective("2026-03-01", BudgetChange("a", 100, 700));

        Assert.Equal(600, Budget("2026-04-30"));
        Assert.Equal(700, Budget("2026-05-01", "2026-03-01"));
        Assert.Equal(600, Budget("2026-05-01", "2026-02-28"));
    }

    [Fact]
    public void Before_the_first_contribution_an_amount_is_unknown_not_zero()
    {
        _journal.On("2026-02-01").RecordEffective("2026-07-01", Facts.Budget("a", 600));

        Assert.Null(Budget("2026-06-30"));
        Assert.Equal(600, Budget("2026-07-01"));
    }

    [Fact]
    public void Periods_are_budgets_of_their_own()
    {
        _journal.Record(Facts.Budget("a", 600), Facts.Budget("a", 40, "2027"))
            .Record(BudgetChange("a", 10, 50, "2027"));
        var initiative = _journal.Book.Initiatives.Find(Key.Parse("a"))!;

        Assert.Equal(600, initiative.BudgetOn(_journal.Book.Day, "2026"));
        Assert.Equal(50, initiative.BudgetOn(_journal.Book.Day, "2027"));
        Assert.Equal(650, initiative.BudgetOn(_journal.Book.Day));
        Assert.Null(initiative.BudgetOn(_journal.Book.Day, "2028"));
    }

    [Fact]
    public void Spend_adds_up_and_money_can_come_back()
    {
        _journal.On("2026-02-01").Record(Spend("a", 100), Spend("a", -30.25m))
            .RecordEffective("2026-03-01", Spend("a", 7));
        var spend = _journal.Book.Initiatives.Find(Key.Parse("a"))!.Spend;

        Assert.Equal(69.75m, spend.On(new(2026, 2, 28)));
        Assert.Equal(76.75m, spend.On(new(2026, 3, 1)));
        Assert.Equal(76.75m, spend.Total);
    }
}
