using System.Globalization;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Outcomes;

/// <summary>A fact about one outcome.</summary>
public interface IOutcomeFact : IFact
{
    /// <summary>Which one.</summary>
    Key Outcome { get; }

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<OutcomeLedger>().Post(this, stamp));
}

/// <summary>Whether an outcome can be counted in money or only felt; stored by name.</summary>
public enum OutcomeKind
{
    /// <summary>Countable.</summary>
    Tangible,

    /// <summary>Perceived.</summary>
    Intangible,
}

/// <summary>What an outcome is about; stored by name.</summary>
public enum OutcomeCategory
{
    /// <summary>Money.</summary>
    Financial,

    /// <summary>Output per effort.</summary>
    Productivity,

    /// <summary>Standing in the market.</summary>
    MarketPositioning,

    /// <summary>What customers experience.</summary>
    Customer,
}

/// <summary>Which figure of the market an outcome is; stored by name.</summary>
public enum MarketMetric
{
    /// <summary>Sales of a period; shown as growth.</summary>
    Sales,

    /// <summary>New leads of a period; shown as growth.</summary>
    NewLeads,

    /// <summary>Cost of sales and marketing of a period.</summary>
    SalesAndMarketingCost,

    /// <summary>Customers won in a period.</summary>
    NewCustomers,

    /// <summary>Customer satisfaction, as a share.</summary>
    Csat,

    /// <summary>Net promoter score, −100 to 100.</summary>
    Nps,

    /// <summary>Customer effort, as a mean mark.</summary>
    Ces,
}

/// <summary>The value before anything was done.</summary>
public sealed record Baseline(decimal Value, DateOnly On);

/// <summary>What is to be reached, and by when.</summary>
public sealed record Target(decimal? Min, decimal? Max, DateOnly By)
{
    /// <summary>In words, <c>at least 5 by 2026-12-31</c>.</summary>
    public string Words() => string.Create(CultureInfo.InvariantCulture, $"{Bounds()} by {By:O}");

    private string Bounds() => (Min, Max) switch
    {
        ({ } min, { } max) when min == max => $"exactly {Prose.Number(min)}",
        ({ } min, { } max) =>
            $"between {Prose.Number(min)} and {Prose.Number(max)}",
        ({ } min, null) => $"at least {Prose.Number(min)}",
        (null, { } max) => $"at most {Prose.Number(max)}",
        _ => "anything",
    };

    /// <summary>The same as it was worded before.</summary>
    public string FormerWords() => FormattableString.Invariant($"{FormerBounds()} by {By:O}");

    private string FormerBounds() =>
        (Min, Max) switch
        {
            ({ } min, { } max) => FormattableString.Invariant($"{min:0.####} to {max:0.####}"),
            ({ } min, null) => FormattableString.Invariant($"at least {min:0.####}"),
            (null, { } max) => FormattableString.Invariant($"at most {max:0.####}"),
            _ => "anything",
        };
}

/// <summary>A measured value.</summary>
/// <param name="On">The day it was measured on.</param>
/// <param name="Value">In the unit of the outcome.</param>
/// <param name="N">How many observations it rests on; unknown if null.</param>
/// <param name="Method">How it was measured.</param>
/// <param name="Position">Of the event that recorded it.</param>
/// <param name="Corrected">True when a correction replaced what was measured first.</param>
public sealed record Measurement(
    DateOnly On,
    decimal Value,
    long? N,
    string? Method,
    long Position,
    bool Corrected
);

/// <summary>
/// One outcome (KPI) through time. Outcomes outlive the initiatives that serve them.
/// </summary>
public sealed record Outcome(
    Key Key,
    DateOnly From,
    Register<string> Name,
    string? Unit,
    Register<Direction> Direction,
    Register<OutcomeKind?> Kind,
    Register<OutcomeCategory?> Category,
    Register<string?> Owner,
    Register<Key?> Segment,
    Register<string?> Frequency
)
{
    /// <summary>Which figure of the market it is; null when it is none.</summary>
    public Register<MarketMetric?> Metric { get; init; }

    /// <summary>The value before anything was done.</summary>
    public Register<Baseline> Baseline { get; init; }

    /// <summary>What is to be reached.</summary>
    public Register<Target> Target { get; init; }

    /// <summary>How often a target was set.</summary>
    public Account TimesTargeted { get; init; } = Account.Empty;

    /// <summary>How often that was with an override, as for a target that was due.</summary>
    public Account Overridden { get; init; } = Account.Empty;

    /// <summary>Since when it is not pursued any more, and why.</summary>
    public Register<string?> Retired { get; init; }

    /// <summary>Measurements by the day they were taken on.</summary>
    public OrderedMap<DateOnly, Register<Measurement>> Measurements { get; init; }

    /// <summary>What it is linked to, with the weight of each link.</summary>
    public OrderedMap<Subject, Register<decimal>> Links { get; init; }

    /// <summary>Its name on a day.</summary>
    public string NameOn(DateOnly day) => Name.On(day);

    /// <summary>Which way is better on a day.</summary>
    public Direction DirectionOn(DateOnly day) => Direction.On(day);

    /// <summary>Whether it can be counted on a day; null when nobody said.</summary>
    public OutcomeKind? KindOn(DateOnly day) => Kind.On(day);

    /// <summary>What it is about on a day; null when nobody said.</summary>
    public OutcomeCategory? CategoryOn(DateOnly day) => Category.On(day);

    /// <summary>Opaque id of who answers for it on a day; null when nobody does.</summary>
    public string? OwnerOn(DateOnly day) => Owner.On(day);

    /// <summary>Whose outcome it is on a day; null when nobody said.</summary>
    public Key? SegmentOn(DateOnly day) => Segment.On(day);

    /// <summary>How often it is measured on a day; null when nobody said.</summary>
    public string? FrequencyOn(DateOnly day) => Frequency.On(day);

    /// <summary>Which figure of the market it is on a day; null when it is none.</summary>
    public MarketMetric? MetricOn(DateOnly day) => Metric.On(day);

    /// <summary>It is not pursued any more.</summary>
    public bool IsRetiredOn(DateOnly day) => Retired.At(day) is not null;

    /// <summary>How often another target took the place of one.</summary>
    public int TargetChangesOn(DateOnly day) => Math.Max((int)(TimesTargeted.On(day) ?? 0) - 1, 0);

    /// <summary>How often a target was set or changed with an override.</summary>
    public int OverridesOn(DateOnly day) => (int)(Overridden.On(day) ?? 0);

    /// <summary>The outcome after a target was set or changed.</summary>
    internal Outcome WithTarget(Target target, Grounds grounds, in Stamp stamp) =>
        this with
        {
            Target = Target.Set(target, stamp),
            TimesTargeted = TimesTargeted.Add(1, stamp),
            Overridden = grounds.Override == true ? Overridden.Add(1, stamp) : Overridden,
        };

    /// <summary>Measurements known and in effect on a day, oldest first.</summary>
    public IEnumerable<Measurement> MeasurementsOn(DateOnly day)
    {
        foreach (var (on, register) in Measurements)
            if (on <= day && register.At(day) is { } measured)
                yield return measured.Value;
    }

    /// <summary>The same, latest first: who needs the last few looks at no more.</summary>
    public IEnumerable<Measurement> LatestFirstOn(DateOnly day)
    {
        foreach (var (on, register) in Measurements.Backwards())
            if (on <= day && register.At(day) is { } measured)
                yield return measured.Value;
    }

    /// <summary>The measurement of the latest day, or null.</summary>
    public Measurement? LatestOn(DateOnly day) => LatestFirstOn(day).FirstOrDefault();

    /// <summary>
    /// How far it got on a day; null when nothing was measured or no target is set.
    /// </summary>
    public decimal? AttainmentOn(DateOnly day) =>
        LatestOn(day) is { } latest && Target.At(day)?.Value is { } target
            ? OutcomeAttainment.Compute(
                latest.Value,
                Baseline.At(day)?.Value.Value,
                target.Min,
                target.Max,
                DirectionOn(day)
            )
            : null;

    /// <summary>The weight of its link to something; null when there is none.</summary>
    public decimal? LinkOn(Subject to, DateOnly day) => Links.GetValueOrDefault(to).At(day)?.Value;
}

/// <summary>Outcomes with everything known about them.</summary>
public sealed record OutcomeLedger(OrderedMap<Key, Outcome> All)
    : ISection<OutcomeLedger>,
        IEvidenceSection
{
    /// <summary>None yet.</summary>
    public static OutcomeLedger Empty { get; } = new(OrderedMap<Key, Outcome>.Empty);

    static ImmutableArray<SubjectKind> ISection<OutcomeLedger>.Named => [SubjectKind.Outcome];

    string? ISection.NameOf(Subject subject, DateOnly day) => Find(subject.Key)?.NameOn(day);

    bool IEvidenceSection.Holds(EvidenceKind kind, Key key) =>
        kind == EvidenceKind.Measurement && Find(key) is { Measurements.IsEmpty: false };

    DateOnly? IEvidenceSection.SeenFrom(EvidenceKind kind, Key key) =>
        kind == EvidenceKind.Measurement ? Find(key)?.Measurements.Keys.Min() : null;

    /// <summary>The outcome with this key, or null.</summary>
    public Outcome? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Outcomes that exist on a day, by key.</summary>
    public IEnumerable<Outcome> On(DateOnly day) => All.Values.Where(o => o.From <= day);

    /// <summary>Outcomes that exist and are pursued on a day, by key.</summary>
    public IEnumerable<Outcome> PursuedOn(DateOnly day) => On(day).Where(o => !o.IsRetiredOn(day));

    /// <summary>The ledger after a fact.</summary>
    public OutcomeLedger Post(IOutcomeFact fact, Stamp stamp) =>
        fact switch
        {
            OutcomeDefined f => new(All.SetItem(f.Outcome, f.Initially(stamp))),
            OutcomeRevised f => Change(f.Outcome, o => f.Applied(o, stamp)),
            BaselineSet f => Change(f.Outcome, o =>
                o with
                {
                    Baseline = o.Baseline.Set(new(f.Value, f.On), stamp),
                }
            ),
            TargetSet f => Change(f.Outcome, o =>
                o.WithTarget(new(f.Min, f.Max, f.By), f.Grounds, stamp)
            ),
            TargetChanged f => Change(f.Outcome, o =>
                o.WithTarget(new(f.Min, f.Max, f.By), f.Grounds, stamp)
            ),
            OutcomeRetired f => Change(f.Outcome, o =>
                o with
                {
                    Retired = o.Retired.Set(f.Reason, stamp),
                }
            ),
            OutcomeMeasured f => Measured(
                f.Outcome,
                new(f.On, f.Value, f.N, f.Method, stamp.Position, Corrected: false),
                stamp
            ),
            MeasurementCorrected f => Measured(
                f.Outcome,
                new(f.On, f.Value, f.N, f.Method, stamp.Position, Corrected: true),
                stamp
            ),
            OutcomeLinked f => Change(f.Outcome, o =>
                o with
                {
                    Links = o.Links.SetItem(
                        f.To,
                        o.Links.GetValueOrDefault(f.To).Set(f.Weight, stamp)
                    ),
                }
            ),
            _ => throw new UnpostedFactException(nameof(OutcomeLedger), fact),
        };

    private OutcomeLedger Measured(Key key, Measurement measurement, Stamp stamp) =>
        Change(key, o =>
            o with
            {
                Measurements = o.Measurements.SetItem(
                    measurement.On,
                    o.Measurements.GetValueOrDefault(measurement.On).Set(measurement, stamp)
                ),
            }
        );

    private OutcomeLedger Change(Key key, Func<Outcome, Outcome> change) =>
        new(All.Change(key, change));
}

/// <summary>Where a book keeps them.</summary>
public static class OutcomeSection
{
    extension(Book book)
    {
        /// <summary>Outcomes with baselines, targets and measurements.</summary>
        public OutcomeLedger Outcomes => book.Section<OutcomeLedger>();
    }
}
