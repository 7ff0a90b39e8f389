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

/// <summary>One initiative through time.</summary>
public sealed record Initiative(
    Key Key,
    DateOnly From,
    string Name,
    InitiativeKind Kind,
    Key? Parent,
    string? Sponsor,
    Key? Department,
    ImmutableArray<Key> ParticipatingDepartments,
    Key? ValueStream,
    string? Summary,
    string ProposedBy,
    Register<Stage> Stage)
{
    /// <summary>The position of the last event that touched it.</summary>
    public long Version { get; init; }

    /// <summary>Claimed contributions by objective; null when withdrawn.</summary>
    public ImmutableSortedDictionary<Key, Register<Contribution?>> Contributions { get; init; } =
        Ordered.ByKey<Register<Contribution?>>();

    /// <summary>Scores by criterion and scale, see <see cref="Scoring.Criterion.Scale"/>.</summary>
    public ImmutableSortedDictionary<string, Register<decimal>> Scores { get; init; } =
        Ordered.ByText<Register<decimal>>();

    /// <summary>Board priority class, 1 (highest) to 5.</summary>
    public Register<int> Priority { get; init; }

    /// <summary>Approved budget by period, in the portfolio's currency.</summary>
    public ImmutableSortedDictionary<string, Account> Budgets { get; init; } = Ordered.ByText<Account>();

    /// <summary>Recorded spend over all periods, in the portfolio's currency.</summary>
    public Account Spend { get; init; } = Account.Empty;

    /// <summary>When it was planned to be completed when the schedule was baselined.</summary>
    public Register<DateOnly> BaselineCompletion { get; init; }

    /// <summary>When it is expected to be completed.</summary>
    public Register<DateOnly> ForecastCompletion { get; init; }

    /// <summary>The delivery phase it is in, in the words of its owner.</summary>
    public Register<string> Phase { get; init; }

    /// <summary>The financial case in force.</summary>
    public Register<FinancialCase> FinancialCase { get; init; }

    /// <summary>Until when it may pass the gate without a strategic link.</summary>
    public Register<DateOnly> LinkExemption { get; init; }

    /// <summary>Until when it may pass the gate without a financial case.</summary>
    public Register<DateOnly> CaseExemption { get; init; }

    /// <summary>When a deferred initiative comes back to the board.</summary>
    public Register<DateOnly?> RevisitOn { get; init; }

    /// <summary>Where it stands on a day.</summary>
    public Stage StageOn(DateOnly day) => Stage.At(day)?.Value ?? Initiatives.Stage.Proposed;

    /// <summary>Approved budget of one period or of all; null when none is approved.</summary>
    public decimal? BudgetOn(DateOnly day, string? period = null)
    {
        decimal? sum = null;
        foreach (var (key, account) in Budgets)
            if ((period is null || key == period) && account.On(day) is { } amount)
                sum = (sum ?? 0) + amount;
        return sum;
    }

    /// <summary>The approved budget of a period after all events so far, whenever they take effect.</summary>
    public decimal BudgetTotal(string period) => Budgets.GetValueOrDefault(period)?.Total ?? 0;

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
