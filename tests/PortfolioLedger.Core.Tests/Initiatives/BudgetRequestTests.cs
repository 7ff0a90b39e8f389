using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>What an initiative requests, and what the board approves of it.</summary>
public sealed class BudgetRequestTests
{
    private static RequestBudget Request(decimal amount, string period = "2026") =>
        new(Croton, period, Dollars(amount));

    private static Initiative Of(Journal journal) => journal.Book.Initiatives.Find(Croton)!;

    [Fact]
    public void Money_is_requested_for_a_period_and_nothing_is_approved_by_it()
    {
        var requested = Given.AnInitiative().When(Request(3_100_000))
            .Then(new BudgetRequested(Croton, "2026", Dollars(3_100_000))).Recorded();

        Assert.Equal((3_100_000m, null), (Of(requested).RequestedOn(Start, "2026"),
            Of(requested).BudgetOn(Start)));
        requested.When(new RecordSpend(Croton, "2026-01", Dollars(1)))
            .ThenRefused("no-approved-budget");
        requested.When(new ChangeBudget(Croton, "2026", Dollars(1), Dollars(3_100_001), Why))
            .ThenRefused("no-approved-budget");
    }

    [Fact]
    public void A_later_request_replaces_the_one_before_from_its_day_on()
    {
        var journal = Given.AnInitiative().With(Request(100), Request(70, "2027"))
            .With(Request(80) with { EffectiveOn = Start.AddDays(30) });

        Assert.Equal((100m, 170m), (Of(journal).RequestedOn(Start, "2026"),
            Of(journal).RequestedOn(Start)));
        Assert.Equal((80m, 150m), (Of(journal).RequestedOn(Start.AddDays(30), "2026"),
            Of(journal).RequestedOn(Start.AddDays(30))));
    }

    [Fact]
    public void A_request_is_in_the_currency_of_the_portfolio()
    {
        Given.AnInitiative().When(Request(0) with { Amount = Euros(7) })
            .ThenRefused("currency-mismatch");
        Given.AnInitiative().When(Request(0) with { Amount = new Money(7, default) })
            .Then(new BudgetRequested(Croton, "2026", Dollars(7)));
    }

    [Fact]
    public void Periods_have_a_form_and_nobody_requests_less_than_nothing()
    {
        Faulty.At(Request(1));
        Faulty.At(Request(-1, "Summer"), "/period", "/amount");
    }

    [Fact]
    public void A_proposal_says_what_it_requests()
    {
        var requested = Ordered.ByText<Money>()
            .Add("2027", Dollars(5)).Add("2026", new Money(7, default));

        Given.AStrategy().When(Initiative() with { RequestedBudgets = requested }).Then(
            new InitiativeProposed(Croton, "Croton Falls", InitiativeKind.Project, null, "maria",
                Waterworks, null, null, null),
            new BudgetRequested(Croton, "2026", Dollars(7)),
            new BudgetRequested(Croton, "2027", Dollars(5)));
        Given.AStrategy().When(Initiative() with
        {
            RequestedBudgets = requested.SetItem("2027", Euros(5)),
        }).ThenRefused("currency-mismatch");
        Faulty.At(Initiative() with
        {
            RequestedBudgets = Ordered.ByText<Money>().Add("Summer", Dollars(-1)),
        }, "/requestedBudgets/Summer", "/requestedBudgets/Summer/amount");
    }

    [Fact]
    public void An_approval_says_what_was_requested_when_it_is_another_amount()
    {
        var requested = Given.AnInitiative().With(Request(3_100_000));

        var less = requested.When(Budget(2_600_000)).Then(new BudgetApproved(
            Croton, "2026", Dollars(2_600_000), Why, Requested: Dollars(3_100_000)));
        Assert.Equal(
            "Approved 2,600,000 USD of 3,100,000 USD requested for Croton Falls in 2026",
            less.Entries[0].Fact.Sentence(less.Recorded().Book));
        requested.When(Budget(3_100_000))
            .Then(new BudgetApproved(Croton, "2026", Dollars(3_100_000), Why));
        requested.When(Budget(5, "2027"))
            .Then(new BudgetApproved(Croton, "2027", Dollars(5), Why));
    }

    [Fact]
    public void Approving_a_period_again_is_a_correction_that_says_what_it_replaces()
    {
        var approved = Given.AnInitiative().With(Budget(3_100_000));

        var corrected = approved.When(Budget(2_600_000)).Then(new BudgetApproved(
            Croton, "2026", Dollars(2_600_000), Why, Dollars(3_100_000)));
        Assert.Equal(
            "Corrected the budget of Croton Falls for 2026 from 3,100,000 to 2,600,000 USD",
            corrected.Entries[0].Fact.Sentence(corrected.Recorded().Book));
        Assert.Equal("Money: approved budgets went from 3,100,000 USD to 2,600,000 USD; "
            + "1 budget corrected.", Money(approved, corrected.Recorded()));
        approved.When(Budget(1, "2027")).Then(new BudgetApproved(Croton, "2027", Dollars(1), Why));
    }

    [Fact]
    public void Approving_the_same_amount_again_confirms_it_and_corrects_nothing()
    {
        var approved = Given.AnInitiative().With(Budget(600));

        var confirmed = approved.When(Budget(600))
            .Then(new BudgetApproved(Croton, "2026", Dollars(600), Why, Dollars(600)));
        Assert.Equal("Confirmed the budget of Croton Falls for 2026 at 600 USD",
            confirmed.Entries[0].Fact.Sentence(confirmed.Recorded().Book));
        Assert.Equal("Money: 1 other event.", Money(approved, confirmed.Recorded()));
    }

    [Fact]
    public void A_correction_replaces_the_budget_as_it_was_changed_and_only_that_of_its_day()
    {
        var changed = Given.AnInitiative().With(Budget(600),
            new ChangeBudget(Croton, "2026", Dollars(50), Dollars(650), Why));
        var later = Given.AnInitiative().With(Budget(600) with
        {
            Grounds = Why with { EffectiveOn = Start.AddDays(10) },
        });

        changed.When(Budget(500))
            .Then(new BudgetApproved(Croton, "2026", Dollars(500), Why, Dollars(650)));
        later.When(Budget(500)).Then(new BudgetApproved(Croton, "2026", Dollars(500), Why));
    }

    [Fact]
    public void The_budget_of_the_portfolio_covers_what_is_approved_and_not_what_is_requested()
    {
        SetPortfolioBudget Set(decimal capex) => new("2026", Why, Dollars(capex), Dollars(0));
        var requested = Given.AnInitiative().With(Request(900));

        requested.When(Set(1)).Then(new PortfolioBudgetSet(Capital, "2026", 1, 0, Why));
        requested.With(Budget(600)).When(Set(599)).ThenRefused("budget-below-committed");
        requested.With(Budget(600)).When(Set(600))
            .Then(new PortfolioBudgetSet(Capital, "2026", 600, 0, Why));
    }

    [Fact]
    public void What_is_requested_is_told_to_the_board_and_shown_beside_what_is_approved()
    {
        var before = Given.AnInitiative();
        var after = before.With(Request(900), Budget(600));
        var (list, detail) = (InitiativeList.Compute(after.Book).Items.Single(),
            InitiativeDetail.Compute(after.Book, Croton)!);

        Assert.Equal("Money: requested budgets went from nothing to 900 USD; approved budgets "
            + "went from nothing to 600 USD.", Money(before, after));
        Assert.Equal((600m, 900m), (list.Budget, list.RequestedBudget));
        Assert.Equal((600m, 900m), (detail.Budget, detail.RequestedBudget));
        Assert.Equal([new PeriodBudget("2026", 900)], detail.RequestedBudgets.AsEnumerable());
        var worth = Financials.Compute(after.Book).Items.Single();
        Assert.Equal((600m, 900m), (worth.Budget, worth.RequestedBudget));
        Assert.Equal(900m, Overview.Compute(after.Book).Figures
            .Single(f => f.Figure == "requested-budgets").Value);
        Assert.Equal(("requested-budget:2026", null, "900", (long?)after.Book.Position - 1),
            StateDifference.Between(before.Book, after.Book)
                .Where(d => d.Field.StartsWith("requested", StringComparison.Ordinal))
                .Select(d => (d.Field, d.From, d.To, d.Position)).Single());
    }

    /// <summary>Of a day, by definition: the request with the latest day, then position.</summary>
    [Fact]
    public void What_costs_is_what_is_approved_and_what_is_requested_only_where_nothing_is() =>
        Histories.Any.Sample(entries =>
        {
            var book = Book.Empty(History.Portfolio).Post(entries);
            foreach (var i in book.Initiatives.All.Values)
                foreach (var period in (string?[])[null, "2026", "2027"])
                {
                    var cost = i.CostOn(book.Day, period);
                    var (approved, requested) = (
                        i.BudgetOn(book.Day, period), Requested(entries, i.Key, book.Day, period));
                    Assert.Equal(requested, i.RequestedOn(book.Day, period));
                    Assert.Equal(approved ?? requested, cost.Amount);
                    Assert.Equal(approved is not null ? CostBasis.Approved
                        : requested is not null ? CostBasis.Requested : CostBasis.None, cost.Basis);
                }
        });

    private static decimal? Requested(
        IEnumerable<Entry> entries, Key initiative, DateOnly day, string? period)
    {
        var last = entries
            .Where(e => e.EffectiveOn <= day && e.Fact is BudgetRequested r
                && r.Initiative == initiative && (period is null || r.Period == period))
            .GroupBy(e => ((BudgetRequested)e.Fact).Period)
            .Select(g => ((BudgetRequested)g.OrderBy(e => e.EffectiveOn).ThenBy(e => e.Position)
                .Last().Fact).Amount.Amount).ToList();
        return last.Count == 0 ? null : last.Sum();
    }

    private static string Money(Journal before, Journal after) => Changes.Compute(before.Book,
        after.Book, [.. after.Postings.Skip((int)before.Book.Position)]).Items[2].Sentence;
}
