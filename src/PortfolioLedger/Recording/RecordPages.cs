using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Recording;

/// <summary>
/// The forms with which people record. Every command of the table has one; what it sends goes the
/// way of a request of a program, and a refusal comes back to the form, beside its field. The same
/// forms add commands to a scenario, where the address names one: then nothing is recorded.
/// </summary>
internal sealed class RecordPages(
    PortfolioPages pages, PageRenderer renderer, BookKeeper keeper, ViewEngine engine,
    CallerAccess access, CommandEndpoints commands, RecordForms forms, RecordEffects effects,
    RecordTargets targets, ScenarioAdditions additions)
{
    /// <summary>
    /// The path of a command in the address of its form, in two parts: none of them is the list.
    /// </summary>
    public const string FormRoute = $"/record/{{{Area}}}/{{*{Command}}}";

    private const string Area = "area";
    private const string Command = "command";

    private const string Intent = "intent";
    private const string Seen = "seen";
    private const string SubmissionName = "submission";
    private const string OnBehalfOf = "onBehalfOf";
    private const string VersionOfScenario = "version";

    /// <summary>Rows that one press of the button adds.</summary>
    private const int RowsAtOnce = 4;

    /// <summary>The form of a command.</summary>
    public async Task FormAsync(HttpContext http)
    {
        var given = http.Request.Query.Texts();
        var target = await targets.OfAsync(http, given.One(ScenarioAdditions.Name));
        var (route, keys) = RouteOf(http);
        RequireThings(target.Book, keys);
        var asked = given.All
            .Where(g => !PageLinks.IsOfTime(g.Name) && g.Name != ScenarioAdditions.Name
                && g.Texts.Length > 0)
            .ToDictionary(g => g.Name, g => g.Texts[0]);
        await ShowAsync(http, new(target, route, keys,
            forms.Opened(target.Book, route, keys, asked)));
    }

    /// <summary>
    /// What a form sent: shows its effect, records it, or adds it to a scenario. Whoever decided
    /// meanwhile is shown before it is recorded all the same.
    /// </summary>
    public async Task TakeAsync(HttpContext http)
    {
        var (route, keys) = RouteOf(http);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var target = await targets.OfAsync(http, sent[ScenarioAdditions.Name]);
        RequireThings(target.Book, keys);
        var fields = FormFields.Of(route);
        var values = RecordForms.WithPicks(fields, FormValues.Of(sent));
        var shown = new ShownForm(target, route, keys, values)
        {
            OnBehalfOf = sent[OnBehalfOf].ToString(),
        };
        if (sent[Intent] == "rows")
        {
            await ShowAsync(http, shown with { MoreRows = RowsAtOnce });
            return;
        }
        if (values.One("/key").Length == 0
            && RecordForms.NewKey(target.Book, route, values) is { } key)
            values = values with { Texts = values.Texts.SetItem("/key", [key.Value]) };
        fields = RecordForms.FieldsOf(route, values);
        var body = FormBody.Of(fields, values);
        if (sent[Intent] != "record")
        {
            await ShowAsync(http, await WithEffectAsync(
                http, shown with { Values = values }, fields, body));
            return;
        }
        try
        {
            if (target.Into is null)
                await RecordAsync(http, shown, sent, FormBody.Utf8(body));
            else
                await AddAsync(http, target, target.Into, sent, body);
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            var problem = refused.Problem;
            target = await targets.OfAsync(http, sent[ScenarioAdditions.Name]);
            await ShowAsync(http, shown with
            {
                Target = target,
                Values = values with
                {
                    Faults = FormBody.Placed(fields, values, problem.Errors),
                },
                Problem = problem.Headline,
                Status = problem.Status,
                Meanwhile = target.Into is null && problem.Code == "changed-meanwhile"
                    ? await MeanwhileAsync(http, target.Head, keys, SeenOf(sent)) : [],
            });
        }
    }

    /// <summary>What was recorded, from one position to another.</summary>
    public async Task RecordedAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var given = http.Request.Query.Texts();
        var links = PageLinks.Of(head.Portfolio, ParameterTexts.None);
        await ShowRecordedAsync(http, head, links, null,
            [.. given.All.Where(g => g.Name is "from" or "to")]);
    }

    /// <summary>The form with what it would move, or why it would be refused.</summary>
    private async Task<ShownForm> WithEffectAsync(
        HttpContext http, ShownForm shown, ImmutableArray<FormField> fields, JsonObject body)
    {
        var effect = await effects.OfAsync(
            shown.Target.Head, shown.Target.Into, PathOf(http), body, http.RequestAborted);
        var isRight = effect is { Refusal: null, Faults.IsEmpty: true };
        return shown with
        {
            Values = shown.Values with
            {
                Faults = FormBody.Placed(fields, shown.Values, effect.Faults),
            },
            Effect = isRight ? effect.Sentences : null,
            Problem = effect.Refusal ?? (isRight ? null : "The form is not right yet."),
            Status = isRight ? 200 : 422,
        };
    }

    private async Task RecordAsync(
        HttpContext http, ShownForm shown, IFormCollection sent, byte[] body)
    {
        var (head, links) = (shown.Target.Head, shown.Target.Links);
        var identity = await access.RequireAsync(http);
        var actor = identity.ActAs(shown.Route.Role);
        var forWhom = shown.OnBehalfOf.Trim();
        if (forWhom.Length > 0 && !Personas.IsName(forWhom))
            throw new ProblemException(Problem.Create("invalid-parameter",
                $"On behalf of must be one opaque id: {Personas.NameForm}."));
        var (_, receipt, secret) = await commands.RecordAsync(
            new(head.Portfolio, shown.Route, shown.Keys, body, about => new(
                new(actor, forWhom.Length > 0 ? forWhom : null),
                sent[SubmissionName].ToString() is { Length: > 0 and <= 255 } key
                    ? new(http.Request.Path.Value!, key, body) : null,
                // What is new has no event yet: nobody can have seen it.
                shown.Keys.IsEmpty || SeenOf(sent) is not { } seen ? null
                    : new(about, Math.Min(seen, VersionOf(head, about))))),
            http.RequestAborted);
        var (from, to) = (receipt.Events[0].Position, receipt.Events[^1].Position);
        if (secret is null)
        {
            FormAnswer.SeeOther(
                http, links.Now("recorded", ("from", $"{from}"), ("to", $"{to}")));
            return;
        }
        await ShowRecordedAsync(http, await keeper.RequireHeadAsync(http), links, secret,
            [("from", [$"{from}"]), ("to", [$"{to}"])]);
    }

    /// <summary>Adds it to a scenario, and shows the scenario.</summary>
    private async Task AddAsync(
        HttpContext http, RecordTarget target, Scenario into, IFormCollection sent,
        JsonObject body)
    {
        var actor = (await access.RequireAsync(http)).ActAs(Role.Contributor);
        if (sent[VersionOfScenario].ToString() is { Length: > 0 } seen
            && seen != into.Version.ToString(CultureInfo.InvariantCulture))
            throw ScenarioAdditions.Meanwhile();
        await additions.AddAsync(
            target.Head, into, PathOf(http), body, actor, http.RequestAborted);
        FormAnswer.SeeOther(http, target.Links.Now($"{ScenarioPages.Path}/{into.Key}"));
    }

    private async Task ShowRecordedAsync(
        HttpContext http, Book head, PageLinks links, string? secret,
        ImmutableArray<(string, ImmutableArray<string>)> range)
    {
        await pages.ShowAsync(http, "Recorded", "recorded", head, links,
            await renderer.RenderAsync<RecordedContent>(new RecordedModel(
                await EventsAsync(http, head, range), secret, links)));
    }

    private static long VersionOf(Book book, Subject about) =>
        book.Things.TryGetValue(about, out var thing) ? thing.Version : 0;

    private static long? SeenOf(IFormCollection sent) => long.TryParse(
        sent[Seen], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null;

    private async Task<ImmutableArray<TimelineItem>> MeanwhileAsync(
        HttpContext http, Book head, ImmutableArray<(string Name, Key Key)> keys, long? seen) =>
        keys.IsEmpty || seen is null ? []
        : await EventsAsync(http, head,
            [
                ("subject", [CommandRoute.SubjectOf(keys[0].Name, keys[0].Key).ToString()]),
                ("from", [(seen.Value + 1).ToString(CultureInfo.InvariantCulture)]),
            ]);

    private async Task<ImmutableArray<TimelineItem>> EventsAsync(
        HttpContext http, Book head, ImmutableArray<(string, ImmutableArray<string>)> given)
    {
        var request = ViewRequestReader.Read(head.Portfolio, ViewCatalogue.Of<Timeline>(), null,
            new ParameterTexts(given)).OrProblem();
        return (await engine.AskAsync<Timeline>(request, http.RequestAborted)).OrProblem().View
            .Items;
    }

    private async Task ShowAsync(HttpContext http, ShownForm shown)
    {
        var (target, route, keys, values) = shown;
        var (book, links) = (target.Book, target.Links);
        var identity = await access.RequireAsync(http);
        http.Response.StatusCode = shown.Status;
        var about = keys.Select(k => CommandRoute.SubjectOf(k.Name, k.Key)).Select(thing =>
            (links.To(thing) ?? links.Events(thing.ToString()), book.NameOf(thing)));
        await pages.ShowAsync(http, RecordListPage.NameOf(route), "record", target.Head, links,
            await renderer.RenderAsync<RecordForm>(new RecordFormModel(
                PathOf(http), DocComments.Find(route.Command), [.. about],
                forms.Shown(book, route, keys, values, shown.MoreRows), FormToken.Field(http),
                Guid.CreateVersion7().ToString(),
                target.Obstacle(target.RoleFor(route), identity), shown.Problem, shown.Meanwhile,
                shown.Effect, shown.OnBehalfOf, MethodsOf(route, target), target)));
    }

    private static ImmutableArray<(string, string)> MethodsOf(
        CommandRoute route, RecordTarget target)
    {
        return route.Command != typeof(ReweightObjectives) ? [] :
        [
            ("Give the weights", AddressOf(WeightingMethod.Direct)),
            ("Compare them two by two (AHP)", AddressOf(WeightingMethod.Ahp)),
        ];

        string AddressOf(WeightingMethod method) => target.AddressOf($"record/{route.Template}",
            ("method", Enumeration<WeightingMethod>.NameOf(method)));
    }

    private static string PathOf(HttpContext http) =>
        $"{http.Request.RouteValues[Area]}/{http.Request.RouteValues[Command]}".TrimEnd('/');

    private static (CommandRoute Route, ImmutableArray<(string Name, Key Key)> Keys) RouteOf(
        HttpContext http) => CommandRoutes.Table.Find(PathOf(http))
        ?? throw new ProblemException(Problem.Create("unknown-address",
            $"'{PathOf(http)}' is nothing that can be recorded; choose it from the list at "
            + $"/p/{http.Request.RouteValues["portfolio"]}/record."));

    /// <summary>What a form is about must be there before somebody fills it in.</summary>
    private static void RequireThings(Book head, ImmutableArray<(string Name, Key Key)> keys)
    {
        foreach (var (name, key) in keys)
            if (CommandRoute.SubjectOf(name, key) is var thing && !head.Things.ContainsKey(thing))
                throw new ProblemException(Problem.Create(Refusal.Unknown(thing), true));
    }

    /// <summary>A form on its way to a page.</summary>
    private sealed record ShownForm(
        RecordTarget Target, CommandRoute Route, ImmutableArray<(string Name, Key Key)> Keys,
        FormValues Values)
    {
        public int MoreRows { get; init; }

        public string? Problem { get; init; }

        public int Status { get; init; } = StatusCodes.Status200OK;

        public ImmutableArray<TimelineItem> Meanwhile { get; init; } = [];

        public ImmutableArray<string>? Effect { get; init; }

        public string OnBehalfOf { get; init; } = "";
    }
}
