using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Valuation;
using static PortfolioLedger.Benchmarks.FullHistory;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// The initiatives of a full history: proposed, staffed, decided on and carried out.
/// </summary>
internal static class FullInitiatives
{
    public static IEnumerable<IFact> Facts() =>
        Enumerable.Range(0, Initiatives).SelectMany(n => Proposed(n).Concat(Decided(n)))
            .Concat(Enumerable.Range(0, Initiatives).SelectMany(Carried));

    private static IEnumerable<IFact> Proposed(int n)
    {
        var key = Initiative(n);
        yield return new InitiativeProposed(key, $"Initiative {n}",
            n < Programs ? InitiativeKind.Program : InitiativeKind.Project,
            n < Programs ? null : Initiative(n % Programs), $"sponsor-{n % 50}", Department(n),
            [Department(n + 1), Department(n + 5)], Stream(n), "What it is about.");
        yield return new ContributionClaimed(key, Objective(n), Strength.Strong, new(.8m), Why);
        yield return new ContributionClaimed(key, Objective(n + 1), Strength.Weak, new(.5m), Why);
        yield return new FinancialCaseSubmitted(key, new([.. Enumerable.Range(0, 7).Select(year =>
            new CashFlow(new(2026 + year, 1, 1), year == 0 ? -1_000 - n : 300))], Dollar, .06m,
            new(300, new(.8m), new(.5m), 3 + n, 5),
            new(200, 1_000 + n, InvestmentBase.Average, 0)));
        yield return new CriterionScored(key, FullOrganisation.Model, "value", 0, 10, n % 11, Why);
        yield return new CriterionScored(key, FullOrganisation.Model, "risk", 0, 10, n % 7, Why);
        yield return new PriorityShifted(key, null, 1 + n % 5, Why);
        yield return new ScheduleBaselined(key, new(2026, 1 + n % 12, 1), new(2025, 1, 1), Why);
        yield return new ForecastCompletionChanged(
            key, new(2026, 1 + n % 12, 1), new(2026, 1 + n % 12, 15), 14);
        foreach (var year in (string[])["2025", "2026"])
            yield return new BudgetApproved(key, year, Dollars(1_000 + n), Why);
        if (n >= Programs)
            yield return new DependencyDeclared(
                key, Initiative(n - 1), DependencyKind.FinishToStart, null);
    }

    private static IEnumerable<IFact> Decided(int n)
    {
        var key = Initiative(n);
        if (n % 25 == 0)
            yield break;
        yield return new InitiativeSubmitted(key);
        if (n % 25 == 1)
            yield return new InitiativeRejected(key, Why);
        else if (n % 25 == 2)
            yield return new InitiativeDeferred(key, new(2027, 1, 1), Why);
        else
        {
            yield return new InitiativeApproved(
                key,
                ["Report every month."],
                Why with
                {
                    Decision = Decision(n),
                    Evidence =
                    [
                        new(EvidenceKind.Feedback, $"f{n}"),
                        new(EvidenceKind.FinancialCase, $"i{n}"),
                    ],
                }
            );
            yield return new InitiativeStarted(key);
            yield return new AssuranceRated(key, "rag", "amber", "nora", Why);
        }
    }

    private static IEnumerable<IFact> Carried(int n)
    {
        var key = Initiative(n);
        if (n % 25 <= 2)
            yield break;
        for (var role = 0; role < 2; role++)
            yield return new ResourceAllocated(key, Department(n + role),
                FullOrganisation.Roles[role], .5m, new(2025, 7, 1), new(2026, 12, 31));
        for (var month = 1; month <= 4; month++)
        {
            yield return new SpendRecorded(
                key, $"2026-0{month}", Dollars(150), n % 40 == 7 ? "pmo" : "work", null);
            yield return new EffortRecorded(
                key, $"2026-0{month}", Department(n), FullOrganisation.Roles[0], 80);
        }
        for (var output = 0; output < 4; output++)
        {
            var result = Key.Parse($"i{n}-{output}");
            yield return new OutputPlanned(key, result, "Output", "product",
                new(2026, 3 + output, 1), new(.25m), output == 0 ? Outcome(n) : null);
            if (output < 3)
                yield return new OutputDelivered(key, result, "Output", "product",
                    new(2026, 3 + output, 1), new(2026, 3 + output, output + 1), "sponsor");
        }
        if (n % 10 == 3)
            yield return new InitiativeCompleted(key);
        else if (n % 50 == 4)
            yield return new InitiativeKilled(key, "too-late", Dollars(500), Why);
        else if (n % 25 == 5)
            yield return new InitiativePaused(key, Why);
        else if (n % 50 == 6)
            yield return new InitiativeMerged(key, Initiative(n + 1), Why);
    }
}
