using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Views;

/// <summary>One figure of the market.</summary>
/// <param name="Outcome">Which outcome it is measured by; null for a survey.</param>
/// <param name="Initiative">Which product a survey is about; null for an outcome.</param>
/// <param name="Metric">
/// <c>sales-growth</c>, <c>new-lead-growth</c>, <c>cost-of-acquisition</c>, <c>csat</c>,
/// <c>nps</c>,
/// <c>ces</c>, or <c>level</c> for an outcome of this category that says no more.
/// </param>
/// <param name="Period">The day of the measurement or survey.</param>
/// <param name="Value">On that day; null when it cannot be computed.</param>
/// <param name="Previous">The same a measurement or round before.</param>
/// <param name="Trend">Value − previous.</param>
/// <param name="N">How many answered or were observed; unknown if null.</param>
/// <param name="Target">Of the outcome, in its own unit.</param>
/// <param name="Objective">The objective it serves most.</param>
/// <param name="Unknown">Why the value is null.</param>
public sealed record MarketFigure(
    Key? Outcome,
    Key? Initiative,
    string Metric,
    DateOnly? Period,
    decimal? Value,
    decimal? Previous,
    decimal? Trend,
    long? N,
    Target? Target,
    Key? Objective,
    string? Unknown
);

/// <summary>
/// Where the organisation stands in its market: growth of sales and leads
/// <c>S_t / S_(t−1) − 1</c>, cost of acquisition = sales and marketing cost / new customers, and
/// what customers say of products.
/// </summary>
public sealed record MarketPositioning(ImmutableArray<MarketFigure> Items)
    : IView, IListView<MarketPositioning, MarketFigure>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "market-positioning";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public MarketPositioning Page(ImmutableArray<MarketFigure> items) => new(items);

    /// <summary>The market figures of a book.</summary>
    public static MarketPositioning Compute(Book book)
    {
        var measured = book.Outcomes.PursuedOn(book.Day)
            .Where(o => o.MetricOn(book.Day) is not null
                || o.CategoryOn(book.Day) == OutcomeCategory.MarketPositioning)
            .ToImmutableArray();
        return new([
            .. measured.Select(o => OfOutcome(book, o, measured)).OfType<MarketFigure>(),
            .. Surveys.Latest(book).Where(s => s.About == SurveyAbout.Product)
                .Select(s => OfSurvey(book, s)),
        ]);
    }

    /// <summary>The figure of an outcome; null for one that only enters another figure.</summary>
    private static MarketFigure? OfOutcome(
        Book book, Outcome outcome, ImmutableArray<Outcome> all) =>
        outcome.MetricOn(book.Day) switch
    {
        MarketMetric.Sales => Figure(book, outcome, "sales-growth", Growth(book, outcome)),
        MarketMetric.NewLeads => Figure(book, outcome, "new-lead-growth", Growth(book, outcome)),
        MarketMetric.SalesAndMarketingCost =>
            Figure(book, outcome, "cost-of-acquisition", PerCustomer(book, outcome, all)),
        MarketMetric.NewCustomers => null,
        MarketMetric.Csat or MarketMetric.Nps or MarketMetric.Ces => Figure(book, outcome,
            Enumeration<MarketMetric>.NameOf(outcome.MetricOn(book.Day)!.Value),
            Levels(book, outcome)),
        null => Figure(book, outcome, "level", Levels(book, outcome)),
        { } other => throw Enumeration<MarketMetric>.Undeclared(other),
    };

    private static MarketFigure Figure(
        Book book, Outcome outcome, string metric, ImmutableArray<Point> points)
    {
        var now = points.LastOrDefault();
        var before = points.Length > 1 ? points[^2].Value : null;
        return new(outcome.Key, null, metric, points.IsEmpty ? null : now.On, now.Value, before,
            now.Value - before, now.N, outcome.Target.At(book.Day)?.Value, Served(book, outcome),
            points.IsEmpty ? "nothing was measured" : now.Unknown);
    }

    /// <summary>
    /// The last measurements, oldest first: a figure needs two, however long the series is.
    /// </summary>
    private static IEnumerable<Measurement> Last(Book book, Outcome outcome, int count) =>
        outcome.LatestFirstOn(book.Day).Take(count).Reverse();

    private static ImmutableArray<Point> Levels(Book book, Outcome outcome) =>
        [.. Last(book, outcome, 2).Select(m => new Point(m.On, m.Value, m.N, null))];

    private static ImmutableArray<Point> Growth(Book book, Outcome outcome)
    {
        var points = ImmutableArray.CreateBuilder<Point>();
        Measurement? before = null;
        // The third is what the second grew from.
        foreach (var now in Last(book, outcome, 3))
        {
            points.Add(
                before is null ? new(now.On, null, now.N, "there is no earlier measurement")
                : before.Value <= 0
                    ? new(now.On, null, now.N, "the earlier measurement is not above 0")
                : new(now.On, (now.Value / before.Value) - 1, now.N, null)
            );
            before = now;
        }
        return points.ToImmutable();
    }

    /// <summary>Costs by the new customers of the same segment measured on the same day.</summary>
    private static ImmutableArray<Point> PerCustomer(
        Book book, Outcome cost, ImmutableArray<Outcome> all)
    {
        var won = all.FirstOrDefault(
            o => o.MetricOn(book.Day) == MarketMetric.NewCustomers
                && o.SegmentOn(book.Day) == cost.SegmentOn(book.Day));
        return [.. Last(book, cost, 2).Select(c =>
            won?.Measurements.GetValueOrDefault(c.On).At(book.Day)?.Value.Value is not { } customers
                ? new Point(c.On, null, null, "new customers of that day are not measured")
            : customers <= 0 ? new(c.On, null, null, "no customer was won")
            : new(c.On, c.Value / customers, (long)customers, null))];
    }

    private static MarketFigure OfSurvey(Book book, SurveyItem survey) =>
        new(
            null,
            survey.Initiative,
            Enumeration<SurveyScale>.NameOf(survey.Scale),
            survey.On,
            survey.Score,
            survey.Previous,
            survey.Trend,
            survey.N,
            null,
            ServedBy(book, survey.Initiative),
            survey.Score is null ? "nobody answered" : null
        );

    /// <summary>Of the objectives an outcome is linked to, that of the greatest weight.</summary>
    private static Key? Served(Book book, Outcome outcome)
    {
        (Key Objective, decimal Weight)? most = null;
        foreach (var (to, register) in outcome.Links)
            if (
                to.Kind == SubjectKind.Objective
                && register.At(book.Day)?.Value is > 0 and var weight
                && !(weight <= most?.Weight)
            )
                most = (to.Key, weight);
        return most?.Objective;
    }

    /// <summary>
    /// Of the objectives an initiative contributes to, that of the strongest claim.
    /// </summary>
    private static Key? ServedBy(Book book, Key? initiative)
    {
        (Key Objective, int Strength)? most = null;
        if (initiative is { } key && book.Initiatives.Find(key) is { } found)
            foreach (var (objective, claim) in found.ContributionsOn(book.Day))
                if ((int)claim.Strength > (most?.Strength ?? 0))
                    most = (objective, (int)claim.Strength);
        return most?.Objective;
    }

    /// <summary>A figure on a day.</summary>
    private readonly record struct Point(DateOnly On, decimal? Value, long? N, string? Unknown);
}
