namespace PortfolioLedger.Core.Governance;

/// <summary>Where a decision of the board stands; stored by name.</summary>
public enum DecisionStatus
{
    /// <summary>Put to the board.</summary>
    Tabled,
    /// <summary>Decided, and in force.</summary>
    Taken,
    /// <summary>Replaced by another decision.</summary>
    Superseded,
}

/// <summary>Whether what a decision expected came true; stored by name.</summary>
public enum BorneOut
{
    /// <summary>It did.</summary>
    Yes,
    /// <summary>It did not.</summary>
    No,
    /// <summary>Nobody can say yet.</summary>
    TooEarly,
}

/// <summary>What somebody voted for, and why if they said so.</summary>
public sealed record Ballot(string Option, string? Reason);

/// <summary>What was decided.</summary>
/// <param name="Option">The option that was chosen.</param>
/// <param name="Quorum">How many took part, as stated; unknown if null.</param>
/// <param name="Dissent">What those who voted against it said.</param>
/// <param name="Conditions">On which conditions.</param>
/// <param name="Grounds">Why.</param>
/// <param name="RecordedBy">Opaque id of who recorded it.</param>
/// <param name="CastingVote">The chair's, when the votes were tied.</param>
/// <param name="OverrideReason">Why the votes were overridden.</param>
public sealed record Resolution(
    string Option, int? Quorum, string? Dissent, ImmutableArray<string> Conditions, Grounds Grounds,
    string RecordedBy, CastingVote? CastingVote = null, string? OverrideReason = null);

/// <summary>A condition that was met.</summary>
/// <param name="Position">Of the event that says so.</param>
/// <param name="On">The effective day.</param>
/// <param name="Condition">Which of the conditions, from 1.</param>
/// <param name="Note">How it was met.</param>
public sealed record MetCondition(long Position, DateOnly On, int Condition, string? Note);

/// <summary>What came of a decision, looking back.</summary>
public sealed record Hindsight(BorneOut RationaleBorneOut, string? Findings);

/// <summary>One decision of the board through time.</summary>
/// <param name="Key">Of the decision.</param>
/// <param name="From">The effective day it was tabled.</param>
/// <param name="TabledAt">The position at which it was tabled.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Options">What can be chosen; empty when nobody said.</param>
/// <param name="EvidenceShown">What the board was shown.</param>
/// <param name="Risks">What could go wrong.</param>
/// <param name="Quorum">How many must take part; unknown if null.</param>
/// <param name="Initiatives">The initiatives it is about.</param>
public sealed record BoardDecision(
    Key Key, DateOnly From, long TabledAt, Register<string> Question,
    Register<ImmutableArray<string>> Options,
    Register<ImmutableArray<EvidenceReference>> EvidenceShown,
    Register<ImmutableArray<string>> Risks, Register<int?> Quorum,
    Register<ImmutableArray<Key>> Initiatives)
{
    /// <summary>What is to be decided, in the words of a day.</summary>
    public string QuestionOn(DateOnly day) => Question.On(day);

    /// <summary>What can be chosen on a day; empty when nobody said.</summary>
    public ImmutableArray<string> OptionsOn(DateOnly day) => Options.On(day);

    /// <summary>What the board was shown by a day.</summary>
    public ImmutableArray<EvidenceReference> EvidenceShownOn(DateOnly day) =>
        EvidenceShown.On(day);

    /// <summary>What could go wrong, as said by a day.</summary>
    public ImmutableArray<string> RisksOn(DateOnly day) => Risks.On(day);

    /// <summary>How many must take part on a day; unknown if null.</summary>
    public int? QuorumOn(DateOnly day) => Quorum.On(day);

    /// <summary>The initiatives it is about on a day.</summary>
    public ImmutableArray<Key> InitiativesOn(DateOnly day) => Initiatives.On(day);

    /// <summary>Votes by the id of who cast them.</summary>
    public ImmutableSortedDictionary<string, Register<Ballot>> Votes { get; init; } =
        Ordered.ByText<Register<Ballot>>();

    /// <summary>The votes that were cast, whenever they take effect.</summary>
    public IEnumerable<Ballot> Ballots() => Votes.Values.Select(v => v.Values[^1].Value);

    /// <summary>What was decided.</summary>
    public Register<Resolution> Resolution { get; init; }

    /// <summary>Conditions of the decision that were met.</summary>
    public ImmutableArray<MetCondition> Met { get; init; } = [];

    /// <summary>The decision that replaced it.</summary>
    public Register<Key> SupersededBy { get; init; }

    /// <summary>What came of it.</summary>
    public Register<Hindsight> Review { get; init; }

    /// <summary>It was taken, perhaps with effect on a later day.</summary>
    public bool IsTaken => !Resolution.Values.IsEmpty;

    /// <summary>It was replaced, perhaps with effect on a later day.</summary>
    public bool IsSuperseded => !SupersededBy.Values.IsEmpty;

    /// <summary>Where it stands on a day.</summary>
    public DecisionStatus StatusOn(DateOnly day) =>
        SupersededBy.At(day) is not null ? DecisionStatus.Superseded
        : Resolution.At(day) is not null ? DecisionStatus.Taken
        : DecisionStatus.Tabled;
}
