using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>A command that is tried and not recorded, and on whose account.</summary>
public sealed record Hypothetical(ICommand Command, Caller Caller)
{
    /// <summary>Who tries what needs a contributor.</summary>
    public static readonly Caller Contributor = new(new("hypothetical-contributor", Role.Contributor));

    /// <summary>
    /// Who tries what needs an approver. Somebody else, so that a proposal can be approved: four eyes
    /// are asked for when it is done, not when it is tried.
    /// </summary>
    public static readonly Caller Approver = new(new("hypothetical-approver", Role.Approver));

    /// <summary>A command for which one needs a role.</summary>
    public static Hypothetical By(Role needed, ICommand command) =>
        new(command, needed == Role.Contributor ? Contributor : Approver);
}

/// <summary>A hypothetical command that would be refused.</summary>
/// <param name="Index">Which of them, from 0.</param>
/// <param name="Code">Why.</param>
/// <param name="Detail">The same for people.</param>
/// <param name="Subject">The thing it is about.</param>
public sealed record RefusedHypothetical(int Index, string Code, string Detail, Subject? Subject);

/// <summary>Tries commands on a book with the rules of real ones.</summary>
public static class Hypotheticals
{
    /// <summary>
    /// The book after those that are accepted, each decided on the book as the ones before left it,
    /// on the day of the book; and those that are refused.
    /// </summary>
    public static (Book Book, ImmutableArray<RefusedHypothetical> Refused) Try(
        this Book book, IReadOnlyList<Hypothetical> commands, CancellationToken cancel = default)
    {
        var refused = ImmutableArray.CreateBuilder<RefusedHypothetical>();
        for (var i = 0; i < commands.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var (command, caller) = commands[i];
            // Publishing says what is; it would also cost a whole ranking each time.
            var decided = command is PublishRanking
                ? new Decided(new Refusal("not-hypothetical",
                    "A ranking is published of what is, not of what might be."))
                : book.Decide(command, caller, book.Day);
            if (decided.Refusal is { } refusal)
                refused.Add(new(i, refusal.Code, refusal.Detail, refusal.Subject));
            foreach (var (fact, effectiveOn) in decided.Facts)
                book = book.Post(new Posting(
                    book.Position + 1, book.RecordedAt, null, effectiveOn, caller.Actor, fact));
        }
        return (book, refused.ToImmutable());
    }
}
