using System.Collections.Immutable;
using System.Diagnostics;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// Carries out requests of the write API, in the order the contract promises its checks.
/// </summary>
public sealed class CommandEndpoints(
    CallerAccess access,
    Journal journal,
    BookKeeper keeper,
    CommandChecks checks,
    IReceiptSecrets secrets,
    IReceiptProofs proofs
)
{
    /// <summary>Whether the receipt waits for the proofs of its events.</summary>
    internal static readonly Parameter<string> Proof = new("proof", "", ReadWait,
        "wait: the receipt holds the proof of each event, as soon as a checkpoint covers it; it is "
            + "left out where that takes longer than ten seconds.", "wait", ["wait"]);

    /// <summary>Opens a portfolio.</summary>
    public async Task OpenAsync(HttpContext http)
    {
        var actor = (await access.RequireAsync(http)).ActAs(Role.Approver);
        var waits = http.Request.ReadArguments([Proof]).Get(Proof).Length > 0;
        var body = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        var command = (OpenPortfolio)BodyReader.Bind(typeof(OpenPortfolio), body, []);
        var receipt = await SubmitAsync(http, command.Key, [command], actor, body);
        await ReceiptWriter.WriteAsync(
            http, receipt, $"/api/v1/portfolios/{command.Key}", null,
            await ProofsAsync(http, waits, command.Key, receipt));
    }

    /// <summary>One command.</summary>
    public async Task PostAsync(HttpContext http, CommandRoute route)
    {
        var identity = await access.RequireAsync(http);
        var portfolio = await PortfolioAsync(http);
        var actor = identity.ActAs(route.Role);
        var waits = http.Request.ReadArguments([Proof]).Get(Proof).Length > 0;
        var keys = route.KeysOf(http.Request.RouteValues);
        var body = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        var (command, receipt, secret) = await RecordAsync(new(
            portfolio, route, keys, body, about => new(
                CommandHeaders.CallerOf(http.Request, actor),
                CommandHeaders.IdempotencyOf(http.Request, body),
                CommandHeaders.IfMatchOf(http.Request, about))), http.RequestAborted);
        await ReceiptWriter.WriteAsync(http, receipt, LocationOf(portfolio, command), secret,
            await ProofsAsync(http, waits, portfolio, receipt));
    }

    /// <summary>
    /// Records one command, whatever surface it came from; a <see cref="ProblemException"/> says
    /// why it is not. The secret is what only this answer shows; null for nothing.
    /// </summary>
    internal async Task<(ICommand Command, Answer.Receipt Receipt, string? Secret)> RecordAsync(
        SentCommand sent, CancellationToken cancel)
    {
        var command = BodyReader.Bind(sent.Route.Command, sent.Body, sent.Keys);
        await checks.RequireAsync(command, "", cancel);
        ImmutableArray<Subject> inPath =
            [.. sent.Keys.Select(k => CommandRoute.SubjectOf(k.Name, k.Key))];
        var about =
            !inPath.IsEmpty ? inPath[0]
            : command is ICreation creation ? creation.Created
            : new Subject(SubjectKind.Portfolio, sent.Portfolio);
        var (caller, idempotency, expected) = sent.ConditionsOf(about);
        var receipt = await SubmitAsync(
            new Submission(sent.Portfolio, [command], caller)
            {
                Idempotency = idempotency,
                Expected = expected,
                CorrelationId = Activity.Current?.TraceId.ToString(),
            }, inPath, false, cancel);
        var shown = await secrets.ShownAsync(sent.Portfolio, [command], receipt, cancel);
        return (command, receipt, shown[0]);
    }

    /// <summary>Several commands, all or nothing.</summary>
    public async Task PostBatchAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var portfolio = await PortfolioAsync(http);
        var waits = http.Request.ReadArguments([Proof]).Get(Proof).Length > 0;
        var body = await BodyReader.ReadAsync(http, BodyReader.MaxBatchBytes);
        var (commands, actor) = BatchBody.Bind(body, identity);
        foreach (var (i, command) in commands.Index())
            await BatchBody.NumberedAsync(i, () =>
                checks.RequireAsync(command, $"/commands/{i}/body", http.RequestAborted)
            );
        var receipt = await SubmitAsync(
            http, portfolio, commands, actor, body, isBatch: true);
        await ReceiptWriter.WriteBatchAsync(
            http,
            receipt,
            await secrets.ShownAsync(portfolio, commands, receipt, http.RequestAborted),
            await ProofsAsync(http, waits, portfolio, receipt)
        );
    }

    private async Task<string?[]?> ProofsAsync(
        HttpContext http, bool waits, Key portfolio, Answer.Receipt receipt) => waits
        ? await proofs.ProofsAsync(portfolio, receipt, http.RequestAborted) : null;

    internal static string ReadWait(string text) => text == "wait" ? text
        : throw new FormatException("must be wait");

    private Task<Answer.Receipt> SubmitAsync(
        HttpContext http, Key portfolio, ImmutableArray<ICommand> commands, Actor actor,
        byte[] body, bool isBatch = false) => SubmitAsync(
        new Submission(portfolio, commands, CommandHeaders.CallerOf(http.Request, actor))
        {
            Idempotency = CommandHeaders.IdempotencyOf(http.Request, body),
            CorrelationId = Activity.Current?.TraceId.ToString(),
        }, [], isBatch, http.RequestAborted);

    private async Task<Answer.Receipt> SubmitAsync(
        Submission submission, ImmutableArray<Subject> inPath, bool isBatch,
        CancellationToken cancel)
    {
        var answer = await journal.Submit(submission, cancel);
        return answer as Answer.Receipt ?? throw new ProblemException(
            ProblemOf(answer, submission.Portfolio, isBatch, inPath));
    }

    internal static Problem ProblemOf(
        Answer answer,
        Key portfolio,
        bool isBatch,
        ImmutableArray<Subject> inPath
    ) =>
        answer switch
        {
            Answer.Refused r => Problem.Create(
                r.Refusal,
                r.Refusal.Subject is { } s && inPath.Contains(s)
            ) with
            {
                CommandIndex = isBatch ? r.CommandIndex : null,
            },
            Answer.UnknownPortfolio => Problem.Create(
                "unknown-portfolio",
                $"There is no portfolio '{portfolio}'."
            ),
            // Nothing ever touched what the path names: it is not there.
            Answer.Changed { Current: 0 } when !inPath.IsEmpty => Problem.Create(
                Refusal.Unknown(inPath[0]),
                true
            ),
            Answer.Changed c => Problem.Create(
                "changed-meanwhile",
                c.Current == 0
                    ? "Nothing has touched it yet."
                    : $"The last event about it is at position {c.Current}."
            ),
            Answer.KeyReused => Problem.Create(
                "idempotency-key-reused",
                "This Idempotency-Key was used with another body; use a new key."
            ),
            Answer.Unavailable u => Problem.Create(u.Code, u.Detail),
            Answer.Faulted f => throw new InvalidOperationException("A submission failed", f.Fault),
            _ => throw new InvalidOperationException(
                $"an answer of {answer.GetType().Name} to a live command"
            ),
        };

    private async Task<Key> PortfolioAsync(HttpContext http)
    {
        var text = (string?)http.Request.RouteValues["portfolio"];
        if (Key.TryParse(text, out var key) && await keeper.ExistsAsync(key, http.RequestAborted))
            return key;
        throw new ProblemException(
            Problem.Create("unknown-portfolio", $"There is no portfolio '{text}'.")
        );
    }

    private static string? LocationOf(Key portfolio, ICommand command) =>
        command is not ICreation { Created: var created } ? null
        : $"/api/v1/portfolios/{portfolio}/" + created.Kind switch
        {
            SubjectKind.Output => $"deliverables?output={created.Key}",
            SubjectKind.Department => $"departments?key={created.Key}",
            SubjectKind.CustomerSegment => $"customer-segments?key={created.Key}",
            SubjectKind.Decision => $"decisions/{created.Key}",
            SubjectKind.Stakeholder => $"stakeholders?stakeholder={created.Key}",
            SubjectKind.Communication => $"communications?communication={created.Key}",
            SubjectKind.ReviewCycle => $"review-cycles?cycle={created.Key}",
            SubjectKind.Objective => $"objectives?objective={created.Key}",
            SubjectKind.ValueStream => $"value-streams?valueStream={created.Key}",
            SubjectKind.Feedback => $"feedback?feedback={created.Key}",
            SubjectKind.ScoringModel => $"scoring-models?model={created.Key}",
            SubjectKind.Survey => $"surveys?survey={created.Key}",
            SubjectKind.Ranking => $"rankings/{created.Key}",
            SubjectKind.Outcome => $"outcomes/{created.Key}",
            SubjectKind.Report => $"reports/{created.Key}",
            SubjectKind.Dashboard => $"dashboards/{created.Key}",
            SubjectKind.Subscription => $"subscriptions?subscription={created.Key}",
            SubjectKind.Initiative => $"initiatives/{created.Key}",
            _ => throw new InvalidOperationException(
                $"nobody said where a new {created.KindName} is read"),
        };
}

/// <summary>One command as a surface has it.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Route">Its address.</param>
/// <param name="Keys">Those of the address.</param>
/// <param name="Body">JSON with the fields that are not in the address.</param>
/// <param name="ConditionsOf">
/// How it is sent; asked for once it is known what it is about, so that what is wrong with a body
/// is said before what is wrong with these.
/// </param>
internal sealed record SentCommand(
    Key Portfolio, CommandRoute Route, ImmutableArray<(string Name, Key Key)> Keys, byte[] Body,
    Func<Subject, SendingConditions> ConditionsOf);

/// <summary>Who sends a command, and on which conditions.</summary>
/// <param name="Caller">Who acts, and for whom.</param>
/// <param name="Idempotency">The same key gets the same receipt; null for none.</param>
/// <param name="Expected">
/// Up to which event whoever decides has seen the thing; null for not said.
/// </param>
internal sealed record SendingConditions(
    Caller Caller, Idempotency? Idempotency, ExpectedVersion? Expected);
