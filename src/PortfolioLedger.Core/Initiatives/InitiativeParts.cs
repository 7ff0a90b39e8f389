using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Initiatives;

/// <content>What changes together is kept together: a change copies its part alone.</content>
public sealed partial record Initiative
{
    /// <summary>What was said when it was put forward, and revised since.</summary>
    private sealed record Proposal(
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
        string ProposedBy
    );

    /// <summary>Who works on it, what it needs, how sure it is, how it ended.</summary>
    private sealed record Delivery(
        OrderedMap<string, Account> Effort, OrderedMap<string, Allocation> Allocations,
        OrderedMap<Key, Register<Dependency?>> Dependencies,
        OrderedMap<string, Register<AssuranceRating>> Assurance, Register<EarlyEnding> Ending,
        Register<DateOnly?> BaselineStart)
    {
        public static readonly Delivery None = new(
            default,
            default,
            default,
            default,
            default,
            default
        );
    }

    /// <summary>How it is carried out and gets through its gates.</summary>
    private sealed record Conduct(
        Register<DateOnly> BaselineCompletion,
        Register<DateOnly> ForecastCompletion,
        Register<string> Phase,
        Register<FinancialCase> FinancialCase,
        Register<DateOnly> LinkExemption,
        Register<DateOnly> CaseExemption,
        Register<DateOnly?> RevisitOn
    )
    {
        public static readonly Conduct None = new(
            default,
            default,
            default,
            default,
            default,
            default,
            default
        );

        public Register<ImmutableArray<string>> Approval { get; init; }

        public Register<Expectation> Expected { get; init; }

        public OrderedMap<long, ImmutableArray<MetCondition>> ConditionsMet { get; init; }

        public OrderedMap<string, Register<decimal>> Requested { get; init; }

        public Register<DateOnly?> ResumeBy { get; init; }
    }
}
