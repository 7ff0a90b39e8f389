using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Governance;

/// <summary>What was put to the board is put otherwise until it decides.</summary>
public sealed class DecisionRevisionTests
{
    private static readonly Key D7 = Key.Parse("d-7");
    private static readonly Subject AboutD7 = new(SubjectKind.Decision, D7);
    private static readonly EvidenceReference Voice = new(EvidenceKind.Feedback, "fb-12");

    private static readonly ReviseDecision Ask = new(D7, Why, "Fund Croton Falls this year?");

    private static Journal Tabled => Given.AnInitiative().With(Complaint).With(new TableDecision(
        D7, "Fund Croton Falls?", ["fund", "defer"], [Voice], ["Cost overrun"], 2, [Croton]))
        .On("2026-03-01");

    [Fact]
    public void A_question_is_put_otherwise_and_the_past_keeps_the_old_one()
    {
        var later = Why with { EffectiveOn = Day("2026-04-01") };
        var revised = Tabled.When(Ask with { Grounds = later })
            .Then(new DecisionRevised(D7,
                new("Fund Croton Falls?", "Fund Croton Falls this year?"), null, null, null, null,
                null, later)).Recorded();

        Assert.Equal("Fund Croton Falls?", Listed(revised.Book).Question);
        Assert.Equal("Fund Croton Falls this year?",
            Listed(revised.Book.On(Day("2026-04-01"))).Question);
    }

    [Fact]
    public void All_that_was_tabled_is_revised_and_cleared()
    {
        var delta = Key.Parse("delta");
        var paper = new EvidenceReference(EvidenceKind.Document, "https://city.example/p.pdf");
        var set = Tabled.With(Initiative(delta)).With(new ReviseDecision(D7, Why, null,
            ["fund", "reject"], [Voice, paper], ["Rain"], 3, [delta]));
        var cleared = set.With(new ReviseDecision(
            D7, Why, Clear: [.. Enum.GetValues<DecisionOption>()]));

        Assert.Equal("Changed the options of the decision \"Fund Croton Falls?\" from "
            + "\"fund\" and \"defer\" to \"fund\" and \"reject\", its evidence shown from "
            + "fb-12 to fb-12 and https://city.example/p.pdf, its risks from "
            + "\"Cost overrun\" to \"Rain\", its quorum from 2 to 3 and its initiatives",
            set.Entries[^1].Fact.Sentence(set.Book));
        var now = Shown(set);
        Assert.Equal(["fund", "reject"], now.Options);
        Assert.Equal(["Rain"], now.Risks);
        Assert.Equal([delta], now.Initiatives);
        Assert.Equal((3, 2), (now.Quorum, now.EvidenceShown.Length));
        var gone = Shown(cleared);
        Assert.Empty(gone.Options);
        Assert.Empty(gone.EvidenceShown);
        Assert.Empty(gone.Risks);
        Assert.Empty(gone.Initiatives);
        Assert.Null(gone.Quorum);
    }

    [Fact]
    public void The_rules_of_the_vote_are_those_of_the_day()
    {
        var revised = Tabled.With(new ReviseDecision(D7, Why, Options: ["fund", "reject"],
            Quorum: 1, Clear: [DecisionOption.Initiatives]));

        revised.When(new CastVote(D7, "defer"), "bob").ThenRefused("unknown-option");
        Assert.Null(revised.When(new CastVote(D7, "reject"), "maria").Refusal);
        Assert.Null(revised.WithBy("bob", new CastVote(D7, "fund"))
            .When(new TakeDecision(D7, "fund", Why)).Refusal);
    }

    [Fact]
    public void An_option_that_somebody_voted_for_stays()
    {
        var voted = Tabled.WithBy("bob", new CastVote(D7, "defer"));

        Assert.Contains("'bob' voted for 'defer'", voted
            .When(new ReviseDecision(D7, Why, Options: ["fund", "reject"]))
            .ThenRefused("option-voted-for", AboutD7).Detail, StringComparison.Ordinal);
        Assert.Contains("'bob' voted for 'defer'", voted
            .When(new ReviseDecision(D7, Why, Clear: [DecisionOption.Options]))
            .ThenRefused("option-voted-for", AboutD7).Detail, StringComparison.Ordinal);
        Assert.Null(voted.When(new ReviseDecision(D7, Why, Options: ["defer", "reject"])).Refusal);
    }

    [Fact]
    public void A_taken_decision_is_superseded_instead()
    {
        var taken = Tabled.With(new ReviseDecision(D7, Why, Quorum: 1))
            .WithBy("bob", new CastVote(D7, "fund")).With(new TakeDecision(D7, "fund", Why));

        Assert.Contains("supersede", taken.When(Ask)
            .ThenRefused("decision-taken", AboutD7).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_or_in_force_already_is_refused()
    {
        Tabled.When(Ask with { Decision = Nobody }).ThenRefused("unknown-decision");
        Tabled.When(Ask with { Initiatives = [Nobody] }).ThenRefused("unknown-initiative");
        Tabled.When(Ask with { EvidenceShown = [new(EvidenceKind.Feedback, "nobody")] })
            .ThenRefused("unknown-evidence");
        Tabled.When(Ask with { Question = "Fund Croton Falls?" })
            .ThenRefused("nothing-changed", AboutD7);
        Faulty.At(new ReviseDecision(D7, Why), "/question");
        Faulty.At(Ask with { Quorum = 0, Options = ["a", "a"] }, "/options/1", "/quorum");
        Faulty.At(Ask with { Quorum = 2, Clear = [DecisionOption.Quorum] }, "/clear/0");
    }

    [Fact]
    public void A_board_is_told_of_it()
    {
        var before = Tabled;
        var after = before.With(Ask);

        Assert.Equal("Governance: 1 question revised.", Changes.Compute(before.Book, after.Book,
                [.. after.Postings.Skip((int)before.Book.Position)])
            .Items.Single(i => i.Topic == "governance").Sentence);
    }

    private static DecisionItem Listed(Book book) => DecisionList.Compute(book).Items.Single();

    private static DecisionDetail Shown(Journal journal) => DecisionDetail.Compute(
        journal.Book, D7, journal.Book, null, [])!;
}
