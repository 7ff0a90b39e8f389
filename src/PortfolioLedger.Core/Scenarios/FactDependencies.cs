using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Scenarios;

/// <summary>Which things a fact changes, and which it rests on.</summary>
internal static class FactDependencies
{
    /// <summary>
    /// The things that are otherwise without the fact: the one it is about, others of the same kind,
    /// what it brings into being, and the department whose people it takes or gives back. Everything
    /// else it only names: a score changes no scoring model.
    /// </summary>
    public static IEnumerable<Subject> Changed(IFact fact)
    {
        var subjects = fact.Subjects();
        foreach (var subject in subjects)
            if (subject.Kind == subjects[0].Kind || subject.Kind == SubjectKind.Output
                || (subject.Kind == SubjectKind.Department && fact is ResourceAllocated or ResourceReleased))
                yield return subject;
    }

    /// <summary>
    /// The kind of things of which a fact rests on all, named or not; null when on none.
    /// </summary>
    public static SubjectKind? AllOf(IFact fact) => fact switch
    {
        // Exactly the active objectives are weighted.
        ObjectivesReweighted => SubjectKind.Objective,
        // It must cover what is committed to initiatives.
        PortfolioBudgetSet => SubjectKind.Initiative,
        // A chain of dependencies must not close.
        DependencyDeclared => SubjectKind.Initiative,
        // What a role may decide alone is delegated by the portfolio.
        BudgetApproved or BudgetChanged => SubjectKind.Portfolio,
        // The model in force says what can still be scored.
        CriterionScored => SubjectKind.ScoringModel,
        _ => null,
    };

    /// <summary>What it cites.</summary>
    public static ImmutableArray<EvidenceReference> Evidence(IFact fact) => fact switch
    {
        IGrounded { Grounds.Evidence: { } cited } => cited,
        DecisionTabled { EvidenceShown: { } shown } => shown,
        _ => [],
    };

    /// <summary>The thing of the ledger that evidence is about; null for a document.</summary>
    public static Subject? About(EvidenceReference evidence) =>
        !Key.TryParse(evidence.Ref, out var key) ? null : evidence.Kind switch
        {
            EvidenceKind.Feedback => new(SubjectKind.Feedback, key),
            EvidenceKind.Measurement => new(SubjectKind.Outcome, key),
            EvidenceKind.FinancialCase => new(SubjectKind.Initiative, key),
            EvidenceKind.Ranking => new(SubjectKind.Ranking, key),
            EvidenceKind.Decision => new(SubjectKind.Decision, key),
            _ => null,
        };
}
