using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What a board should know since its last meeting.</summary>
public sealed class ChangesTests
{
    private static Changes Between(Journal before, Journal after) => Changes.Compute(
        before.Book, after.Book, [.. after.Postings.Skip((int)before.Book.Position)]);

    [Fact]
    public void Without_events_there_are_five_sentences_that_say_so()
    {
        var journal = Given.AnInitiative();
        var quiet = Between(journal, journal);

        Assert.Equal(
            ["strategy", "initiatives", "money", "results", "governance"],
            quiet.Items.Select(c => c.Topic)
        );
        Assert.All(quiet.Items, c => Assert.Empty(c.Positions));
        Assert.Equal(
            [
                "Strategy and value streams are unchanged.",
                "No initiative came, went or moved on.",
                "No budget changed and no spend was recorded.",
                "Nothing was delivered or measured, and no customer was heard.",
                "The board decided nothing.",
            ],
            quiet.Items.Select(c => c.Sentence)
        );
    }

    [Fact]
    public void Weights_are_compared_between_the_two_books()
    {
        var before = Given.AStrategy();
        var after = before.With(new ReweightObjectives(
            Weights((Growth, 0.4m), (Resilience, 0.4m), (Service, 0.2m)), Why));

        Assert.Equal(
            "Strategy: the weight of Grow in the region went from 50 % to 40 %; the weight of "
                + "Withstand storms went from 30 % to 40 %.",
            Between(before, after).Items[0].Sentence);
        Assert.Equal([after.Book.Position], Between(before, after).Items[0].Positions);
    }

    [Fact]
    public void Steps_of_initiatives_are_told_by_name()
    {
        var before = Given.AnInitiative();
        var after = before
            .With(new SubmitInitiative(Croton))
            .With(
                Enumerable
                    .Range(1, 4)
                    .Select(n => Initiative(Key.Parse($"i{n}")) with { Name = $"Project {n}" })
            );

        Assert.Equal(
            "Initiatives: 1 submitted (Croton Falls); 4 proposed (Project 1, Project 2, Project 3, "
                + "…).",
            Between(before, after).Items[1].Sentence);
        Assert.Equal(5, Between(before, after).Items[1].Positions.Length);
    }

    [Fact]
    public void Money_is_told_as_it_stood_before_and_stands_now()
    {
        var before = Given.AnInitiative().With(Budget(600));
        var after = before.With(new ChangeBudget(Croton, "2026", Dollars(50), Dollars(650), Why))
            .With(new RecordSpend(Croton, "2026-01", Dollars(12)));

        Assert.Equal(
            "Money: approved budgets went from 600 USD to 650 USD; recorded spend went from "
                + "nothing to 12 USD.",
            Between(before, after).Items[2].Sentence
        );
    }

    [Fact]
    public void What_is_killed_takes_its_budget_with_it_as_in_the_overview()
    {
        var before = Given.AnInitiative().With(Budget(600));
        var after = before.With(new KillInitiative(Croton, Why, "no-demand"));

        Assert.Equal("Money: approved budgets went from 600 USD to nothing.",
            Between(before, after).Items[2].Sentence);
    }

    [Fact]
    public void What_was_changed_and_changed_back_is_still_counted()
    {
        var before = Given.AnInitiative().With(Budget(600));
        var after = before.With(new ChangeBudget(Croton, "2026", Dollars(50), Dollars(650), Why))
            .With(new ChangeBudget(Croton, "2026", Dollars(-50), Dollars(600), Why));

        Assert.Equal("Money: 2 other events.", Between(before, after).Items[2].Sentence);
    }

    [Fact]
    public void Results_name_the_outcomes_that_meet_their_target_now()
    {
        var before = Given.AnOutcome().With(new SetBaseline(Outages, 10, Day("2026-01-05"), Why))
            .With(new SetTarget(Outages, Day("2026-02-01"), Why, Max: 2)).On("2026-02-02");
        var after = before.With(new MeasureOutcome(Outages, 1, Day("2026-02-02")), Complaint);

        Assert.Equal(
            "Results: 1 measurement; 1 voice of a customer; Outage hours now meets its target.",
            Between(before, after).Items[3].Sentence
        );
    }

    [Fact]
    public void Governance_tells_decisions_and_conditions_that_are_open()
    {
        var d7 = Key.Parse("d-7");
        var before = Given.APortfolio().With(new TableDecision(d7, "Go?"));
        var after = before.With(new TakeDecision(d7, "go", Why, Conditions: ["Report", "Hire"]))
            .With(new MeetCondition(d7, 1));

        Assert.Equal(
            "Governance: 1 decision taken; 1 condition of a decision open.",
            Between(before, after).Items[4].Sentence
        );
        Assert.Equal(
            "Governance: 1 condition of a decision open.",
            Between(after, after).Items[4].Sentence
        );
        Assert.Equal(
            (before.Book.Position, after.Book.Position),
            (Between(before, after).From.Position, Between(before, after).To.Position)
        );
    }
}
