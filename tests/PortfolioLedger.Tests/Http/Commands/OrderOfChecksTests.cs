namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>
/// A request that is wrong in many ways is told the first one; each mended, the next.
/// </summary>
public sealed class OrderOfChecksTests(SharedLedger shared)
{
    private const string Short = """{"grounds":{"rationale":"no"}}""";

    [Fact]
    public async Task Checks_run_in_the_promised_order()
    {
        var portfolio = await shared.OpenAsync();
        var host = portfolio.Host;
        var path = portfolio.PathOf("initiatives/croton/approval");
        (string, string) match = ("If-Match", "\"1\"");

        (
            await host.Anonymous.Post("portfolios/none/initiatives/croton/approval", "[", match)
        ).AssertProblem(401, "unauthenticated");
        (
            await portfolio.Contributor.Post(
                "portfolios/none/initiatives/croton/approval",
                "[",
                match
            )
        ).AssertProblem(404, "unknown-portfolio");
        (await portfolio.Contributor.Post(path, "[", match)).AssertProblem(403, "role-required");
        (await portfolio.Approver.Post(path, "[", match)).AssertProblem(400, "malformed-json");
        (await portfolio.Approver.Post(path, Short, match)).AssertProblem(
            404,
            "unknown-initiative"
        );
        await portfolio.WithInitiativeAsync();
        (await portfolio.Approver.Post(path, Short, match)).AssertProblem(412, "changed-meanwhile");
        (await portfolio.Approver.Post(path, Short)).AssertProblem(422, "illegal-transition");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_taken_key_is_told_before_the_rules()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        (await portfolio.Try("initiatives", """
            {"key":"croton","name":"A","kind":"project","sponsor":"maria","department":"none"}
            """)).AssertProblem(409, "already-exists");
    }
}
