using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Optimisation;

/// <summary>The frontier of a question, and when it was about.</summary>
internal sealed record AnsweredFrontier(FundingFrontier View, Key Portfolio, ResolvedAsOf When);

/// <summary>
/// Answers what the best set is worth for every budget, for the API, the command line and the page;
/// records nothing.
/// </summary>
internal sealed class Frontiers(Optimisations optimisations, SolverQueue queue)
{
    /// <summary>The answer; a <see cref="ProblemException"/> says why there is none.</summary>
    /// <param name="head">The newest book.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="found">Told of each set on the way.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<AnsweredFrontier> AnswerAsync(
        Book head, FrontierQuestion question, Action<FoundWithin> found, CancellationToken cancel)
    {
        var (book, when) =
            await optimisations.BookAsync(head, question.Within(question.Budget), cancel);
        return new(await OfAsync(book, question, found, cancel), head.Portfolio, when);
    }

    /// <summary>The answer about a book that is found already.</summary>
    public async Task<FundingFrontier> OfAsync(
        Book book, FrontierQuestion question, Action<FoundWithin> found, CancellationToken cancel)
    {
        var (choice, refusal) = FrontierChoice.Prepare(book, question);
        if (choice is null)
            throw new ProblemException(Problem.Create(refusal!));
        Optimisations.RefuseConflicts(choice.Funding);
        var limit = TimeSpan.FromSeconds(question.TimeLimitSeconds ?? FundingQuestion.UsualSeconds);
        var frontier = await queue.RunAsync(() => Optimisations.CountedAsync(
            () => SearchAsync(choice, question, limit, found, cancel), f => f.IsComplete), cancel);
        return FundingFrontier.From(question, choice, frontier.Steps, frontier.IsComplete,
            frontier.Seconds, frontier.Scales);
    }

    private static async Task<FoundFrontier> SearchAsync(
        FrontierChoice choice, FrontierQuestion question, TimeSpan limit,
        Action<FoundWithin> found, CancellationToken cancel)
    {
        var frontier = await new FrontierSearch(
            choice, question.Points ?? FrontierQuestion.UsualPoints, limit, found)
            .RunAsync(cancel);
        if (frontier.IsInfeasible)
            throw await Optimisations.ConflictAsync(choice.Funding, cancel);
        return frontier.Steps.IsEmpty ? throw Optimisations.NothingInTime(limit) : frontier;
    }
}
