namespace PortfolioLedger.Core.Books;

/// <summary>
/// What every command has in common: keys are free, grounds are given, evidence was there before,
/// and nothing takes effect before the things it names came into being.
/// </summary>
public static class Deciding
{
    /// <summary>
    /// Decides a command on a book that stands on today. The facts come with the business day
    /// each takes effect.
    /// </summary>
    /// <param name="book">At the last position, on today.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">On whose account.</param>
    /// <param name="on">
    /// The day it takes effect when it names none; its own, or today, if absent.
    /// </param>
    public static Decided Decide(
        this Book book, ICommand command, Caller caller, DateOnly? on = null)
    {
        if (command is ICreation { MayExist: false } creation && book.Has(creation.Created))
            return new(Refusal.AlreadyExists(creation.Created.Kind, creation.Created.Key));
        var verdict = command.Decide(book, caller);
        if (verdict.Refusal is { } refusal)
            return new(refusal);
        if (command.Given is { } grounds && RefuseGrounds(book, grounds) is { } ungrounded)
            return new(ungrounded);
        var facts = ImmutableArray.CreateBuilder<EffectiveFact>(verdict.Facts.Length);
        foreach (var fact in verdict.Facts)
        {
            var effectiveOn = command.EffectiveOn ?? command.DefaultDay(book)
                ?? OwnDay(book, fact) ?? on ?? book.Day;
            if (RefuseBeforeCreation(book, fact, effectiveOn) is { } early)
                return new(early);
            facts.Add(new EffectiveFact(fact, effectiveOn));
        }
        return new(facts.MoveToImmutable());
    }

    /// <summary>
    /// The day the fact itself names. What was measured or delivered before the ledger knew the
    /// thing takes effect with the thing; only a day that somebody asked for can be too early.
    /// </summary>
    private static DateOnly? OwnDay(Book book, IFact fact)
    {
        if (fact.OwnDay() is not { } day)
            return null;
        foreach (var subject in fact.Subjects())
            if (book.Things.TryGetValue(subject, out var thing) && day < thing.From)
                day = thing.From;
        return day;
    }

    private static Refusal? RefuseBeforeCreation(Book book, IFact fact, DateOnly effectiveOn)
    {
        if (fact is IRecordOnly)
            return null;
        foreach (var subject in fact.Subjects())
            if (book.Things.TryGetValue(subject, out var thing) && effectiveOn < thing.From)
                return new("before-creation",
                    $"It would take effect on {effectiveOn:O}, but the {Prose.Of(subject.Kind)} "
                    + $"'{subject.Key}' came into being on {thing.From:O}; "
                    + $"give an effectiveOn of {thing.From:O} or later.", subject);
        return null;
    }

    private static Refusal? RefuseGrounds(Book book, Grounds grounds)
    {
        if (grounds.Rationale.Trim().Length < Grounds.MinRationaleLength)
            return new(
                "rationale-too-short",
                $"The rationale must have at least {Grounds.MinRationaleLength} characters: say "
                    + "why."
            );
        if (grounds.Decision is { } key && !book.Has(new Subject(SubjectKind.Decision, key)))
            return Refusal.Unknown(SubjectKind.Decision, key);
        return book.RefuseEvidence(grounds.Evidence ?? []);
    }

    /// <summary>Refuses evidence that is not in the ledger.</summary>
    internal static Refusal? RefuseEvidence(this Book book, ImmutableArray<EvidenceReference> shown)
    {
        foreach (var evidence in shown)
            if (!IsInLedger(book, evidence))
                return new("unknown-evidence",
                    $"There is no {Prose.Of(evidence.Kind)} "
                        + $"'{evidence.Ref}' in the "
                    + "ledger; evidence must be recorded before the decision that cites it.");
        return null;
    }

    private static bool IsInLedger(Book book, EvidenceReference evidence) =>
        (evidence.Position is not { } position || (position >= 1 && position <= book.Position))
        && (evidence.Kind == EvidenceKind.Document
            || (Key.TryParse(evidence.Ref, out var key) && evidence.Kind switch
            {
                EvidenceKind.Feedback => book.Has(new Subject(SubjectKind.Feedback, key)),
                EvidenceKind.Measurement or EvidenceKind.FinancialCase =>
                    book.Holds(evidence.Kind, key),
                EvidenceKind.Ranking => book.Has(new Subject(SubjectKind.Ranking, key)),
                EvidenceKind.Decision => book.Has(new Subject(SubjectKind.Decision, key)),
                _ => throw Enumeration<EvidenceKind>.Undeclared(evidence.Kind),
            }));
}

/// <summary>A fact and the business day it takes effect.</summary>
public readonly record struct EffectiveFact(IFact Fact, DateOnly EffectiveOn);

/// <summary>What came of a command: facts with their effective days, or a refusal.</summary>
public sealed class Decided
{
    /// <summary>Accepted.</summary>
    public Decided(ImmutableArray<EffectiveFact> facts) => Facts = facts;

    /// <summary>Refused.</summary>
    public Decided(Refusal refusal) => (Facts, Refusal) = ([], refusal);

    /// <summary>What is to be recorded; empty when refused.</summary>
    public ImmutableArray<EffectiveFact> Facts { get; }

    /// <summary>Why nothing is to be recorded, or null.</summary>
    public Refusal? Refusal { get; }
}
