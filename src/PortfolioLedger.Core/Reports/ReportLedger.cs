namespace PortfolioLedger.Core.Reports;

/// <summary>A fact about reports, dashboards and subscriptions.</summary>
public interface IReportFact : IUnreported
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<ReportLedger>().Post(this, stamp));
}

/// <summary>A report through time.</summary>
public sealed record Report(
    Key Key,
    DateOnly From,
    Register<ReportDefinition> Definition,
    Register<ReportSchedule?> Schedule,
    Register<bool> Retired
)
{
    /// <summary>What it shows on a day.</summary>
    public ReportDefinition DefinitionOn(DateOnly day) => Definition.At(day)!.Value;

    /// <summary>Whether it is given up by a day.</summary>
    public bool IsRetiredOn(DateOnly day) => Retired.At(day) is { Value: true };

    /// <summary>Its schedule on a day; null when it has none.</summary>
    public Dated<ReportSchedule?>? ScheduledOn(DateOnly day) =>
        !IsRetiredOn(day) && Schedule.At(day) is { Value: not null } scheduled ? scheduled : null;
}

/// <summary>Whom a dashboard is for; stored by name.</summary>
public enum Audience
{
    /// <summary>Those who lead the organisation.</summary>
    Executives,

    /// <summary>Those who answer for initiatives.</summary>
    Sponsors,

    /// <summary>Those who do the work.</summary>
    Teams,

    /// <summary>Those it is done for.</summary>
    Customers,
}

/// <summary>What a dashboard shows: reports in order.</summary>
/// <param name="Audience">Whom it is for.</param>
/// <param name="Reports">The reports it shows, in order.</param>
public sealed record DashboardContent(string Name, Audience Audience, ImmutableArray<Key> Reports)
{
    /// <summary>For sentences: <c>"At a glance" for executives: funded and benefits</c>.</summary>
    public string Words() => $"{Prose.Quoted(Name)} for {Prose.Of(Audience)}: "
        + Prose.List(Reports.Select(r => r.Value));
}

/// <summary>A dashboard through time.</summary>
public sealed record Dashboard(
    Key Key,
    DateOnly From,
    Register<DashboardContent> Content,
    Register<bool> Retired
)
{
    /// <summary>What it shows on a day.</summary>
    public DashboardContent ContentOn(DateOnly day) => Content.At(day)!.Value;

    /// <summary>Whether it is given up by a day.</summary>
    public bool IsRetiredOn(DateOnly day) => Retired.At(day) is { Value: true };
}

/// <summary>A subscription through time.</summary>
/// <param name="Key">Its key.</param>
/// <param name="From">Since when.</param>
/// <param name="Position">Events behind this position are sent: that of its own event.</param>
/// <param name="Filter">Which events.</param>
/// <param name="Delivery">How.</param>
/// <param name="Ended">Whether it was cancelled.</param>
public sealed record Subscription(
    Key Key,
    DateOnly From,
    long Position,
    EventFilter Filter,
    EventDelivery Delivery,
    Register<bool> Ended
)
{
    /// <summary>Whether it has ended by a day.</summary>
    public bool HasEndedOn(DateOnly day) => Ended.At(day) is { Value: true };
}

/// <summary>Reports, dashboards and subscriptions.</summary>
public sealed record ReportLedger(
    ImmutableSortedDictionary<Key, Report> All,
    ImmutableSortedDictionary<Key, Dashboard> Dashboards,
    ImmutableSortedDictionary<Key, Subscription> Subscriptions
) : ISection<ReportLedger>
{
    /// <summary>None yet.</summary>
    public static ReportLedger Empty { get; } =
        new(Ordered.ByKey<Report>(), Ordered.ByKey<Dashboard>(), Ordered.ByKey<Subscription>());

    static ImmutableArray<SubjectKind> ISection<ReportLedger>.Named =>
        [SubjectKind.Report, SubjectKind.Dashboard];

    string? ISection.NameOf(Subject subject, DateOnly day) =>
        subject.Kind == SubjectKind.Report
            ? Find(subject.Key)?.Definition.At(day)?.Value.Name
            : Dashboards.GetValueOrDefault(subject.Key)?.Content.At(day)?.Value.Name;

    /// <summary>The report with this key, or null.</summary>
    public Report? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Reports that exist on a day, by key.</summary>
    public IEnumerable<Report> On(DateOnly day) => All.Values.Where(r => r.From <= day);

    /// <summary>Dashboards that exist on a day, by key.</summary>
    public IEnumerable<Dashboard> DashboardsOn(DateOnly day) =>
        Dashboards.Values.Where(d => d.From <= day);

    /// <summary>Subscriptions that exist on a day, by key.</summary>
    public IEnumerable<Subscription> SubscriptionsOn(DateOnly day) =>
        Subscriptions.Values.Where(s => s.From <= day);

    /// <summary>The ledger after a fact.</summary>
    public ReportLedger Post(IReportFact fact, Stamp stamp) =>
        fact switch
        {
            ReportDefined f => this with
            {
                All = All.SetItem(
                    f.Report,
                    new(
                        f.Report,
                        stamp.EffectiveOn,
                        Register<ReportDefinition>.Start(f.Definition, stamp),
                        default,
                        default
                    )
                ),
            },
            ReportRevised f => Change(f.Report, r =>
                r with
                {
                    Definition = r.Definition.Set(f.Definition, stamp),
                }
            ),
            ReportRetired f => Change(f.Report, r =>
                r with
                {
                    Retired = r.Retired.Set(true, stamp),
                }
            ),
            ReportScheduled f => Change(f.Report, r =>
                r with
                {
                    Schedule = r.Schedule.Set(f.Schedule, stamp),
                }
            ),
            ReportUnscheduled f => Change(f.Report, r =>
                r with
                {
                    Schedule = r.Schedule.Set(null, stamp),
                }
            ),
            DashboardDefined f => this with
            {
                Dashboards = Dashboards.SetItem(
                    f.Dashboard,
                    new(
                        f.Dashboard,
                        stamp.EffectiveOn,
                        Register<DashboardContent>.Start(f.Content, stamp),
                        default
                    )
                ),
            },
            DashboardRevised f => ChangeDashboard(f.Dashboard, d =>
                d with
                {
                    Content = d.Content.Set(f.Content, stamp),
                }
            ),
            DashboardRetired f => ChangeDashboard(f.Dashboard, d =>
                d with
                {
                    Retired = d.Retired.Set(true, stamp),
                }
            ),
            SubscriptionStarted f => this with
            {
                Subscriptions = Subscriptions.SetItem(
                    f.Subscription,
                    new(
                        f.Subscription,
                        stamp.EffectiveOn,
                        stamp.Position,
                        f.Filter,
                        f.Delivery,
                        default
                    )
                ),
            },
            SubscriptionEnded f => this with
            {
                Subscriptions = Subscriptions.Change(f.Subscription, s =>
                    s with
                    {
                        Ended = s.Ended.Set(true, stamp),
                    }
                ),
            },
            _ => throw new UnpostedFactException(nameof(ReportLedger), fact),
        };

    private ReportLedger Change(Key key, Func<Report, Report> change) =>
        this with
        {
            All = All.Change(key, change),
        };

    private ReportLedger ChangeDashboard(Key key, Func<Dashboard, Dashboard> change) =>
        this with
        {
            Dashboards = Dashboards.Change(key, change),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class ReportSection
{
    extension(Book book)
    {
        /// <summary>Reports, dashboards and subscriptions.</summary>
        public ReportLedger Reports => book.Section<ReportLedger>();
    }
}
