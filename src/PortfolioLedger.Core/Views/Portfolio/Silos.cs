using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>People and money of one department for one objective and value stream.</summary>
/// <param name="Department">Which; null when nobody is named.</param>
/// <param name="Objective">Which; null for work that serves none.</param>
/// <param name="ValueStream">Which; null when none is named.</param>
/// <param name="Fte">Of the department's people allocated on the day.</param>
/// <param name="Money">Of the approved budgets of initiatives the department leads.</param>
public sealed record SiloItem(
    Key? Department, Key? Objective, Key? ValueStream, decimal Fte, decimal Money);

/// <summary>
/// Who works on what: department × objective × value stream. Each initiative is split over the
/// objectives it serves as in the alignment; it is cross-department when more than one department
/// leads it, takes part or gives people.
/// </summary>
/// <param name="CrossDepartmentShare">Share of money in cross-department initiatives.</param>
/// <param name="CrossDepartmentMoney">Approved budgets of those.</param>
/// <param name="Money">Approved budgets of all.</param>
/// <param name="CrossDepartmentInitiatives">How many of them there are.</param>
/// <param name="Initiatives">Of how many that still count.</param>
/// <param name="Items">The cells that hold something.</param>
public sealed record Silos(
    decimal? CrossDepartmentShare, decimal CrossDepartmentMoney, decimal Money,
    int CrossDepartmentInitiatives, int Initiatives,
    ImmutableArray<SiloItem> Items) : IView, IListView<Silos, SiloItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "silos";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Silos Page(ImmutableArray<SiloItem> items) => this with { Items = items };

    /// <summary>The silos of a book.</summary>
    public static Silos Compute(Book book)
    {
        var (work, weights) = (CrossDepartmentWork.Compute(book), StrategicWeights.Compute(book));
        var cells = new SortedDictionary<string, SiloItem>(StringComparer.Ordinal);
        foreach (var initiative in book.CountedInitiatives())
            foreach (var cell in CellsOf(book, initiative, weights))
                Add(cells, cell);
        return new(Sums.Share(work.CrossingMoney, work.Money), work.CrossingMoney, work.Money,
            work.Crossing, work.Initiatives, [.. cells.Values]);
    }

    private static IEnumerable<SiloItem> CellsOf(
        Book book, Initiative initiative, StrategicWeights weights)
    {
        var budget = CrossDepartmentWork.Budget(book, initiative);
        var (lead, stream) = (
            initiative.DepartmentOn(book.Day), initiative.ValueStreamOn(book.Day));
        foreach (var (objective, share) in Alignment.SharesOf(initiative, weights))
        {
            if (budget > 0)
                yield return new(Present(book, lead), objective, stream, 0, budget * share);
            foreach (var allocation in initiative.Allocations.Values)
                if (allocation.FteOn(book.Day, book.Day) is > 0 and var fte)
                    yield return new(Present(book, allocation.Department), objective, stream,
                        fte * share, 0);
        }
    }

    /// <summary>The department that stands for it on the day.</summary>
    private static Key? Present(Book book, Key? department) =>
        department is { } key ? book.Departments.SuccessorOn(key, book.Day) : null;

    private static void Add(SortedDictionary<string, SiloItem> cells, SiloItem more)
    {
        var id = $"{more.Department}/{more.Objective}/{more.ValueStream}";
        cells[id] = cells.TryGetValue(id, out var cell)
            ? cell with { Fte = cell.Fte + more.Fte, Money = cell.Money + more.Money } : more;
    }
}

/// <summary>How much of the work crosses departments.</summary>
/// <param name="Initiatives">Those that count.</param>
/// <param name="Crossing">Of them, those in which several departments work.</param>
/// <param name="Money">Approved budgets of all.</param>
/// <param name="CrossingMoney">Of those that cross.</param>
internal readonly record struct CrossDepartmentWork(
    int Initiatives, int Crossing, decimal Money, decimal CrossingMoney)
{
    public static CrossDepartmentWork Compute(Book book)
    {
        var work = new CrossDepartmentWork();
        foreach (var initiative in book.CountedInitiatives())
        {
            var (crosses, budget) = (Crosses(book, initiative), Budget(book, initiative));
            work = new(work.Initiatives + 1, work.Crossing + (crosses ? 1 : 0), work.Money + budget,
                crosses ? work.CrossingMoney + budget : work.CrossingMoney);
        }
        return work;
    }

    /// <summary>What an initiative weighs: less than nothing is nothing.</summary>
    public static decimal Budget(Book book, Initiative initiative) =>
        Math.Max(initiative.BudgetOn(book.Day) ?? 0, 0);

    /// <summary>Several departments work in it.</summary>
    public static bool Crosses(Book book, Initiative initiative)
    {
        Key? first = null;
        foreach (var department in DepartmentsOf(book, initiative))
        {
            if (first is { } other && department != other)
                return true;
            first = department;
        }
        return false;
    }

    /// <summary>
    /// The departments that work in an initiative on the day of a book, by who stands for them
    /// then; one may come twice.
    /// </summary>
    public static IEnumerable<Key> DepartmentsOf(Book book, Initiative initiative)
    {
        foreach (var named in NamedBy(initiative, book.Day))
            yield return book.Departments.SuccessorOn(named, book.Day);
    }

    private static IEnumerable<Key> NamedBy(Initiative initiative, DateOnly day)
    {
        if (initiative.DepartmentOn(day) is { } lead)
            yield return lead;
        foreach (var department in initiative.ParticipatingDepartmentsOn(day))
            yield return department;
        foreach (var allocation in initiative.Allocations.Values)
            if (allocation.FteOn(day, day) > 0)
                yield return allocation.Department;
    }
}
