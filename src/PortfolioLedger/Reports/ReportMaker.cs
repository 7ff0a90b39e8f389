using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>
/// Makes reports: asks the view for the moment the report's rule means, pins position and business
/// day, and keeps the table with the digest of the view. What a schedule named is made as of the
/// moment it was due, however late.
/// </summary>
internal sealed class ReportMaker(
    BookKeeper keeper, ViewAnswers answers, RunArchive archive, TimeProvider clock, ILogger<ReportMaker> log)
{
    /// <summary>
    /// Makes a report once for each order; a <see cref="ProblemException"/> when there is no such
    /// report. What cannot be made is kept as a run that failed.
    /// </summary>
    public async Task<ReportRun> MakeAsync(Key portfolio, Key key, RunOrder order, CancellationToken cancel)
    {
        if (await archive.FindAsync(portfolio, key, order, cancel) is { } earlier)
            return earlier;
        var moment = order.DueAt ?? clock.GetUtcNow();
        var (natural, book) = await BookAsync(portfolio, order.DueAt, moment, cancel);
        if (book.Reports.Find(key) is not { } report)
            throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), key.Value);
        if (report.IsRetiredOn(book.Day))
            throw new ProblemException(Problem.Of("report-retired", $"The report '{key}' is retired."));
        var defined = report.Definition.At(book.Day)!;
        var (outcome, result) = await TryAsync(defined.Value, natural, book, cancel);
        return await archive.KeepAsync(
            new(portfolio, key, 0, order.DueAt, clock.GetUtcNow(), order.By, defined.Position, defined.Value,
                report.ScheduledOn(book.Day)?.Value?.Format ?? ReportFormat.Json, outcome),
            order, result, cancel);
    }

    /// <summary>Whether the view and the kept table still have the digests of a run.</summary>
    public async Task<bool> IsReproducedAsync(
        ReportRun run, RunOutcome.Made made, byte[] kept, CancellationToken cancel)
    {
        if (ReportResult.HashOf(kept) != made.ResultHash)
            return false;
        try
        {
            var question = ReportQuestion.Of(run.Definition);
            var head = await keeper.RequireHeadAsync(run.Portfolio.Value, cancel);
            var query = QueryHelpers.ParseQuery(
                made.Source[made.Source.IndexOf('?', StringComparison.Ordinal)..]);
            // What it was made in, also when a later release has a newer one.
            if (ViewDigest.VersionOf(made.Digest) is { } version)
                query[ViewQuery.VersionName] = Text(version);
            var asked = await answers.UnderstandAsync(head, question.View, question.Subject,
                new QueryCollection(query), _ => Format.Csv, cancel);
            return (await answers.SealedPageAsync(asked, cancel)).View.Digest == made.Digest;
        }
        catch (ProblemException)
        {
            // This release does not understand the question any more.
            return false;
        }
    }

    /// <summary>The newest book known at a moment, on its own day and on that of the moment.</summary>
    private async Task<(Book Natural, Book OnDay)> BookAsync(
        Key portfolio, DateTimeOffset? dueAt, DateTimeOffset moment, CancellationToken cancel)
    {
        var natural = await keeper.RequireHeadAsync(portfolio.Value, cancel);
        if (dueAt is { } due && natural.KnownAt > due)
            natural = await keeper.AtAsync(
                portfolio, await keeper.PositionAtAsync(portfolio, due, cancel), null, cancel);
        var today = DateOnly.FromDateTime(moment.UtcDateTime);
        return (natural, today > natural.Day ? natural.On(today) : natural);
    }

    private async Task<(RunOutcome, byte[]?)> TryAsync(
        ReportDefinition definition, Book natural, Book book, CancellationToken cancel)
    {
        try
        {
            var question = ReportQuestion.Of(definition);
            var when = await WhenAsync(definition.AsOf, book, cancel);
            // The book of the moment is the newest there is: what came later has no say.
            var asked = await answers.UnderstandAsync(natural, question.View, question.Subject,
                question.Query(when), _ => Format.Csv, cancel);
            var (computed, items, _) = await answers.SealedPageAsync(asked, cancel);
            var result = ReportResult.Write(question.View, question.Columns(computed.Items), items);
            return (new RunOutcome.Made(asked.When.Position, asked.When.EffectiveOn,
                SourceOf(book.Portfolio, definition.View, asked, when), computed.Digest,
                ReportResult.HashOf(result), items.Count), result);
        }
        catch (ProblemException refused)
        {
            return (new RunOutcome.Failed(refused.Problem.Code, refused.Problem.Detail), null);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseFault.IsTransient(fault))
        {
            log.LogError(fault, "A report on {View} of {Portfolio} could not be made",
                definition.View, book.Portfolio);
            return (new RunOutcome.Failed("fault", "The ledger made a mistake; its log says more."), null);
        }
    }

    /// <summary>Which book the rule means, as the API asks for it.</summary>
    private async Task<(string Name, string Text)[]> WhenAsync(
        AsOfRule rule, Book book, CancellationToken cancel)
    {
        var moment = rule.Resolve(book.Day, book) ?? throw new ProblemException(
            Problem.Of(rule.Unresolved(new Subject(SubjectKind.Portfolio, book.Portfolio))));
        if (moment.Position is { } fixedPosition)
            return [(AsOfQuestion.PositionName, Text(fixedPosition))];
        var day = moment.Date ?? book.Day;
        if (day > book.Day)
            throw ReadProblem.Invalid(AsOfQuestion.AsOfName,
                $"is {day:O}, which has not come yet", "as-of-in-future");
        var position = day == book.Day ? book.Position : Math.Min(book.Position,
            await keeper.PositionAtAsync(book.Portfolio, AsOf.EndOf(day), cancel));
        (string, string) effective = (AsOfQuestion.EffectiveName, day.ToString("O", CultureInfo.InvariantCulture));
        return position > 0 ? [(AsOfQuestion.PositionName, Text(position)), effective]
            : [(AsOfQuestion.AsOfName, effective.Item2)];
    }

    /// <summary>The address of the view that always has this answer, with what the newest book settled.</summary>
    private static string SourceOf(
        Key portfolio, string path, AskedPage asked, (string Name, string Text)[] when)
    {
        var query = when.Where(w => w.Name != AsOfQuestion.EffectiveName)
            .Append((AsOfQuestion.EffectiveName,
                asked.When.EffectiveOn.ToString("O", CultureInfo.InvariantCulture)))
            .Concat(asked.Query.Arguments.Given).Concat(asked.Query.Selection);
        query = query.Append((ViewQuery.VersionName, Text(asked.View.Version)));
        if (asked.Query.Items.Limit is { } limit)
            query = query.Append((ItemQuery.LimitName, Text(limit)));
        return $"/api/v1/portfolios/{portfolio}/{path.Trim('/')}?"
            + string.Join('&', query.Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2)}"));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
