using System.Globalization;

namespace PortfolioLedger.Core.Governance;

/// <summary>Rules that the slices about governance share.</summary>
public static class GovernanceRules
{
    /// <summary>
    /// Refuses an amount above what the caller's role may decide alone, unless the grounds name a
    /// decision of the board that is in force and, if it names initiatives, is about this one.
    /// Where nothing was delegated to a role nothing limits it; claims of a source are taken as
    /// they are.
    /// </summary>
    /// <param name="book">On today.</param>
    /// <param name="amount">What is decided on, in the portfolio's currency.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="caller">On whose account.</param>
    /// <param name="subject">What the money is for.</param>
    internal static Refusal? RefuseAboveBand(
        this Book book, decimal amount, Grounds grounds, Caller caller, Subject subject)
    {
        if (caller.Claims || book.Governance.BandOn(caller.Actor.Role, book.Day) is not { } band
            || amount <= band.Value.Amount || IsDecided(book, grounds, subject))
            return null;
        return new("role-below-money-band",
            $"{new Money(amount, band.Value.Currency)} is more than the {band.Value} that the role "
                + $"{Enumeration<Role>.NameOf(caller.Actor.Role)} may decide alone; name a taken "
                + "decision of the "
                + "board about it in grounds.decision.",
            subject
        );
    }

    private static bool IsDecided(Book book, Grounds grounds, Subject subject) =>
        grounds.Decision is { } key && book.Governance.Find(key) is { } decision
        && decision.StatusOn(book.Day) == DecisionStatus.Taken
        && decision.InitiativesOn(book.Day) is var about
        && (about.IsEmpty || subject.Kind != SubjectKind.Initiative
            || about.Contains(subject.Key));

    /// <summary>Refuses a decision that is unknown or not taken yet.</summary>
    internal static Refusal? RefuseUntaken(this Book book, Key key) =>
        book.Governance.Find(key) is not { } decision ? Refusal.Unknown(SubjectKind.Decision, key)
        : decision.IsTaken ? null
        : new Refusal("decision-not-taken", $"The decision '{key}' is not taken yet; take it "
            + "first.", About(key));

    /// <summary>
    /// Refuses a decision that is unknown, taken or superseded: nothing is left to decide.
    /// </summary>
    internal static Refusal? RefuseSettled(this Book book, Key key) =>
        book.Governance.Find(key) is not { } decision ? Refusal.Unknown(SubjectKind.Decision, key)
        : decision.IsSuperseded ? book.RefuseSuperseded(key)
        : decision.IsTaken
            ? new Refusal(
                "decision-taken",
                $"The decision '{key}' was taken for "
                    + $"'{decision.Resolution.Values[^1].Value.Option}'; "
                    + "table another one that supersedes it.",
                About(key)
            )
        : null;

    /// <summary>Refuses a decision that another one replaced.</summary>
    internal static Refusal? RefuseSuperseded(this Book book, Key key) =>
        book.Governance.Find(key) is { IsSuperseded: true } decision
            ? new Refusal(
                "decision-superseded",
                $"The decision '{key}' was superseded; name "
                    + $"'{decision.SupersededBy.Values[^1].Value}', which took its place.",
                About(key)
            )
            : null;

    /// <summary>Refuses an option that the board was not offered.</summary>
    internal static Refusal? RefuseOption(this Book book, Key key, string option) =>
        book.Governance.Find(key)!.OptionsOn(book.Day) is not { IsEmpty: false } options
        || options.Contains(option)
            ? null
            : new Refusal(
                "unknown-option",
                $"'{option}' is not an option; choose {Prose.List(options, "or")}.",
                About(key)
            );

    /// <summary>Refuses a vote of who sponsors an initiative that a decision is about.</summary>
    internal static Refusal? RefuseSponsor(this Book book, Key decision, string voter)
    {
        var work = book.Answering<IGovernedWork>();
        foreach (var key in book.Governance.Find(decision)!.InitiativesOn(book.Day))
            if (work?.SponsorOf(key, book.Day) == voter)
                return new("conflict-of-interest",
                    $"'{voter}' is the sponsor of '{key}'; others must vote on it.",
                    new Subject(SubjectKind.Initiative, key));
        return null;
    }

    /// <summary>
    /// Refuses evidence that is not in the ledger, and evidence of after a decision: nobody can
    /// have seen it then.
    /// </summary>
    /// <param name="book">On today.</param>
    /// <param name="key">The decision.</param>
    /// <param name="shown">What it is said to rest on.</param>
    /// <param name="on">The day it was tabled or taken.</param>
    internal static Refusal? RefuseEvidence(
        this Book book, Key key, ImmutableArray<EvidenceReference>? shown, DateOnly on)
    {
        foreach (var evidence in shown ?? [])
        {
            var what = $"{Prose.Of(evidence.Kind)} '{evidence.Ref}'";
            if (evidence.Position > book.Position)
                return new("evidence-after-decision", string.Create(CultureInfo.InvariantCulture,
                    $"Position {evidence.Position} of the {what} is not recorded yet; ")
                    + string.Create(
                        CultureInfo.InvariantCulture, $"name one up to {book.Position}."),
                    About(key));
            if (book.RefuseEvidence([evidence]) is { } unknown)
                return unknown;
            if (DayOf(book, evidence) is { } day && day > on)
                return new("evidence-after-decision",
                    $"The {what} is of {day:O}, after the decision of {on:O}; cite what was "
                        + "there by then.",
                    About(key));
        }
        return null;
    }

    /// <summary>
    /// The first day on which a piece of evidence can have been seen; null for documents.
    /// </summary>
    private static DateOnly? DayOf(Book book, EvidenceReference evidence) =>
        evidence.Kind == EvidenceKind.Document ? null
        : book.SeenFrom(evidence.Kind, Key.Parse(evidence.Ref))
            ?? book.Things[evidence.About()!.Value].From;

    /// <summary>A decision as a subject.</summary>
    internal static Subject About(Key decision) => new(SubjectKind.Decision, decision);
}
