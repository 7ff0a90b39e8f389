using PortfolioLedger.Core.Reports;

namespace PortfolioLedger.Core.Views;

/// <summary>One report at a glance.</summary>
/// <param name="Report">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="View">What it shows.</param>
/// <param name="AsOfRule">Which moment it shows.</param>
/// <param name="Cadence">How often it is made by itself; null when it is not.</param>
/// <param name="Day">On which day of the week or month.</param>
/// <param name="At">At which time of day, UTC.</param>
/// <param name="Format">How scheduled results are given.</param>
/// <param name="Retired">Whether it is given up.</param>
/// <param name="Version">The last position that touched it.</param>
public sealed record ReportItem(
    Key Report,
    string Name,
    string? Description,
    string View,
    string AsOfRule,
    Cadence? Cadence,
    string? Day,
    string? At,
    ReportFormat? Format,
    bool Retired,
    long Version
)
{
    /// <summary>A report on the day of a book.</summary>
    public static ReportItem From(Report report, Book book)
    {
        var definition = report.DefinitionOn(book.Day);
        var schedule = report.ScheduledOn(book.Day)?.Value;
        return new(
            report.Key,
            definition.Name,
            definition.Description,
            definition.View,
            definition.AsOf.ToString(),
            schedule?.Cadence,
            schedule?.Day,
            schedule?.At,
            schedule?.Format,
            report.IsRetiredOn(book.Day),
            book.Things[new(SubjectKind.Report, report.Key)].Version
        );
    }
}

/// <summary>All reports.</summary>
public sealed record ReportList(ImmutableArray<ReportItem> Items)
    : IView, IListView<ReportList, ReportItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "reports";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public ReportList Page(ImmutableArray<ReportItem> items) => new(items);

    /// <summary>The reports of a book.</summary>
    public static ReportList Compute(Book book) =>
        new([.. book.Reports.On(book.Day).Select(r => ReportItem.From(r, book))]);
}

/// <summary>One report with everything it asks, and the dashboards that show it.</summary>
public sealed record ReportDetail(
    Key Report,
    string Name,
    string? Description,
    string View,
    ImmutableSortedDictionary<string, string> Parameters,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Filters,
    ImmutableArray<string> Columns,
    string? Sort,
    int? Limit,
    string AsOfRule,
    ReportSchedule? Schedule,
    bool Retired,
    ImmutableArray<Key> Dashboards,
    long Version
) : IView
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "report";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    /// <summary>The report of a book, or null.</summary>
    public static ReportDetail? Compute(Book book, Key key)
    {
        if (book.Reports.Find(key) is not { } report || report.From > book.Day)
            return null;
        var (day, said) = (book.Day, report.DefinitionOn(book.Day));
        return new(
            key,
            said.Name,
            said.Description,
            said.View,
            said.Parameters ?? Ordered.ByText<string>(),
            said.Filters ?? Ordered.ByText<ImmutableArray<string>>(),
            said.Columns ?? [],
            said.Sort,
            said.Limit,
            said.AsOf.ToString(),
            report.ScheduledOn(day)?.Value,
            report.IsRetiredOn(day),
            [
                .. book
                    .Reports.DashboardsOn(day)
                    .Where(d => d.ContentOn(day).Reports.Contains(key))
                    .Select(d => d.Key),
            ],
            book.Things[new(SubjectKind.Report, key)].Version
        );
    }
}

/// <summary>One dashboard at a glance.</summary>
public sealed record DashboardItem(
    Key Dashboard,
    string Name,
    Audience Audience,
    ImmutableArray<Key> Reports,
    bool Retired,
    long Version
);

/// <summary>All dashboards.</summary>
public sealed record DashboardList(ImmutableArray<DashboardItem> Items)
    : IView, IListView<DashboardList, DashboardItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "dashboards";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public DashboardList Page(ImmutableArray<DashboardItem> items) => new(items);

    /// <summary>The dashboards of a book.</summary>
    public static DashboardList Compute(Book book) =>
        new([
            .. book
                .Reports.DashboardsOn(book.Day)
                .Select(d => new DashboardItem(
                    d.Key,
                    d.ContentOn(book.Day).Name,
                    d.ContentOn(book.Day).Audience,
                    d.ContentOn(book.Day).Reports,
                    d.IsRetiredOn(book.Day),
                    book.Things[new(SubjectKind.Dashboard, d.Key)].Version
                )),
        ]);
}

/// <summary>One subscription.</summary>
public sealed record SubscriptionItem(
    Key Subscription,
    DeliveryKind Kind,
    string? Url,
    string? To,
    ImmutableArray<string> Types,
    ImmutableArray<Subject> Subjects,
    ImmutableArray<string> Departments,
    bool DecisionsOnly,
    bool Ended,
    long Version
);

/// <summary>All subscriptions.</summary>
public sealed record SubscriptionList(ImmutableArray<SubscriptionItem> Items)
    : IView, IListView<SubscriptionList, SubscriptionItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "subscriptions";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public SubscriptionList Page(ImmutableArray<SubscriptionItem> items) => new(items);

    /// <summary>The subscriptions of a book.</summary>
    public static SubscriptionList Compute(Book book) =>
        new([
            .. book
                .Reports.SubscriptionsOn(book.Day)
                .Select(s => new SubscriptionItem(
                    s.Key,
                    s.Delivery.Kind,
                    s.Delivery.Url,
                    s.Delivery.To,
                    s.Filter.Types ?? [],
                    s.Filter.Subjects ?? [],
                    s.Filter.Departments ?? [],
                    s.Filter.DecisionsOnly is true,
                    s.HasEndedOn(book.Day),
                    book.Things[new(SubjectKind.Subscription, s.Key)].Version
                )),
        ]);
}
