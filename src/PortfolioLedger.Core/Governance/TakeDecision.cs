namespace PortfolioLedger.Core.Governance;

/// <summary>The board decided.</summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Option">What it chose.</param>
/// <param name="Quorum">How many took part, as stated.</param>
/// <param name="Dissent">What those who voted against it said, where votes do not say it.</param>
/// <param name="Conditions">On which conditions.</param>
/// <param name="Grounds">Why.</param>
/// <param name="CastingVote">The chair's, when the votes were tied.</param>
/// <param name="OverrideReason">Why the votes were overridden.</param>
public sealed record DecisionTaken(
    Key Decision, string Option, int? Quorum, string? Dissent, ImmutableArray<string>? Conditions,
    Grounds Grounds, CastingVote? CastingVote = null, string? OverrideReason = null)
    : IGovernanceFact, IGrounded, IOutsideProcess, IReworded
{
    public ImmutableArray<Subject> Subjects() => [GovernanceRules.About(Decision)];

    public string Sentence(Book book)
    {
        var votes = book.Governance.Find(Decision) is { } decision
            ? VoteCount.Of(decision, Quorum) : null;
        return $"Decided for {Prose.Quoted(Option)} on the decision "
            + Prose.Quoted(book.NameOf(Subjects()[0]))
            + votes?.Clause(Option, CastingVote, OverrideReason)
            + (Conditions is { Length: > 0 } conditions
                ? $", with {Prose.Count(conditions.Length, "condition")}" : "")
            + (Dissent is not null && votes is not { Cast: > 0 } ? ", against dissent" : "");
    }

    public string FormerSentence(Book book) =>
        $"Decided for {Option} on \"{book.NameOf(Subjects()[0])}\""
        + (Conditions is { Length: > 0 } conditions
            ? $" on {conditions.Length} condition{(conditions.Length == 1 ? "" : "s")}" : "")
        + (Dissent is null ? "" : " against dissent");

    public ICommand Reconstruct(DateOnly effectiveOn) => new TakeDecision(
        Decision, Option, Grounds, Quorum, Dissent, Conditions, CastingVote, OverrideReason);
}

/// <summary>
/// Takes a tabled decision. Votes bind: the option wins that more than half of those voted for who
/// took part. On a tie the chair's casting vote decides; any other outcome overrides the votes and
/// says why. Of the quorum, those count who voted or, if more, as many as are said to have taken
/// part. What it rests on must have been there on the day of the decision.
/// </summary>
public sealed record TakeDecision(
    Key Decision, string Option, Grounds Grounds, int? Quorum = null, string? Dissent = null,
    ImmutableArray<string>? Conditions = null, CastingVote? CastingVote = null,
    string? OverrideReason = null) : IDecision, IChecked
{
    public IEnumerable<FieldFault> Faults() => Check.Text("/option", Option)
        .Concat(Check.Text("/dissent", Dissent)).Concat(Check.Texts("/conditions", Conditions))
        .Concat(Quorum < 0 ? [new("/quorum", "must not be negative")] : [])
        .Concat(CastingVote?.Faults("/castingVote") ?? [])
        .Concat(Check.Text("/overrideReason", OverrideReason))
        .Concat(OverrideReason is not null && Grounds.Override != true
            ? [new("/grounds/override", "must be true with an overrideReason")] : [])
        .Concat(CastingVote is not null && OverrideReason is not null
            ? [new("/overrideReason", "must not be given with a castingVote: the chair decides a "
                + "tie, an override sets the votes aside")] : []);

    public Verdict Decide(Book book, Caller caller) =>
        book.RefuseSettled(Decision) ?? book.RefuseOption(Decision, Option) ?? RefuseQuorum(book)
            ?? (caller.Claims ? null : RefuseVotes(book, caller))
            ?? RefuseEvidence(book) ?? Verdict.Accept(new DecisionTaken(
                Decision, Option, Quorum, Dissent, Conditions, Grounds, Named(caller),
                OverrideReason));

    private CastingVote? Named(Caller caller) =>
        CastingVote is { By: null } unnamed ? unnamed with { By = caller.Actor.Id } : CastingVote;

    private Refusal? RefuseQuorum(Book book)
    {
        var decision = book.Governance.Find(Decision)!;
        var present = Math.Max(decision.Votes.Count, Quorum ?? 0);
        var quorum = decision.QuorumOn(book.Day);
        return !(present < quorum) ? null : new Refusal("no-quorum",
            $"At least {quorum} must take part; {decision.Votes.Count} voted"
            + (Quorum is { } stated ? $", and a quorum of {stated} is stated." : "."),
            GovernanceRules.About(Decision));
    }

    /// <summary>What was said of the votes must be so, and the outcome what follows.</summary>
    private Refusal? RefuseVotes(Book book, Caller caller)
    {
        var votes = VoteCount.Of(book.Governance.Find(Decision)!, Quorum);
        return RefuseCasting(book, votes, caller) ?? RefuseOverride(votes)
            ?? (votes.Cast == 0 || votes.Winner == Option || CastingVote is not null
                || OverrideReason is not null ? null : NotCarried(votes));
    }

    private Refusal? RefuseCasting(Book book, VoteCount votes, Caller caller) =>
        CastingVote is not { } casting ? null
        : !votes.IsTied ? Refuse("casting-vote-without-tie", votes.Cast == 0
            ? "No votes were cast, so there is no tie; record the votes, or leave castingVote out."
            : $"The votes are not tied ({votes}); leave castingVote out.")
        : !votes.Leading.Contains(casting.Option) ? Refuse("option-not-tied",
            $"'{casting.Option}' is none of the tied options ({votes}); the chair can choose "
                + $"{string.Join(" or ", votes.Leading)}.")
        : casting.Option != Option ? Refuse("against-the-votes",
            $"The casting vote is for '{casting.Option}', so the outcome cannot be '{Option}'; "
                + $"decide for '{casting.Option}'.")
        : book.RefuseSponsor(Decision, casting.By ?? caller.Actor.Id);

    private Refusal? RefuseOverride(VoteCount votes)
    {
        var stands = votes.Cast == 0 || votes.Winner == Option;
        if (OverrideReason is not null)
            return stands
                ? Refuse("nothing-to-override", votes.Cast == 0
                    ? "No votes were cast, so there are none to override; leave overrideReason out."
                    : $"'{Option}' won by the votes ({votes}); leave overrideReason out.")
                : OverrideReason.Trim().Length < Grounds.MinRationaleLength
                    ? Refuse("override-without-reason", TooShort) : null;
        return Grounds.Override == true && !stands && CastingVote is null
            ? Refuse("override-without-reason", $"The votes ({votes}) do not carry '{Option}', and "
                + "grounds.override alone does not say why they are set aside; give the reason "
                + "in overrideReason.")
            : null;
    }

    private static string TooShort =>
        $"The overrideReason must have at least {Grounds.MinRationaleLength} characters: it is "
            + "what tells those who were outvoted why.";

    private Refusal NotCarried(VoteCount votes)
    {
        const string set = "or set the votes aside with grounds.override and an overrideReason "
            + "beside the option";
        if (votes.IsTied)
            return Refuse("tied-votes", $"The votes are tied ({votes}); decide by the chair's "
                + $"castingVote for {string.Join(" or ", votes.Leading)}, {set}.");
        return votes.Winner is { } winner
            ? Refuse("against-the-votes",
                $"The votes are for '{winner}' ({votes}); decide for it, {set}.")
            : Refuse("no-majority", $"No option has more than half of the {votes.TookPart} who "
                + $"took part ({votes}); let others vote, {set}.");
    }

    private Refusal Refuse(string code, string detail) =>
        new(code, detail, GovernanceRules.About(Decision));

    private Refusal? RefuseEvidence(Book book)
    {
        var on = Grounds.EffectiveOn ?? book.Day;
        return book.RefuseEvidence(
                Decision, book.Governance.Find(Decision)!.EvidenceShownOn(book.Day), on)
            ?? book.RefuseEvidence(Decision, Grounds.Evidence, on);
    }
}
