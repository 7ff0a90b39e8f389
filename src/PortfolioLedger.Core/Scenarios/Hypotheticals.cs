using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>A command that is tried and not recorded, and on whose account.</summary>
public sealed record Hypothetical(ICommand Command, Caller Caller)
{
    /// <summary>Who tries what needs a contributor.</summary>
    public static readonly Caller Contributor = new(
        new("hypothetical-contributor", Role.Contributor)
    );

    /// <summary>
    /// Who tries what needs an approver. Somebody else, so that a proposal can be approved: four
    /// eyes are asked for when it is done, not when it is tried.
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
    private static readonly SubmissionOutcome NotHypothetical = new SubmissionOutcome.Refused(
        new("not-hypothetical", "A ranking is published of what is, not of what might be; adopt "
            + "the scenario first."), 0);

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
            var outcome = command is PublishRanking ? NotHypothetical
                : Decider.Trial.Decide(
                    book, new([command], caller, SubmissionTime.Hypothetical(book))
                    {
                        IsTried = true,
                    });
            switch (outcome)
            {
                case SubmissionOutcome.Accepted accepted:
                    book = accepted.Book;
                    break;
                case SubmissionOutcome.Refused { Refusal: var refusal }:
                    refused.Add(new(i, refusal.Code, refusal.Detail, refusal.Subject));
                    break;
                default:
                    throw new InvalidOperationException("a state of a portfolio is tried on");
            }
        }
        return (book, refused.ToImmutable());
    }
}
