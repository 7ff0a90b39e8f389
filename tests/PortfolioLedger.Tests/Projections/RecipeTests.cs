using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Projections;

public partial class RecipeTests
{
    [Fact]
    public async Task Every_query_of_the_documentation_answers_the_role_bi()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.Services.GetRequiredService<Journal>().Submit(new(
            Key.Parse(SeededJournal.Portfolio), [.. Value()], Orders.Board), default);
        await host.FollowedAsync(SeededJournal.Last + Value().Count());
        var queries = Sql()
            .Matches(await File.ReadAllTextAsync(RepositoryFolder.PathOf("docs/dashboards.md")))
            .Select(m => m.Groups[1].Value)
            .ToList();
        foreach (
            var table in (string[])
                [
                    "initiative",
                    "objective",
                    "alignment",
                    "rank_history",
                    "outcome",
                    "benefit",
                    "financials",
                    "listening",
                    "capacity",
                    "board_decision",
                    "decision",
                ]
        )
            Assert.Contains(queries, q => q.Contains($"bi.{table}", StringComparison.Ordinal));
        foreach (var query in queries)
            Assert.True(
                await host.ScalarAsync($"set role bi; select count(*) from ({query}) q") is > 0L,
                query
            );
    }

    /// <summary>Something of every kind that the queries ask for.</summary>
    private static IEnumerable<ICommand> Value() =>
    [
        new DefineOutcome(Key.Parse("leaks"), "Leaks"),
        new PlanBenefit(Key.Parse("leaks"), "2026", new(500, Currency.Parse("USD"))),
        new SubmitFinancialCase(Key.Parse("croton"),
            [new(new(2026, 1, 1), -100), new(new(2027, 1, 1), 120)], Currency.Parse("USD"), .05m),
        new RegisterDepartment(Key.Parse("pipes"), "Pipes"),
        new SetCapacity("2026", Key.Parse("pipes"), "engineer", 3),
        new TableDecision(Key.Parse("d-1"), "Fund Croton Falls?"),
    ];

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
