using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Views;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Tests.Kernel;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>The same journal without some of its events.</summary>
public sealed class ReplayWithoutTests
{
    [Theory]
    [InlineData(101, "p3 7.8, p1 7.7, p2 7.3")]
    [InlineData(102, "p2 7.3, p1 7.1, p3 5.7")]
    [InlineData(103, "p2 7.4, p3 7.4, p1 6.8")]
    public void A_decision_left_out_changed_nothing(long without, string ranking)
    {
        var (book, notApplicable) = Replays.Without(RankingExampleTests.Worked().Entries, without);

        Assert.Empty(notApplicable);
        Assert.Equal(ranking, string.Join(", ", Ranking.Compute(book).Items.Select(i =>
            FormattableString.Invariant($"{i.Initiative} {i.Score:0.####}"))));
        Assert.Equal((103, RankingExampleTests.Worked().Book.Day), (book.Position, book.Day));
    }

    [Fact]
    public void What_names_a_thing_that_never_came_into_being_is_left_out_too()
    {
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active), e =>
            e is InitiativeProposed
        );

        Assert.Null(book.Initiatives.Find(Croton));
        Assert.Equal(
            [
                "initiative-submitted",
                "contribution-claimed",
                "financial-case-submitted",
                "initiative-approved",
                "initiative-started",
            ],
            notApplicable.Select(n => n.Type)
        );
        Assert.All(notApplicable, n => Assert.Equal("unknown-initiative", n.Code));
    }

    [Fact]
    public void A_step_that_is_not_possible_any_more_is_left_out_too()
    {
        var (book, notApplicable) = Without(Given.AnInitiative(Stage.Active), e =>
            e is InitiativeApproved
        );

        var start = Assert.Single(notApplicable);
        Assert.Equal(("initiative-started", "illegal-transition"), (start.Type, start.Code));
        Assert.Equal(Stage.Submitted, book.Initiatives.Find(Croton)!.StageOn(book.Day));
    }

    [Fact]
    public void A_budget_that_was_never_approved_cannot_be_changed()
    {
        var (book, notApplicable) = Without(
            Given
                .AnInitiative(Stage.Active)
                .With(
                    Budget(600_000),
                    new ChangeBudget(Croton, "2026", Dollars(50_000), Dollars(650_000), Why)
                ),
            e => e is BudgetApproved
        );

        Assert.Equal(("budget-changed", "no-approved-budget"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
        Assert.Null(book.Initiatives.Find(Croton)!.BudgetOn(book.Day));
    }

    [Fact]
    public void A_decision_that_cites_what_was_never_recorded_is_left_out_too()
    {
        var cited = Why with { Evidence = [new(EvidenceKind.Feedback, Fb12.Value)] };
        var (book, notApplicable) = Without(
            Given
                .AnInitiative(Stage.Active)
                .With(Complaint, new ApproveBudget(Croton, "2026", Dollars(600_000), cited)),
            e => e is Core.Feedback.FeedbackReceived
        );

        Assert.Equal(("budget-approved", "unknown-evidence"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
        Assert.Null(book.Initiatives.Find(Croton)!.BudgetOn(book.Day));
    }

    [Fact]
    public void Evidence_by_position_is_gone_with_its_event()
    {
        var journal = Given.AnInitiative(Stage.Active).With(Complaint);
        var cited = Why with
        {
            Evidence = [new(EvidenceKind.Document, "minutes", Position: journal.Book.Position)],
        };

        var (_, notApplicable) = Without(
            journal.With(new ApproveBudget(Croton, "2026", Dollars(600_000), cited)),
            e => e is Core.Feedback.FeedbackReceived
        );

        Assert.Equal("unknown-evidence", Assert.Single(notApplicable).Code);
    }

    [Fact]
    public void Claims_of_a_source_are_held_to_the_rules_for_claims()
    {
        var (book, notApplicable) = Without(
            Given
                .AStrategy()
                .WithClaims(
                    "2026-01-05",
                    Initiative(),
                    new ApproveInitiative(Croton, Why),
                    new StartInitiative(Croton)
                ),
            e => e is InitiativeApproved
        );

        Assert.Empty(notApplicable);
        Assert.Equal(Stage.Active, book.Initiatives.Find(Croton)!.StageOn(book.Day));
    }

    [Fact]
    public void What_has_nothing_to_do_with_it_stays()
    {
        var other = Key.Parse("other");
        var (book, notApplicable) = Without(
            Given
                .AnInitiative(Stage.Active)
                .With(Initiative(other))
                .With(StepsTo(Stage.Active, other)),
            e => e is InitiativeProposed f && f.Initiative == Croton
        );

        Assert.Equal(Stage.Active, book.Initiatives.Find(other)!.StageOn(book.Day));
        Assert.All(notApplicable, n =>
            Assert.DoesNotContain("other", n.Detail, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_score_changes_no_model_so_facts_under_it_stand_as_they_are()
    {
        var (a, b) = (Key.Parse("a"), Key.Parse("b"));
        var journal = Given
            .AScoringModel()
            .With(
                Initiative(a),
                Initiative(b),
                new ScoreCriterion(a, Model, "value", 5, Why),
                new ScoreCriterion(b, Model, "value", 5, Why)
            );
        // No command says 99 on this scale; a history written by another tool may.
        var history = journal.Entries.Add(journal.Entries[^1] with
        {
            Position = journal.Book.Position + 1,
            Fact = new CriterionScored(b, Model, "value", 0, 10, 99, Why),
        }).Add(journal.Entries[^1] with
        {
            Position = journal.Book.Position + 2,
            Fact = new CriterionScored(a, Model, "value", 0, 10, 98, Why),
        });

        var (book, notApplicable) = Replays.Without(history, journal.Book.Position - 1);

        Assert.Empty(notApplicable);
        Assert.Equal([98m, 99m], new[] { a, b }.Select(i =>
            Assert.Single(book.Initiatives.Find(i)!.Scores.Values).At(book.Day)!.Value));
    }

    [Fact]
    public void People_that_were_never_given_back_are_missing_elsewhere()
    {
        var (a, b) = (Key.Parse("a"), Key.Parse("b"));
        var (from, to) = (Day("2026-02-01"), Day("2026-06-30"));
        var (_, notApplicable) = Without(
            Given
                .AStrategy()
                .With(
                    Initiative(a),
                    Initiative(b),
                    new Core.Departments.SetCapacity("2026", Waterworks, "engineer", 5),
                    new AllocateResource(a, Waterworks, "engineer", 4, from, to),
                    new ReleaseResource(a, Waterworks, "engineer", 4, from, to),
                    new AllocateResource(b, Waterworks, "engineer", 4, from, to)
                ),
            e => e is ResourceReleased
        );

        Assert.Equal(("resource-allocated", "over-capacity"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
    }

    [Fact]
    public void A_weighting_rests_on_all_objectives_also_on_those_it_does_not_name()
    {
        var (_, notApplicable) = Without(Given.AStrategy().With(
            new Core.Strategy.RetireObjective(Service, Why),
            new Core.Strategy.ReweightObjectives(Weights((Growth, 0.5m), (Resilience, 0.5m)), Why)),
            e => e is Core.Strategy.ObjectiveRetired);

        Assert.Equal(("objectives-reweighted", "weights-not-one"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
    }

    [Fact]
    public void A_budget_rests_on_what_the_portfolio_delegated()
    {
        var (_, notApplicable) = Without(
            Given
                .AnInitiative()
                .With(
                    new Core.Governance.SetDelegation(Role.Approver, Dollars(100), Why),
                    new Core.Governance.TableDecision(
                        Water,
                        "Shall more be delegated?",
                        ["yes", "no"]
                    ),
                    new Core.Governance.TakeDecision(Water, "yes", Why),
                    new Core.Governance.SetDelegation(
                        Role.Approver,
                        Dollars(1_000_000),
                        Why with
                        {
                            Decision = Water,
                        }
                    ),
                    Budget(600_000)
                ),
            e => e is Core.Governance.DelegationSet { UpTo.Amount: 1_000_000 }
        );

        Assert.Equal(("budget-approved", "role-below-money-band"),
            (Assert.Single(notApplicable).Type, notApplicable[0].Code));
    }

    [Fact]
    public void Without_its_draft_a_version_of_a_model_is_neither_released_nor_adopted()
    {
        var (book, notApplicable) = Without(
            Given
                .AScoringModel()
                .With(
                    new Core.Scoring.DraftScoringModel(
                        Model,
                        [Value with { Weight = Share.Whole }]
                    ),
                    new Core.Scoring.ReleaseScoringModel(Model, Why),
                    new Core.Scoring.AdoptScoringModel(Model, Why)
                ),
            e => e is Core.Scoring.ScoringModelDrafted { Version: 2 }
        );

        Assert.Equal(
            [
                ("scoring-model-released", "version-immutable"),
                ("scoring-model-adopted", "model-not-released"),
            ],
            notApplicable.Select(n => (n.Type, n.Code))
        );
        Assert.Equal(1, book.Scoring.InForceOn(book.Day)!.Value.Version.Version);
    }

    [Fact]
    public void What_falls_is_listed_up_to_a_thousand_and_counted_beyond()
    {
        var journal = Given.AScoringModel().With(Initiative());
        var scored = journal.With(Enumerable.Range(0, 1_200).Select(n =>
            new ScoreCriterion(Croton, Model, "value", n % 11, Why)));
        var replay = new CounterfactualReplay([journal.Book.Position]);

        scored.Entries.Aggregate(Book.Empty(Capital), (book, entry) =>
            replay.Post(book, entry.Posting)
        );

        Assert.Equal((1_000, 1_200), (replay.NotApplicable.Length, replay.NotApplicableCount));
    }

    [Fact]
    public void Every_fact_that_rests_on_others_is_said_again_by_the_command_it_came_from()
    {
        var journal = Given
            .AScoringModel()
            .With(Initiative())
            .With(StepsTo(Stage.Completed))
            .With(
                new ReopenInitiative(Croton, Why),
                new PauseInitiative(Croton, Why),
                new ResumeInitiative(Croton, Why),
                new ScoreCriterion(Croton, Model, "value", 8, Why),
                new RequestBudget(Croton, "2026", Dollars(650_000)),
                Budget(600_000),
                new ChangeBudget(Croton, "2026", Dollars(50_000), Dollars(650_000), Why),
                new RecordSpend(Croton, "2026-01", Dollars(1_000)),
                new ReviseContribution(Croton, Resilience, Strength.Medium, Why),
                new WithdrawContribution(Croton, Resilience, Why),
                new ShiftPriority(Croton, 1, Why),
                Initiative(Nobody),
                new DeclareDependency(Croton, Nobody),
                new RemoveDependency(Croton, Nobody),
                new AllocateResource(Croton, Waterworks, "engineer", 4, Start),
                new ReleaseResource(Croton, Waterworks, "engineer", 4, Start),
                new PlanOutput(Croton, Fb12, Start),
                new DeliverOutput(Croton, Fb12, Start),
                new RebaselineFinancialCase(Croton, FinancialCase().CashFlows, Dollar, 0.1m, Why),
                new Core.Portfolios.SetPortfolioBudget("2026", Why, Dollars(9_000_000), Dollars(1)),
                new Core.Governance.SetDelegation(Role.Approver, Dollars(9_000_000), Why),
                OutageHours,
                new Core.Outcomes.SetBaseline(Outages, 9, Start, Why),
                new Core.Outcomes.SetTarget(Outages, Day("2027-01-01"), Why, Max: 5),
                new Core.Outcomes.ChangeTarget(
                    Outages,
                    Core.Outcomes.TargetChangeKind.Ambition,
                    Day("2027-01-01"),
                    Why,
                    Max: 4
                ),
                Complaint,
                new Core.Feedback.LinkFeedback(Fb12, Croton, 1),
                new Core.Feedback.UnlinkFeedback(Fb12, Croton),
                new Core.Governance.TableDecision(Water, "Shall we?", ["yes", "no"]),
                new Core.Governance.ReviseDecision(Water, Why, "Shall we now?", Quorum: 1),
                new Core.Governance.CastVote(Water, "yes"),
                new Core.Governance.TakeDecision(Water, "yes", Why, Conditions: ["Report"]),
                new Core.Governance.MeetCondition(Water, 1),
                new Core.Governance.ReviewDecision(Water, Core.Governance.BorneOut.Yes),
                new Core.Governance.TableDecision(Fb12, "Shall we not?", ["yes", "no"]),
                new Core.Governance.TakeDecision(Fb12, "yes", Why),
                new Core.Governance.SupersedeDecision(Water, Fb12, Why),
                new CompleteInitiative(Croton),
                new CloseInitiative(Croton, Why)
            )
            .With([
                .. Brought("rejected", Stage.Rejected),
                .. Brought("deferred", Stage.Deferred),
                .. Brought("killed", Stage.Killed),
                .. Brought("merged", Stage.Merged),
            ])
            .With(
                Initiative(Transport),
                new SubmitInitiative(Transport),
                Contribution(Transport),
                FinancialCase(Transport),
                new ApproveInitiative(Transport, Why, ["Report"]),
                new MeetApprovalCondition(Transport, 1),
                new Core.Outcomes.MeasureOutcome(Outages, 7, Start),
                new Core.Outcomes.CorrectMeasurement(Outages, Start, 6),
                new Core.Strategy.ReviseObjective(
                    Growth, Core.Strategy.ObjectiveField.Owner, Why, "ceo", "coo"),
                new Core.Strategy.RetireObjective(Service, Why),
                new Core.Outcomes.ReviseOutcome(Outages, Why, "Hours", Owner: "omar",
                    Clear: [Core.Outcomes.OutcomeOption.Category]),
                WaterSupply,
                new Core.ValueStreams.ReviseValueStream(Water, Why, "Water",
                    Clear: [Core.ValueStreams.ValueStreamOption.OwnerDepartment]),
                new Core.Stakeholders.RegisterStakeholder(Water),
                new Core.Stakeholders.ReviseStakeholder(
                    Water, Group: Core.Stakeholders.StakeholderGroup.Team),
                new ReviseInitiative(Transport, Why, InitiativeKind.Product, "omar",
                    ParticipatingDepartments: [Waterworks], ValueStream: Water),
                new ReviseInitiative(Transport, Why, Clear: [InitiativeOption.ValueStream]),
                new DescribeInitiative(Transport, "A tunnel"),
                new Core.Portfolios.ArchivePortfolio(Why),
                new Core.Portfolios.ReopenPortfolio(Why));
        Assert.Equal(
            FactSamples.Full.Where(f => f is not ISelfContained).Select(f => f.GetType().Name)
                .Order(StringComparer.Ordinal),
            journal.Entries.Where(e => e.Fact.Reconstruct(Start) is not null)
                .Select(e => e.Fact.GetType().Name).Distinct().Order(StringComparer.Ordinal));

        var book = Book.Empty(Capital);
        foreach (var entry in journal.Entries)
        {
            if (entry.Fact.Reconstruct(entry.EffectiveOn) is { } command)
            {
                var decided = book.On(DateOnly.FromDateTime(entry.KnownAt.UtcDateTime))
                    .Decide(command, new Caller(entry.Actor));
                Assert.Null(decided.Refusal);
                Assert.Equal(
                    Catalogue.Write(entry.Fact),
                    Catalogue.Write(Assert.Single(decided.Facts).Fact)
                );
                Assert.Equal(entry.EffectiveOn, decided.Facts[0].EffectiveOn);
            }
            book = book.Post(entry);
        }
    }

    private static IEnumerable<ICommand> Brought(string key, Stage stage) =>
        [Initiative(Key.Parse(key)), .. StepsTo(stage, Key.Parse(key))];

    private static (Book Book, ImmutableArray<NotApplicable> NotApplicable) Without(
        Journal journal, Func<IFact, bool> leaveOut) =>
        Replays.Without(journal.Entries,
            [.. journal.Entries.Where(e => leaveOut(e.Fact)).Select(e => e.Position)]);
}

/// <summary>Replays of a test's entries.</summary>
internal static class Replays
{
    public static (Book Book, ImmutableArray<NotApplicable> NotApplicable) Without(
        IReadOnlyList<Entry> entries, params ImmutableArray<long> positions)
    {
        var replay = new CounterfactualReplay([.. positions]);
        var book = entries.Aggregate(Book.Empty(History.Portfolio), (book, entry) =>
            replay.Post(book, entry.Posting)
        );
        return (book, replay.NotApplicable);
    }
}
