using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Files;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;
using PortfolioLedger.Reports;

namespace PortfolioLedger.Cli;

/// <summary>Makes a saved report, keeps it as the API does, and writes its result.</summary>
internal sealed class ReportVerb(
    BookKeeper keeper, ReportMaker maker, RunResults results, IAuditTrail trail)
{
    private const string Caller = "command-line";

    /// <summary>Runs the report and answers with the exit code.</summary>
    /// <param name="portfolio">The key of the portfolio.</param>
    /// <param name="report">The key of the report.</param>
    /// <param name="format">Which form; JSON if empty.</param>
    /// <param name="file">Where to write; empty for the output.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="errors">Standard error: what there is to say about the result.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<int> RunAsync(
        string portfolio,
        string report,
        string format,
        string file,
        Stream output,
        TextWriter errors,
        CancellationToken cancel
    ) => ReadFaults.RunAsync("report", errors, async () =>
        {
            var form =
                format.Length == 0 ? Format.Json : Format.Named(format, Format.OfViews).OrProblem();
            if (!Key.TryParse(portfolio, out var key) || !await keeper.ExistsAsync(key, cancel))
                throw ReadProblem.Unknown("portfolio", portfolio);
            if (!Key.TryParse(report, out var which))
                throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), report);
            var run = await maker.MakeAsync(key, which, new(Caller), cancel);
            if (run.Outcome is RunOutcome.Failed failed)
            {
                await errors.WriteLineAsync($"report: run {run.Number} failed: {failed.Detail}");
                return Verbs.Failed;
            }
            var made = (RunOutcome.Made)run.Outcome;
            var body = await results.BodyAsync(run, form, cancel);
            await trail.LogExportAsync(key, CommandLineActor.Current,
                new($"reports/{which}/runs/{run.Number}", form.Name)
                {
                    Position = made.Position, Digest = made.Digest, Bytes = body.Length,
                }, cancel);
            if (file.Length == 0)
            {
                await output.WriteAsync(body, cancel);
                await output.FlushAsync(cancel);
            }
            else
                await AtomicFile.WriteAsync(file, stream =>
                    stream.WriteAsync(body, cancel).AsTask()
                );
            await errors.WriteLineAsync(
                $"run {run.Number}, position {made.Position}, digest {made.Digest}"
            );
            if (made.WhyEmpty is { } why)
                await errors.WriteLineAsync($"run {run.Number} is empty: {why}");
            return Verbs.Ok;
        });
}
