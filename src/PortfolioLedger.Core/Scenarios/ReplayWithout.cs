namespace PortfolioLedger.Core.Scenarios;

/// <summary>A later event that could not have happened without what was left out.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Code">Why, as the ledger would have refused it.</param>
/// <param name="Detail">The same for people.</param>
public sealed record NotApplicable(long Position, string Type, string Code, string Detail);

/// <summary>
/// Folds a journal once more without some of its events. A later event is left out too when it could
/// not have happened any more: what it names or cites does not exist, or, where it is about something
/// that an event left out was about, the command behind it would now be refused. What a source claims
/// is held to the rules for claims only, as when it was imported.
/// </summary>
/// <param name="without">Positions of the events to leave out.</param>
public sealed class ReplayWithout(ImmutableSortedSet<long> without)
{
    private readonly SortedSet<long> _leftOut = [];
    private readonly SortedSet<Subject> _disturbed = [];
    private readonly ImmutableArray<NotApplicable>.Builder _notApplicable =
        ImmutableArray.CreateBuilder<NotApplicable>();

    /// <summary>What could not have happened any more, in order.</summary>
    public ImmutableArray<NotApplicable> NotApplicable => _notApplicable.ToImmutable();

    /// <summary>The book after the next entry, or after time has passed without it.</summary>
    public Book Post(Book book, in Posting entry)
    {
        if (without.Contains(entry.Position))
            return LeaveOut(book, entry);
        if (_leftOut.Count == 0 || Refuse(book, entry) is not { } refusal)
            return book.Post(entry);
        _notApplicable.Add(new(
            entry.Position, Catalogue.KindOf(entry.Fact).Name, refusal.Code, refusal.Detail));
        return LeaveOut(book, entry);
    }

    private Book LeaveOut(Book book, in Posting entry)
    {
        _leftOut.Add(entry.Position);
        foreach (var subject in entry.Fact.Subjects())
            _disturbed.Add(subject);
        return book.Skip(entry);
    }

    private Refusal? Refuse(Book book, in Posting entry)
    {
        if (RefuseGrounds(book, entry.Fact) is { } ungrounded)
            return ungrounded;
        var isTouched = false;
        var command = default(ICommand);
        foreach (var subject in entry.Fact.Subjects())
            if (_disturbed.Contains(subject))
            {
                command ??= CommandsBehind.Of(entry);
                if (!book.Has(subject) && (command as ICreation)?.Created != subject)
                    return Refusal.Unknown(subject);
                isTouched = true;
            }
        return isTouched && command is not null ? Decide(book, command, entry) : null;
    }

    private static Refusal? Decide(Book book, ICommand command, in Posting entry)
    {
        // It is decided as it was then: on the day it became known.
        var then = book.Skip(entry);
        return (then with { Position = book.Position }).Decide(
            command, new Caller(entry.Actor, Claims: entry.ReportedAt is not null), then.Day).Refusal;
    }

    /// <summary>Decisions rest on what they cite.</summary>
    private Refusal? RefuseGrounds(Book book, IFact fact)
    {
        if (fact is not IGrounded { Grounds: var grounds })
            return null;
        if (grounds.Decision is { } key && new Subject(SubjectKind.Decision, key) is var decision
            && _disturbed.Contains(decision) && !book.Has(decision))
            return Refusal.Unknown(decision);
        foreach (var evidence in grounds.Evidence ?? [])
            if (evidence.Position is { } position && _leftOut.Contains(position))
                return new("unknown-evidence", $"It cites the event at position {position}, which is left out.");
        return grounds.Evidence is { IsEmpty: false } cited ? book.RefuseEvidence(cited) : null;
    }
}
