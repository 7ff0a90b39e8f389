using CsCheck;
using PortfolioLedger.Core.Governance;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Governance;

/// <summary>An outcome is what won by the votes, or says why it is not.</summary>
public sealed class BindingVotesTests
{
    private static readonly Key Road = Key.Parse("road");

    private static readonly Subject AboutRoad = new(SubjectKind.Decision, Road);

    private static readonly Grounds Overriding = Why with { Override = true };

    private const string Reason = "The bridge is not safe any more";

    /// <summary>A question on which these votes were cast.</summary>
    private static Journal Voted(params string[] votes) =>
        votes.Index().Aggregate(
            Given.AnInitiative().With(new TableDecision(
                Road, "Close the road?", ["close", "keep", "widen"], Initiatives: [Croton])),
            (journal, vote) => journal.WithBy($"member-{vote.Index}", new CastVote(Road, vote.Item))
        );

    [Fact]
    public void Nobody_votes_on_a_day_to_come() =>
        Voted("close").When(new CastVote(Road, "keep", EffectiveOn: Day("2999-01-01")), "bob")
            .ThenRefused("future-vote", AboutRoad);

    private static TakeDecision For(string option) => new(Road, option, Why);

    private static void Refused(
        Journal journal, TakeDecision take, string code, params string[] said)
    {
        var ruling = journal.When(take);
        ruling.ThenRefused(code, AboutRoad);
        Assert.All(said, words => Assert.Contains(words, ruling.Refusal!.Detail));
    }

    [Fact]
    public void What_lost_is_not_the_outcome_and_the_refusal_says_how_it_stands_and_what_to_do() =>
        Refused(Voted("close", "close"), For("keep"), "against-the-votes",
            "'close'", "close 2", "grounds.override", "overrideReason");

    [Fact]
    public void What_won_is_the_outcome()
    {
        Voted("close", "close").When(For("close"))
            .Then(new DecisionTaken(Road, "close", null, null, null, Why));
        Voted("close", "keep", "close").When(For("close"))
            .Then(new DecisionTaken(Road, "close", null, null, null, Why));
    }

    [Theory]
    [InlineData("close", "close", "keep", "widen")]
    [InlineData("close", "close", "keep", "keep", "widen", "close", "widen")]
    public void Of_three_options_the_first_needs_more_than_half(params string[] votes) =>
        Refused(Voted(votes), For("close"), "no-majority",
            $"{votes.Length} who took part", "close", "overrideReason");

    [Fact]
    public void Who_took_part_and_did_not_vote_abstained()
    {
        Voted("close", "close").When(For("close") with { Quorum = 3 })
            .Then(new DecisionTaken(Road, "close", 3, null, null, Why));
        Refused(Voted("close", "close"), For("close") with { Quorum = 4 }, "no-majority",
            "4 who took part");
        Voted("close", "keep", "close").When(For("close") with { Quorum = 2 })
            .Then(new DecisionTaken(Road, "close", 2, null, null, Why));
    }

    [Fact]
    public void Where_nobody_voted_the_outcome_is_what_is_stated() =>
        Voted().When(For("widen") with { Quorum = 5, Dissent = "One would wait" })
            .Then(new DecisionTaken(Road, "widen", 5, "One would wait", null, Why));

    [Fact]
    public void On_a_tie_the_named_chair_decides()
    {
        var tied = Voted("close", "keep");

        Refused(tied, For("close"), "tied-votes", "close 1, keep 1", "castingVote");
        tied.When(For("keep") with { CastingVote = new("keep", "member-1") })
            .Then(new DecisionTaken(Road, "keep", null, null, null, Why, new("keep", "member-1")));
        Voted("close", "keep", "widen")
            .When(For("widen") with { CastingVote = new("widen", "ann") })
            .Then(new DecisionTaken(Road, "widen", null, null, null, Why, new("widen", "ann")));
    }

    [Fact]
    public void A_chair_who_is_not_named_is_who_records_the_outcome() =>
        Voted("close", "keep").When(For("keep") with { CastingVote = new("keep") }, "chair")
            .Then(new DecisionTaken(Road, "keep", null, null, null, Why, new("keep", "chair")));

    [Theory]
    [InlineData("close", "close")]
    [InlineData("close", "close", "keep")]
    [InlineData("close", "close", "keep", "widen")]
    [InlineData]
    public void There_is_no_casting_vote_without_a_tie(params string[] votes) =>
        Refused(Voted(votes), For("close") with { CastingVote = new("close", "ann") },
            "casting-vote-without-tie", "castingVote");

    [Fact]
    public void The_casting_vote_is_for_one_of_the_tied_options_and_the_outcome_is_that()
    {
        var tied = Voted("close", "keep");

        Refused(tied, For("widen") with { CastingVote = new("widen", "ann") },
            "option-not-tied", "'widen'", "close or keep");
        Refused(tied, For("close") with { CastingVote = new("keep", "ann") },
            "against-the-votes", "'keep'");
    }

    [Fact]
    public void A_sponsor_breaks_no_tie_about_the_own_initiative()
    {
        var tied = Voted("close", "keep");

        tied.When(For("close") with { CastingVote = new("close", "maria") })
            .ThenRefused("conflict-of-interest", About(Croton));
        tied.When(For("close") with { CastingVote = new("close") }, "maria")
            .ThenRefused("conflict-of-interest", About(Croton));
    }

    [Theory]
    [InlineData("close", "close")]
    [InlineData("close", "keep")]
    [InlineData("close", "close", "keep", "keep", "widen")]
    public void The_votes_are_overridden_for_a_reason(params string[] votes)
    {
        var take = For("keep") with { Grounds = Overriding };

        Voted(votes).When(take with { OverrideReason = Reason }).Then(new DecisionTaken(
            Road, "keep", null, null, null, Overriding, OverrideReason: Reason));
        Refused(Voted(votes), take, "override-without-reason", "overrideReason");
        Refused(Voted(votes), take with { OverrideReason = "Because   " },
            "override-without-reason", "at least 10 characters");
    }

    [Fact]
    public void There_is_nothing_to_override_where_the_votes_carry_or_nobody_voted()
    {
        var take = For("close") with { Grounds = Overriding, OverrideReason = Reason };

        Refused(Voted("close", "close"), take, "nothing-to-override", "overrideReason");
        Refused(Voted(), take, "nothing-to-override", "No votes were cast");
        // Allowed as everywhere: the flag says what may be exceeded, not that it is.
        Voted("close", "close").When(For("close") with { Grounds = Overriding })
            .Then(new DecisionTaken(Road, "close", null, null, null, Overriding));
    }

    [Fact]
    public void Fields_of_an_outcome_are_checked()
    {
        Faulty.At(For("close") with { CastingVote = new(" ", "") },
            "/castingVote/option", "/castingVote/by");
        Faulty.At(For("close") with { OverrideReason = Reason }, "/grounds/override");
        Faulty.At(
            For("close") with
            {
                Grounds = Overriding,
                OverrideReason = Reason,
                CastingVote = new("close", "ann"),
            },
            "/overrideReason"
        );
        Faulty.At(
            For("close") with { Grounds = Overriding, OverrideReason = " " }, "/overrideReason");
    }

    [Fact]
    public void A_claim_of_a_source_is_taken_as_it_is_and_said_not_to_be_carried()
    {
        var claimed = Voted("close", "close").WithClaims("2026-01-05", For("keep"));

        Assert.Equal("Decided for \"keep\" on the decision \"Close the "
            + "road?\" against the votes (0 votes to 2)",
            claimed.Entries[^1].Fact.Sentence(claimed.Book));
    }

    [Theory]
    [InlineData("by 2 votes to 1", "close", "close", "close", "keep")]
    [InlineData("by 1 vote to 0", "close", "close")]
    [InlineData("by 3 votes to 2", "close", "close", "keep", "close", "widen", "close")]
    [InlineData("by the chair's casting vote (ann) after a tie of 1 vote each",
        "close", "close", "keep")]
    [InlineData("by the chair's casting vote (ann) after a tie of 2 votes each",
        "keep", "close", "keep", "close", "keep", "widen")]
    [InlineData("against the votes (1 vote to 2), overriding them",
        "keep", "close", "close", "keep")]
    [InlineData("against the votes (0 votes to 1), overriding them", "keep", "close")]
    [InlineData("without a majority of the votes (2 votes of 4), overriding them",
        "close", "close", "close", "keep", "widen")]
    public void The_sentence_says_how_it_came_about(
        string how, string option, params string[] votes)
    {
        var take = For(option);
        if (how.Contains("casting", StringComparison.Ordinal))
            take = take with { CastingVote = new(option, "ann") };
        if (how.Contains("overriding", StringComparison.Ordinal))
            take = take with { Grounds = Overriding, OverrideReason = Reason };
        var taken = Voted(votes).With(take);

        Assert.Equal($"Decided for \"{option}\" on the decision \"Close the road?\" {how}",
            taken.Entries[^1].Fact.Sentence(taken.Book));
    }

    [Fact]
    public void A_tie_that_is_overridden_is_called_one()
    {
        var taken = Voted("close", "keep").With(For("keep") with
        {
            Grounds = Overriding, OverrideReason = Reason,
        });

        Assert.EndsWith("on tied votes (1 vote each), overriding them",
            taken.Entries[^1].Fact.Sentence(taken.Book), StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_and_stated_dissent_follow_and_the_former_words_are_kept()
    {
        var stated = Voted().With(For("close") with { Dissent = "One", Conditions = ["Sign it"] });
        var voted = Voted("close", "close", "keep").With(
            For("close") with { Dissent = "One", Conditions = ["Sign it", "Light it"] });

        Assert.Equal("Decided for \"close\" on the decision \"Close the "
            + "road?\", with 1 condition, against dissent",
            stated.Entries[^1].Fact.Sentence(stated.Book));
        Assert.Equal("Decided for \"close\" on the decision \"Close the "
            + "road?\" by 2 votes to 1, with 2 conditions",
            voted.Entries[^1].Fact.Sentence(voted.Book));
        Assert.Equal("Decided for close on \"Close the road?\" on 2 conditions against dissent",
            ((IReworded)voted.Entries[^1].Fact).FormerSentence(voted.Book));
    }

    /// <summary>Whatever the votes: an outcome stands on them, or says on what else.</summary>
    [Fact]
    public void An_accepted_outcome_won_or_broke_a_tie_or_overrides()
    {
        var options = Gen.OneOf("close", "keep", "widen");
        Gen.Select(
                options.Array[0, 7],
                options,
                Gen.Int[0, 9],
                Gen.Select(Gen.Bool, options),
                Gen.Select(Gen.Bool, Gen.Bool)
            )
            .Sample((votes, option, stated, casting, aside) =>
            {
                var take = For(option) with
                {
                    Quorum = stated,
                    CastingVote = casting.Item1 ? new(casting.Item2, "ann") : null,
                    Grounds = aside.Item1 ? Overriding : Why,
                    OverrideReason = aside.Item1 && aside.Item2 && !casting.Item1 ? Reason : null,
                };
                var journal = Voted(votes);
                var ruling = journal.When(take);
                // Counted here, in another way than the rule does.
                var counts = votes.CountBy(v => v).OrderByDescending(c => c.Value).ToArray();
                var most = counts.Length == 0 ? 0 : counts[0].Value;
                var first = counts.Where(c => c.Value == most).Select(c => c.Key).ToArray();
                var present = Math.Max(votes.Length, take.Quorum!.Value);
                var won = votes.Length == 0
                    || (first.Length == 1 && first[0] == option && most > present - most);
                var chair = first.Length > 1 && first.Contains(option)
                    && take.CastingVote?.Option == option;
                var overridden = take.OverrideReason is not null && !won;
                var superfluous = (take.CastingVote is not null && !chair)
                    || (take.OverrideReason is not null && won);

                Assert.Equal((won || chair || overridden) && !superfluous, ruling.Refusal is null);
                if (ruling.Refusal is not null)
                    return;
                var taken = ruling.Recorded().Book.Governance.Find(Road)!;
                var said = taken.Resolution.Values[^1].Value;
                Assert.Equal(
                    votes.Length == 0 ? DecidedBy.Statement
                        : won ? DecidedBy.Majority
                        : chair ? DecidedBy.CastingVote : DecidedBy.Override,
                    VoteCount.Of(taken, said.Quorum)
                        .Carried(said.Option, said.CastingVote, said.OverrideReason)
                );
            });
    }
}
