using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Optimisation;

/// <summary>The efficient frontier for people: a form, a picture, a table.</summary>
internal sealed class FrontierPage(
    PortfolioPages pages, PageRenderer renderer, Optimisations optimisations, Frontiers frontiers,
    KeptContents contents)
{
    /// <summary>Below the portfolio.</summary>
    public const string Path = "what-if/frontier";

    /// <summary>How long a page searches when nothing is said: somebody waits for it.</summary>
    private const int UsualSeconds = 5;

    private static readonly Parameter<FundingObjective> Objective = new(
        "objective", FundingObjective.Score, Texts.Named<FundingObjective>,
        "What there should be most of.", "score", [.. Enumeration<FundingObjective>.Names]);

    private static readonly Parameter<decimal?> Budget = new(
        "budget", null, text => Texts.NotNegative(text),
        "Within which funding in rank order is compared; the portfolio's own if absent.",
        "6000000", []);

    private static readonly Parameter<bool> DropActive = new(
        "dropActive", false, Texts.Truth,
        "true lets sets be without what is under way and cost money.", "false",
        ["false", "true"]);

    private static readonly Parameter<ImmutableArray<Key>?> MustInclude = new(
        "mustInclude", null, text => Keys(text), "Chosen in any case.", "croton,harbour", [])
    {
        TakesSeveral = true,
    };

    private static readonly Parameter<ImmutableArray<Key>?> MustExclude = new(
        "mustExclude", null, text => Keys(text), "Never chosen.", "croton,harbour", [])
    {
        TakesSeveral = true,
    };

    private static readonly Parameter<int> Points = new(
        "points", FrontierQuestion.UsualPoints,
        text => Between(text, 2, FrontierQuestion.MaxPoints),
        "At most so many points, 2 to 200.", "40", []);

    private static readonly Parameter<int> Seconds = new(
        "timeLimitSeconds", UsualSeconds, text => Between(text, 1, FundingQuestion.MaxSeconds),
        "How many seconds to search, 1 to 60.", "5", []);

    private static readonly ImmutableArray<Parameter> Asked =
        [Objective, Budget, DropActive, MustInclude, MustExclude, Points, Seconds];

    /// <summary>
    /// What people can put right where they asked; other problems have pages of their own.
    /// </summary>
    private static readonly ImmutableArray<string> Answerable =
    [
        "infeasible", "model-not-released", "no-solution-in-time", "solver-busy",
        "unknown-initiative",
    ];

    /// <summary>The page.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var (head, given, links) = await pages.AskedAsync(http);
        var asked = Arguments.Read(
            new([.. given.All.Where(g => !PageLinks.IsOfTime(g.Name))]), Asked).OrProblem();
        var question = QuestionOf(asked);
        var (book, when) = await optimisations.BookAsync(
            head, AsOf.Read(given).OrProblem(), http.RequestAborted);
        var content = await contents.OfAsync(http, when, "", () =>
            ContentAsync(http, book, question, given, links));
        await pages.ShowAsync(http, PortfolioPages.OfTime(
            pages.Document("Efficient frontier", "", head, links, Path), when.Echo, given),
            content.Bytes);
    }

    private async Task<(ViewBody Content, bool MayBeKept)> ContentAsync(
        HttpContext http, Book book, FrontierQuestion question, ParameterTexts given,
        PageLinks links)
    {
        FundingFrontier? view = null;
        string? trouble = null;
        try
        {
            view = await frontiers.OfAsync(book, question, _ => { }, http.RequestAborted);
        }
        catch (ProblemException refused) when (Answerable.Contains(refused.Problem.Code))
        {
            trouble = refused.Problem.Detail;
            // Who only came by asked for nothing that could be wrong.
            if (given.All.Any(g => !PageLinks.IsOfTime(g.Name))
                || refused.Problem.Status >= StatusCodes.Status500InternalServerError)
                http.Response.StatusCode = refused.Problem.Status;
        }
        var content = await renderer.RenderAsync<FrontierContent>(new FrontierContentModel(
            view, trouble,
            [.. Asked.Select(p => new AskedField(
                p.Name, p.Description, given.One(p.Name), p.Example, p.Names, false))],
            initiative => book.NameOf(new(SubjectKind.Initiative, initiative)),
            book.Details.Currency, links));
        // The same search finds the same points, unless it ended early.
        return (new(Encoding.UTF8.GetBytes(content), "", null), view?.Complete == true);
    }

    private static FrontierQuestion QuestionOf(Arguments asked) => new(
        asked.Get(Objective),
        asked.Get(Budget) is { } budget ? new Money(budget, default) : null,
        MustInclude: asked.Get(MustInclude),
        MustExclude: asked.Get(MustExclude),
        TimeLimitSeconds: asked.Get(Seconds),
        DropActive: asked.Get(DropActive),
        Points: asked.Get(Points));

    private static ImmutableArray<Key> Keys(string text) =>
        [.. Texts.Several(text).Select(Texts.Key).Distinct()];

    private static int Between(string text, int least, int most) =>
        Texts.Count(text) is var number && number >= least && number <= most ? number
            : throw new FormatException($"must lie between {least} and {most}");
}
