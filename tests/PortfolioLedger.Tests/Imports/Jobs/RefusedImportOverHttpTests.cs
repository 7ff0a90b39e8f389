using System.Net.Http.Headers;
using System.Text;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports.Jobs;

/// <summary>Imports over HTTP of which something is not taken over.</summary>
public sealed class RefusedImportOverHttpTests(SharedLedger shared)
{
    private const string Scored = "Initiative,Initiative name,Score value,Score urgency\r\n"
        + "croton,Croton Falls,5,3\r\ndam,Old dam,4,2\r\n";

    private const string Budgeted = "Initiative,Initiative name,Stage,Budget 2026,Spend to date\r\n"
        + "croton,Croton Falls,active,600,100\r\n";

    [Fact]
    public async Task An_import_of_which_every_row_is_refused_has_failed_and_says_so_first()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(portfolio, "dryRun=false", Scored);
        reply.AssertProblem(422, "import-refused");
        const string first = "Nothing imported: all 2 rows were refused.";
        Assert.Equal(first, (string?)reply.Json["detail"]);
        var cause = Assert.Single(reply.Json["report"]!["refusedBecause"]!.AsArray())!;
        Assert.Equal(("unknown-scoring-model", 4, 1, 2), ((string?)cause["code"],
            (int)cause["count"]!, (int)cause["rows"]![0]!["from"]!,
            (int)cause["rows"]![0]!["to"]!));
        Assert.Equal(["Score value", "Score urgency"],
            cause["columns"]!.AsArray().Select(c => (string?)c));
        Assert.Equal(2, reply.Json["report"]!["refused"]!.AsArray().Count);
        var job = await Administrator(portfolio)
            .Get(portfolio.PathOf($"imports/{(string?)reply.Json["import"]}"));
        Assert.Equal(("failed", first, first, "refused"), ((string?)job.Json["state"],
            (string?)job.Json["fault"], (string?)job.Json["report"]!["headline"],
            (string?)job.Json["report"]!["outcome"]));
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_dry_run_tells_the_same_and_has_done_what_it_was_asked()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(portfolio, "dryRun=true", Scored);
        Assert.Equal((200, "succeeded"), (reply.Status, (string?)reply.Json["state"]));
        Assert.EndsWith("nothing would be imported, all 2 rows are refused.",
            (string?)reply.Json["report"]!["headline"], StringComparison.Ordinal);
        Assert.Single(reply.Json["report"]!["refusedBecause"]!.AsArray());
    }

    [Fact]
    public async Task Some_rows_refused_is_an_import_that_leads_with_how_many()
    {
        var portfolio = await shared.OpenAsync();
        var reply = await PostAsync(portfolio, "dryRun=false", Budgeted + "dam,Old dam,doing,5,1");
        Assert.Equal((200, "succeeded"), (reply.Status, (string?)reply.Json["state"]));
        Assert.Equal($"1 of 2 rows imported into '{portfolio.Key}', 1 refused.",
            (string?)reply.Json["report"]!["headline"]);
    }

    [Fact]
    public async Task An_older_list_overturns_a_later_decision_only_when_that_is_asked()
    {
        var portfolio = await shared.OpenAsync();
        await PostAsync(portfolio, "dryRun=false", Budgeted);
        var changed = await portfolio.Do("initiatives/croton/budget", $$"""
            {"period":"2026","amount":{"amount":650,"currency":"USD"},{{TestPortfolio.Grounds}}}
            """);
        var older = Budgeted.Replace(",100", ",140", StringComparison.Ordinal);
        var reply = await PostAsync(portfolio, "dryRun=false", older);
        Assert.Equal(200, reply.Status);
        var conflict = Assert.Single(reply.Json["report"]!["conflicts"]!.AsArray())!;
        Assert.Equal((1, "Budget 2026", "600", false), ((int)conflict["row"]!,
            (string?)conflict["column"], (string?)conflict["value"],
            (bool)conflict["overwritten"]!));
        Assert.Equal((changed.Position, "alice"), ((long)conflict["since"]!["position"]!,
            (string?)conflict["since"]!["by"]));
        Assert.Equal(1, (int)reply.Json["report"]!["rows"]!["conflicting"]!);
        // The other cell of the row is recorded.
        Assert.Equal((650, 140), await MoneyAsync(portfolio));
        Assert.Single((await PostAsync(portfolio, "overwrite=true&dryRun=true", older))
            .Json["report"]!["conflicts"]!.AsArray());
        Assert.Equal((650, 140), await MoneyAsync(portfolio));
        var overwriting = await PostAsync(portfolio, "dryRun=false&overwrite=true", older);
        Assert.True((bool)overwriting.Json["report"]!["conflicts"]![0]!["overwritten"]!);
        Assert.Equal((600, 140), await MoneyAsync(portfolio));
    }

    private static async Task<(int, int)> MoneyAsync(TestPortfolio portfolio)
    {
        var view = await portfolio.Contributor.Get(portfolio.PathOf("initiatives"));
        var croton = view.Json["items"]![0]!;
        return ((int)croton["budget"]!, (int)croton["spend"]!);
    }

    private static LedgerCaller Administrator(TestPortfolio portfolio) =>
        portfolio.Host.As("ada", "administrator");

    private static Task<Reply> PostAsync(TestPortfolio portfolio, string query, string text) =>
        Administrator(portfolio).Post(
            portfolio.PathOf($"imports?mapping=current-lists&{query}"),
            new ByteArrayContent(Encoding.UTF8.GetBytes(text))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("text/csv") },
            });
}
