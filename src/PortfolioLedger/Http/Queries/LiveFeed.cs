using System.Collections.Immutable;
using System.Globalization;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using PortfolioLedger.Telemetry;

namespace PortfolioLedger.Http.Queries;

/// <summary>
/// The journal as it grows, as server-sent events: every event behind a position once and in order,
/// and from then on each new one. A listener that lost its connection goes on behind
/// <c>Last-Event-ID</c>.
/// </summary>
internal sealed class LiveFeed(
    CallerAccess access, BookKeeper keeper, JournalReader reader, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<LiveFeed> log, IAuditTrail trail)
{
    public static readonly Parameter<long?> After = new("after", null, t => Feed.Position(t),
        "Events behind this position; only those to come if absent. The header Last-Event-ID, "
        + "with which a browser goes on, comes first.", "4711", []);

    /// <summary>Every query parameter of the live feed.</summary>
    public static readonly ImmutableArray<Parameter> Parameters = [After, Feed.Types,
        TimelineQuery.Subject];

    /// <summary>What it looks like.</summary>
    public static (int Status, OpenApiResponse Answer) Describe(TypeSchemas schemas) =>
        (
            200,
            OperationDocs.Answer(
                "Events as they are recorded, each with its position as id.",
                ScalarSchemas.Text(),
                [EventStream.MediaType]
            )
        );

    private const string LastEventId = "Last-Event-ID";

    private readonly Listeners _listeners = new();

    /// <summary>More listeners than this are refused with 503.</summary>
    internal int MaxListeners { get; init; } = 100;

    /// <summary>Silence is broken after this.</summary>
    internal TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the database is asked for what other nodes appended.</summary>
    internal TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Then a listener has to say again who it is.</summary>
    internal TimeSpan MaxDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Streams until the caller leaves or the application stops.</summary>
    public async Task ListenAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var (portfolio, last) = await Feed.EndAsync(http, keeper);
        var arguments = http.Request.ReadArguments(Parameters);
        var after = AfterOf(http.Request, arguments, last);
        using var listening = _listeners.Enter(MaxListeners,
            $"{MaxListeners} listeners are connected already; read events?after= instead.");
        LedgerMetrics.Listeners.Add(1);
        try
        {
            // Once for all that follows: who listens may take everything behind this position.
            await trail.LogExportAsync(http, portfolio, "event-stream", answer => answer with
            {
                Position = after,
            });
            await EventStream.RunAsync(http, lifetime, MaxDuration, end => StreamAsync(
                http, portfolio, new(after, last)
                {
                    About = arguments.Get(TimelineQuery.Subject) is { } subject ? [subject] : null,
                    Types = arguments.Get(Feed.Types),
                }, end));
        }
        finally
        {
            LedgerMetrics.Listeners.Add(-1);
        }
    }

    private async Task StreamAsync(
        HttpContext http, Key portfolio, JournalRange range, CancellationToken end)
    {
        var listener = new LiveListener(http.Response.BodyWriter, keeper, reader, portfolio, range);
        try
        {
            await listener.OpenAsync(end);
            await listener.FollowAsync(Poll, Heartbeat, clock, end);
        }
        catch (Exception fault) when (fault is UnknownFactException or UnreadableJournalException)
        {
            log.LogWarning(
                "A listener to {Portfolio} was let go: {Fault}",
                portfolio,
                fault.Message
            );
        }
    }

    private static long AfterOf(HttpRequest request, Arguments arguments, long last)
    {
        var header = request.Headers[LastEventId].ToString();
        var (name, after) = header.Length > 0
            ? (LastEventId, ReadProblem.Checked(LastEventId, () => Feed.Position(header)))
            : (After.Name, arguments.Get(After) ?? last);
        // A ledger that has less than the listener saw was restored: silence would hide that.
        return after <= last ? after : throw ReadProblem.Invalid(name,
            string.Create(CultureInfo.InvariantCulture,
                $"must not lie behind {last}, the last position"), "position-out-of-range");
    }
}
