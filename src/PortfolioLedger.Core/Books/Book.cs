using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Books;

/// <summary>
/// The state of one portfolio at one position of its journal, on one business day. Immutable; a
/// pure fold of the journal: <c>book.Post(entry)</c> is total and uses only the entry.
/// </summary>
public sealed record Book
{
    /// <summary>
    /// Raised whenever the same journal folds into another book: stored checkpoints of other
    /// versions are not read.
    /// </summary>
    public const int FoldVersion = 13;

    /// <summary>The key of the portfolio.</summary>
    public required Key Portfolio { get; init; }

    /// <summary>The position of the last entry posted; 0 for an empty book.</summary>
    public long Position { get; init; }

    /// <summary>The business day of the book: what takes effect later waits.</summary>
    public DateOnly Day { get; init; }

    /// <summary>
    /// True for a book that stays on its day while later entries are posted: the answer to
    /// "what was in force on that day, as known now".
    /// </summary>
    public bool Pinned { get; init; }

    /// <summary>When the last entry was known.</summary>
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>When the last entry was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>True when some entry is imported history: claimed by its source.</summary>
    public bool Claimed { get; init; }

    /// <summary>Everything that has a key: since when it exists, which event touched it last.</summary>
    public OrderedMap<Subject, Thing> Things { get; init; }

    /// <summary>Name, currency and budgets.</summary>
    public PortfolioState Details { get; init; } = PortfolioState.Empty;

    /// <summary>Departments and customer segments.</summary>
    public DepartmentLedger Departments { get; init; } = DepartmentLedger.Empty;

    /// <summary>Objectives and their weights.</summary>
    public StrategyLedger Strategy { get; init; } = StrategyLedger.Empty;

    /// <summary>Value streams, their importance and resources.</summary>
    public ValueStreamLedger ValueStreams { get; init; } = ValueStreamLedger.Empty;

    /// <summary>Initiatives with everything decided about them.</summary>
    public InitiativeLedger Initiatives { get; init; } = InitiativeLedger.Empty;

    /// <summary>Outcomes with baselines, targets and measurements.</summary>
    public OutcomeLedger Outcomes { get; init; } = OutcomeLedger.Empty;

    /// <summary>What outcomes are worth in money, planned and realised.</summary>
    public BenefitLedger Benefits { get; init; } = BenefitLedger.Empty;

    /// <summary>What customers said.</summary>
    public FeedbackLedger Feedback { get; init; } = FeedbackLedger.Empty;

    /// <summary>What people answered when they were asked.</summary>
    public SurveyLedger Surveys { get; init; } = SurveyLedger.Empty;

    /// <summary>How it is decided on: decisions, evidence, reversals, latencies, counted.</summary>
    public ProcessLedger Process { get; init; } = ProcessLedger.Empty;

    /// <summary>Scoring models and published rankings.</summary>
    public ScoringLedger Scoring { get; init; } = ScoringLedger.Empty;

    /// <summary>Decisions of the board and what it delegated.</summary>
    public GovernanceLedger Governance { get; init; } = GovernanceLedger.Empty;

    /// <summary>Stakeholders and what they were told.</summary>
    public StakeholderLedger Stakeholders { get; init; } = StakeholderLedger.Empty;

    /// <summary>Reports, dashboards and subscriptions.</summary>
    public ReportLedger Reports { get; init; } = ReportLedger.Empty;

    /// <summary>The book before the first entry.</summary>
    public static Book Empty(Key portfolio) => new() { Portfolio = portfolio };

    /// <summary>An empty book that stays on a business day.</summary>
    public static Book EmptyOn(Key portfolio, DateOnly day) =>
        new() { Portfolio = portfolio, Day = day, Pinned = true };

    /// <summary>The same book on a later business day; an earlier one needs a new fold.</summary>
    public Book On(DateOnly day) => day == Day ? this
        : day > Day ? this with { Day = day }
        : throw new ArgumentOutOfRangeException(nameof(day), day, $"the book is on {Day:O} already");

    /// <summary>Whether something with this key was ever recorded.</summary>
    public bool Has(Subject subject) => Things.ContainsKey(subject);

    /// <summary>The book after the next entry.</summary>
    public Book Post(Entry entry) => Post(entry.Posting);

    /// <summary>The book after the next entry, of which it takes only this.</summary>
    public Book Post(in Posting entry)
    {
        var (knownAt, day) = TimeOf(entry);
        var stamp = new Stamp(entry.Position, entry.EffectiveOn, knownAt, day, entry.Actor);
        var book = this with
        {
            Position = entry.Position,
            Day = day,
            KnownAt = knownAt,
            RecordedAt = entry.RecordedAt,
            Claimed = Claimed || entry.ReportedAt is not null,
            Things = Touched(entry.Fact, stamp),
            Process = Process.Post(entry.Fact, stamp),
        };
        return book.PostFact(entry.Fact, stamp);
    }

    /// <summary>The book after an entry whose fact is left out: only time passes.</summary>
    public Book Skip(in Posting entry)
    {
        var (knownAt, day) = TimeOf(entry);
        return this with
        {
            Position = entry.Position, Day = day, KnownAt = knownAt, RecordedAt = entry.RecordedAt,
        };
    }

    /// <summary>The book after these entries.</summary>
    public Book Post(IEnumerable<Entry> entries) =>
        entries.Aggregate(this, static (book, entry) => book.Post(entry));

    /// <summary>When an entry is known, and the day on which the book then stands.</summary>
    private (DateTimeOffset KnownAt, DateOnly Day) TimeOf(in Posting entry)
    {
        // Two nodes may commit in another order than their clocks say: known time never goes back.
        var knownAt = entry.ReportedAt ?? entry.RecordedAt;
        if (knownAt < KnownAt)
            knownAt = KnownAt;
        var knownOn = DateOnly.FromDateTime(knownAt.UtcDateTime);
        return (knownAt, Pinned || knownOn < Day ? Day : knownOn);
    }

    private Book PostFact(IFact fact, in Stamp stamp) => fact switch
    {
        InitiativeApproved f => this with
        {
            Initiatives = Initiatives.Post(f, stamp),
            Benefits = Benefits.Approved(f.Initiative, stamp),
        },
        IInitiativeFact f => this with { Initiatives = Initiatives.Post(f, stamp) },
        IFeedbackFact f => this with { Feedback = Feedback.Post(f, stamp) },
        IBenefitFact f => this with { Benefits = Benefits.Post(f, stamp) },
        ISurveyFact f => this with { Surveys = Surveys.Post(f, stamp) },
        IOutcomeFact f => this with { Outcomes = Outcomes.Post(f, stamp) },
        IStrategyFact f => this with { Strategy = Strategy.Post(f, stamp) },
        IValueStreamFact f => this with { ValueStreams = ValueStreams.Post(f, stamp) },
        IScoringFact f => this with { Scoring = Scoring.Post(f, stamp) },
        IReportFact f => this with { Reports = Reports.Post(f, stamp) },
        IDepartmentFact f => this with { Departments = Departments.Post(f, stamp) },
        IGovernanceFact f => this with { Governance = Governance.Post(f, stamp) },
        IStakeholderFact f => this with { Stakeholders = Stakeholders.Post(f, stamp) },
        IPortfolioFact f => this with { Details = Details.Post(f, stamp) },
        _ => this,
    };

    private OrderedMap<Subject, Thing> Touched(IFact fact, in Stamp stamp)
    {
        var things = Things;
        foreach (var subject in fact.Subjects())
            things = things.SetItem(subject, things.TryGetValue(subject, out var thing)
                ? thing with { Version = stamp.Position }
                : new Thing(stamp.EffectiveOn, stamp.Position));
        return things;
    }
}

/// <summary>Since when something exists, and the last event that touched it.</summary>
/// <param name="From">The effective day of the fact that brought it into being.</param>
/// <param name="Version">The position of the last event about it.</param>
public readonly record struct Thing(DateOnly From, long Version);
