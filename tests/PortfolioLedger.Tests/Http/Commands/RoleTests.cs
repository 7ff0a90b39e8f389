using Microsoft.AspNetCore.Builder;
using PortfolioLedger.Access;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Who may send which command, and who is let in at all.</summary>
public sealed class RoleTests(SharedLedger shared)
{
    /// <summary>
    /// What a contributor may, as the contract lists it: all that is not decision-class, and these.
    /// </summary>
    private static readonly string[] ContributorMayDecide =
    [
        "ClaimContribution",
        "ReviseContribution",
        "WithdrawContribution",
        "ScoreCriterion",
        "SetBaseline",
        "LinkOutcome",
        "BaselineSchedule",
    ];

    /// <summary>
    /// What is no decision and yet for approvers alone, as the contract lists it.
    /// </summary>
    private static readonly string[] ForApprovers =
    [
        "SetCapacity", "OpenReviewCycle", "CloseReviewCycle", "MergeDepartment", "RetireDepartment",
        "MergeCustomerSegment", "RetireCustomerSegment", "CastVote",
    ];

    public static TheoryData<string, string> Grid
    {
        get
        {
            var grid = new TheoryData<string, string>();
            foreach (
                var path in CommandRoutes
                    .Table.Routes.Select(r => r.Template)
                    .Append("")
                    .Append("batch")
            )
            foreach (
                var role in (string[])
                    ["viewer", "contributor", "approver", "auditor", "administrator"]
            )
                grid.Add(path, role);
            return grid;
        }
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public async Task A_role_may_send_what_the_contract_says_and_nothing_else(
        string template,
        string role
    )
    {
        var host = await shared.HostAsync();
        await Portfolio.Value(shared);
        var (path, body) = template switch
        {
            "" => ("portfolios", "[]"),
            "batch" => (
                "portfolios/roles/batch",
                """{"commands":[{"path":"departments","body":[]}]}"""
            ),
            _ => (
                "portfolios/roles/"
                    + template
                        .Replace('{', 'x')
                        .Replace("}", "", StringComparison.Ordinal)
                        .ToLowerInvariant(),
                "[]"
            ),
        };
        var reply = await host.As("somebody", role).Post(path, body);
        // A body that is no object shows that the role was let through, and stores nothing.
        if (role == "approver" || (role == "contributor" && IsForContributors(template)))
            reply.AssertProblem(400, "invalid-fields");
        else
            reply.AssertProblem(403, "role-required");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Persona")]
    [InlineData("Persona ")]
    [InlineData("Persona alice")]
    [InlineData("Persona alice;")]
    [InlineData("Persona alice;emperor")]
    [InlineData("Persona alice;Approver")]
    [InlineData("Persona alice;2")]
    [InlineData("Persona ;approver")]
    [InlineData("Persona alice;approver;")]
    [InlineData("Persona alice;approver;finance;more")]
    [InlineData("Persona al ice;approver")]
    [InlineData("Persona alice,approver")]
    [InlineData("Bearer alice;approver")]
    [InlineData("Basic YWxpY2U6YXBwcm92ZXI=")]
    public async Task Who_names_nobody_is_refused(string? authorization)
    {
        var portfolio = await shared.OpenAsync();
        var caller = authorization is null
            ? portfolio.Host.Anonymous
            : portfolio.Host.Claiming(authorization);
        foreach (
            var path in (string[])
                ["portfolios", portfolio.PathOf("departments"), portfolio.PathOf("batch")]
        )
        {
            var reply = await caller.Post(path, "{}");
            reply.AssertProblem(401, "unauthenticated");
            Assert.Equal("Persona", reply.Header("WWW-Authenticate"));
        }
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Personas_are_for_Development_only()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                EnvironmentName = "Production",
                Args = ["--Access:Personas=true"],
            }
        );
        var refused = Assert.Throws<StartRefusedException>(() =>
            builder.AddLedger(database.Connections)
        );
        Assert.Contains("Production", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=http://0.0.0.0:5099")]
    [InlineData("--urls=http://*:5099")]
    [InlineData("--urls=http://127.0.0.1:5099;http://[::]:5098")]
    [InlineData("--urls=http://ledger.example:5099")]
    [InlineData("--http_ports=5099")]
    [InlineData("--Kestrel:Endpoints:Open:Url=http://0.0.0.0:5099")]
    public async Task Personas_are_not_reachable_from_other_machines(string addresses)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            LedgerProgram.RunAsync(["--environment=Development", addresses]));
        Assert.Contains("reached from other machines", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://[::1]:0")]
    public void Personas_are_reachable_from_this_machine(string address) =>
        Assert.Null(Record.Exception(() => Personas.RefuseOpenAddresses([address])));

    [Fact]
    public async Task In_Production_nobody_is_a_persona()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var host = await LedgerHost.StartAsync(database, "Production");
        var reply = await host.As("alice", "approver").Post("portfolios", "{}");
        reply.AssertProblem(401, "unauthenticated");
        Assert.Equal("Bearer", reply.Header("WWW-Authenticate"));
    }

    private static bool IsForContributors(string template)
    {
        var route = CommandRoutes.Table.Routes.FirstOrDefault(r => r.Template == template);
        if (route is null)
            return template == "batch";
        return !ForApprovers.Contains(route.Operation)
            && (!route.Command.IsAssignableTo(typeof(Core.Books.IDecision))
                || ContributorMayDecide.Contains(route.Operation));
    }

    /// <summary>The portfolio all cases share, opened once.</summary>
    private static class Portfolio
    {
        private static Task? opened;

        public static Func<SharedLedger, Task> Value { get; } = shared =>
        {
            lock (typeof(Portfolio))
                return opened ??= OpenAsync(shared);
        };

        private static async Task OpenAsync(SharedLedger shared) =>
            await (await shared.HostAsync()).As("alice", "approver").Post(
                "portfolios", """{"key":"roles","name":"Roles","currency":"USD"}""");
    }
}
