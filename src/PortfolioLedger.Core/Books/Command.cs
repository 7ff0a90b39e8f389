namespace PortfolioLedger.Core.Books;

/// <summary>
/// A request to record something. Its keys of path and body, and nothing of who and when: those
/// come from the caller and the journal.
/// </summary>
public interface ICommand
{
    /// <summary>The business day it shall take effect, if the caller named one.</summary>
    DateOnly? EffectiveOn { get; }

    /// <summary>
    /// The business day it takes effect when the caller names none; null for the fact's own day,
    /// or today.
    /// </summary>
    DateOnly? DefaultDay(Book book) => null;

    /// <summary>The grounds given, if any; they are checked wherever they are given.</summary>
    Grounds? Given => null;

    /// <summary>
    /// Decides on the book at the last position, on today. Pure and total: facts or a refusal.
    /// </summary>
    Verdict Decide(Book book, Caller caller);
}

/// <summary>A command of the decision class: it needs grounds.</summary>
public interface IDecision : ICommand
{
    /// <summary>Why.</summary>
    Grounds Grounds { get; }

    DateOnly? ICommand.EffectiveOn => Grounds.EffectiveOn;

    Grounds? ICommand.Given => Grounds;
}

/// <summary>
/// A command that a portfolio takes which is written no more: it changes nothing that was decided.
/// </summary>
public interface ITakenWhenClosed : ICommand;

/// <summary>A command that gives something new its key.</summary>
public interface ICreation : ICommand
{
    /// <summary>What comes into being.</summary>
    Subject Created { get; }

    /// <summary>
    /// True when the key may be taken already: the command then starts its next version.
    /// </summary>
    bool MayExist => false;
}
