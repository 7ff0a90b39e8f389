using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Opening + change = closing, for every step of budget and schedule.</summary>
public sealed class ReconciliationTests
{
    private readonly History _journal = new History().Record(Opened())
        .Record(Initiative("a"), Budget("a", 600));

    [Fact]
    public void Steps_that_add_up_are_counted_and_not_listed()
    {
        _journal.Record(BudgetChange("a", 50, 650), BudgetChange("a", -150, 500));
        var view = Reconciliation.Compute(_journal.Book);

        Assert.Equal(new CheckedSteps(2, 0), view.Checked);
        Assert.Empty(view.Items);
    }

    [Fact]
    public void A_step_that_misses_by_more_than_the_tolerance_is_listed()
    {
        _journal.Record(BudgetChange("a", 50, 651), BudgetChange("a", 10, 663));
        var item = Assert.Single(Reconciliation.Compute(_journal.Book).Items);

        Assert.Equal((651m, 10m, 663m), (item.Opening.Amount, item.Change, item.Closing.Amount));
        Assert.Equal(2m, item.Difference);
        Assert.Equal(_journal.Position, item.Position);
        Assert.Equal(2, Reconciliation.Compute(_journal.Book, 0).Items.Length);
        Assert.Empty(Reconciliation.Compute(_journal.Book, 2).Items);
    }

    [Fact]
    public void A_budget_step_is_checked_against_its_own_period()
    {
        _journal.Record(Budget("a", 100, "2027"), BudgetChange("a", 5, 105, "2027"));

        Assert.Empty(Reconciliation.Compute(_journal.Book, 0).Items);
    }

    [Fact]
    public void A_step_of_the_schedule_is_checked_in_days()
    {
        _journal.Record(
            new ForecastCompletionChanged(Key.Parse("a"), new(2026, 3, 1), new(2026, 3, 11), 7)
        );
        var item = Assert.Single(Reconciliation.Compute(_journal.Book).Items);

        Assert.Equal((StepKind.Schedule, 7m, 3m), (item.Kind, item.Change, item.Difference));
        Assert.Equal(new DateOnly(2026, 3, 1), item.Opening.Date);
        Assert.Equal(new DateOnly(2026, 3, 11), item.Closing.Date);
        Assert.Equal(new CheckedSteps(0, 1), Reconciliation.Compute(_journal.Book).Checked);
    }

    [Fact]
    public void A_step_counts_from_the_day_it_takes_effect()
    {
        _journal.RecordEffective("2026-07-01", BudgetChange("a", 1, 700));

        Assert.Equal(0, Reconciliation.Compute(_journal.AsOf("2026-06-30")).Checked.Budget);
        Assert.Empty(Reconciliation.Compute(_journal.AsOf("2026-06-30")).Items);
        Assert.Single(Reconciliation.Compute(_journal.AsOf("2026-07-01")).Items);
    }
}
