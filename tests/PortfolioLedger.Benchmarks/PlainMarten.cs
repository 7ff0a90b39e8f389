using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The same commands in a Marten application of the usual kind: a stream for each initiative, a
/// session and a transaction for each command, an inline snapshot. It checks what one stream can
/// know; weights, evidence and what else spans a portfolio it cannot.
/// </summary>
internal static class PlainMarten
{
    /// <summary>Serves the addresses that the load generator asks for.</summary>
    public static async Task<int> ServeAsync(string connection, string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Lost races are part of the load: writing each down would be measured too.
        builder.Logging.AddFilter("Marten", LogLevel.None);
        builder.Services.AddMarten(options =>
        {
            options.Connection(connection);
            options.DatabaseSchemaName = "plain";
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.AppendMode = EventAppendMode.Quick;
            options.Projections.Snapshot<PlainInitiative>(SnapshotLifecycle.Inline);
            options.UseSystemTextJsonForSerialization();
            options.DisableNpgsqlLogging = true;
        }).UseLightweightSessions();
        await using var app = builder.Build();
        await app
            .Services.GetRequiredService<IDocumentStore>()
            .Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var initiatives = app.MapGroup("/api/v1/portfolios/bench/initiatives/{initiative}");
        initiatives.MapPost("phase", (string initiative, PhaseBegan body, IDocumentStore store) =>
            DecideAsync(store, initiative, _ => body)
        );
        initiatives.MapPost(
            "scores",
            (string initiative, CriterionJudged body, IDocumentStore store) =>
                DecideAsync(store, initiative, _ =>
                    body.Value is < 0 or > 10 || body.Grounds.Rationale.Length < 10 ? null : body
                )
        );
        initiatives.MapPost(
            "contributions/revision",
            (string initiative, ContributionJudged body, IDocumentStore store) =>
                DecideAsync(store, initiative, _ =>
                    body.Confidence is < 0 or > 1 || body.Grounds.Rationale.Length < 10
                        ? null
                        : body
                )
        );
        app.MapGet("/health/ready", () => Results.Ok());
        await SeedAsync(app.Services.GetRequiredService<IDocumentStore>());
        await app.RunAsync();
        return 0;
    }

    /// <summary>
    /// One command: load, decide, append, save; again when somebody else was quicker.
    /// </summary>
    private static async Task<IResult> DecideAsync(
        IDocumentStore store, string key, Func<PlainInitiative, object?> decide)
    {
        while (true)
            try
            {
                await using var session = store.LightweightSession();
                var stream = await session.Events.FetchForWriting<PlainInitiative>(key);
                if (stream.Aggregate is not { } initiative)
                    return Results.NotFound();
                if (decide(initiative) is not { } fact)
                    return Results.UnprocessableEntity();
                stream.AppendOne(fact);
                await session.SaveChangesAsync();
                return Results.Ok(new { position = stream.StartingVersion + 1 });
            }
            catch (Exception race)
                when (race is ConcurrencyException or EventStreamUnexpectedMaxEventIdException)
            {
                // The next round reads what the other one wrote.
            }
    }

    private static async Task SeedAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        for (var i = 0; i < Ledgers.SmallInitiatives; i++)
            session.Events.StartStream<PlainInitiative>(
                $"i{i}",
                new InitiativePutForward($"Initiative {i}")
            );
        await session.SaveChangesAsync();
    }
}

/// <summary>An initiative was put forward.</summary>
public sealed record InitiativePutForward(string Name);

/// <summary>It entered a phase.</summary>
public sealed record PhaseBegan(string Phase);

/// <summary>Why something was decided.</summary>
public sealed record PlainGrounds(string Rationale);

/// <summary>A criterion got a value.</summary>
public sealed record CriterionJudged(
    string Model,
    string Criterion,
    decimal Value,
    PlainGrounds Grounds
);

/// <summary>A contribution to an objective was judged anew.</summary>
public sealed record ContributionJudged(
    string Objective,
    int Contribution,
    decimal Confidence,
    PlainGrounds Grounds
);

/// <summary>The snapshot of one stream.</summary>
public sealed class PlainInitiative
{
    /// <summary>Key of the stream.</summary>
    public string Id { get; set; } = "";

    /// <summary>For people.</summary>
    public string Name { get; set; } = "";

    /// <summary>The last phase.</summary>
    public string? Phase { get; set; }

    /// <summary>Values by criterion.</summary>
    public Dictionary<string, decimal> Scores { get; set; } = [];

    /// <summary>Contributions by objective.</summary>
    public Dictionary<string, decimal> Contributions { get; set; } = [];

    /// <summary>Folds an event.</summary>
    public void Apply(InitiativePutForward fact) => Name = fact.Name;

    /// <summary>Folds an event.</summary>
    public void Apply(PhaseBegan fact) => Phase = fact.Phase;

    /// <summary>Folds an event.</summary>
    public void Apply(CriterionJudged fact) => Scores[fact.Criterion] = fact.Value;

    /// <summary>Folds an event.</summary>
    public void Apply(ContributionJudged fact) =>
        Contributions[fact.Objective] = fact.Contribution * fact.Confidence;
}
