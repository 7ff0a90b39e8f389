using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Recording;

/// <summary>The page of what can be recorded, and of the choice what it is about.</summary>
internal sealed class RecordListPage(
    PortfolioPages pages, PageRenderer renderer, CallerAccess access, RecordTargets targets)
{
    /// <summary>What is recorded most comes first, what is set up once comes last.</summary>
    private static readonly string[] InOrder =
    [
        "initiatives", "outcomes", "feedback", "decisions", "objectives", "value-streams",
        "rankings", "scoring-models", "stakeholders", "communications", "reports", "dashboards",
        "subscriptions", "departments", "customer-segments", "portfolio",
    ];

    private const string About = "about";
    private const string Command = "command";

    /// <summary>What can be recorded, of everything or of one thing.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var given = http.Request.Query.Texts();
        var target = await targets.OfAsync(http, given.One(ScenarioAdditions.Name));
        if (given.One(Command) is { } chosen)
        {
            await ChooseAsync(http, target, chosen, given);
            return;
        }
        var identity = await access.RequireAsync(http);
        Subject? about = given.One(About) is not { } text ? null
            : Subject.TryParse(text, out var subject) && target.Book.Things.ContainsKey(subject)
                ? subject
            : throw ReadProblem.Invalid(About,
                "must be a thing of this portfolio, such as initiative/croton");
        var groups = CommandRoutes.Table.Routes.Where(target.Takes)
            .Select(route => (route, address: AddressOf(route, about, target)))
            .Where(entry => entry.address is not null)
            .GroupBy(entry => GroupOf(entry.route))
            .OrderBy(group => Array.IndexOf(InOrder, group.Key) is >= 0 and var place
                ? place : InOrder.Length)
            .Select(group => (Values.Words(group.Key), group.Select(entry => new RecordEntry(
                NameOf(entry.route), DocComments.Find(entry.route.Command),
                Enumeration<Role>.NameOf(target.RoleFor(entry.route)), entry.address!,
                identity.Has(target.RoleFor(entry.route)))).ToImmutableArray()));
        await pages.ShowAsync(http, "Record", "record", target.Head, target.Links,
            await renderer.RenderAsync<RecordList>(new RecordListModel([.. groups],
                about is { } thing ? (thing.ToString(), target.Book.NameOf(thing)) : null, target,
                target.Obstacle(target.Into is null ? null : Role.Contributor, identity))));
    }

    /// <summary>The name of a command in words.</summary>
    public static string NameOf(CommandRoute route) => Values.Words(NameInAddress(route));

    /// <summary>Which thing a command is to be about; to its form once that is known.</summary>
    private async Task ChooseAsync(
        HttpContext http, RecordTarget target, string chosen, ParameterTexts given)
    {
        var route = CommandRoutes.Table.Routes.FirstOrDefault(r => NameInAddress(r) == chosen)
            ?? throw ReadProblem.Invalid(Command, "is no command; choose one of the list");
        if (route.PathKeys.All(name => given.One(name) is { Length: > 0 }))
        {
            var path = route.PathKeys.Aggregate(route.Template, (template, name) =>
                template.Replace($"{{{name}}}", given.One(name), StringComparison.Ordinal));
            http.Response.Redirect(target.AddressOf($"record/{path}"));
            return;
        }
        var book = target.Book;
        var choices = route.PathKeys.Select(name =>
        {
            var kind = CommandRoute.SubjectOf(name, default).Kind;
            return (name, Values.Words(Subject.NameOf(kind)), book.Things.Keys
                .Where(t => t.Kind == kind).Select(t => (t.Key.Value, book.NameOf(t)))
                .ToImmutableArray());
        });
        await pages.ShowAsync(http, NameOf(route), "record", target.Head, target.Links,
            await renderer.RenderAsync<RecordChoice>(new RecordChoiceModel(
                chosen, DocComments.Find(route.Command), [.. choices], target)));
    }

    private static string? AddressOf(CommandRoute route, Subject? about, RecordTarget target) =>
        about is not { } thing
            ? route.PathKeys.IsEmpty ? target.AddressOf($"record/{route.Template}")
                : target.AddressOf("record", (Command, NameInAddress(route)))
        : route.PathKeys is [var name] && CommandRoute.SubjectOf(name, default).Kind == thing.Kind
            ? target.AddressOf("record/" + route.Template.Replace(
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
}
