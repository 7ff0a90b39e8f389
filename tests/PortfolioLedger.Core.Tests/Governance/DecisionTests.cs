using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Governance;

/// <summary>How a board comes to a decision.</summary>
public sealed class DecisionTests
{
    private static readonly Key D7 = Key.Parse("d-7");
    private static readonly Key D8 = Key.Parse("d-8");
    private static readonly Subject AboutD7 = new(SubjectKind.Decision, D7);
    private static readonly EvidenceReference FeedbackRecord = new(EvidenceKind.Feedback, "fb-12");

    private static TableDecision Fund =>
        new(
            D7,
            "Fund Croton Falls?",
            ["fund", "defer"],
            [FeedbackRecord],
            ["Cost overrun"],
            2,
            [Croton]
        );

    private static TakeDecision Take => new(D7, "fund", Why);

    private static Journal Tabled => Given.AnInitiative().With(Complaint).With(Fund);

    private static Journal Taken =>
        Tabled
            .WithBy("alice", new CastVote(D7, "fund"))
            .WithBy("bob", new CastVote(D7, "fund", "Worth it"))
            .With(Take);

    [Fact]
    public void A_question_is_put_to_the_board_with_what_it_is_shown() =>
        Given
            .AnInitiative()
            .With(Complaint)
            .When(Fund)
            .Then(
                new DecisionTabled(
                    D7,
                    "Fund Croton Falls?",
                    ["fund", "defer"],
                    [FeedbackRecord],
                    ["Cost overrun"],
                    2,
                    [Croton]
                )
            );

    [Fact]
    public void A_question_names_what_is_in_the_ledger()
    {
        Tabled.When(Fund).ThenRefused("already-exists", AboutD7);
        Given.AnInitiative().When(Fund).ThenRefused("unknown-evidence");
        Tabled
            .When(Fund with { Key = D8, Initiatives = [Nobody] })
            .ThenRefused("unknown-initiative", About(Nobody));
        Tabled
            .When(new TableDecision(D8, "Which one?"))
            .Then(new DecisionTabled(D8, "Which one?", null, null, null, null, null));
    }

    [Fact]
    public void Fields_of_a_question_are_checked()
    {
        Faulty.At(Fund with { Question = " ", Quorum = 0 }, "/question", "/quorum");
        Faulty.At(Fund with { Options = ["fund", " "] }, "/options/1");
        Faulty.At(Fund with { Options = ["fund", "fund"] }, "/options/1");
        Faulty.At(Fund with { Initiatives = [Croton, Croton] }, "/initiatives/1");
        Faulty.At(Fund with { Risks = ["", "b"] }, "/risks/0");
    }

    [Fact]
    public void Everybody_votes_once_for_an_option()
    {
        var voted = Tabled
            .When(new CastVote(D7, "fund", "It is needed"), "alice")
            .Then(new VoteCast(D7, "fund", "It is needed"))
            .Recorded();

        voted.When(new CastVote(D7, "defer"), "alice").ThenRefused("already-voted", AboutD7);
        voted.WithBy("bob", new CastVote(D7, "defer"));
        Tabled.When(new CastVote(D7, "burn")).ThenRefused("unknown-option", AboutD7);
        Tabled.When(new CastVote(D8, "fund")).ThenRefused("unknown-decision");
    }

    [Fact]
    public void A_sponsor_does_not_vote_on_the_own_initiative()
    {
        Tabled
            .When(new CastVote(D7, "fund"), "maria")
            .ThenRefused("conflict-of-interest", About(Croton));
        Tabled
            .With(Fund with { Key = D8, Initiatives = null })
            .WithBy("maria", new CastVote(D8, "fund"));
    }

    [Fact]
    public void A_decision_is_taken_when_enough_took_part()
    {
        Assert.True(Taken.Book.Governance.Find(D7)!.IsTaken);
        Tabled.When(Take).ThenRefused("no-quorum", AboutD7);
        Tabled
            .WithBy("alice", new CastVote(D7, "fund"))
            .When(Take)
            .ThenRefused("no-quorum", AboutD7);
        Tabled.When(Take with { Quorum = 1 }).ThenRefused("no-quorum", AboutD7);
        Tabled
            .When(Take with { Quorum = 2, Dissent = "One doubted it" })
            .Then(new DecisionTaken(D7, "fund", 2, "One doubted it", null, Why));
        Given
            .AnInitiative()
            .With(new TableDecision(D8, "Which one?"))
            .When(new TakeDecision(D8, "this one", Why))
            .Then(new DecisionTaken(D8, "this one", null, null, null, Why));
    }

    [Fact]
    public void What_is_settled_is_not_decided_again()
    {
        Taken.When(Take).ThenRefused("decision-taken", AboutD7);
        Taken.When(new CastVote(D7, "fund"), "carol").ThenRefused("decision-taken", AboutD7);
        Tabled.When(Take with { Option = "burn" }).ThenRefused("unknown-option", AboutD7);
        Superseded.When(Take).ThenRefused("decision-superseded", AboutD7);
        Superseded
            .When(new CastVote(D7, "fund"), "carol")
            .ThenRefused("decision-superseded", AboutD7);
    }

    [Fact]
    public void Nobody_decides_on_what_nobody_had_seen_then()
    {
        var later = Given
            .AnInitiative()
            .With(Complaint with { EffectiveOn = Day("2026-01-05") })
            .On("2026-03-20")
            .With(Complaint with { Key = Key.Parse("fb-13") })
            .With(Fund with { Quorum = null });
        var latest = new EvidenceReference(EvidenceKind.Feedback, "fb-13");

        later
            .When(
                Take with
                {
                    Grounds = Why with { Evidence = [latest], EffectiveOn = Day("2026-03-20") },
                }
            )
            .Then(
                new DecisionTaken(
                    D7,
                    "fund",
                    null,
                    null,
                    null,
                    Why with
                    {
                        Evidence = [latest],
                        EffectiveOn = Day("2026-03-20"),
                    }
                )
            );
        Given
            .AnInitiative()
            .With(Complaint)
            .With(Fund with { Quorum = null, EvidenceShown = null })
            .On("2026-03-20")
            .With(Complaint with { Key = Key.Parse("fb-13") })
            .When(
                Take with
                {
                    Grounds = Why with { Evidence = [latest], EffectiveOn = Day("2026-03-12") },
                }
            )
            .ThenRefused("evidence-after-decision", AboutD7);
        later
            .When(
                Take with
                {
                    Grounds = Why with { Evidence = [FeedbackRecord with { Position = 4711 }] },
                }
            )
            .ThenRefused("evidence-after-decision", AboutD7);
        later
            .When(Fund with { Key = D8, EvidenceShown = [latest], EffectiveOn = Day("2026-03-12") })
            .ThenRefused("evidence-after-decision", new Subject(SubjectKind.Decision, D8));
    }

    [Fact]
    public void A_measurement_is_evidence_from_the_day_it_was_measured_on()
    {
        var measured = Given
            .AnOutcome()
            .On("2026-03-20")
            .With(new Core.Outcomes.MeasureOutcome(Outages, 7, Day("2026-03-15")));
        var shown = new EvidenceReference(EvidenceKind.Measurement, "outages");

        measured.With(
            new TableDecision(D7, "Enough?", EvidenceShown: [shown], EffectiveOn: Day("2026-03-15"))
        );
        measured
            .When(
                new TableDecision(
                    D7,
                    "Enough?",
                    EvidenceShown: [shown],
                    EffectiveOn: Day("2026-03-14")
                )
            )
            .ThenRefused("evidence-after-decision", AboutD7);
    }

    [Fact]
    public void Conditions_of_a_decision_are_met_one_by_one()
    {
        var conditional = Tabled.With(
            Take with
            {
                Quorum = 2,
                Conditions = ["Report monthly", "Hire two"],
            }
        );

        var met = conditional
            .When(new MeetCondition(D7, 2, "Both hired"))
            .Then(new ConditionMet(D7, 2, "Both hired"))
            .Recorded();
        met.When(new MeetCondition(D7, 2)).ThenRefused("condition-met", AboutD7);
        met.When(new MeetCondition(D7, 3)).ThenRefused("unknown-condition", AboutD7);
        met.When(new MeetCondition(D7, 0)).ThenRefused("unknown-condition", AboutD7);
        Tabled.When(new MeetCondition(D7, 1)).ThenRefused("decision-not-taken", AboutD7);
        Taken.When(new MeetCondition(D7, 1)).ThenRefused("unknown-condition", AboutD7);
    }

    [Fact]
    public void Conditions_of_an_approval_are_met_one_by_one()
    {
        var approved = Given
            .AnInitiative(Stage.Submitted)
            .With(Contribution(), FinancialCase())
            .With(new ApproveInitiative(Croton, Why, ["Report quarterly"]));

        var met = approved
            .When(new MeetApprovalCondition(Croton, 1))
            .Then(new ApprovalConditionMet(Croton, approved.Book.Position, 1, null))
            .Recorded();
        met.When(new MeetApprovalCondition(Croton, 1)).ThenRefused("condition-met", About(Croton));
        approved
            .When(new MeetApprovalCondition(Croton, 2))
            .ThenRefused("unknown-condition", About(Croton));
        Given
            .AnInitiative()
            .When(new MeetApprovalCondition(Croton, 1))
            .ThenRefused("unknown-condition", About(Croton));
        var again = met.With(
            new DeferInitiative(Croton, Why),
            new SubmitInitiative(Croton),
            new ApproveInitiative(Croton, Why, ["Report weekly"])
        );
        again
            .When(new MeetApprovalCondition(Croton, 1))
            .Then(new ApprovalConditionMet(Croton, again.Book.Position, 1, null));
    }

    private static Journal Superseded =>
        Taken
            .With(new TableDecision(D8, "Fund it after all?"))
            .With(new TakeDecision(D8, "no", Why))
            .With(new SupersedeDecision(D7, D8, Why));

    [Fact]
    public void A_taken_decision_is_superseded_by_another_taken_one()
    {
        var other = Taken.With(new TableDecision(D8, "Fund it after all?"));

        other
            .With(new TakeDecision(D8, "no", Why))
            .When(new SupersedeDecision(D7, D8, Why))
            .Then(new DecisionSuperseded(D7, D8, Why));
        other
            .When(new SupersedeDecision(D7, D8, Why))
            .ThenRefused("decision-not-taken", new Subject(SubjectKind.Decision, D8));
        other.When(new SupersedeDecision(D8, D7, Why)).ThenRefused("decision-not-taken");
        other.When(new SupersedeDecision(D7, Nobody, Why)).ThenRefused("unknown-decision");
        Superseded
            .When(new SupersedeDecision(D7, D8, Why))
            .ThenRefused("decision-superseded", AboutD7);
        Superseded
            .When(new SupersedeDecision(D8, D7, Why))
            .ThenRefused("decision-superseded", AboutD7);
        Faulty.At(new SupersedeDecision(D7, D7, Why), "/by");
    }

    [Fact]
    public void A_taken_decision_is_looked_back_at()
    {
        Taken
            .When(new ReviewDecision(D7, BorneOut.TooEarly))
            .Then(new DecisionReviewed(D7, BorneOut.TooEarly, null))
            .Recorded()
            .When(new ReviewDecision(D7, BorneOut.No, "It cost twice as much"))
            .Then(new DecisionReviewed(D7, BorneOut.No, "It cost twice as much"));
        Tabled
            .When(new ReviewDecision(D7, BorneOut.Yes))
            .ThenRefused("decision-not-taken", AboutD7);
    }
}
