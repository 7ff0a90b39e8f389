using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>
/// Makes reports: asks the view for the moment the report's rule means, pins position and business
/// day, and keeps the table with the digest of the view. What a schedule named is made as of the
/// moment it was due, however late.
/// </summary>
internal sealed class ReportMaker(
    BookKeeper keeper, ViewEngine engine, RunArchive archive, TimeProvider clock,
    ILogger<ReportMaker> log)
{
    /// <summary>
    /// Makes a report once for each order; a <see cref="ProblemException"/> when there is no such
    /// report. What cannot be made is kept as a run that failed.
    /// </summary>
    public async Task<ReportRun> MakeAsync(
        Key portfolio,
        Key key,
        RunOrder order,
        CancellationToken cancel
    )
    {
        if (await archive.FindAsync(portfolio, key, order, cancel) is { } earlier)
            return earlier;
        var moment = order.DueAt ?? clock.GetUtcNow();
        var (natural, book) = await BookAsync(portfolio, order.DueAt, moment, cancel);
        if (book.Reports.Find(key) is not { } report)
            throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), key.Value);
        if (report.IsRetiredOn(book.Day))
            throw new ProblemException(
                Problem.Create("report-retired", $"The report '{key}' is retired.")
            );
        var defined = report.Definition.At(book.Day)!;
        var (outcome, result) = await TryAsync(defined.Value, natural, book, cancel);
        return await archive.KeepAsync(
            new(
                portfolio,
                key,
                0,
                order.DueAt,
                clock.GetUtcNow(),
                order.By,
                defined.Position,
                defined.Value,
                report.ScheduledOn(book.Day)?.Value?.Format ?? ReportFormat.Json,
                outcome
            ),
            order,
            result,
            cancel
        );
    }

    /// <summary>What a report would show if it was made now; nothing of it is kept.</summary>
    public async Task<(RunOutcome Outcome, byte[]? Table)> PreviewAsync(
        Key portfolio, Key key, CancellationToken cancel)
    {
        var (natural, book) = await BookAsync(portfolio, null, clock.GetUtcNow(), cancel);
        return book.Reports.Find(key)?.Definition.At(book.Day) is { } defined
            ? await TryAsync(defined.Value, natural, book, cancel)
            : throw ReadProblem.Unknown(Subject.NameOf(SubjectKind.Report), key.Value);
    }

    /// <summary>Whether the view and the kept table still have the digests of a run.</summary>
    public async Task<bool> IsReproducedAsync(
        ReportRun run, RunOutcome.Made made, byte[] kept, CancellationToken cancel)
    {
        if (ReportResult.HashOf(kept) != made.ResultHash)
            return false;
        var head = await keeper.RequireHeadAsync(run.Portfolio.Value, cancel);
        var source = made.Question();
        // What it was made in, also when a later release has a newer one.
        if (ViewDigest.VersionOf(made.Digest) is { } version)
            source[ViewRequestReader.VersionName] = Text(version);
        // A release that does not understand the question any more does not reproduce it.
        return ReportRequest.Read(run.Portfolio, run.Definition, source.Texts())
                .IsFound(out var request, out _)
            && (await engine.AskSealedAsync(request, head, cancel)).IsFound(out var answer, out _)
            && answer.Digest == made.Digest;
    }

    /// <summary>
    /// The newest book known at a moment, on its own day and on that of the moment.
    /// </summary>
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
            if (!ReportRequest.From(book.Portfolio, definition)
                    .IsFound(out var request, out var fault)
                || !(await WhenAsync(definition.AsOf, book, cancel))
                    .IsFound(out var asOf, out fault)
                // The book of the moment is the newest there is: what came later has no say.
                || !(await engine.AskSealedAsync(request with { AsOf = asOf }, natural, cancel))
                    .IsFound(out var answer, out fault))
                return (new RunOutcome.Failed(fault.Code, fault.Detail), null);
            var asked = answer.Asked;
            var result = ReportResult.Write(asked.View.ItemType, ReportRequest.ColumnsOf(
                definition, asked.View.ItemType, answer.Computed.Items), answer.Items);
            return (new RunOutcome.Made(asked.When.Position, asked.When.EffectiveOn,
                SourceOf(definition.View, asked), answer.Digest, ReportResult.HashOf(result),
                answer.Items.Count), result);
        }
        catch (Exception bug) when (bug is not OperationCanceledException
            && !DatabaseFault.IsTransient(bug))
        {
            log.LogError(
                bug,
                "A report on {View} of {Portfolio} could not be made",
                definition.View,
                book.Portfolio
            );
            return (
                new RunOutcome.Failed("fault", "The ledger made a mistake; its log says more."),
                null
            );
        }
    }

    /// <summary>Which book the rule means.</summary>
    private async Task<Result<AsOf>> WhenAsync(AsOfRule rule, Book book, CancellationToken cancel)
    {
        if (rule.Resolve(book.Day, book) is not { } moment)
        {
            var refusal = rule.Unresolved(new Subject(SubjectKind.Portfolio, book.Portfolio));
            return new QueryFault(refusal.Code, refusal.Detail, []);
        }
        if (moment.Position is { } fixedPosition)
            return AsOf.At(fixedPosition);
        var day = moment.Date ?? book.Day;
        if (day > book.Day)
            return QueryFault.Invalid(
                AsOf.Name, $"is {day:O}, which has not come yet", "as-of-in-future");
        var position = day == book.Day ? book.Position : Math.Min(book.Position,
            await keeper.PositionAtAsync(book.Portfolio, AsOf.EndOf(day), cancel));
        return position > 0 ? AsOf.At(position, day) : AsOf.At(day);
    }

    /// <summary>
    /// The address of the view that always has this answer, with what the newest book settled.
    /// </summary>
    private static string SourceOf(string path, ResolvedView asked)
    {
        var query = asked.Pinned.Append((ViewRequestReader.VersionName, Text(asked.View.Version)));
        if (asked.Request.Items.Limit is { } limit)
            query = query.Append((ItemQuery.LimitName, Text(limit)));
        return $"/api/v1/portfolios/{asked.Head.Portfolio}/{path.Trim('/')}?"
            + string.Join('&', query.Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2)}"));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
