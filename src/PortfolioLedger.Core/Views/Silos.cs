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
    ImmutableArray<SiloItem> Items) : IListView<Silos, SiloItem>
{
    /// <summary>Name of the view.</summary>
    public const string Name = "silos";

    /// <summary>Raised whenever fields or formula change.</summary>
    public const int Version = 1;

    /// <inheritdoc/>
    public Silos Page(ImmutableArray<SiloItem> items) => this with { Items = items };

    /// <summary>The silos of a book.</summary>
    public static Silos Of(Book book)
    {
        var weights = StrategicWeights.Of(book);
        var cells = Ordered.ByText<SiloItem>().ToBuilder();
        decimal money = 0, across = 0;
        int count = 0, crossing = 0;
        foreach (var initiative in book.CountedInitiatives(null))
        {
            var budget = Math.Max(initiative.BudgetOn(book.Day) ?? 0, 0);
            var crosses = DepartmentsOf(book, initiative).Count > 1;
            (count, money) = (count + 1, money + budget);
            (crossing, across) = crosses ? (crossing + 1, across + budget) : (crossing, across);
            foreach (var cell in CellsOf(book, initiative, budget, weights))
                Add(cells, cell);
        }
        return new(Sums.Share(across, money), across, money, crossing, count, [.. cells.Values]);
    }

    private static IEnumerable<SiloItem> CellsOf(
        Book book, Initiative initiative, decimal budget, StrategicWeights weights)
    {
        foreach (var (objective, share) in Alignment.SharesOf(initiative, weights))
        {
            if (budget > 0)
                yield return new(Present(book, initiative.Department), objective,
                    initiative.ValueStream, 0, budget * share);
            foreach (var allocation in initiative.Allocations.Values)
                if (allocation.FteOn(book.Day, book.Day) is > 0 and var fte)
                    yield return new(Present(book, allocation.Department), objective,
                        initiative.ValueStream, fte * share, 0);
        }
    }

    private static SortedSet<Key> DepartmentsOf(Book book, Initiative initiative) =>
    [
        .. new[] { initiative.Department }.OfType<Key>().Concat(initiative.ParticipatingDepartments)
            .Concat(initiative.Allocations.Values
                .Where(a => a.FteOn(book.Day, book.Day) > 0).Select(a => a.Department))
            .Select(d => book.Departments.SuccessorOn(d, book.Day)),
    ];

    /// <summary>The department that stands for it on the day.</summary>
    private static Key? Present(Book book, Key? department) =>
        department is { } key ? book.Departments.SuccessorOn(key, book.Day) : null;

    private static void Add(
        ImmutableSortedDictionary<string, SiloItem>.Builder cells, SiloItem more)
    {
        var id = $"{more.Department}/{more.Objective}/{more.ValueStream}";
        cells[id] = cells.TryGetValue(id, out var cell)
            ? cell with { Fte = cell.Fte + more.Fte, Money = cell.Money + more.Money } : more;
    }
}
