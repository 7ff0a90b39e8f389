using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Valuation;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Optimisation;

/// <summary>Which problem a book poses, and what cannot be chosen whatever the rest.</summary>
public sealed class FundingChoiceTests
{
    private static readonly Key Dep = Key.Parse("dep");

    private readonly History _journal = new History().Record(
        [Opened(), new Core.Departments.DepartmentRegistered(Dep, "Works"), .. Objective("growth"),
            Weights(("growth", 1))]);

    private FundingChoice Choice(FundingQuestion? question = null)
    {
        var (choice, refusal) = FundingChoice.Prepare(
            _journal.Book, question ?? new(FundingObjective.Alignment));
        Assert.Null(refusal);
        return choice!;
    }

    private FundingChoiceTests Aligned(
        string key,
        decimal? budget = null,
        Strength strength = Strength.Strong
    )
    {
        _journal.Record(Initiative(key), Claim(key, "growth", strength));
        if (budget is { } amount)
            _journal.Record(Budget(key, amount));
        return this;
    }

    private void Needs(string key, string other) =>
        _journal.Record(new DependencyDeclared(Key.Parse(key), Key.Parse(other), null, null));

    private void People(string key, decimal fte, string from, string? to = null) =>
        _journal.Record(
            new ResourceAllocated(
                Key.Parse(key),
                Dep,
                "engineer",
                fte,
                History.Day(from),
                to is null ? null : History.Day(to)
            )
        );

    private static ImmutableArray<Key> K(params string[] keys) => [.. keys.Select(Key.Parse)];

    private static string Reasons(FundingChoice choice) =>
        string.Join(' ', choice.Rejected.Select(r => $"{r.Initiative}:{r.Reason}"));

    [Fact]
    public void A_limit_on_a_period_without_budgets_is_refused_with_the_periods_there_are()
    {
        Aligned("a", 100).Aligned("b", 50);
        var limits = Ordered.ByText<decimal>().Add("2026", 120);
        Assert.NotEmpty(
            Choice(new(FundingObjective.Alignment, BudgetByPeriod: limits)).Problem.Limits
        );

        var refusal = FundingChoice.Prepare(_journal.Book, new(FundingObjective.Alignment,
            BudgetByPeriod: limits.Add("2026-q1", 10))).Refusal!;

        Assert.Equal("unknown-period", refusal.Code);
        Assert.Contains("/budgetByPeriod/2026-q1 ", refusal.Detail, StringComparison.Ordinal);
        Assert.EndsWith("choose 2026.", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Funding_by_expected_value_for_the_remaining_cost_takes_Delta_where_Gamma_would_be_better()
    {
        foreach (var (name, inputs, _, _) in EcvTests.Candidates)
            _journal.Record(Initiative(name), new FinancialCaseSubmitted(Key.Parse(name), new(
                [new(new(2026, 1, 1), -100)], Currency.Parse("USD"), .1m, inputs, null)));
        var choice = Choice(new(FundingObjective.Ecv, new Money(15, default)));

        var inOrder = choice.Problem.InOrder(choice.Order);
        Assert.Equal("alpha beta delta echo", string.Join(" ", inOrder));
        Assert.Equal(41.7m, choice.Problem.ValueOf(inOrder));
        var best = K("alpha", "beta", "echo", "gamma").ToImmutableSortedSet();
        Assert.Empty(choice.Problem.Breaches(best));
        Assert.Equal(42.29875m, choice.Problem.ValueOf(best));
    }

    [Fact]
    public void Unknown_costs_are_listed_when_money_is_limited_and_never_taken_for_zero()
    {
        Aligned("a", 10).Aligned("b");

        Assert.Equal(
            "b:unknown-cost",
            Reasons(Choice(new(FundingObjective.Alignment, new Money(100, default))))
        );
        Assert.Empty(Choice().Rejected);
    }

    [Fact]
    public void Unknown_values_are_listed_unless_the_initiative_is_mandatory()
    {
        _journal.Record(Initiative("a"), Initiative("b"));
        var choice = Choice(new(FundingObjective.Ecv, MustInclude: K("a")));

        Assert.Equal("b:unknown-value", Reasons(choice));
        Assert.Equal(
            (null, true),
            (choice.Problem.Candidates[0].Value, choice.Problem.Candidates[0].Required)
        );
    }

    [Fact]
    public void People_not_allocated_are_unknown_when_people_are_limited()
    {
        Aligned("a").Aligned("b");
        People("a", 2, "2026-01-01");

        Assert.Equal("b:unknown-fte", Reasons(Choice(new(FundingObjective.Alignment,
            Fte: ImmutableSortedDictionary<Key, decimal>.Empty.Add(Dep, 5)))));
    }

    [Fact]
    public void The_portfolios_budget_counts_unless_another_is_asked_about()
    {
        _journal.Record(PortfolioBudget(100));
        Aligned("a", 10);

        Assert.Equal(100, Choice().Budget);
        Assert.Equal(30, Choice(new(FundingObjective.Alignment, new Money(30, default))).Budget);
    }

    [Theory]
    [InlineData(Stage.Active, "")]
    [InlineData(Stage.Completed, "")]
    [InlineData(Stage.Killed, "a:needs-unavailable c:needs-unavailable")]
    public void What_is_needed_is_chosen_too_unless_it_is_under_way_and_blocks_when_it_has_ended(
        Stage stage, string rejected)
    {
        Aligned("a").Aligned("b").Aligned("c");
        Needs("a", "b");
        Needs("c", "a");
        Assert.Equal(K("b"), Choice().Problem.Candidates[0].Needs);

        _journal.Record(StageReached("b", stage));
        var choice = Choice();
        Assert.Equal(rejected, Reasons(choice));
        Assert.DoesNotContain(choice.Problem.Candidates, c => c.Needs.Contains(Key.Parse("b")));
    }

    [Fact]
    public void People_are_limited_on_every_day_on_which_their_number_changes()
    {
        Aligned("a").Aligned("b").Aligned("c");
        People("a", 3, "2026-01-01", "2026-06-30");
        People("b", 3, "2026-04-01");
        People("c", 1, "2026-08-01");
        var limits = Choice(new(FundingObjective.Alignment,
            Fte: ImmutableSortedDictionary<Key, decimal>.Empty.Add(Dep, 3.5m))).Problem.Limits;

        Assert.Equal(
            ["fte/dep/2026-04-01", "fte/dep/2026-08-01"],
            limits.Select(l => l.Constraint)
        );
        Assert.Equal([3m, 3m], limits[0].Amounts.Values);
        Assert.Equal([3m, 1m], limits[1].Amounts.Values);
    }

    [Fact]
    public void People_can_be_limited_in_single_periods()
    {
        Aligned("a").Aligned("b");
        People("a", 3, "2026-01-01");
        People("b", 3, "2026-07-01");
        var byPeriod = ImmutableSortedDictionary<string, decimal>
            .Empty.Add("2026-q1", 1)
            .Add("2026-q3", 4);
        var limits = Choice(
            new(
                FundingObjective.Alignment,
                FteByPeriod: ImmutableSortedDictionary<
                    Key,
                    ImmutableSortedDictionary<string, decimal>
                >.Empty.Add(Dep, byPeriod)
            )
        ).Problem.Limits;

        Assert.Equal(
            ["fte/dep/2026-01-01", "fte/dep/2026-07-01"],
            limits.Select(l => l.Constraint)
        );
        Assert.Equal([1m, 4m], limits.Select(l => l.Most!.Value));
    }

    [Fact]
    public void An_objective_can_ask_for_a_number_of_initiatives_or_a_share_of_the_cost()
    {
        Aligned("a", 10).Aligned("b", 30, Strength.None);
        var limits = Choice(new(FundingObjective.Alignment,
            MinimumPerObjective: ImmutableSortedDictionary<Key, ObjectiveMinimum>.Empty.Add(
                Key.Parse("growth"), new(1, new Share(.5m))))).Problem.Limits;

        Assert.Equal(
            ["objective-count/growth", "objective-share/growth"],
            limits.Select(l => l.Constraint)
        );
        Assert.False(limits[1].Holds(limits[1].SumOf(K("a", "b"))));
        Assert.True(limits[1].Holds(limits[1].SumOf(K("a"))));
    }

    [Fact]
    public void A_mandatory_initiative_that_cannot_be_chosen_is_a_conflict_with_the_reason()
    {
        Aligned("a", 10).Aligned("b");
        _journal.Record(StageReached("a", Stage.Killed));
        var choice = Choice(
            new(FundingObjective.Alignment, new Money(5, default), MustInclude: K("a", "b"))
        );

        Assert.Equal(["must-include/a", "must-include/b"], choice.Conflicts.Select(c => c.Rule));
        Assert.Contains(
            "No budget is approved",
            choice.Conflicts[1].Detail,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nobody", null, "unknown-initiative")]
    [InlineData(null, "EUR", "currency-mismatch")]
    public void What_is_not_there_is_refused(string? include, string? currency, string code)
    {
        var question = new FundingQuestion(FundingObjective.Alignment,
            currency is null ? null : new Money(1, Currency.Parse(currency)),
            MustInclude: include is null ? null : K(include));

        Assert.Equal(code, FundingChoice.Prepare(_journal.Book, question).Refusal?.Code);
        Assert.Equal("model-not-released",
            FundingChoice.Prepare(_journal.Book, new(FundingObjective.Score)).Refusal?.Code);
    }
}
