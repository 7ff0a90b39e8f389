using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
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

namespace PortfolioLedger.Recording;

/// <summary>
/// The forms with which people record. Every command of the table has one; what it sends goes the
/// way of a request of a program, and a refusal comes back to the form, beside its field.
/// </summary>
internal sealed class RecordPages(
    PortfolioPages pages, PageRenderer renderer, BookKeeper keeper, ViewEngine engine,
    CallerAccess access, CommandEndpoints commands, RecordForms forms, RecordEffects effects)
{
    /// <summary>
    /// The path of a command in the address of its form, in two parts: none of them is the list.
    /// </summary>
    public const string FormRoute = $"/record/{{{Area}}}/{{*{Command}}}";

    private const string Area = "area";
    private const string Command = "command";

    /// <summary>What is recorded most comes first, what is set up once comes last.</summary>
    private static readonly string[] InOrder =
    [
        "initiatives", "outcomes", "feedback", "decisions", "objectives", "value-streams",
        "rankings", "scoring-models", "stakeholders", "communications", "reports", "dashboards",
        "subscriptions", "departments", "customer-segments", "portfolio",
    ];

    private const string AboutName = "about";
    private const string Intent = "intent";
    private const string Seen = "seen";
    private const string SubmissionName = "submission";
    private const string OnBehalfOf = "onBehalfOf";

    /// <summary>Rows that one press of the button adds.</summary>
    private const int RowsAtOnce = 4;

    /// <summary>What can be recorded, of everything or of one thing.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var given = http.Request.Query.Texts();
        var (head, links) = await HereAsync(http);
        if (given.One(Command) is { } chosen)
        {
            await ChooseAsync(http, head, links, chosen, given);
            return;
        }
        var identity = await access.RequireAsync(http);
        Subject? about = given.One(AboutName) is not { } text ? null
            : Subject.TryParse(text, out var subject) && head.Things.ContainsKey(subject) ? subject
            : throw ReadProblem.Invalid(AboutName,
                "must be a thing of this portfolio, such as initiative/croton");
        var groups = CommandRoutes.Table.Routes
            .Select(route => (route, address: AddressOf(route, about, links)))
            .Where(entry => entry.address is not null)
            .GroupBy(entry => GroupOf(entry.route))
            .OrderBy(group => Array.IndexOf(InOrder, group.Key) is >= 0 and var place
                ? place : InOrder.Length)
            .Select(group => (Values.Words(group.Key), group.Select(entry => new RecordEntry(
                NameOf(entry.route), DocComments.Find(entry.route.Command),
                Enumeration<Role>.NameOf(entry.route.Role), entry.address!,
                identity.Has(entry.route.Role))).ToImmutableArray()));
        await pages.ShowAsync(http, "Record", "record", head, links,
            await renderer.RenderAsync<RecordList>(new RecordListModel(
                [.. groups], about is { } thing ? (thing.ToString(), head.NameOf(thing)) : null,
                links, Obstacle(links, null, identity))));
    }

    /// <summary>The form of a command.</summary>
    public async Task FormAsync(HttpContext http)
    {
        var (head, links) = await HereAsync(http);
        var (route, keys) = RouteOf(http);
        RequireThings(head, keys);
        var asked = http.Request.Query.Texts().All
            .Where(g => !PageLinks.IsOfTime(g.Name) && g.Texts.Length > 0)
            .ToDictionary(g => g.Name, g => g.Texts[0]);
        var filled = forms.Opened(head, route, keys, asked);
        await ShowAsync(http, head, links, new(route, keys, filled));
    }

    /// <summary>
    /// What a form sent: shows its effect, or records it. Whoever decided meanwhile is shown before
    /// it is recorded all the same.
    /// </summary>
    public async Task TakeAsync(HttpContext http)
    {
        var (head, links) = await HereAsync(http);
        var (route, keys) = RouteOf(http);
        RequireThings(head, keys);
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var fields = FormFields.Of(route);
        var values = RecordForms.WithPicks(fields, FormValues.Of(sent));
        var shown = new ShownForm(route, keys, values) { OnBehalfOf = sent[OnBehalfOf].ToString() };
        if (sent[Intent] == "rows")
        {
            await ShowAsync(http, head, links, shown with { MoreRows = RowsAtOnce });
            return;
        }
        if (values.One("/key").Length == 0 && RecordForms.NewKey(head, route, values) is { } key)
            values = values with { Texts = values.Texts.SetItem("/key", [key.Value]) };
        fields = RecordForms.FieldsOf(route, values);
        var body = FormBody.Of(fields, values);
        if (sent[Intent] != "record")
        {
            var effect = await effects.OfAsync(head, PathOf(http), body, http.RequestAborted);
            await ShowAsync(http, head, links, shown with
            {
                Values = values with { Faults = FormBody.Placed(fields, values, effect.Faults) },
                Effect = effect is { Refusal: null, Faults.IsEmpty: true }
                    ? effect.Sentences : null,
                Problem = effect.Refusal
                    ?? (effect.Faults.IsEmpty ? null : "The form is not right yet."),
                Status = effect is { Refusal: null, Faults.IsEmpty: true } ? 200 : 422,
            });
            return;
        }
        try
        {
            await RecordAsync(http, head, links, shown, sent,
                FormBody.Utf8(body));
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            var now = await keeper.RequireHeadAsync(http);
            var problem = refused.Problem;
            await ShowAsync(http, now, links, shown with
            {
                Values = values with
                {
                    Faults = FormBody.Placed(fields, values, problem.Errors),
                },
                Problem = problem.Headline,
                Status = problem.Status,
                Meanwhile = problem.Code == "changed-meanwhile"
                    ? await MeanwhileAsync(http, now, keys, SeenOf(sent)) : [],
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

    private async Task RecordAsync(
        HttpContext http, Book head, PageLinks links, ShownForm shown, IFormCollection sent,
        byte[] body)
    {
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

    /// <summary>Which thing a command is to be about; to its form once that is known.</summary>
    private async Task ChooseAsync(
        HttpContext http, Book head, PageLinks links, string chosen, ParameterTexts given)
    {
        var route = CommandRoutes.Table.Routes.FirstOrDefault(r => NameInAddress(r) == chosen)
            ?? throw ReadProblem.Invalid(Command, "is no command; choose one of the list");
        if (route.PathKeys.All(name => given.One(name) is { Length: > 0 }))
        {
            var path = route.PathKeys.Aggregate(route.Template, (template, name) =>
                template.Replace($"{{{name}}}", given.One(name), StringComparison.Ordinal));
            http.Response.Redirect(links.To($"record/{path}"));
            return;
        }
        var choices = route.PathKeys.Select(name =>
        {
            var kind = CommandRoute.SubjectOf(name, default).Kind;
            return (name, Values.Words(Subject.NameOf(kind)), head.Things.Keys
                .Where(t => t.Kind == kind).Select(t => (t.Key.Value, head.NameOf(t)))
                .ToImmutableArray());
        });
        await pages.ShowAsync(http, NameOf(route), "record", head, links,
            await renderer.RenderAsync<RecordChoice>(new RecordChoiceModel(
                chosen, DocComments.Find(route.Command), [.. choices], links)));
    }

    private async Task ShowAsync(HttpContext http, Book head, PageLinks links, ShownForm shown)
    {
        var (route, keys, values) = (shown.Route, shown.Keys, shown.Values);
        var identity = await access.RequireAsync(http);
        http.Response.StatusCode = shown.Status;
        var path = PathOf(http);
        var about = keys.Select(k => CommandRoute.SubjectOf(k.Name, k.Key)).Select(thing =>
            (links.To(thing) ?? links.Events(thing.ToString()), head.NameOf(thing)));
        await pages.ShowAsync(http, NameOf(route), "record", head, links,
            await renderer.RenderAsync<RecordForm>(new RecordFormModel(
                path, DocComments.Find(route.Command), [.. about],
                forms.Shown(head, route, keys, values, shown.MoreRows), FormToken.Field(http),
                Guid.CreateVersion7().ToString(), head.Position,
                Obstacle(links, route.Role, identity), shown.Problem, shown.Meanwhile,
                shown.Effect, shown.OnBehalfOf, MethodsOf(route, links), links)));
    }

    /// <summary>Why nothing can be recorded; null where it can.</summary>
    private static string? Obstacle(PageLinks links, Role? role, Identity identity) =>
        !links.AsOf.IsEmpty
            ? "This is the past, and the past is read-only: what is recorded, is recorded now. Go "
                + "back to now first."
        : role is { } needed && !identity.Has(needed)
            ? $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as "
                + $"{identity.RoleNames}."
        : role is null && !identity.Has(Role.Contributor)
            ? "To record something you need the role contributor or approver; you act as "
                + $"{identity.RoleNames}."
        : null;

    private static ImmutableArray<(string, string)> MethodsOf(CommandRoute route, PageLinks links)
        => route.Command != typeof(ReweightObjectives) ? [] :
        [
            ("Give the weights", links.To($"record/{route.Template}", ("method",
                Enumeration<WeightingMethod>.NameOf(WeightingMethod.Direct)))),
            ("Compare them two by two (AHP)", links.To($"record/{route.Template}", ("method",
                Enumeration<WeightingMethod>.NameOf(WeightingMethod.Ahp)))),
        ];

    /// <summary>The newest book, and the links of the time the page came from.</summary>
    private async Task<(Book Head, PageLinks Links)> HereAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        return (head, PageLinks.Of(head.Portfolio, http.Request.Query.Texts()));
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

    private static string? AddressOf(CommandRoute route, Subject? about, PageLinks links) =>
        about is not { } thing
            ? route.PathKeys.IsEmpty ? links.To($"record/{route.Template}")
                : links.To("record", (Command, NameInAddress(route)))
        : route.PathKeys is [var name] && CommandRoute.SubjectOf(name, default).Kind == thing.Kind
            ? links.To("record/" + route.Template.Replace(
                $"{{{name}}}", thing.Key.Value, StringComparison.Ordinal))
        : null;

    /// <summary>What is about the portfolio as a whole stands together.</summary>
    private static string GroupOf(CommandRoute route) => route.Template.Split('/')[0] switch
    {
        "budget" or "capacity" or "archiving" or "reopening" or "review-cycles" => "portfolio",
        "objective-weights" or "acknowledgements" => "objectives",
        "surveys" => "feedback",
        "delegations" => "decisions",
        var first => first,
    };

    private static string NameInAddress(CommandRoute route) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(route.Operation);

    private static string NameOf(CommandRoute route) => Values.Words(NameInAddress(route));

    /// <summary>A form on its way to a page.</summary>
    private sealed record ShownForm(
        CommandRoute Route, ImmutableArray<(string Name, Key Key)> Keys, FormValues Values)
    {
        public int MoreRows { get; init; }

        public string? Problem { get; init; }

        public int Status { get; init; } = StatusCodes.Status200OK;

        public ImmutableArray<TimelineItem> Meanwhile { get; init; } = [];

        public ImmutableArray<string>? Effect { get; init; }

        public string OnBehalfOf { get; init; } = "";
    }
}
