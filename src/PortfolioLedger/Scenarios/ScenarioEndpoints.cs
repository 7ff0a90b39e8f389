using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>
/// Scenarios over HTTP: what is tried, what would come of it, and carrying it out.
/// </summary>
internal sealed class ScenarioEndpoints(
    CallerAccess access,
    BookKeeper keeper,
    ScenarioStreams streams,
    ScenarioStore scenarios,
    Journal journal,
    IReceiptSecrets secrets
)
{
    /// <summary>So often a race for the next version is run again.</summary>
    private const int MaxRetries = 5;

    /// <summary>More scenarios do not stand side by side.</summary>
    public const int MaxCompared = 10;

    /// <summary>Which scenarios stand side by side.</summary>
    public static readonly Parameter<string> Compared = new("scenarios", "", Texts.Text,
        "The scenarios to compare.", "bold,careful", [])
    {
        IsRequired = true,
        TakesSeveral = true,
    };

    /// <summary>Begins a scenario.</summary>
    public Task ForkAsync(HttpContext http) =>
        ChangeAsync<ForkScenario>(http, async (head, _, body) =>
        {
            var position = body.FromPosition ?? head.Position;
            RequirePosition("/fromPosition", position, 1, head.Position);
            if ((await streams.ReadAsync(head.Portfolio, body.Key, http.RequestAborted)).Count > 0)
                throw new ProblemException(
                    Problem.Create(Refusal.AlreadyExists(SubjectKind.Scenario, body.Key))
                );
            return (body.Key, new ScenarioForked(body.Name, position));
        });

    /// <summary>Adds a command to one.</summary>
    public Task ApplyAsync(HttpContext http) =>
        ChangeAsync<ApplyHypothetical>(http, async (head, scenario, body) =>
            (
                scenario!.Key,
                await scenarios.TryAsync(
                    head.Portfolio,
                    scenario,
                    body.Command,
                    http.RequestAborted
                )
            )
        );

    /// <summary>Computes what would come of one.</summary>
    public Task EvaluateAsync(HttpContext http) =>
        ChangeAsync<EvaluateScenario>(http, async (head, scenario, body) =>
        {
            var position = body.AsOfPosition ?? ScenarioStore.BaseOf(scenario!);
            RequirePosition("/asOfPosition", position, scenario!.FromPosition, head.Position);
            return (
                scenario.Key,
                (
                    await scenarios.EvaluateAsync(
                        head.Portfolio,
                        scenario,
                        position,
                        http.RequestAborted
                    )
                ).Fact
            );
        });

    /// <summary>Gives one up.</summary>
    public Task DiscardAsync(HttpContext http) =>
        ChangeAsync<DiscardScenario>(http, (_, scenario, body) =>
            Task.FromResult<(Key, ScenarioFact)>(
                (scenario!.Key, new ScenarioDiscarded(body.Reason))
            )
        );

    /// <summary>Carries one out: the real commands in one submission, all or nothing.</summary>
    public async Task AdoptAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        var actor = identity.ActAs(Role.Approver);
        http.Request.ReadArguments([]);
        var bytes = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        var body = BodyReader.Read<ScenarioAdoption>(bytes, ScenarioAdoption.Example);
        var (scenario, _) = await scenarios.RequireAsync(
            head.Portfolio,
            KeyIn(http),
            http.RequestAborted
        );
        RequireVersion(http, scenario);
        var submission = SubmissionOf(head.Portfolio, scenario, body.Grounds,
            CommandHeaders.CallerOf(http.Request, actor)) with
        {
            Idempotency = CommandHeaders.IdempotencyOf(http.Request, bytes),
        };
        var answer = await journal.Submit(submission, http.RequestAborted);
        if (answer is not Answer.Receipt receipt)
            throw new ProblemException(ProblemOf(answer, head.Portfolio));
        await ReceiptWriter.WriteBatchAsync(http, receipt, await secrets.ShownAsync(
            head.Portfolio, submission.Commands, receipt, http.RequestAborted));
    }

    /// <summary>All scenarios.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var (head, _) = await PortfolioRequest.OfAsync(http, access, keeper);
        var all = await scenarios.ListAsync(head.Portfolio, http.RequestAborted);
        await AnswerAsync(http, "scenarios", new ScenarioPage(
            head.Portfolio, [.. all.Select(s => ScenarioItem.From(s.Scenario, s.Facts, head))]));
    }

    /// <summary>
    /// One scenario with its commands, and what would come of it if it is evaluated.
    /// </summary>
    public async Task ReadAsync(HttpContext http)
    {
        var (head, _) = await PortfolioRequest.OfAsync(http, access, keeper);
        var (scenario, facts) = await scenarios.RequireAsync(
            head.Portfolio,
            KeyIn(http),
            http.RequestAborted
        );
        http.Response.Headers.ETag = Tag(scenario.Version);
        await AnswerAsync(
            http,
            "scenario",
            new ScenarioDetail(
                head.Portfolio,
                ScenarioItem.From(scenario, facts, head),
                [
                    .. scenario.Hypotheticals.Select(
                        (h, i) => new ScenarioCommand(i, h.Path, JsonElement.Parse(h.Body))
                    ),
                ],
                scenario.Evaluation is { } evaluation
                    ? ScenarioOutcome.From(
                        scenario,
                        await scenarios.EvaluateAsync(
                            head.Portfolio,
                            scenario,
                            evaluation.OnPosition,
                            http.RequestAborted
                        )
                    )
                    : null
            )
        );
    }

    /// <summary>Several scenarios side by side, each on the book it stands on.</summary>
    public async Task CompareAsync(HttpContext http)
    {
        var (head, given) = await PortfolioRequest.OfAsync(http, access, keeper, Compared);
        string[] names = [.. Texts.Several(given.Get(Compared)).Where(n => n.Length > 0)
            .Distinct()];
        if (names.Length is 0 or > MaxCompared)
            throw ReadProblem.Invalid("scenarios",
                $"must name 1 to {MaxCompared} scenarios, comma-separated or repeated");
        var outcomes = new List<ScenarioOutcome>();
        foreach (var name in names)
            outcomes.Add(await scenarios.OutcomeAsync(
                head.Portfolio, name, http.RequestAborted));
        await AnswerAsync(
            http,
            "scenario-comparison",
            new ScenarioComparison(head.Portfolio, [.. outcomes])
        );
    }

    /// <summary>
    /// Appends what a request makes of a scenario, once for each idempotency key.
    /// </summary>
    private async Task ChangeAsync<T>(
        HttpContext http,
        Func<Book, Scenario?, T, Task<(Key, ScenarioFact)>> decide
    )
        where T : class, IExemplary
    {
        var identity = await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        var actor = identity.ActAs(Role.Contributor);
        http.Request.ReadArguments([]);
        var bytes = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        var body = BodyReader.Read<T>(bytes, T.Example);
        var asked = CommandHeaders.IdempotencyOf(http.Request, bytes);
        for (var race = 0; race < MaxRetries; race++)
        {
            if (
                await streams.EarlierAsync(head.Portfolio, actor, asked, http.RequestAborted)
                is var (earlier, at)
            )
            {
                await ReceiptAsync(http, head.Portfolio, earlier, at);
                return;
            }
            Scenario? scenario = null;
            if (KeyIn(http) is { } text)
            {
                (scenario, _) = await scenarios.RequireAsync(
                    head.Portfolio,
                    text,
                    http.RequestAborted
                );
                RequireVersion(http, scenario);
                if (scenario.RefuseEnded(head) is { } ended)
                    throw new ProblemException(Problem.Create(ended));
            }
            var (key, fact) = await decide(head, scenario, body);
            var version = (scenario?.Version ?? 0) + 1;
            if (
                await streams.TryAppendAsync(
                    head.Portfolio,
                    key,
                    version,
                    fact,
                    actor,
                    asked,
                    http.RequestAborted
                )
            )
            {
                await ReceiptAsync(http, head.Portfolio, key, version);
                return;
            }
        }
        throw new ProblemException(
            Problem.Create("overloaded", "Others change this scenario; try again in a moment.")
        );
    }

    /// <summary>
    /// The same receipt however often it is asked for: read from the stream itself.
    /// </summary>
    private async Task ReceiptAsync(HttpContext http, Key portfolio, Key scenario, int version)
    {
        var stored = (await streams.ReadAsync(portfolio, scenario, http.RequestAborted))[
            version - 1
        ];
        http.Response.Headers.ETag = Tag(version);
        if (stored.Fact is ScenarioForked)
        {
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.Headers.Location = $"/api/v1/portfolios/{portfolio}/scenarios/{scenario}";
        }
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            new ScenarioReceipt(
                scenario,
                version,
                JsonSerializer
                    .SerializeToElement(stored.Fact, LedgerJson.Stored)
                    .GetProperty("$type")
                    .GetString()!,
                stored.RecordedAt
            ),
            ViewJson.Options,
            http.RequestAborted
        );
    }

    private static string? KeyIn(HttpContext http) => (string?)http.Request.RouteValues["scenario"];

    private static void RequireVersion(HttpContext http, Scenario scenario)
    {
        if (
            CommandHeaders.IfMatchOf(http.Request, scenario.About) is { } match
            && match.Position != scenario.Version
        )
            throw new ProblemException(
                Problem.Create(
                    "changed-meanwhile",
                    $"The scenario is at version {scenario.Version}."
                )
            );
    }

    private static void RequirePosition(string pointer, long position, long first, long last)
    {
        if (position < first || position > last)
            throw new ProblemException(Problem.Create("position-out-of-range",
                $"{pointer} must lie between {first} and {last}.",
                new FieldFault(pointer, $"must lie between {first} and {last}")));
    }

    /// <summary>The real commands of a scenario behind its adoption.</summary>
    public static Submission SubmissionOf(
        Key portfolio, Scenario scenario, Grounds grounds, Caller caller) => new(
        portfolio,
        [
            new AdoptScenario(scenario, grounds),
            .. ScenarioStore.CommandsOf(scenario).Select(h => h.Command),
        ],
        caller)
    {
        CorrelationId = Activity.Current?.TraceId.ToString(),
        CausationId = scenario.About.ToString(),
    };

    /// <summary>Why an adoption was not recorded.</summary>
    public static Problem ProblemOf(Answer answer, Key portfolio) =>
        answer is Answer.Refused { CommandIndex: > 0 } r
            ? Problem.Create(r.Refusal) with
            {
                CommandIndex = r.CommandIndex - 1,
            }
            : CommandEndpoints.ProblemOf(answer, portfolio, false, []);

    private static Task AnswerAsync<T>(HttpContext http, string name, T view)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Accept, Authorization";
        var json = JsonSerializer.SerializeToNode(view, ViewJson.Options)!.AsObject();
        json["digest"] = DigestOf(name, json);
        return http.Response.WriteAsJsonAsync(json, ViewJson.Options, http.RequestAborted);
    }

    /// <summary>The digest of an answer.</summary>
    public static string DigestOf<T>(string name, T view) =>
        $"{name}/1:sha256:"
        + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                Core.AuditLog.CanonicalJson.Encode(
                    JsonSerializer.SerializeToUtf8Bytes(view, ViewJson.Options)
                )
            )
        );

    private static string Tag(int version) =>
        $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";
}
