using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Core.Views;

/// <summary>What came of the work on one initiative, or on all.</summary>
/// <param name="Initiative">Which; null for all.</param>
/// <param name="Name">For people.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="AcceptedOutputs">Delivered outputs that somebody accepted.</param>
/// <param name="EffortHours">Hours of work recorded.</param>
/// <param name="FteMonths">Effort in months of one full-time person.</param>
/// <param name="OutputsPerFteMonth">Accepted outputs / FTE-months.</param>
/// <param name="CapacityHours">Hours of the people allocated to date.</param>
/// <param name="EffortOfCapacity">Effort / capacity.</param>
/// <param name="Spend">Money spent.</param>
/// <param name="CashableBenefits">Realised cashable benefits, harm subtracted.</param>
/// <param name="NetProfit">Realised cashable benefits − spend.</param>
/// <param name="Unknown">Why something is null.</param>
public sealed record ProductivityItem(
    Key? Initiative, string? Name, Stage? Stage, int AcceptedOutputs, decimal? EffortHours,
    decimal? FteMonths, decimal? OutputsPerFteMonth, decimal? CapacityHours,
    decimal? EffortOfCapacity, decimal? Spend, decimal? CashableBenefits, decimal? NetProfit,
    ImmutableArray<string> Unknown)
{
    internal static ProductivityItem From(
        Key? initiative, string? name, Stage? stage, Work work, decimal hoursPerMonth)
    {
        var months = work.EffortHours / hoursPerMonth;
        var capacity = work.FteDays / Productivity.DaysPerMonth * hoursPerMonth;
        return new(initiative, name, stage, work.AcceptedOutputs, work.EffortHours, months,
            Sums.Share(work.AcceptedOutputs, months), capacity,
            Sums.Share(work.EffortHours, capacity), work.Spend, work.Cashable,
            work.Cashable - work.Spend, [.. Reasons(work)]);
    }

    private static IEnumerable<string> Reasons(Work work)
    {
        if (work.EffortHours is null)
            yield return "no effort is recorded";
        else if (work.EffortHours <= 0)
            yield return "all effort was taken back";
        if (work.FteDays is null)
            yield return "nobody is allocated";
        if (work.Spend is null)
            yield return "no spend is recorded";
        if (work.Cashable is null)
            yield return "no cashable benefit is realised";
    }
}

/// <summary>What the figures of productivity are computed from.</summary>
internal readonly record struct Work(
    int AcceptedOutputs, decimal? EffortHours, decimal? FteDays, decimal? Spend, decimal? Cashable);

/// <summary>
/// Accepted outputs per FTE-month, effort against capacity, and net profit. A person-month has 152
/// hours unless another number is asked for (Boehm, Software Engineering Economics, 1981).
/// </summary>
public sealed record Productivity(
    decimal HoursPerMonth, ProductivityItem Overall, ImmutableArray<ProductivityItem> Items)
    : IView, IListView<Productivity, ProductivityItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "productivity";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    /// <summary>Hours of a person-month.</summary>
    public const decimal PersonMonth = 152;

    /// <summary>A twelfth of a year of 365 days.</summary>
    internal const decimal DaysPerMonth = 365m / 12;

    public Productivity Page(ImmutableArray<ProductivityItem> items) => this with { Items = items };

    /// <summary>The productivity of a book.</summary>
    /// <param name="book">Of which.</param>
    /// <param name="hoursPerMonth">Hours one full-time person works in a month.</param>
    public static Productivity Compute(Book book, decimal hoursPerMonth = PersonMonth)
    {
        var outputs = OutputCounts.ByInitiative(book);
        var benefits = Benefits.ByInitiative(book);
        var works = book
            .Initiatives.On(book.Day)
            .Select(i =>
                (
                    Initiative: i,
                    Work: WorkOn(
                        i,
                        book.Day,
                        outputs.GetValueOrDefault(i.Key, []),
                        benefits.GetValueOrDefault(i.Key, [])
                    )
                )
            )
            .ToImmutableArray();
        var all = new Work(
            works.Sum(w => w.Work.AcceptedOutputs),
            Sums.OfKnown(works.Select(w => w.Work.EffortHours)),
            Sums.OfKnown(works.Select(w => w.Work.FteDays)),
            Sums.OfKnown(works.Select(w => w.Work.Spend)),
            Cashable(Benefits.LinesOf(book))
        );
        return new(
            hoursPerMonth,
            ProductivityItem.From(null, null, null, all, hoursPerMonth),
            [
                .. works.Select(w =>
                    ProductivityItem.From(
                        w.Initiative.Key,
                        w.Initiative.NameOn(book.Day),
                        w.Initiative.StageOn(book.Day),
                        w.Work,
                        hoursPerMonth
                    )
                ),
            ]
        );
    }

    private static Work WorkOn(
        Initiative initiative, DateOnly day, ImmutableArray<Output> outputs,
        ImmutableArray<BenefitItem> benefits) => new(
        OutputCounts.From(outputs, day).Accepted, initiative.EffortOn(day),
        Sums.OfKnown(initiative.Allocations.Values.Select(a => DaysTo(a, day))),
        initiative.Spend.On(day), Cashable(benefits));

    private static decimal? DaysTo(Allocation allocation, DateOnly day) =>
        allocation.Steps.Any(s => s.Key <= day && s.Value.On(day) is not null)
            ? allocation.FteDays(DateOnly.MinValue, day, day) : null;

    private static decimal? Cashable(IEnumerable<BenefitItem> lines) => Sums.OfKnown(
        lines.Where(l => l.Class == BenefitClass.Cashable).Select(l => l.Realised));
}
