using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Http.Auditing;

/// <summary>
/// What auditors record beside a portfolio, and who took what out of it. Auditors write; auditors
/// and administrators read.
/// </summary>
internal sealed class AuditEndpoints(
    CallerAccess access, BookKeeper keeper, AuditTable table, AuditLists lists)
{
    /// <summary>All records, the access log among them.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (portfolio, _) = await Feed.EndAsync(http, keeper);
        var arguments = http.Request.ReadArguments(AuditParameters.OfRecords);
        var last = await table.ListAsync(portfolio, new() { Limit = 1 }, http.RequestAborted);
        await lists.WriteAsync(http, portfolio, arguments, "audit", r => r.Number,
            most => table.ListAsync(portfolio, new()
            {
                Kinds = arguments.Get(AuditParameters.Kinds),
                Actors = arguments.Get(AuditParameters.Actors),
                From = arguments.Get(AuditParameters.From)?.At,
                Before = arguments.Get(AuditParameters.To)?.At,
                Below = arguments.Get(AuditParameters.Below),
                Limit = most,
            }, http.RequestAborted),
            (page, next) => new AuditPage(portfolio,
                last is [var head] ? new(head.Number, head.Hash) : null, page, next));
    }

    /// <summary>Findings with how they were settled.</summary>
    public async Task FindingsAsync(HttpContext http)
    {
        var (portfolio, _) = await Feed.EndAsync(http, keeper);
        var arguments = http.Request.ReadArguments(AuditParameters.OfFindings);
        var (severities, open) =
            (arguments.Get(AuditParameters.Severities), arguments.Get(AuditParameters.Open));
        var all = (await FindingsAsync(portfolio, http.RequestAborted)).Where(f =>
            (severities is not { } some || some.Contains(f.Severity))
            && (open is not { } wanted || f.Open == wanted)
            && (arguments.Get(AuditParameters.Below) is not { } below || f.Finding < below));
        await lists.WriteAsync<FindingItem>(http, portfolio, arguments, "findings", f => f.Finding,
            most => Task.FromResult<ImmutableArray<FindingItem>>(
                [.. all.Take(most ?? int.MaxValue)]),
            (page, next) => new FindingPage(portfolio, page, next));
    }

    /// <summary>One finding.</summary>
    public async Task FindingAsync(HttpContext http)
    {
        var (portfolio, _) = await Feed.EndAsync(http, keeper);
        http.Request.ReadArguments([]);
        var finding = await RequireFindingAsync(http, query =>
            table.ListAsync(portfolio, query, http.RequestAborted));
        var settled = await table.ListAsync(portfolio,
            Settling(finding.Number), http.RequestAborted);
        await AuditLists.WriteAsync(http, FindingItem.Of(finding, settled.FirstOrDefault()));
    }

    /// <summary>How far the journal was reviewed.</summary>
    public async Task ReviewsAsync(HttpContext http)
    {
        var (portfolio, last) = await Feed.EndAsync(http, keeper);
        var arguments = http.Request.ReadArguments(AuditParameters.OfReviews);
        var all = await table.ListAsync(
            portfolio, new() { Kinds = [AuditKind.Review] }, http.RequestAborted);
        var actors = arguments.Get(AuditParameters.Actors);
        var wanted = all.Where(r => (actors is not { } some || some.Contains(r.Actor))
            && (arguments.Get(AuditParameters.Below) is not { } below || r.Number < below))
            .Select(ReviewItem.Of);
        var reviewed = all.IsEmpty ? null : all.Max(r => r.Position);
        // The newest of each is the furthest: nobody's reviews go back.
        ImmutableArray<AuditorProgress> auditors =
        [
            .. all.DistinctBy(r => r.Actor).OrderBy(r => r.Actor, StringComparer.Ordinal)
                .Select(r => new AuditorProgress(
                    r.Actor, r.Position!.Value, r.RecordedAt, last - r.Position!.Value)),
        ];
        await lists.WriteAsync<ReviewItem>(http, portfolio, arguments, "reviews", r => r.Review,
            most => Task.FromResult<ImmutableArray<ReviewItem>>(
                [.. wanted.Take(most ?? int.MaxValue)]),
            (page, next) => new ReviewPage(
                portfolio, reviewed, last, last - (reviewed ?? 0), auditors, page, next));
    }

    /// <summary>Records a finding.</summary>
    public async Task FindAsync(HttpContext http)
    {
        var (actor, portfolio, last) = await AuditorAsync(http);
        var (found, key) = await BodyAsync<RecordFinding>(http, RecordFinding.Example);
        RequirePosition(found.Position, last);
        var record = await RecordAsync(http, portfolio, new(AuditKind.Finding, actor, new()
        {
            Position = found.Position, Severity = found.Severity, Text = found.Text,
        }, key));
        await CreatedAsync(http, record, $"findings/{record.Number}");
    }

    /// <summary>Records that a finding is settled.</summary>
    public async Task ResolveAsync(HttpContext http)
    {
        var (actor, portfolio, _) = await AuditorAsync(http);
        var (resolved, key) = await BodyAsync<ResolveFinding>(http, ResolveFinding.Example);
        var finding = await RequireFindingAsync(http, query =>
            table.ListAsync(portfolio, query, http.RequestAborted));
        var record = await RecordAsync(http, portfolio, new(AuditKind.Resolution, actor, new()
        {
            Finding = finding.Number, Position = finding.Position, Text = resolved.Text,
        }, key), async read =>
        {
            if (await read(Settling(finding.Number)) is [var before, ..])
                throw new ProblemException(Problem.Create("finding-resolved",
                    $"Finding {finding.Number} was resolved by {before.Actor} in record "
                    + $"{before.Number}. What is found later is another finding."));
        });
        await CreatedAsync(http, record, $"findings/{finding.Number}");
    }

    /// <summary>Records that the journal was reviewed up to a position.</summary>
    public async Task ReviewAsync(HttpContext http)
    {
        var (actor, portfolio, last) = await AuditorAsync(http);
        var (review, key) = await BodyAsync<RecordReview>(http, RecordReview.Example);
        RequirePosition(review.Position, last);
        var record = await RecordAsync(http, portfolio, new(AuditKind.Review, actor, new()
        {
            Position = review.Position, Text = review.Note,
        }, key), async read =>
        {
            var before = await read(new()
            {
                Kinds = [AuditKind.Review], Actors = [actor.Id], Limit = 1,
            });
            if (before is [{ Position: { } reached }] && review.Position <= reached)
                throw new ProblemException(Problem.Create("review-goes-back",
                    $"You reviewed up to position {reached} already (record {before[0].Number}); "
                    + "a review lies behind the one before.",
                    new FieldFault("/position", $"must be greater than {reached}")));
        });
        await CreatedAsync(http, record, "reviews");
    }

    private async Task<ImmutableArray<FindingItem>> FindingsAsync(
        Key portfolio, CancellationToken cancel)
    {
        var records = await table.ListAsync(portfolio, new()
        {
            Kinds = [AuditKind.Finding, AuditKind.Resolution],
        }, cancel);
        var settled = records.Where(r => r.Kind == AuditKind.Resolution)
            .ToDictionary(r => r.Finding!.Value);
        return
        [
            .. records.Where(r => r.Kind == AuditKind.Finding)
                .Select(r => FindingItem.Of(r, settled.GetValueOrDefault(r.Number))),
        ];
    }

    private async Task<(Actor Actor, Key Portfolio, long Last)> AuditorAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var (portfolio, last) = await Feed.EndAsync(http, keeper);
        var actor = identity.ActAs(Role.Auditor);
        http.Request.ReadArguments([]);
        return (actor, portfolio, last);
    }

    private static async Task<(T Body, string? Key)> BodyAsync<T>(HttpContext http, string example)
        where T : class
    {
        var bytes = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        return (BodyReader.Read<T>(bytes, example),
            CommandHeaders.IdempotencyOf(http.Request, bytes)?.Key);
    }

    /// <summary>
    /// Records an entry, or finds what the same request recorded when it was sent before.
    /// </summary>
    private async Task<AuditRecord> RecordAsync(
        HttpContext http, Key portfolio, AuditEntry entry, Func<ReadRecords, Task>? check = null)
    {
        if (await RepeatedAsync() is { } before)
            return before;
        try
        {
            return (await table.AppendAsync(portfolio, [entry], http.RequestAborted, check))[0];
        }
        catch (Exception fault) when (fault is PostgresException
            { SqlState: PostgresErrorCodes.UniqueViolation } or ProblemException)
        {
            // Sent twice at once, the first one may just have been recorded.
            return await RepeatedAsync() ?? throw Rethrown(fault);
        }

        async Task<AuditRecord?> RepeatedAsync()
        {
            if (entry.RequestKey is not { } key)
                return null;
            var known = await table.ListAsync(portfolio,
                new() { Actors = [entry.Actor.Id], RequestKey = key }, http.RequestAborted);
            return known is not [var same] ? null
                : same.Kind == entry.Kind && same.Details == entry.Details ? same
                : throw new ProblemException(Problem.Create("idempotency-key-reused",
                    "This Idempotency-Key was used with another body; use a new key."));
        }
    }

    private static Exception Rethrown(Exception fault)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        return fault;
    }

    private static async Task<AuditRecord> RequireFindingAsync(
        HttpContext http, ReadRecords read)
    {
        var text = (string)http.Request.RouteValues["finding"]!;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await read(new() { Kinds = [AuditKind.Finding], Number = number }) is [var finding]
            ? finding : throw ReadProblem.Unknown("finding", text);
    }

    private static AuditQuery Settling(long finding) =>
        new() { Kinds = [AuditKind.Resolution], Finding = finding };

    private static void RequirePosition(long position, long last)
    {
        if (position < 1 || position > last)
            throw new ProblemException(Problem.Create("position-out-of-range",
                $"/position must lie between 1 and {last}, the last position.",
                new FieldFault("/position", $"must lie between 1 and {last}, the last position")));
    }

    private static async Task CreatedAsync(HttpContext http, AuditRecord record, string address)
    {
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location =
            $"/api/v1/portfolios/{record.Portfolio}/audit/{address}";
        await AuditLists.WriteAsync(http, record);
    }
}
