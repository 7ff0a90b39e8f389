using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>What sort of undertaking an initiative is; stored by name.</summary>
public enum InitiativeKind
{
    /// <summary>Temporary work with an end.</summary>
    Project,
    /// <summary>A set of projects with a common benefit.</summary>
    Program,
    /// <summary>Something kept and developed as long as customers use it.</summary>
    Product,
}

/// <summary>How far an initiative is claimed to serve an objective, and how sure that is.</summary>
/// <param name="Strength">0, 1, 3 or 9.</param>
/// <param name="Confidence">0..1; unknown if absent.</param>
public sealed record Contribution(Strength Strength, Share? Confidence);

/// <summary>How an initiative ended before its time.</summary>
/// <param name="ReasonCode">Why it was killed.</param>
/// <param name="SunkCost">What was spent in vain.</param>
/// <param name="Into">Which initiative took it up.</param>
public sealed record EarlyEnding(string? ReasonCode, Money? SunkCost, Key? Into);

/// <summary>
/// One initiative through time. What seldom changes is kept apart: a book holds a version of the
/// initiative for each time it was touched.
/// </summary>
public sealed partial record Initiative(
    Key Key,
    DateOnly From,
    Register<string> Name,
    Register<InitiativeKind> Kind,
    Register<Key?> Parent,
    Register<string?> Sponsor,
    Register<Key?> Department,
    Register<ImmutableArray<Key>> ParticipatingDepartments,
    Register<Key?> ValueStream,
    Register<string?> Summary,
    string ProposedBy,
    Register<Stage> Stage)
{
    private readonly Proposal _proposal = new(Key, From, Name, Kind, Parent, Sponsor, Department,
        ParticipatingDepartments, ValueStream, Summary, ProposedBy);

    private readonly Conduct _conduct = Conduct.None;

    private readonly Delivery _delivery = Delivery.None;

    /// <summary>Its key.</summary>
    public Key Key { get => _proposal.Key; init => _proposal = _proposal with { Key = value }; }

    /// <summary>The effective day of its proposal.</summary>
    public DateOnly From
    {
        get => _proposal.From;
        init => _proposal = _proposal with { From = value };
    }

    /// <summary>For people.</summary>
    public Register<string> Name
    {
        get => _proposal.Name;
        init => _proposal = _proposal with { Name = value };
    }

    /// <summary>What sort of undertaking it is.</summary>
    public Register<InitiativeKind> Kind
    {
        get => _proposal.Kind;
        init => _proposal = _proposal with { Kind = value };
    }

    /// <summary>The program it belongs to.</summary>
    public Register<Key?> Parent
    {
        get => _proposal.Parent;
        init => _proposal = _proposal with { Parent = value };
    }

    /// <summary>Opaque id of who answers for it.</summary>
    public Register<string?> Sponsor
    {
        get => _proposal.Sponsor;
        init => _proposal = _proposal with { Sponsor = value };
    }

    /// <summary>Which department leads it.</summary>
    public Register<Key?> Department
    {
        get => _proposal.Department;
        init => _proposal = _proposal with { Department = value };
    }

    /// <summary>Which departments take part.</summary>
    public Register<ImmutableArray<Key>> ParticipatingDepartments
    {
        get => _proposal.ParticipatingDepartments;
        init => _proposal = _proposal with { ParticipatingDepartments = value };
    }

    /// <summary>Which value stream it serves.</summary>
    public Register<Key?> ValueStream
    {
        get => _proposal.ValueStream;
        init => _proposal = _proposal with { ValueStream = value };
    }

    /// <summary>What it is about.</summary>
    public Register<string?> Summary
    {
        get => _proposal.Summary;
        init => _proposal = _proposal with { Summary = value };
    }

    /// <summary>Opaque id of who put it forward.</summary>
    public string ProposedBy
    {
        get => _proposal.ProposedBy;
        init => _proposal = _proposal with { ProposedBy = value };
    }

    /// <summary>The position of the last event that touched it.</summary>
    public long Version { get; init; }

    /// <summary>Claimed contributions by objective; null when withdrawn.</summary>
    public OrderedMap<Key, Register<Contribution?>> Contributions { get; init; }

    /// <summary>Scores by criterion and scale, see <see cref="Scoring.Criterion.Scale"/>.</summary>
    public OrderedMap<string, Register<decimal>> Scores { get; init; }

    /// <summary>Board priority class, 1 (highest) to 5.</summary>
    public Register<int> Priority { get; init; }

    /// <summary>Approved budget by period, in the portfolio's currency.</summary>
    public OrderedMap<string, Balance> Budgets { get; init; }

    /// <summary>What was requested by period, in the portfolio's currency.</summary>
    public OrderedMap<string, Register<decimal>> Requested
    {
        get => _conduct.Requested;
        init => _conduct = _conduct with { Requested = value };
    }

    /// <summary>Recorded spend over all periods, in the portfolio's currency.</summary>
    public Account Spend { get; init; } = Account.Empty;

    /// <summary>Hours worked, by period.</summary>
    public OrderedMap<string, Account> Effort
    {
        get => _delivery.Effort;
        init => _delivery = _delivery with { Effort = value };
    }

    /// <summary>
    /// Staff allocated to it, by department and role; see <see cref="Allocation.IdOf"/>.
    /// </summary>
    public OrderedMap<string, Allocation> Allocations
    {
        get => _delivery.Allocations;
        init => _delivery = _delivery with { Allocations = value };
    }

    /// <summary>Initiatives it needs; null when it does not any more.</summary>
    public OrderedMap<Key, Register<Dependency?>> Dependencies
    {
        get => _delivery.Dependencies;
        init => _delivery = _delivery with { Dependencies = value };
    }

    /// <summary>What assurance says, by scale.</summary>
    public OrderedMap<string, Register<AssuranceRating>> Assurance
    {
        get => _delivery.Assurance;
        init => _delivery = _delivery with { Assurance = value };
    }

    /// <summary>How it ended before its time.</summary>
    public Register<EarlyEnding> Ending
    {
        get => _delivery.Ending;
        init => _delivery = _delivery with { Ending = value };
    }

    /// <summary>When it was planned to start when the schedule was baselined.</summary>
    public Register<DateOnly?> BaselineStart
    {
        get => _delivery.BaselineStart;
        init => _delivery = _delivery with { BaselineStart = value };
    }

    /// <summary>When it was planned to be completed when the schedule was baselined.</summary>
    public Register<DateOnly> BaselineCompletion
    {
        get => _conduct.BaselineCompletion;
        init => _conduct = _conduct with { BaselineCompletion = value };
    }

    /// <summary>When it is expected to be completed.</summary>
    public Register<DateOnly> ForecastCompletion
    {
        get => _conduct.ForecastCompletion;
        init => _conduct = _conduct with { ForecastCompletion = value };
    }

    /// <summary>The delivery phase it is in, in the words of its owner.</summary>
    public Register<string> Phase
    {
        get => _conduct.Phase;
        init => _conduct = _conduct with { Phase = value };
    }

    /// <summary>The financial case in force.</summary>
    public Register<FinancialCase> FinancialCase
    {
        get => _conduct.FinancialCase;
        init => _conduct = _conduct with { FinancialCase = value };
    }

    /// <summary>The financial case recorded last, whenever it takes effect.</summary>
    public FinancialCase? StatedCase { get; init; }

    /// <summary>
    /// The case recorded last when the board approved: its baseline, whatever came later.
    /// </summary>
    public Register<FinancialCase> ApprovedCase { get; init; }

    /// <summary>What was expected when it was approved last.</summary>
    public Register<Expectation> Expected
    {
        get => _conduct.Expected;
        init => _conduct = _conduct with { Expected = value };
    }

    /// <summary>Until when it may pass the gate without a strategic link.</summary>
    public Register<DateOnly> LinkExemption
    {
        get => _conduct.LinkExemption;
        init => _conduct = _conduct with { LinkExemption = value };
    }

    /// <summary>Until when it may pass the gate without a financial case.</summary>
    public Register<DateOnly> CaseExemption
    {
        get => _conduct.CaseExemption;
        init => _conduct = _conduct with { CaseExemption = value };
    }

    /// <summary>When a deferred initiative comes back to the board.</summary>
    public Register<DateOnly?> RevisitOn
    {
        get => _conduct.RevisitOn;
        init => _conduct = _conduct with { RevisitOn = value };
    }

    /// <summary>By when paused work is to go on; null when no day was stated.</summary>
    public Register<DateOnly?> ResumeBy
    {
        get => _conduct.ResumeBy;
        init => _conduct = _conduct with { ResumeBy = value };
    }

    /// <summary>The conditions of the approval.</summary>
    public Register<ImmutableArray<string>> Approval
    {
        get => _conduct.Approval;
        init => _conduct = _conduct with { Approval = value };
    }

    /// <summary>Conditions that were met, by the position of the approval that made them.</summary>
    public OrderedMap<long, ImmutableArray<MetCondition>> ConditionsMet
    {
        get => _conduct.ConditionsMet;
        init => _conduct = _conduct with { ConditionsMet = value };
    }

    /// <summary>
    /// Its name on a day; the one it was proposed with before it came into being.
    /// </summary>
    public string NameOn(DateOnly day) => Name.On(day);

    /// <summary>What sort of undertaking it is on a day.</summary>
    public InitiativeKind KindOn(DateOnly day) => Kind.On(day);

    /// <summary>The program it belongs to on a day; null when to none.</summary>
    public Key? ParentOn(DateOnly day) => Parent.On(day);

    /// <summary>Opaque id of who answers for it on a day; null when nobody is named.</summary>
    public string? SponsorOn(DateOnly day) => Sponsor.On(day);

    /// <summary>Which department leads it on a day; null when none is named.</summary>
    public Key? DepartmentOn(DateOnly day) => Department.On(day);

    /// <summary>Which departments take part on a day.</summary>
    public ImmutableArray<Key> ParticipatingDepartmentsOn(DateOnly day) =>
        ParticipatingDepartments.On(day);

    /// <summary>Which value stream it serves on a day; null when none is named.</summary>
    public Key? ValueStreamOn(DateOnly day) => ValueStream.On(day);

    /// <summary>What it is about, in the words of a day; null when nobody said.</summary>
    public string? SummaryOn(DateOnly day) => Summary.On(day);

    /// <summary>Where it stands on a day.</summary>
    public Stage StageOn(DateOnly day) => Stage.At(day)?.Value ?? Initiatives.Stage.Proposed;

    /// <summary>Approved budget of one period or of all; null when none is approved.</summary>
    public decimal? BudgetOn(DateOnly day, string? period = null)
    {
        decimal? sum = null;
        foreach (var (key, budget) in Budgets)
            if ((period is null || key == period) && budget.On(day) is { } amount)
                sum = (sum ?? 0) + amount;
        return sum;
    }

    /// <summary>Requested money of one period or of all; null when none is requested.</summary>
    public decimal? RequestedOn(DateOnly day, string? period = null)
    {
        decimal? sum = null;
        foreach (var (key, requested) in Requested)
            if ((period is null || key == period) && requested.At(day) is { } stated)
                sum = (sum ?? 0) + stated.Value;
        return sum;
    }

    /// <summary>
    /// What it costs in one period or in all: what is approved there; where nothing is, what is
    /// requested there.
    /// </summary>
    public BudgetCost CostOn(DateOnly day, string? period = null) =>
        BudgetOn(day, period) is { } approved ? new(approved, CostBasis.Approved)
        : RequestedOn(day, period) is { } requested ? new(requested, CostBasis.Requested)
        : new(null, CostBasis.None);

    /// <summary>Whether and why it takes no money on a day; null when it may.</summary>
    public HeldBack? HeldBackOn(DateOnly day) => StageOn(day) switch
    {
        Initiatives.Stage.Deferred when RevisitOn.At(day)?.Value is var revisit
            && !(revisit <= day) => new(HoldReason.Deferred, revisit),
        Initiatives.Stage.Paused when ResumeBy.At(day)?.Value is { } resume && resume < day =>
            new(HoldReason.Paused, resume),
        _ => null,
    };

    /// <summary>What was decided about the budget of a period, through time.</summary>
    public Balance BudgetOf(string period) => Budgets.GetValueOrDefault(period) ?? Balance.Unstated;

    /// <summary>
    /// The greatest budget approved over all periods on a day or a later one; null when none is.
    /// </summary>
    public decimal? BudgetPeakFrom(DateOnly day)
    {
        var peak = BudgetOn(day);
        foreach (var (_, budget) in Budgets)
            foreach (var step in budget.Between(day, DateOnly.MaxValue))
                if (BudgetOn(step.EffectiveOn) is { } total && !(total <= peak))
                    peak = total;
        return peak;
    }

    /// <summary>Hours worked in one period or in all; null when none are recorded.</summary>
    public decimal? EffortOn(DateOnly day, string? period = null)
    {
        decimal? sum = null;
        foreach (var (key, account) in Effort)
            if ((period is null || key == period) && account.On(day) is { } hours)
                sum = (sum ?? 0) + hours;
        return sum;
    }

    /// <summary>Contributions in force on a day, by objective.</summary>
    public IEnumerable<(Key Objective, Contribution Contribution)> ContributionsOn(DateOnly day)
    {
        foreach (var (objective, register) in Contributions)
            if (register.At(day)?.Value is { } contribution)
                yield return (objective, contribution);
    }

    /// <summary>Some objective is served.</summary>
    public bool HasStrategicLinkOn(DateOnly day) =>
        ContributionsOn(day).Any(c => c.Contribution.Strength != Strength.None);
}
