using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>One vote.</summary>
/// <param name="Voter">Opaque id of who voted.</param>
/// <param name="Option">For what.</param>
/// <param name="Reason">Why; unknown if null.</param>
/// <param name="On">The effective day of the vote.</param>
/// <param name="Position">Of the event.</param>
public sealed record Vote(string Voter, string Option, string? Reason, DateOnly On, long Position);

/// <summary>How many voted for an option.</summary>
public sealed record OptionVotes(string Option, int Votes);

/// <summary>What was decided, and why.</summary>
/// <param name="Option">What was chosen.</param>
/// <param name="DecidedBy">By what: the votes, the chair on a tie, an override.</param>
/// <param name="VotesFor">How many voted for it.</param>
/// <param name="VotesAgainst">How many voted for another option.</param>
/// <param name="TookPart">
/// How many took part: who voted or, if more, as many as are said to have; null when nobody said
/// and no vote is recorded.
/// </param>
/// <param name="CastingVote">The chair's, when the votes were tied.</param>
/// <param name="OverrideReason">Why the votes were overridden.</param>
/// <param name="Dissenting">The votes for other options, with their reasons.</param>
/// <param name="Quorum">How many took part, as stated.</param>
/// <param name="Dissent">What those who voted against it said, as stated.</param>
/// <param name="Rationale">Why.</param>
/// <param name="Evidence">On what evidence, as it stood when the decision was taken.</param>
/// <param name="RecordedBy">Opaque id of who recorded it.</param>
/// <param name="On">The effective day.</param>
/// <param name="Position">Of the event.</param>
public sealed record TakenOutcome(
    string Option,
    DecidedBy DecidedBy,
    int VotesFor,
    int VotesAgainst,
    int? TookPart,
    CastingVote? CastingVote,
    string? OverrideReason,
    ImmutableArray<Vote> Dissenting,
    int? Quorum,
    string? Dissent,
    string Rationale,
    ImmutableArray<EvidenceThen> Evidence,
    string RecordedBy,
    DateOnly On,
    long Position
);

/// <summary>A condition of the decision, or of an approval that carries it out.</summary>
/// <param name="Of">The decision or the initiative.</param>
/// <param name="Number">Which of its conditions, from 1.</param>
/// <param name="Condition">What it says.</param>
/// <param name="Met">It is met.</param>
/// <param name="MetOn">The effective day it was met.</param>
/// <param name="Note">How.</param>
public sealed record ConditionState(
    Subject Of, int Number, string Condition, bool Met, DateOnly? MetOn, string? Note);

/// <summary>What came of a decision, looking back.</summary>
public sealed record DecisionReview(
    BorneOut RationaleBorneOut,
    string? Findings,
    DateOnly On,
    long Position
);

/// <summary>Everything about one decision of the board.</summary>
/// <param name="Decision">Its key.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="Initiatives">The initiatives it is about.</param>
/// <param name="Risks">What could go wrong.</param>
/// <param name="Quorum">How many had to take part.</param>
/// <param name="TabledOn">The effective day it was tabled.</param>
/// <param name="TabledAt">The position at which it was tabled.</param>
/// <param name="EvidenceShown">
/// What the board was shown, as it stood when the decision was tabled.
/// </param>
/// <param name="Votes">Who voted for what, in order.</param>
/// <param name="Tally">How many voted for each option.</param>
/// <param name="Outcome">What was decided; null before.</param>
/// <param name="Conditions">Its conditions and those of approvals that carry it out.</param>
/// <param name="Effects">The events that name it in their grounds, oldest first.</param>
/// <param name="SupersededBy">Which decision replaced it.</param>
/// <param name="Supersedes">Which decisions it replaced.</param>
/// <param name="Review">Whether it was borne out.</param>
/// <param name="Version">The position of the last event about it.</param>
public sealed record DecisionDetail(
    Key Decision,
    string Question,
    DecisionStatus Status,
    ImmutableArray<string> Options,
    ImmutableArray<Key> Initiatives,
    ImmutableArray<string> Risks,
    int? Quorum,
    DateOnly TabledOn,
    long TabledAt,
    ImmutableArray<EvidenceThen> EvidenceShown,
    ImmutableArray<Vote> Votes,
    ImmutableArray<OptionVotes> Tally,
    TakenOutcome? Outcome,
    ImmutableArray<ConditionState> Conditions,
    ImmutableArray<TimelineItem> Effects,
    Key? SupersededBy,
    ImmutableArray<Key> Supersedes,
    DecisionReview? Review,
    long Version
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "decision";

    /// <summary>
    /// Raised whenever fields or formula change; since version 2 sentences are worded anew.
    /// </summary>
    public static int ViewVersion => 2;

    /// <summary>
    /// The decision with this key; null when there is none on the day of the book.
    /// </summary>
    /// <param name="book">As of when.</param>
    /// <param name="key">Which decision.</param>
    /// <param name="shown">
    /// The book at the position at which its evidence was shown: see <see cref="ShownAt"/>.
    /// </param>
    /// <param name="taken">The book at the position at which it was taken; null before.</param>
    /// <param name="citing">Entries up to the book that name the decision in their grounds.</param>
    /// <param name="wording">Whether as version 1 worded its effects.</param>
    public static DecisionDetail? Compute(
        Book book, Key key, Book shown, Book? taken, IEnumerable<Entry> citing,
        Wording wording = Wording.Now)
    {
        if (book.Governance.Find(key) is not { } d || d.From > book.Day)
            return null;
        var item = DecisionItem.Compute(book, d);
        var effects = citing.OrderBy(e => e.Position).ToImmutableArray();
        var votes = VotesOf(d, book.Day).OrderBy(v => v.Position).ToImmutableArray();
        return new(
            key,
            item.Question,
            item.Status,
            d.OptionsOn(book.Day),
            d.InitiativesOn(book.Day),
            d.RisksOn(book.Day),
            item.Quorum,
            d.From,
            d.TabledAt,
            [.. d.EvidenceShownOn(book.Day).Select(e => EvidenceThen.From(e, shown))],
            votes,
            [.. TallyOf(d, book.Day, votes)],
            OutcomeOf(d, votes, book.Day, taken),
            [.. ConditionsOf(book, d, effects)],
            [.. effects.Select(e => TimelineItem.From(e, book, wording))],
            item.SupersededBy,
            [
                .. book
                    .Governance.On(book.Day)
                    .Where(o => DecisionItem.Superseding(o, book.Day) == key)
                    .Select(o => o.Key),
            ],
            d.Review.At(book.Day) is { } review
                ? new(
                    review.Value.RationaleBorneOut,
                    review.Value.Findings,
                    review.EffectiveOn,
                    review.Position
                )
                : null,
            item.Version
        );
    }

    /// <summary>
    /// The position at which the board was shown its evidence: that of tabling, or of the revision
    /// that changed it.
    /// </summary>
    public static long ShownAt(BoardDecision decision, DateOnly day) =>
        decision.EvidenceShown.At(day)?.Position ?? decision.TabledAt;

    private static IEnumerable<Vote> VotesOf(BoardDecision d, DateOnly day) =>
        from cast in d.Votes
        let ballot = cast.Value.At(day)
        where ballot is not null
        select new Vote(
            cast.Key,
            ballot.Value.Option,
            ballot.Value.Reason,
            ballot.EffectiveOn,
            ballot.Position
        );

    private static IEnumerable<OptionVotes> TallyOf(
        BoardDecision d, DateOnly day, ImmutableArray<Vote> votes) =>
        d.OptionsOn(day).Concat(votes.Select(v => v.Option).Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Select(option => new OptionVotes(option, votes.Count(v => v.Option == option)));

    private static TakenOutcome? OutcomeOf(
        BoardDecision d, ImmutableArray<Vote> votes, DateOnly day, Book? taken)
    {
        if (d.Resolution.At(day) is not { Value: var said } outcome)
            return null;
        var count = VoteCount.Of(d, said.Quorum);
        return new(
            said.Option,
            count.Carried(said.Option, said.CastingVote, said.OverrideReason),
            count.For(said.Option),
            count.Against(said.Option),
            count.TookPart > 0 ? count.TookPart : null,
            said.CastingVote,
            said.OverrideReason,
            [.. votes.Where(v => v.Option != said.Option)],
            said.Quorum,
            said.Dissent,
            said.Grounds.Rationale,
            [.. (said.Grounds.Evidence ?? []).Select(e => EvidenceThen.From(e, taken!))],
            said.RecordedBy,
            outcome.EffectiveOn,
            outcome.Position
        );
    }

    private static IEnumerable<ConditionState> ConditionsOf(
        Book book,
        BoardDecision d,
        ImmutableArray<Entry> effects
    ) =>
        States(
                GovernanceRules.About(d.Key),
                d.Resolution.At(book.Day)?.Value.Conditions ?? [],
                d.Met,
                book.Day
            )
            .Concat(
                from effect in effects
                where effect.Fact is InitiativeApproved
                let initiative = book.Initiatives.Find(((InitiativeApproved)effect.Fact).Initiative)
                where initiative?.Approval.At(book.Day)?.Position == effect.Position
                from state in ConditionsOf(initiative, book.Day)
                select state);

    /// <summary>The conditions of an initiative's latest approval.</summary>
    internal static IEnumerable<ConditionState> ConditionsOf(Initiative initiative, DateOnly day) =>
        initiative.Approval.At(day) is { } approval
            ? States(new(SubjectKind.Initiative, initiative.Key), approval.Value,
                ApprovalConditionMet.Met(initiative, approval.Position), day)
            : [];

    private static IEnumerable<ConditionState> States(
        Subject of,
        ImmutableArray<string> conditions,
        ImmutableArray<MetCondition> met,
        DateOnly day
    ) =>
        conditions.Select(
            (text, index) =>
                met.FirstOrDefault(m => m.Condition == index + 1 && m.On <= day) is { } m
                    ? new ConditionState(of, index + 1, text, true, m.On, m.Note)
                    : new ConditionState(of, index + 1, text, false, null, null)
        );
}
