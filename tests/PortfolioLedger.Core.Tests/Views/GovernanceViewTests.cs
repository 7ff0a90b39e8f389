using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>What the views show of decisions of the board.</summary>
public sealed class GovernanceViewTests
{
    private static readonly Key D7 = Key.Parse("d-7");
    private static readonly Key D8 = Key.Parse("d-8");

    /// <summary>A decision from the question to the hindsight.</summary>
    private static Journal Story =>
        Given
            .AnInitiative(Stage.Submitted)
            .With(Contribution(), FinancialCase(), Complaint)
            .With(
                new TableDecision(
                    D7,
                    "Fund Croton Falls?",
                    ["fund", "defer"],
                    [
                        new(EvidenceKind.Feedback, "fb-12"),
                        new(EvidenceKind.FinancialCase, "croton"),
                        new(EvidenceKind.Document, "minutes.pdf"),
                    ],
                    ["Cost overrun"],
                    2,
                    [Croton]
                )
            )
            .With(new ClassifyFeedback(Fb12, "quality"))
            .WithBy("alice", new CastVote(D7, "fund"))
            .WithBy("bob", new CastVote(D7, "defer", "Too dear"))
            .WithBy("carol", new CastVote(D7, "fund"))
            .On("2026-02-01")
            .With(
                new TakeDecision(
                    D7,
                    "fund",
                    Why with
                    {
                        Evidence = [new(EvidenceKind.Feedback, "fb-12")],
                    },
                    3,
                    "One doubted it",
                    ["Hire two"]
                )
            )
            .With(
                new ApproveInitiative(
                    Croton,
                    Why with
                    {
                        Decision = D7,
                    },
                    ["Report quarterly", "Report risks"]
                )
            )
            .With(Budget(500) with { Grounds = Why with { Decision = D7 } })
            .With(new MeetApprovalCondition(Croton, 2, "In the register"))
            .With(new ReviewDecision(D7, BorneOut.TooEarly, "Ask again in autumn"));

    private static DecisionDetail? Detail(
        Journal journal, Key key, Book? book = null, Wording wording = Wording.Now)
    {
        var decision = journal.Book.Governance.Find(key)!;
        return DecisionDetail.Compute(book ?? journal.Book, key,
            At(DecisionDetail.ShownAt(decision, (book ?? journal.Book).Day)),
            decision.Resolution.At(journal.Book.Day) is { } taken ? At(taken.Position) : null,
            journal.Entries.Where(e =>
                e.Fact is IGrounded { Grounds.Decision: { } cited } && cited == key
            ),
            wording
        );

        Book At(long position) => Book.Empty(Capital).Post(journal.Entries.Take((int)position));
    }

    [Fact]
    public void Version_1_tells_its_effects_in_the_words_of_then()
    {
        var journal = Story.With(new ShiftPriority(Croton, 2, Why with { Decision = D7 }));

        Assert.Equal("Put Croton Falls into priority class 2",
            Detail(journal, D7)!.Effects[^1].Sentence);
        Assert.Equal("Gave Croton Falls the priority class 2",
            Detail(journal, D7, wording: Wording.Former)!.Effects[^1].Sentence);
    }

    [Fact]
    public void A_decision_shows_how_it_came_about()
    {
        var d = Detail(Story, D7)!;

        Assert.Equal(
            ("Fund Croton Falls?", DecisionStatus.Taken, 2),
            (d.Question, d.Status, d.Quorum)
        );
        Assert.Equal(
            [("alice", "fund", null), ("bob", "defer", "Too dear"), ("carol", "fund", null)],
            d.Votes.Select(v => (v.Voter, v.Option, v.Reason))
        );
        Assert.Equal([new("fund", 2), new("defer", 1)], d.Tally);
        Assert.Equal(
            ("fund", 3, "One doubted it", "The board agreed on it.", Day("2026-02-01")),
            (
                d.Outcome!.Option,
                d.Outcome.Quorum,
                d.Outcome.Dissent,
                d.Outcome.Rationale,
                d.Outcome.On
            )
        );
        Assert.Equal(BorneOut.TooEarly, d.Review!.RationaleBorneOut);
    }

    [Fact]
    public void Dissent_is_who_voted_otherwise_and_why()
    {
        var (d, item) = (Detail(Story, D7)!.Outcome!, DecisionList.Compute(Story.Book).Items[0]);

        Assert.Equal(
            (DecidedBy.Majority, 2, 1, 3),
            (d.DecidedBy, d.VotesFor, d.VotesAgainst, d.TookPart)
        );
        Assert.Equal(("bob", "defer", "Too dear"), Single(d.Dissenting));
        Assert.Equal(
            (DecidedBy.Majority, 2, 1),
            (item.DecidedBy, item.VotesFor, item.VotesAgainst)
        );

        static (string, string, string?) Single(ImmutableArray<Vote> votes) =>
            Assert.Single(votes) is var v ? (v.Voter, v.Option, v.Reason) : default;
    }

    [Fact]
    public void A_decision_shows_by_whose_casting_vote_or_why_the_votes_were_overridden()
    {
        var tied = Given.APortfolio().With(new TableDecision(D7, "Close it?", ["close", "keep"]))
            .WithBy("alice", new CastVote(D7, "close")).WithBy("bob", new CastVote(D7, "keep"));
        var cast = tied.With(new TakeDecision(
            D7, "keep", Why, CastingVote: new("keep", "bob")));
        var overridden = tied.WithBy("carol", new CastVote(D7, "close")).With(new TakeDecision(
            D7, "keep", Why with { Override = true }, OverrideReason: "The law asks for it"));

        var (chair, reason) = (Detail(cast, D7)!.Outcome!, Detail(overridden, D7)!.Outcome!);
        Assert.Equal(
            (DecidedBy.CastingVote, new CastingVote("keep", "bob")),
            (chair.DecidedBy, chair.CastingVote)
        );
        Assert.Equal(["alice"], chair.Dissenting.Select(v => v.Voter));
        Assert.Equal(
            (DecidedBy.Override, "The law asks for it", 1, 2),
            (reason.DecidedBy, reason.OverrideReason, reason.VotesFor, reason.VotesAgainst)
        );
        Assert.Equal(["alice", "carol"], reason.Dissenting.Select(v => v.Voter));
    }

    [Fact]
    public void An_outcome_without_votes_is_what_somebody_stated()
    {
        var stated = Given.APortfolio().With(new TableDecision(D7, "Go?"))
            .With(new TakeDecision(D7, "go", Why, Dissent: "One would wait"));

        var outcome = Detail(stated, D7)!.Outcome!;
        Assert.Equal(
            (DecidedBy.Statement, 0, 0, (int?)null, "One would wait"),
            (outcome.DecidedBy, outcome.VotesFor, outcome.VotesAgainst, outcome.TookPart,
                outcome.Dissent)
        );
        Assert.Empty(outcome.Dissenting);
        var tabled = Given.APortfolio().With(new TableDecision(D7, "Go?")).Book;
        Assert.Equal(
            ((DecidedBy?)null, (int?)null),
            (
                DecisionList.Compute(tabled).Items[0].DecidedBy,
                DecisionList.Compute(tabled).Items[0].VotesFor
            )
        );
    }

    [Fact]
    public void Evidence_is_shown_as_the_board_saw_it()
    {
        var d = Detail(Story, D7)!;

        Assert.Equal(
            [
                "Feedback from Households",
                "2 cash flows of 60,000 USD in all, discounted at 12.00 %",
                null,
            ],
            d.EvidenceShown.Select(e => e.AsItStood)
        );
        Assert.Equal(
            "Feedback from Households about quality",
            Assert.Single(d.Outcome!.Evidence).AsItStood
        );
    }

    [Fact]
    public void Effects_are_the_events_that_name_it()
    {
        var d = Detail(Story, D7)!;

        Assert.Equal(["initiative-approved", "budget-approved"], d.Effects.Select(e => e.Type));
        Assert.Equal(
            [
                ("decision/d-7", 1, "Hire two", false),
                ("initiative/croton", 1, "Report quarterly", false),
                ("initiative/croton", 2, "Report risks", true),
            ],
            d.Conditions.Select(c => (c.Of.ToString(), c.Number, c.Condition, c.Met))
        );
        Assert.Equal(
            ("In the register", Day("2026-02-01")),
            (d.Conditions[2].Note, d.Conditions[2].MetOn!.Value)
        );
        Assert.Equal(2, InitiativeDetail.Compute(Story.Book, Croton)!.Conditions.Length);
    }

    [Fact]
    public void A_decision_that_takes_effect_later_is_still_tabled_before()
    {
        var journal = Given.APortfolio().With(new TableDecision(D7, "Go?"))
            .With(new TakeDecision(D7, "go", Why with { EffectiveOn = Day("2026-02-01") }));

        Assert.Equal(DecisionStatus.Tabled, Detail(journal, D7)!.Status);
        Assert.Null(Detail(journal, D7)!.Outcome);
        Assert.Equal(
            DecisionStatus.Taken,
            DecisionList.Compute(journal.Book.On(Day("2026-02-01"))).Items[0].Status
        );
    }

    [Fact]
    public void Decisions_show_what_replaced_them()
    {
        var journal = Story
            .With(new TableDecision(D8, "Stop it?"))
            .With(new TakeDecision(D8, "stop", Why))
            .With(new SupersedeDecision(D7, D8, Why));
        var items = DecisionList.Compute(journal.Book).Items;

        Assert.Equal(
            [("d-7", DecisionStatus.Superseded, D8), ("d-8", DecisionStatus.Taken, (Key?)null)],
            items.Select(d => (d.Decision.Value, d.Status, d.SupersededBy))
        );
        Assert.Equal(
            (1, 3, BorneOut.TooEarly),
            (items[0].OpenConditions, items[0].Votes, items[0].BorneOut)
        );
        Assert.Equal([D7], Detail(journal, D8)!.Supersedes);
        Assert.Equal(D8, Detail(journal, D7)!.SupersededBy);
    }

    [Fact]
    public void Nothing_is_there_before_it_was_tabled()
    {
        Assert.Null(Detail(Story, D7, Given.APortfolio().Book));
        Assert.Empty(DecisionList.Compute(Given.APortfolio().Book).Items);
    }

    [Fact]
    public void What_was_delegated_is_listed_by_role()
    {
        var journal = Given
            .APortfolio()
            .With(
                new SetDelegation(Role.Approver, Dollars(5000), Why),
                new SetDelegation(Role.Contributor, Dollars(10), Why),
                new SetDelegation(Role.Approver, Dollars(4000), Why)
            );

        Assert.Equal([(Role.Contributor, 10m, 3L), (Role.Approver, 4000m, 4L)],
            DelegationList.Compute(journal.Book).Items.Select(d => (d.Role, d.UpTo, d.Position)));
    }

    [Fact]
    public void The_history_of_a_decision_holds_what_names_it_in_its_grounds() =>
        Assert.Equal(
            [
                "decision-reviewed",
                "budget-approved",
                "initiative-approved",
                "decision-taken",
                "vote-cast",
                "vote-cast",
                "vote-cast",
                "decision-tabled",
            ],
            Timeline
                .Compute(Story.Book, Story.Postings, new(About: [new(SubjectKind.Decision, D7)]))
                .Items.Select(i => i.Type)
        );
}
