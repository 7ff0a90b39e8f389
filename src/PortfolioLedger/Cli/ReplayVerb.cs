using PortfolioLedger.Audit;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;
using Spectre.Console;

namespace PortfolioLedger.Cli;

/// <summary>Shows a view as it was, for people to read.</summary>
internal sealed class ReplayVerb(ViewEngine engine, IAuditTrail trail)
{
    /// <summary>Runs the replay and answers with the exit code.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        ViewFlags question,
        IAnsiConsole output,
        TextWriter errors,
        CancellationToken cancel
    ) => ReadFaults.RunAsync(question.Verb, errors, async () =>
        {
            // As a table there are no pages.
            var asked = await (question with { Format = Format.Csv.Name }).ResolveAsync(
                engine,
                cancel
            );
            var answer = (await engine.AnswerAsync(asked, cancel)).OrProblem();
            await trail.LogAsync(asked, question, VerbLog.Table, answer.Digest, null, cancel);
            var (echo, view) = (answer.Echo, answer.Computed.View);
            output.WriteLine(
                $"{asked.View.Name} of {asked.Head.Portfolio}, "
                    + (
                        view is IComparisonView two
                            ? $"from position {two.FromPosition} on {two.FromDay:O} to position "
                                + $"{two.ToPosition} on {two.ToDay:O}"
                            : $"position {echo.Position} of {asked.Head.Position}, in force on "
                                + $"{echo.EffectiveOn:O}"
                                + (
                                    echo.KnownAt is { } knownAt
                                        ? $", known {ViewJson.Instant(knownAt)}"
                                        : ""
                                )
                    )
                    + (echo.Claimed ? ", claimed" : "")
            );
            ViewTables.Write(output, answer);
            if (asked.View.IsList && answer.Items.Count == 0)
                output.WriteLine(WhyNothing(asked, view));
            output.WriteDigest(answer);
            if (await engine.NoteAsync(asked, cancel) is { } note)
                await errors.WriteLineAsync(note);
            return Verbs.Ok;
        });

    private static string WhyNothing(ResolvedView asked, object view) =>
        asked.When.Position == 0 ? "Nothing was known then: the portfolio begins later."
        : view is Ranking { Model: null, Incomplete: [] }
            ? "No scoring model is in force: adopt one, or name a released one with --model."
        : asked.View.Name == InitiativeComparison.OfRankingsName
            ? "Nothing is ranked at either time. Was a scoring model in force? --model names one."
        : "Nothing to show.";
}
