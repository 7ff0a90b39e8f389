using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// Reads the fields of the what-if page, from an address or a form. What is wrong is told by field,
/// and the rest is read all the same, so that the page keeps what was typed.
/// </summary>
internal sealed class WhatIfReader
{
    public const string Model = "model";
    public const string SlidersOf = "of";
    public const string WeightPrefix = "weight-";
    public const string Weights = "weights";
    public const string Budget = "budget";
    public const string Include = "include";
    public const string Exclude = "exclude";
    public const string Drop = "drop";
    public const string Optimise = "optimise";

    /// <summary>Closer to the weights of the model than this they are the same.</summary>
    private const decimal SameWeight = 1e-6m;

    /// <summary>Decimals of a scaled weight.</summary>
    private const int Decimals = 9;

    private readonly ImmutableArray<FieldFault>.Builder _faults =
        ImmutableArray.CreateBuilder<FieldFault>();

    /// <summary>Whether a field is one of the page's.</summary>
    public static bool Knows(string name) =>
        name is Model or SlidersOf or Budget or Include or Exclude or Drop or Optimise
        || name.StartsWith(WeightPrefix, StringComparison.Ordinal);

    /// <summary>What is wrong, by field.</summary>
    public ImmutableArray<FieldFault> Faults => _faults.ToImmutable();

    /// <summary>
    /// Whether a field names something that is not there; else it has no form that can be read.
    /// </summary>
    public bool IsUnknown { get; private set; }

    /// <summary>The question about a book.</summary>
    public WhatIfQuestion Read(Book book, ParameterTexts given)
    {
        var inForce = ReleasedModel.InForce(book);
        var model = ModelOf(book, inForce, given.One(Model));
        var weights = WeightsOf(model, given, out var differ, out var sum);
        var include = KeysOf(book, Include, given[Include]);
        var exclude = KeysOf(book, Exclude, given[Exclude]);
        foreach (var both in include.Intersect(exclude))
            Wrong(Include, $"has {book.InitiativeName(both)}, which must not be funded as well; "
                + "choose one of the two");
        return new(
            model, model is not null && model.Reference != inForce?.Reference, weights, differ, sum,
            BudgetOf(book, given.One(Budget)), include, exclude,
            given.One(Drop) is not null,
            given.One(Optimise) is { Length: > 0 } || !include.IsEmpty || !exclude.IsEmpty);
    }

    private ReleasedModel? ModelOf(Book book, ReleasedModel? inForce, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return inForce;
        try
        {
            var reference = ModelReference.Parse(text);
            if (book.Scoring.Find(reference.Key) is not { } model)
                return Unknown(Model, "names no scoring model of this portfolio", inForce);
            var version = reference.Version is { } number
                ? model.Versions.FirstOrDefault(v => v.Version == number) : model.LatestReleased;
            return version?.ReleasedAt is not null ? new(model, version)
                : Unknown(Model, "names a version that is not released", inForce);
        }
        catch (FormatException wrong)
        {
            return Wrong(Model, wrong.Message, inForce);
        }
    }

    /// <summary>
    /// The sliders of a model. Those of another model, which a form sends when another was chosen,
    /// say nothing about it.
    /// </summary>
    private ImmutableArray<SliderWeight> WeightsOf(
        ReleasedModel? model, ParameterTexts given, out bool differ, out decimal sum)
    {
        (differ, sum) = (false, 100);
        if (model is not { IsWeighted: true })
            return [];
        var criteria = model.Version.Criteria;
        var sliders = criteria.Select(c => new SliderWeight(
            c.Id, c.Name ?? Pages.Values.Words(c.Id), Plain((c.Weight?.Value ?? 0) * 100),
            c.Weight?.Value ?? 0, c.Weight?.Value ?? 0)).ToImmutableArray();
        var asked = given.All
            .Where(g => g.Name.StartsWith(WeightPrefix, StringComparison.Ordinal)).ToList();
        if (asked.Count == 0
            || (given.One(SlidersOf) is { Length: > 0 } of && of != model.Reference))
            return sliders;
        foreach (var (name, _) in asked)
            if (!criteria.Any(c => WeightPrefix + c.Id == name))
                Unknown(name, $"is no criterion of {model.Reference}; there are "
                    + Prose.List(criteria.Select(c => c.Id)), default(object));
        var values = sliders.Select(s => ValueOf(s, given.One(WeightPrefix + s.Criterion)))
            .ToImmutableArray();
        sliders = [.. sliders.Select((s, i) => s with
        {
            Value = given.One(WeightPrefix + s.Criterion) ?? s.Value,
        })];
        if (values.Any(v => v is null))
            return sliders;
        sum = values.Sum(v => v!.Value);
        if (sum == 0)
            return Wrong(Weights, "are all zero: at least one criterion must count", sliders);
        var shares = Scaled([.. values.Select(v => v!.Value)], sum);
        var others = sliders.Where((s, i) => Math.Abs(s.Now - shares[i]) > SameWeight).Any();
        differ = others;
        return [.. sliders.Select((s, i) => s with { Share = others ? shares[i] : s.Now })];
    }

    private decimal? ValueOf(SliderWeight slider, string? text) =>
        text is null ? slider.Now * 100
        : !TryNumber(text, out var value)
            ? Wrong(WeightPrefix + slider.Criterion, "must be a number like 35", default(decimal?))
        : value < 0 ? Wrong(WeightPrefix + slider.Criterion, "must not be negative",
            default(decimal?))
        : value > 1_000_000 ? Wrong(WeightPrefix + slider.Criterion,
            "must be at most 1,000,000: only the proportions count", default(decimal?))
        : value;

    /// <summary>Weights that add up to exactly 1; the largest takes what rounding leaves.</summary>
    private static ImmutableArray<decimal> Scaled(ImmutableArray<decimal> values, decimal sum)
    {
        var shares = values.Select(v => Math.Round(v / sum, Decimals)).ToArray();
        var largest = Array.IndexOf(shares, shares.Max());
        shares[largest] += 1 - shares.Sum();
        return [.. shares];
    }

    private decimal? BudgetOf(Book book, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : !TryNumber(text, out var budget)
            ? Wrong(Budget, $"must be an amount in {book.Details.Currency} like 12000000",
                default(decimal?))
        : budget < 0 ? Wrong(Budget, "must not be negative", default(decimal?))
        : budget > StoredDecimal.MaxValue ? Wrong(Budget, "is larger than any amount of the ledger",
            default(decimal?))
        : budget == book.Details.BudgetOn(book.Day) ? null : budget;

    private ImmutableArray<Key> KeysOf(Book book, string field, ImmutableArray<string> texts)
    {
        var keys = ImmutableArray.CreateBuilder<Key>();
        foreach (var text in texts
            .SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries
                | StringSplitOptions.TrimEntries)).Distinct())
            if (Key.TryParse(text, out var key) && book.Initiatives.Find(key) is not null)
                keys.Add(key);
            else
                Unknown(field, $"names '{text}', which is no initiative of this portfolio",
                    default(object));
        return keys.ToImmutable();
    }

    /// <summary>A number as people type it: thousands may be apart.</summary>
    private static bool TryNumber(string text, out decimal number) => decimal.TryParse(text.Trim(),
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign
        | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number);

    private static string Plain(decimal number) =>
        number.ToString("0.#######", CultureInfo.InvariantCulture);

    private void Wrong(string field, string detail) => _faults.Add(new(field, detail));

    private T Wrong<T>(string field, string detail, T instead)
    {
        Wrong(field, detail);
        return instead;
    }

    private T Unknown<T>(string field, string detail, T instead)
    {
        IsUnknown = true;
        return Wrong(field, detail, instead);
    }
}
