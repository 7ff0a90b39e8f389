using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>
/// What the forms of scenarios send. Whatever is refused comes back on the page of the form, with
/// what was typed and what was recorded meanwhile.
/// </summary>
internal sealed class ScenarioForms(
    ScenarioPages pages, ScenarioStreams streams, ScenarioStore scenarios, ScenarioDrafts drafts,
    BookKeeper keeper, CallerAccess access, Journal journal)
{
    public const string Evaluate = "evaluation";
    public const string Discard = "discard";
    public const string Adopt = "adoption";

    private const string VersionField = "version";
    private const string SeenField = "seen";

    /// <summary>Begins one on the newest book.</summary>
    public async Task ForkAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var name = sent["name"].ToString().Trim();
        try
        {
            var key = ScenarioDrafts.KeyOf(name);
            await drafts.CreateAsync(head, key, name, head.Position, [],
                (await access.RequireAsync(http)).ActAs(Role.Contributor), http.RequestAborted);
            GoTo(http, head.Portfolio, key.Value);
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            http.Response.StatusCode = refused.Problem.Status;
            await pages.ListAsync(http, head, Links(head), name, refused.Problem.Detail);
        }
    }

    /// <summary>Evaluates it on the newest book, or on the one that is named.</summary>
    public Task EvaluateAsync(HttpContext http) => ChangeAsync(http, Evaluate,
        async (head, scenario, sent) =>
        {
            var text = sent["position"].ToString().Trim();
            var position = text.Length == 0 ? head.Position
                : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                    && at >= scenario.FromPosition && at <= head.Position ? at
                : throw Wrong($"The position must lie between {scenario.FromPosition}, where it "
                    + $"was forked, and {head.Position}, the last one.");
            return (await scenarios.EvaluateAsync(
                head.Portfolio, scenario, position, http.RequestAborted)).Fact;
        });

    /// <summary>Gives it up.</summary>
    public Task DiscardAsync(HttpContext http) => ChangeAsync(http, Discard,
        (_, _, sent) =>
        {
            var reason = sent["text"].ToString().Trim();
            var discard = new DiscardScenario(reason.Length == 0 ? null : reason);
            return discard.Faults().FirstOrDefault() is { } fault
                ? throw Wrong($"The reason {fault.Detail}.")
                : Task.FromResult<ScenarioFact>(new ScenarioDiscarded(discard.Reason));
        });

    /// <summary>
    /// Carries it out, unless something was recorded while its page was open: that is shown first,
    /// and may then be adopted all the same.
    /// </summary>
    public async Task AdoptAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var rationale = sent["text"].ToString().Trim();
        try
        {
            var actor = (await access.RequireAsync(http)).ActAs(Role.Approver);
            var scenario = await RequireAsync(http, head, sent);
            if (long.TryParse(sent[SeenField], NumberStyles.None, CultureInfo.InvariantCulture,
                out var seen) && seen < head.Position)
            {
                http.Response.StatusCode = StatusCodes.Status409Conflict;
                await pages.ShowAsync(http, head, Links(head), new(Adopt,
                    $"{Prose.Count(head.Position - seen, "event was", "events were")} recorded "
                    + "while this page was open. Look at what changed; if the scenario is still "
                    + "right, adopt it.", rationale), seen);
                return;
            }
            if (rationale.Length == 0)
                throw Wrong("Say why: the rationale is recorded with the decision.");
            var body = BodyReader.Read<ScenarioAdoption>(JsonSerializer.SerializeToUtf8Bytes(
                new { grounds = new { rationale } }), ScenarioAdoption.Example);
            var answer = await journal.Submit(ScenarioEndpoints.SubmissionOf(
                head.Portfolio, scenario, body.Grounds, new Caller(actor)), http.RequestAborted);
            if (answer is not Answer.Receipt)
                throw new ProblemException(ScenarioEndpoints.ProblemOf(answer, head.Portfolio));
            GoTo(http, head.Portfolio, scenario.Key.Value);
        }
        catch (ProblemException refused) when (IsOfForm(refused))
        {
            await RefuseAsync(http, refused.Problem, new(Adopt, "", rationale));
        }
    }

    private async Task ChangeAsync(
        HttpContext http, string form,
        Func<Book, Scenario, IFormCollection, Task<ScenarioFact>> decide)
    {
        var head = await keeper.RequireHeadAsync(http);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var actor = (await access.RequireAsync(http)).ActAs(Role.Contributor);
            var scenario = await RequireAsync(http, head, sent);
            var fact = await decide(head, scenario, sent);
            if (!await streams.TryAppendAsync(head.Portfolio, scenario.Key, scenario.Version + 1,
                fact, actor, null, http.RequestAborted))
                throw ScenarioAdditions.Meanwhile();
            GoTo(http, head.Portfolio, scenario.Key.Value);
        }
        catch (ProblemException refused) when (IsOfForm(refused))
        {
            await RefuseAsync(http, refused.Problem, new(form, "", sent["text"].ToString()));
        }
    }

    /// <summary>The scenario as whoever sent the form has seen it.</summary>
    private async Task<Scenario> RequireAsync(
        HttpContext http, Book head, IFormCollection sent)
    {
        var scenario = await scenarios.RequireOpenAsync(head,
            (string?)http.Request.RouteValues["scenario"], http.RequestAborted);
        return sent[VersionField].ToString() is { Length: > 0 } version
            && version != scenario.Version.ToString(CultureInfo.InvariantCulture)
            ? throw ScenarioAdditions.Meanwhile() : scenario;
    }

    private async Task RefuseAsync(HttpContext http, Problem problem, RefusedForm form)
    {
        var head = await keeper.RequireHeadAsync(http);
        http.Response.StatusCode = problem.Status;
        var which = problem.CommandIndex is { } index ? $"Command {index + 1}: " : "";
        await pages.ShowAsync(http, head, Links(head), form with
        {
            Refusal = which + problem.Detail
                + (problem.Code == "base-moved" || problem.Code == "not-evaluated"
                    ? " Evaluate it below, look at what comes of it, and then adopt it." : ""),
        }, null);
    }

    /// <summary>What is told on the page of the form; that there is no scenario is not.</summary>
    private static bool IsOfForm(ProblemException refused) =>
        refused.Problem is { IsOfSender: true, Status: not 404 };

    private static ProblemException Wrong(string detail) =>
        new(Problem.Create("invalid-fields", detail));

    private static PageLinks Links(Book head) => new(head.Portfolio, []);

    private static void GoTo(HttpContext http, Key portfolio, string scenario)
    {
        FormAnswer.SeeOther(http, $"/p/{portfolio}/{ScenarioPages.Path}/{scenario}");
    }
}
