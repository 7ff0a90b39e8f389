using PortfolioLedger.Core.Governance;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Governance;

/// <summary>Every command about a decision of the board, where the decision stands.</summary>
public sealed class DecisionLifeTests
{
    private static readonly Key D7 = Key.Parse("d-7");

    private static readonly Key D8 = Key.Parse("d-8");

    private static readonly ImmutableSortedDictionary<string, ICommand> Commands = new Dictionary<
        string,
        ICommand
    >
    {
        ["vote"] = new CastVote(D7, "fund"),
        ["take"] = new TakeDecision(D7, "fund", Why),
        ["meet"] = new MeetCondition(D7, 1),
        ["review"] = new ReviewDecision(D7, BorneOut.Yes),
        ["supersede"] = new SupersedeDecision(D7, D8, Why),
        ["put-in-place"] = new SupersedeDecision(D8, D7, Why),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory]
    [InlineData(DecisionStatus.Tabled, "vote", null)]
    [InlineData(DecisionStatus.Tabled, "take", null)]
    [InlineData(DecisionStatus.Tabled, "meet", "decision-not-taken")]
    [InlineData(DecisionStatus.Tabled, "review", "decision-not-taken")]
    [InlineData(DecisionStatus.Tabled, "supersede", "decision-not-taken")]
    [InlineData(DecisionStatus.Tabled, "put-in-place", "decision-not-taken")]
    [InlineData(DecisionStatus.Taken, "vote", "decision-taken")]
    [InlineData(DecisionStatus.Taken, "take", "decision-taken")]
    [InlineData(DecisionStatus.Taken, "meet", null)]
    [InlineData(DecisionStatus.Taken, "review", null)]
    [InlineData(DecisionStatus.Taken, "supersede", null)]
    [InlineData(DecisionStatus.Taken, "put-in-place", null)]
    [InlineData(DecisionStatus.Superseded, "vote", "decision-superseded")]
    [InlineData(DecisionStatus.Superseded, "take", "decision-superseded")]
    [InlineData(DecisionStatus.Superseded, "meet", null)]
    [InlineData(DecisionStatus.Superseded, "review", null)]
    [InlineData(DecisionStatus.Superseded, "supersede", "decision-superseded")]
    [InlineData(DecisionStatus.Superseded, "put-in-place", "decision-superseded")]
    public void A_command_is_accepted_only_where_the_decision_stands_right(
        DecisionStatus status, string name, string? code)
    {
        var ruling = In(status).When(Commands[name]);

        if (code is null)
            Assert.Null(ruling.Refusal);
        else
            ruling.ThenRefused(code);
    }

    private static Journal In(DecisionStatus status)
    {
        var journal = Given.APortfolio().With(new TableDecision(D7, "Fund it?"),
            new TableDecision(D8, "And now?"), new TakeDecision(D8, "defer", Why));
        if (status != DecisionStatus.Tabled)
            journal = journal.With(new TakeDecision(D7, "fund", Why, Conditions: ["Report"]));
        if (status == DecisionStatus.Superseded)
            journal = journal.With(
                new TableDecision(Key.Parse("d-9"), "Again?"),
                new TakeDecision(Key.Parse("d-9"), "no", Why),
                new SupersedeDecision(D7, Key.Parse("d-9"), Why)
            );
        return journal;
    }
}
