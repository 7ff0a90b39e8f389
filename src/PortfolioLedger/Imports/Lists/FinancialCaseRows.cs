using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of financial cases: the cash flow of each period, the discount rate, and what the expected
/// commercial value is computed from. A case that changes after the approval is rebaselined.
/// </summary>
internal static class FinancialCaseRows
{
    private static readonly ImmutableArray<string> OfEcv =
    [
        "presentValue", "technicalSuccess", "commercialSuccess", "developmentCost", "launchCost",
    ];

    /// <summary>The kind of list.</summary>
    public static readonly ListKind Kind = new(
        "financial-cases", SubjectKind.Initiative, "croton",
        [
            new("discountRate", FieldForm.Share, "0.08", "per year; needed with the first cash "
                + "flows"),
            new("currency", FieldForm.Text, "", "that of the portfolio"),
            new("cashFlow", FieldForm.Number, "-400000", "all money in the period, negative is "
                + "paid out; taken as of the last day of the period", Per: "period")
            {
                Sums = true,
            },
            new("presentValue", FieldForm.Number, "", "of future earnings, for the expected "
                + "commercial value; the five belong together"),
            new("technicalSuccess", FieldForm.Share, "", "probability of technical success"),
            new("commercialSuccess", FieldForm.Share, "", "probability of commercial success"),
            new("developmentCost", FieldForm.Number, "", "that remains"),
            new("launchCost", FieldForm.Number, "", "of bringing it to customers"),
        ], State)
    {
        Refers = true, Held = Held,
    };

    private static void State(RowDecisions d)
    {
        if (d.About() is not { } key)
            return;
        var now = d.Now.Initiatives.Find(key)!;
        var held = d.Before.Initiatives.Find(key)?.FinancialCase.At(d.Day)?.Value;
        var changed = new List<ListCell>();
        Currency(d);
        var flows = Flows(d, held, changed);
        var ecv = Ecv(d, held?.Ecv, changed);
        if (d.Row.Cell("discountRate") is { } stated && stated.AsNumber != held?.DiscountRate)
            changed.Add(stated);
        if (changed.Count == 0)
            return;
        if ((d.Row.Number("discountRate") ?? held?.DiscountRate) is not { } rate)
            d.Miss("discountRate", "must say the discount rate of the case, like 8 % or 0.08");
        else if (flows.IsEmpty && d.Faults.IsEmpty)
            d.Miss("cashFlow", "needs at least one cash flow: a case without money is none");
        else
            d.Decide(Stated(d, now, new(flows, d.Now.Details.Currency, rate, ecv, held?.Arr)),
                [.. changed]);
    }

    /// <summary>
    /// Before the approval a case is submitted again; the board has not relied on it.
    /// </summary>
    private static ICommand Stated(RowDecisions d, Initiative initiative, FinancialCase said) =>
        initiative.StatedCase is null || initiative.StageOn(d.Now.Day)
            is Stage.Proposed or Stage.Submitted or Stage.Deferred
            ? new SubmitFinancialCase(initiative.Key, said.CashFlows, said.Currency,
                said.DiscountRate, said.Ecv, said.Arr, d.EffectiveOn)
            : new RebaselineFinancialCase(initiative.Key, said.CashFlows, said.Currency,
                said.DiscountRate, d.Grounds, said.Ecv, said.Arr);

    private static void Currency(RowDecisions d)
    {
        if (d.Row.Cell("currency") is { } cell && cell.AsText != d.Now.Details.Currency.Code)
            d.Refuse(cell, "currency-mismatch", "is not the currency of the portfolio, "
                + $"{d.Now.Details.Currency}; give the amounts in it");
    }

    /// <summary>
    /// The flows of the list in place of those the ledger holds in the same periods. A period says
    /// how much in all, so flows that add up to it stay as they are.
    /// </summary>
    private static ImmutableArray<CashFlow> Flows(
        RowDecisions d, FinancialCase? held, List<ListCell> changed)
    {
        var flows = (held?.CashFlows ?? []).ToList();
        var spans = new List<(DateOnly From, DateOnly To, ListCell Cell)>();
        foreach (var cell in d.Row.Each("cashFlow"))
        {
            if (Periods.DaysOf(cell.For!) is not var (from, to))
                d.Refuse(cell, "malformed", $"is of '{cell.For}', which says no days: a cash flow "
                    + "has a day. Name a calendar period like 2026, 2026-q1 or 2026-03");
            else if (spans.Find(s => s.From <= to && from <= s.To).Cell is { } other)
                d.Refuse(cell, "malformed",
                    $"overlaps '{other.Column}': the same money would count twice");
            else
            {
                spans.Add((from, to, cell));
                var within = flows.FindAll(f => from <= f.On && f.On <= to);
                if (within.Count > 0 && within.Sum(f => f.Amount) == cell.AsNumber)
                    continue;
                changed.Add(cell);
                flows.RemoveAll(within.Contains);
                flows.Add(new(to, cell.AsNumber));
            }
        }
        return [.. flows.OrderBy(f => f.On)];
    }

    private static EcvInputs? Ecv(RowDecisions d, EcvInputs? held, List<ListCell> changed)
    {
        if (OfEcv.All(f => d.Row.Cell(f) is null))
            return held;
        decimal Of(string field, decimal? before)
        {
            if (d.Row.Cell(field) is not { } cell)
            {
                if (before is null)
                    d.Miss(field, "must not be blank: the expected commercial value needs "
                        + "present value, both probabilities, development and launch cost");
                return before ?? 0;
            }
            if (cell.AsNumber < 0 && field is "developmentCost" or "launchCost")
                d.Refuse(cell, "malformed", "must not be negative");
            if (cell.AsNumber != before)
                changed.Add(cell);
            return cell.AsNumber;
        }
        return new(
            Of("presentValue", held?.PresentValue),
            new(Of("technicalSuccess", held?.TechnicalSuccess.Value)),
            new(Of("commercialSuccess", held?.CommercialSuccess.Value)),
            Of("developmentCost", held?.DevelopmentCost), Of("launchCost", held?.LaunchCost));
    }

    private static decimal? Held(
        Book book, ListNames names, Key initiative, ListRow row, string figure)
    {
        if (book.Initiatives.Find(initiative)?.FinancialCase.At(book.Day)?.Value is not { } held)
            return null;
        return figure == "count" ? 0 : row.Each(figure).Sum(cell =>
            Periods.DaysOf(cell.For!) is var (from, to)
                ? held.CashFlows.Where(f => from <= f.On && f.On <= to).Sum(f => f.Amount) : 0);
    }
}
