using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Access;

/// <summary>
/// Who may do what, for every operation and every kind of caller, judged by what the API
/// description itself declares; <c>docs/roles.md</c> is made of the same.
/// </summary>
public sealed class RoleMatrixTests(LedgerHost host) : IClassFixture<LedgerHost>
{
    private const string Page = "docs/roles.md";

    /// <summary>A parameter that is nowhere: who is let in is told so, and does nothing.</summary>
    private const string Nonsense = "?nonsense=1";

    private static readonly string[] Roles = [.. Enumeration<Role>.Names];

    public static TheoryData<string> Callers =>
        ["nobody", .. Roles, "token of another portfolio"];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task An_operation_lets_in_whom_its_description_names_and_nobody_else(string caller)
    {
        await OpenAsync("matrix");
        var sender = caller switch
        {
            "nobody" => host.Anonymous,
            "token of another portfolio" => await OfAnotherPortfolioAsync(),
            _ => host.As("somebody", caller),
        };
        var wrong = new List<string>();
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var roles = RolesOf(operation);
            var expected = roles is null ? "declares no role and is not open"
                : roles.Length == 0 ? "allowed"
                : caller == "nobody" ? "401"
                : roles.Contains(caller) || IsAboutOneself(path, roles) ? "allowed" : "403";
            var reply = await SendAsync(sender, method, path);
            var found = reply.Status is 401 or 403 ? $"{reply.Status}" : "allowed";
            if (found != expected)
                wrong.Add($"{method} {path}: {found} instead of {expected}: {reply.Text}");
        }
        Assert.Empty(wrong);
    }

    /// <summary>
    /// Where no portfolio is named and every role is let in, one sees what is one's own: also with
    /// a role in a single portfolio.
    /// </summary>
    private static bool IsAboutOneself(string path, string[] roles) =>
        roles.Length == Roles.Length && !path.Contains("{portfolio}", StringComparison.Ordinal);

    [Fact]
    public async Task In_a_portfolio_that_is_not_there_nothing_is_learnt_but_that()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
            if (path.Contains("{portfolio}", StringComparison.Ordinal)
                && RolesOf(operation) is { Length: > 0 } roles && !roles.Contains("viewer"))
            {
                var reply = await SendAsync(host.As("vera", "viewer"), method,
                    path.Replace("{portfolio}", "nowhere", StringComparison.Ordinal));
                reply.AssertProblem(404, "unknown-portfolio");
            }
    }

    [Fact]
    public async Task Every_operation_is_described_by_its_roles()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var roles = RolesOf(operation);
            Assert.True(roles is not null, $"{method} {path} declares no role");
            if (roles.Length == 0)
                continue;
            Assert.All(roles, role => Assert.Contains(role, Roles));
            var description = (string)operation["description"]!;
            Assert.All(roles, role => Assert.True(roles.Length == Roles.Length
                ? description.EndsWith("For every role.", StringComparison.Ordinal)
                : description.Contains(role, StringComparison.Ordinal), description));
            foreach (var status in (string[])["401", "403", "429"])
                Assert.NotNull(operation["responses"]![status]);
        }
    }

    [Fact]
    public void Every_endpoint_says_whom_it_lets_in()
    {
        var endpoints = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>().ToArray();
        Assert.True(endpoints.Length > 100);
        Assert.Empty(endpoints.Where(e => e.Metadata.GetMetadata<Admission>() is null)
            .Select(e => e.DisplayName));
    }

    [Fact]
    public void What_lets_anybody_in_is_no_part_of_the_api_of_portfolios() =>
        Assert.Empty(host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Admission>() is { NeedsCaller: false }
                && e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(e => e.RoutePattern.RawText));

    [Fact]
    public async Task An_endpoint_that_does_not_say_whom_it_lets_in_lets_nobody_in()
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development" });
        builder.AddLedger(host.Database.ConnectionString);
        await using var app = await Alba.AlbaHost.For(builder, app =>
        {
            app.MapLedger();
            app.MapGet("/api/v1/forgotten", () => "secret");
        });
        using var client = app.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/forgotten");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona ada;administrator");
        using var response = await client.SendAsync(
            request, TestContext.Current.CancellationToken);
        (await Reply.OfAsync(response)).AssertProblem(403, "role-required");
    }

    [Fact]
    public async Task The_page_of_roles_is_that_of_the_description()
    {
        var written = PageOf(await OperationsAsync());
        var file = RepositoryFolder.PathOf("docs", "roles.md");
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(file, written, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file), $"{Page} is missing: run with LEDGER_WRITE_DOCS=1");
        Assert.Equal(written, (await File.ReadAllTextAsync(
            file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    private static string PageOf(IEnumerable<Described> all)
    {
        var page = new StringBuilder("""
            # Who may do what

            Every operation of the API and the roles it lets in, made from [the description](api.md#the-description) (`x-roles`) that the ledger serves and asks for at its gate. A test sends every operation as every kind of caller. [What the roles mean](api.md#who-is-calling).

            Written by `LEDGER_WRITE_DOCS=1` with the tests in `RoleMatrixTests`; do not edit.

            | Operation | Address | viewer | contributor | approver | auditor | administrator |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (method, path, operation) in all)
        {
            var shown = path.Replace(
                "/api/v1/portfolios/{portfolio}", "…", StringComparison.Ordinal);
            page.Append("| ").Append((string)operation["operationId"]!).Append(" | `")
                .Append(method).Append(' ').Append(shown).Append("` |");
            var roles = RolesOf(operation)!;
            foreach (var role in Roles)
                page.Append(roles.Length == 0 || roles.Contains(role) ? " yes |" : " |");
            page.Append('\n');
        }
        return page.Append("\n`…` stands for `/api/v1/portfolios/{portfolio}`.\n").ToString();
    }

    /// <summary>
    /// The roles an operation declares; none where it is open, null where it says nothing.
    /// </summary>
    private static string[]? RolesOf(JsonNode operation) =>
        operation["x-roles"] is JsonArray roles ? [.. roles.Select(r => (string)r!)]
        : operation["security"] is JsonArray { Count: 1 } open
            && open[0] is JsonObject { Count: 0 } ? [] : null;

    private static Task<Reply> SendAsync(LedgerCaller caller, string method, string path)
    {
        var address = path.Replace("{portfolio}", "matrix", StringComparison.Ordinal)
            .Replace('{', 'x').Replace("}", "", StringComparison.Ordinal).ToLowerInvariant();
        return caller.SendAsync(new(method), address + Nonsense,
            method == "GET" ? null : LedgerCaller.Json("[]"u8.ToArray()));
    }

    private async Task<IReadOnlyList<Described>> OperationsAsync()
    {
        var description = (await host.Anonymous.Get("/openapi/v1.json")).Json;
        return
        [
            .. description["paths"]!.AsObject().SelectMany(
                path => path.Value!.AsObject(),
                (path, operation) => new Described(
                    operation.Key.ToUpperInvariant(), path.Key, operation.Value!)),
        ];
    }

    private async Task<LedgerCaller> OfAnotherPortfolioAsync()
    {
        await OpenAsync("elsewhere");
        var made = await host.As("ada", "administrator").Post("tokens",
            """{"name":"elsewhere","role":"approver","portfolio":"elsewhere"}""");
        Assert.Equal(201, made.Status);
        return host.Claiming($"Bearer {made.Json["token"]}");
    }

    private sealed record Described(string Method, string Path, JsonNode Operation);

    private async Task OpenAsync(string portfolio)
    {
        var opened = await host.As("alice", "approver").Post("portfolios",
            $$"""{"key":"{{portfolio}}","name":"{{portfolio}}","currency":"USD"}""");
        Assert.True(opened.Status == 201 || opened.Code == "already-exists", opened.Text);
    }
}
