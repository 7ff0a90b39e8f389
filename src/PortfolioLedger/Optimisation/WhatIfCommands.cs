using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// The commands that would make a what-if come true, as a batch has them: a scenario holds
/// commands, and nothing else can be adopted.
/// </summary>
/// <param name="Items">In order.</param>
/// <param name="NotSaved">What of the question no command says, in words.</param>
internal sealed record WhatIfCommands(
    ImmutableArray<JsonElement> Items, ImmutableArray<string> NotSaved)
{
    /// <summary>The commands of a question about a book.</summary>
    /// <param name="book">Of the time it is about.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="rationale">Why, for each of them.</param>
    public static WhatIfCommands Of(Book book, WhatIfQuestion question, string rationale)
    {
        var grounds = new Grounds(rationale);
        var items = ImmutableArray.CreateBuilder<JsonElement>();
        var notSaved = ImmutableArray.CreateBuilder<string>();
        if (question.Model is { } model && (question.IsOtherModel || question.WeightsDiffer))
            AddModel(items, question, model, grounds);
        if (question.Budget is { } budget)
            AddBudget(book, items, notSaved, budget, grounds);
        if (!question.Include.IsEmpty || !question.Exclude.IsEmpty)
            notSaved.Add("What must and must not be funded is not saved: no command makes an "
                + "initiative funded. Approve, defer or reject initiatives in the scenario.");
        return new(items.ToImmutable(), notSaved.ToImmutable());
    }

    /// <summary>
    /// Only the newest released version of a model can be adopted; anything else is drafted and
    /// released as its next one.
    /// </summary>
    private static void AddModel(
        ImmutableArray<JsonElement>.Builder items, WhatIfQuestion question, ReleasedModel model,
        Grounds grounds)
    {
        var key = model.Model.Key;
        if (question.WeightsDiffer
            || model.Model.LatestReleased?.Version != model.Version.Version)
        {
            items.Add(Item("scoring-models", new
            {
                key,
                formula = model.Version.Formula,
                criteria = model.Version.Criteria.Select(c => c with
                {
                    Weight = question.WeightsDiffer ? question.Shares[c.Id] : c.Weight,
                }),
            }));
            items.Add(Item($"scoring-models/{key}/release", new { grounds }));
        }
        items.Add(Item($"scoring-models/{key}/adoption", new { grounds }));
    }

    private static void AddBudget(
        Book book, ImmutableArray<JsonElement>.Builder items,
        ImmutableArray<string>.Builder notSaved, decimal budget, Grounds grounds)
    {
        var set = book.Details.Budgets
            .Select(b => (Period: b.Key, Budget: b.Value.At(book.Day)?.Value))
            .Where(b => b.Budget is not null).ToList();
        if (set is not [var (period, now)])
        {
            notSaved.Add(set.Count == 0
                ? "The budget is not saved: the portfolio has none, and it is set for a period. "
                    + "Add the command that sets it to the scenario."
                : "The budget is not saved: it is the sum of "
                    + Prose.List(set.Select(b => b.Period))
                    + ", and which of them changes is still to be said. Add the command that sets "
                    + "the budget of a period to the scenario.");
            return;
        }
        var opex = now!.Total == 0 ? 0 : Math.Round(now.Opex / now.Total * budget, 2);
        var currency = book.Details.Currency;
        items.Add(Item("budget", new SetPortfolioBudget(period, grounds,
            new Money(budget - opex, currency), opex == 0 ? null : new Money(opex, currency))));
    }

    private static JsonElement Item(string path, object body) => JsonSerializer.SerializeToElement(
        new { path, body = JsonSerializer.SerializeToElement(body, LedgerJson.Stored) });
}
