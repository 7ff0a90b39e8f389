using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// Tries other weights, models and budgets, and which set would be the best. The address holds all
/// of it; nothing is recorded. What a contributor wants to keep becomes a scenario.
/// </summary>
internal sealed class WhatIfPage(
    PortfolioPages pages, PageRenderer renderer, BookKeeper keeper, AsOfResolver asOf,
    CallerAccess access, Counterfactuals counterfactuals, Optimisations optimisations,
    ScenarioDrafts drafts)
{
    /// <summary>Below the portfolio.</summary>
    public const string Path = "what-if";

    private const string NameField = "name";
    private const string RationaleField = "rationale";
    private const string PositionField = "position";

    /// <summary>The grounds of what is tried and never recorded.</summary>
    private const string Tried = "Tried on the page what if";

    /// <summary>A page is waited for: the search ends sooner than that of a program.</summary>
    private const int SearchSeconds = 5;

    /// <summary>A page of what is asked in its address.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var given = PortfolioPages.WithoutBlanks(http.Request.Query.Texts());
        Arguments.Read(new([.. given.All.Where(g =>
            !PageLinks.IsOfTime(g.Name) && !WhatIfReader.Knows(g.Name))]), []).OrProblem();
        await ShowAsync(http, head, given, await AskedAsync(head, given, http.RequestAborted));
    }

    /// <summary>Saves what is asked as a scenario; goes to its page.</summary>
    public async Task SaveAsync(HttpContext http)
    {
        var head = await keeper.RequireHeadAsync(http);
        var actor = (await access.RequireAsync(http)).ActAs(Role.Contributor);
        var sent = (await http.Request.ReadFormAsync(http.RequestAborted)).Texts();
        var given = PortfolioPages.WithoutBlanks(
            new([.. sent.All.Where(g => WhatIfReader.Knows(g.Name))]));
        var typed = (Name: sent.One(NameField)?.Trim() ?? "",
            Rationale: sent.One(RationaleField)?.Trim() ?? "");
        var asked = (await asOf.ResolveAsync(
            AsOf.Read(null, sent.One(PositionField), null).OrProblem(), null, head,
            http.RequestAborted)).OrProblem();
        var book = await asked.BookAsync(keeper, http.RequestAborted);
        var reader = new WhatIfReader();
        var question = reader.Read(book, given);
        try
        {
            if (!reader.Faults.IsEmpty)
                throw Refused("The question is not right yet.");
            var key = ScenarioDrafts.KeyOf(typed.Name);
            if (typed.Rationale.Length == 0)
                throw Refused("Say why: whoever adopts the scenario records it with the decision.");
            var commands = WhatIfCommands.Of(book, question, typed.Rationale);
            if (commands.Items.IsEmpty)
                throw Refused("Nothing of it can be saved: change a weight, the model or the "
                    + "budget first.");
            await drafts.CreateAsync(
                head, key, typed.Name, asked.Position, commands.Items, actor,
                http.RequestAborted);
            FormAnswer.SeeOther(http, $"/p/{head.Portfolio}/{ScenarioPages.Path}/{key}");
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            http.Response.StatusCode = refused.Problem.Status;
            var now = (await asOf.ResolveAsync(AsOf.Now, null, head, http.RequestAborted))
                .OrProblem();
            await ShowAsync(http, head, given, now, typed.Name, typed.Rationale,
                refused.Problem.Detail);
        }
    }

    private static ProblemException Refused(string detail) =>
        new(Problem.Create("invalid-fields", detail));

    private async Task<ResolvedAsOf> AskedAsync(
        Book head, ParameterTexts given, CancellationToken cancel) =>
        (await asOf.ResolveAsync(AsOf.Read(given).OrProblem(), null, head, cancel)).OrProblem();

    private async Task ShowAsync(
        HttpContext http, Book head, ParameterTexts given, ResolvedAsOf asked,
        string name = "", string rationale = "", string? refusal = null)
    {
        var cancel = http.RequestAborted;
        var links = PageLinks.Of(head.Portfolio, given);
        var book = await asked.BookAsync(keeper, cancel);
        var reader = new WhatIfReader();
        var question = reader.Read(book, given);
        var faults = reader.Faults;
        AnsweredCounterfactual? answer = null;
        BestSetModel? best = null;
        if (faults.IsEmpty)
        {
            answer = await counterfactuals.AnswerAsync(head, new(
                Weights: question.WeightsDiffer ? question.Shares : null,
                Model: question.IsOtherModel ? question.Model!.Reference : null,
                Budget: question.Budget), asked, cancel);
            if (question.Optimises)
                try
                {
                    best = await BestAsync(book, question, answer.View, cancel);
                }
                catch (ProblemException none) when (none.Problem.Status < 500
                    || none.Problem.Code == "solver-busy")
                {
                    // The field of the API is a box on the page.
                    faults = [new(WhatIfReader.Optimise, none.Problem.Detail.Replace(
                        "dropActive true", $"\"{BestSetModel.DropTitle}\" ticked",
                        StringComparison.Ordinal))];
                    http.Response.StatusCode = none.Problem.Status;
                }
        }
        else if (refusal is null)
            http.Response.StatusCode = reader.IsUnknown
                ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
        var content = await renderer.RenderAsync<WhatIfContent>(new WhatIfContentModel(
            question, new(given.All), faults, ReleasedModel.In(book), ReleasedModel.InForce(book),
            [.. book.CountedInitiatives().Select(i => (i.Key, i.NameOn(book.Day)))
                .OrderBy(i => i.Item2, StringComparer.Ordinal)],
            book.Details.BudgetOn(book.Day),
            answer is null ? null : new(answer.View, book.Details.Currency, links), best,
            new(await ObstacleAsync(http, question, head, !links.AsOf.IsEmpty),
                WhatIfCommands.Of(book, question, Tried).NotSaved, FormToken.Field(http),
                asked.Position, name, rationale, refusal),
            book.Details.Currency, links));
        await pages.ShowAsync(http, PortfolioPages.OfTime(
            pages.Document("What if", content, head, links, Path), asked.Echo, given) with
        {
            Digest = answer?.Digest,
        });
    }

    /// <summary>Why it cannot be saved here; null when it can.</summary>
    private async Task<string?> ObstacleAsync(
        HttpContext http, WhatIfQuestion question, Book head, bool isPast) =>
        isPast ? "This page shows the past and is read-only: decisions are taken on what is. Go "
            + "back to now to save a scenario."
        : head.Details.Archived is not null
            ? "The portfolio is archived: nothing is decided in it any more."
        : !question.ChangesRanking
            ? "There is nothing to save yet: change a weight, the model or the budget."
        : !(await access.RequireAsync(http)).Has(Role.Contributor)
            ? "Saving it as a scenario needs the role contributor; who has it can open this "
                + "address and save it."
        : null;

    /// <summary>
    /// The best set under the weights and the budget that are asked about, beside what the ranking
    /// funds under them.
    /// </summary>
    private async Task<BestSetModel> BestAsync(
        Book book, WhatIfQuestion question, CounterfactualRanking ranking,
        CancellationToken cancel)
    {
        var commands = WhatIfCommands.Of(
            book, question with { Budget = null, Include = [], Exclude = [] }, Tried);
        var (tried, refused) = book.Try(
            [.. commands.Items.Select((item, i) => ScenarioStore.Bind(item, i))], cancel);
        if (refused is [var first, ..])
            throw new ProblemException(Problem.Create(
                new Refusal(first.Code, first.Detail, first.Subject)));
        var found = await optimisations.OfAsync(tried, new(
            FundingObjective.Score,
            Budget: question.Budget is { } budget ? new(budget, book.Details.Currency) : null,
            MustInclude: question.Include, MustExclude: question.Exclude,
            TimeLimitSeconds: SearchSeconds, DropActive: question.Drops), _ => { }, cancel);
        return new(found, Rows(found, ranking));
    }

    private static ImmutableArray<BestSetRow> Rows(
        OptimisedFunding found, CounterfactualRanking ranking)
    {
        var funded = ranking.Counterfactual.Where(i => i.Funded == true)
            .Select(i => i.Initiative).ToHashSet();
        return
        [
            .. found.Selected.Select(s => new BestSetRow(s.Initiative, s.Name, s.Value, s.Cost,
                    funded.Contains(s.Initiative), true,
                    s.Required ? "It must be funded."
                        : s.Kept ? "It is under way, and money was spent on it." : ""))
                .Concat(found.Rejected
                    .Where(r => funded.Contains(r.Initiative) || r.Reason == "excluded")
                    .Select(r => new BestSetRow(r.Initiative, r.Name, r.Value, r.Cost,
                        funded.Contains(r.Initiative), false,
                        r.Reason == "excluded" ? "It must not be funded." : r.Detail)))
                .OrderBy(r => r.Chosen == r.Funded).ThenByDescending(r => r.Chosen)
                .ThenBy(r => r.Name, StringComparer.Ordinal),
        ];
    }
}
