using System.Diagnostics;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Optimisation;

/// <summary>The best set of a question, and when it was about.</summary>
internal sealed record AnsweredOptimisation(
    OptimisedFunding View, Key Portfolio, ResolvedAsOf When);

/// <summary>
/// Answers which set of initiatives is the best, for the API and the command line; records nothing.
/// </summary>
internal sealed class Optimisations(BookKeeper keeper, AsOfResolver asOf, SolverQueue queue)
{
    /// <summary>
    /// How long the conflict of rules without a solution is narrowed down, each step.
    /// </summary>
    private static readonly TimeSpan Narrowing = TimeSpan.FromSeconds(1);

    /// <summary>The answer; a <see cref="ProblemException"/> says why there is none.</summary>
    /// <param name="head">The newest book.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="improved">Told of better sets on the way.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<AnsweredOptimisation> AnswerAsync(
        Book head, FundingQuestion question, Action<Improvement> improved, CancellationToken cancel)
    {
        var (book, when) = await BookAsync(head, question, cancel);
        return new(await OfAsync(book, question, improved, cancel), head.Portfolio, when);
    }

    /// <summary>The answer about a book, which may be one on which commands were tried.</summary>
    public async Task<OptimisedFunding> OfAsync(
        Book book, FundingQuestion question, Action<Improvement> improved, CancellationToken cancel)
    {
        var (choice, refusal) = FundingChoice.Prepare(book, question);
        if (choice is null)
            throw new ProblemException(Problem.Create(refusal!));
        RefuseConflicts(choice);
        var found = await queue.RunAsync(() => CountedAsync(() =>
            SolveAsync(choice, question, improved, cancel), found => found.IsProved), cancel);
        return OptimisedFunding.From(question, choice, found);
    }

    /// <summary>The book a question is about, and when that was.</summary>
    internal Task<(Book Book, ResolvedAsOf When)> BookAsync(
        Book head, FundingQuestion question, CancellationToken cancel) =>
        BookAsync(head, AsOf.Read(question.AsOf,
            question.AsOfPosition?.ToString(CultureInfo.InvariantCulture),
            question.EffectiveOn?.ToString("O", CultureInfo.InvariantCulture)).OrProblem(),
            cancel);

    /// <summary>The book of a time, and when that was.</summary>
    internal async Task<(Book Book, ResolvedAsOf When)> BookAsync(
        Book head, AsOf time, CancellationToken cancel)
    {
        var when = (await asOf.ResolveAsync(time, null, head, cancel)).OrProblem();
        return (await when.BookAsync(keeper, cancel), when);
    }

    /// <summary>Refuses what is mandatory and cannot be chosen, whatever the rest.</summary>
    internal static void RefuseConflicts(FundingChoice choice)
    {
        if (!choice.Conflicts.IsEmpty)
            // Each of them is impossible, whatever the others.
            throw Infeasible(
                WithRemedy(choice, "No set keeps " + string.Join(
                    " Nor ", choice.Conflicts.Select(c => $"{c.Rule}: {c.Detail}")),
                    choice.Conflicts.Select(c => c.Rule)),
                choice.Conflicts.Select(c => new FieldFault(c.Rule, c.Detail)));
    }

    /// <summary>
    /// How a search ended, for whoever runs the node: also one that nobody waits for any more.
    /// </summary>
    internal static async Task<T> CountedAsync<T>(
        Func<Task<T>> search, Func<T, bool> isProved)
    {
        LedgerMetrics.Searching.Add(1);
        var end = "fault";
        try
        {
            var found = await search();
            end = isProved(found) ? "proved" : "found";
            return found;
        }
        catch (ProblemException problem)
        {
            end = problem.Problem.Code == "infeasible" ? "infeasible" : "none";
            throw;
        }
        catch (OperationCanceledException)
        {
            end = "stopped";
            throw;
        }
        finally
        {
            LedgerMetrics.CountSearch(end);
            LedgerMetrics.Searching.Add(-1);
        }
    }

    private static async Task<FoundFunding> SolveAsync(
        FundingChoice choice,
        FundingQuestion question,
        Action<Improvement> improved,
        CancellationToken cancel
    )
    {
        var limit = TimeSpan.FromSeconds(question.TimeLimitSeconds ?? FundingQuestion.UsualSeconds);
        var started = Stopwatch.GetTimestamp();
        var solved = await FundingSolver.SolveAsync(
            choice.Problem, choice.Problem.InOrder(choice.Order), limit, improved, cancel);
        if (solved.Found is { } found)
            // What the caller waited for, with the making of the model.
            return found with
            {
                Seconds = Math.Round((decimal)Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
            };
        if (!solved.IsInfeasible)
            throw NothingInTime(limit);
        throw await ConflictAsync(choice, cancel);
    }

    /// <summary>Neither a set was found nor that there is none.</summary>
    internal static ProblemException NothingInTime(TimeSpan limit) =>
        new(
            Problem.Create(
                "no-solution-in-time",
                $"Within {limit.TotalSeconds:0} s no set was found, nor proved that there is "
                    + "none."
            )
        );

    /// <summary>The rules that no set keeps together, by name.</summary>
    internal static async Task<ProblemException> ConflictAsync(
        FundingChoice choice, CancellationToken cancel)
    {
        var rules = await FundingSolver.ConflictAsync(choice.Problem, Narrowing, cancel);
        return rules is [var alone]
            ? Infeasible(
                WithRemedy(choice, $"No set of what can be chosen keeps {alone}.", rules),
                [new(alone, "is kept by no set of what can be chosen")]
            )
            : Infeasible(
                WithRemedy(
                    choice,
                    $"No set keeps these together: {string.Join(", ", rules)}. Relax one of them.",
                    rules
                ),
                rules.Select(rule => new FieldFault(rule, "conflicts with the others named here"))
            );
    }

    /// <summary>What is in the way, with names and amounts where work under way is.</summary>
    private static string WithRemedy(
        FundingChoice choice, string detail, IEnumerable<string> rules) =>
        choice.Remedy(rules) is { } remedy ? $"{detail} {remedy}" : detail;

    private static ProblemException Infeasible(string detail, IEnumerable<FieldFault> rules) =>
        new(Problem.Create("infeasible", detail, rules));
}
