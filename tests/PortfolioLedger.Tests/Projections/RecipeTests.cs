using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Journaling;
using PortfolioLedger.Tests.Api.Reads;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Projections;

public partial class RecipeTests
{
    [Fact]
    public async Task Every_query_of_the_documentation_answers_the_role_bi()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.Services.GetRequiredService<Journal>().Submit(new(
            Key.Of(SeededJournal.Portfolio), [new DefineOutcome(Key.Of("leaks"), "Leaks")],
            Orders.Board), default);
        await host.FollowedAsync(SeededJournal.Last + 1);
        var queries = Sql().Matches(await File.ReadAllTextAsync(PageOf("docs/dashboards.md")))
            .Select(m => m.Groups[1].Value).ToList();
        foreach (var table in (string[])["initiative", "objective", "alignment", "rank_history",
            "outcome", "decision"])
            Assert.Contains(queries, q => q.Contains($"bi.{table}", StringComparison.Ordinal));
        foreach (var query in queries)
            Assert.True(await host.ScalarAsync($"set role bi; select count(*) from ({query}) q") is > 0L,
                query);
    }

    private static string PageOf(string page)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "PortfolioLedger.sln")))
            folder = folder.Parent;
        return Path.Combine(folder.FullName, page);
    }

    [GeneratedRegex("```sql\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
