using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Access;

/// <summary>API tokens: made, used, seen and ended.</summary>
public sealed partial class ApiTokenTests(SharedLedger shared)
{
    [GeneratedRegex("^plt_[0-9A-Za-z]{36}$")]
    private static partial Regex Form { get; }

    [Fact]
    public async Task A_token_is_shown_once_and_stored_as_a_hash()
    {
        var portfolio = await shared.OpenAsync();
        var (name, token, made) = await MakeAsync(portfolio.Host, "viewer", portfolio.Key);

        Assert.Matches(Form, token);
        Assert.Equal("no-store", made.Header("Cache-Control"));
        Assert.Equal($"/api/v1/tokens/{name}", made.Header("Location"));
        var stored = await portfolio.Host.ScalarAsync<string>(
            "select t::text from ledger.api_token t where name = $1", name);
        Assert.DoesNotContain(token, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(token[4..], stored, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(TokenText.HashOf(token)), stored,
            StringComparison.Ordinal);
        foreach (var path in (string[])["tokens", $"tokens/{name}"])
        {
            var seen = await Admin(portfolio.Host).Get(path);
            Assert.Equal(200, seen.Status);
            Assert.DoesNotContain(token, seen.Text, StringComparison.Ordinal);
            Assert.Contains($"\"{name}\"", seen.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_reads_its_portfolio_and_no_other_and_does_not_more_than_its_role()
    {
        var (portfolio, other) = (await shared.OpenAsync(), await shared.OpenAsync());
        var caller = await CallerAsync(portfolio.Host, "viewer", portfolio.Key);

        Assert.Equal(200, (await caller.Get(portfolio.PathOf("initiatives"))).Status);
        (await caller.Get(other.PathOf("initiatives"))).AssertProblem(403, "role-required");
        var listed = await caller.Get("portfolios");
        Assert.Equal([portfolio.Key], listed.Json["items"]!.AsArray()
            .Select(item => (string?)item!["portfolio"]));
        (await caller.Post(portfolio.PathOf("departments"), """{"key":"dep","name":"Water"}"""))
            .AssertProblem(403, "role-required");
    }

    [Fact]
    public async Task A_token_for_all_portfolios_lists_and_reads_them()
    {
        var portfolio = await shared.OpenAsync();
        var caller = await CallerAsync(portfolio.Host, "viewer", null);

        Assert.Equal(200, (await caller.Get("portfolios")).Status);
        Assert.Equal(200, (await caller.Get(portfolio.PathOf("initiatives"))).Status);
    }

    [Fact]
    public async Task What_a_token_records_is_its_own_and_it_does_not_approve_what_it_proposed()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.DepartmentAsync();
        var (name, token, _) = await MakeAsync(portfolio.Host, "approver", portfolio.Key);
        var caller = portfolio.Host.Claiming($"Bearer {token}");
        var proposed = await caller.Post(portfolio.PathOf("initiatives"), """
            {"key":"croton","name":"Croton","kind":"project","sponsor":"maria","department":"dep"}
            """);
        Assert.Equal(201, proposed.Status);
        await caller.Post(portfolio.PathOf("initiatives/croton/submission"), "{}");

        var events = await caller.Get(portfolio.PathOf($"events?after={proposed.Position - 1}"));
        Assert.Equal($"token:{name}", (string?)events.Json[0]!["actor"]);
        var own = await caller.Post(
            portfolio.PathOf("initiatives/croton/approval"), TestPortfolio.Only);
        Assert.Equal(422, own.Status);
        var others = await portfolio.Approver.Post(
            portfolio.PathOf("initiatives/croton/approval"), TestPortfolio.Only);
        Assert.NotEqual(own.Code, others.Status < 400 ? "" : others.Code);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_on_every_node()
    {
        var portfolio = await shared.OpenAsync();
        await using var node = await LedgerHost.StartAsync(portfolio.Host.Database);
        var (name, token, _) = await MakeAsync(portfolio.Host, "viewer", portfolio.Key);
        foreach (var host in (LedgerHost[])[portfolio.Host, node])
            Assert.Equal(200, (await ReadAsync(host)).Status);

        var ended = await Admin(node).Post($"tokens/{name}/revocation", "{}");

        Assert.Equal("revoked", (string?)ended.Json["status"]);
        Assert.Equal("ada", (string?)ended.Json["revokedBy"]);
        foreach (var host in (LedgerHost[])[portfolio.Host, node])
        {
            var refused = await ReadAsync(host);
            refused.AssertProblem(401, "token-revoked");
            Assert.NotNull(refused.Header("WWW-Authenticate"));
        }
        var again = await Admin(node).Post($"tokens/{name}/revocation", "{}");
        Assert.Equal((200, ended.Text), (again.Status, again.Text));

        Task<Reply> ReadAsync(LedgerHost host) =>
            host.Claiming($"Bearer {token}").Get(portfolio.PathOf("initiatives"));
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_says_since_when()
    {
        var host = await shared.HostAsync();
        var text = TokenText.Create();
        await TestDatabase.ExecuteAsync(host.Database.ConnectionString, $"""
            insert into ledger.api_token (name, role, token_hash, created_by, created_at, expires_at)
            values ('old-{Guid.NewGuid():n}', 'viewer',
                '\x{Convert.ToHexStringLower(TokenText.HashOf(text))}', 'ada',
                '2026-01-01Z', '2026-01-31Z')
            """);
        var refused = await host.Claiming($"Bearer {text}").Get("portfolios");
        refused.AssertProblem(401, "token-expired");
        Assert.Contains("2026-01-31", (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_text_that_is_no_token_it_is_told_the_same()
    {
        var host = await shared.HostAsync();
        var token = TokenText.Create();
        string[] wrong =
        [
            token,
            token[..^1] + (token[^1] == 'a' ? 'b' : 'a'),
            "plt_",
            "plt_" + new string('é', 36),
            token + "x",
        ];
        var told = new HashSet<string>();
        foreach (var text in wrong)
        {
            var refused = await host.Claiming($"Bearer {text}").Get("portfolios");
            refused.AssertProblem(401, "token-unknown");
            told.Add((string)refused.Json["detail"]!);
        }
        Assert.Single(told);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("auditor")]
    [InlineData("administrator")]
    public async Task A_token_makes_no_token(string role)
    {
        var host = await shared.HostAsync();
        var caller = await CallerAsync(host, role, null);
        var refused = await caller.Post("tokens", """{"name":"child","role":"viewer"}""");
        refused.AssertProblem(403, role == "administrator" ? "person-required" : "role-required");
    }

    [Theory]
    [InlineData("""{"name":"Bad Name","role":"viewer"}""", 400, "/name")]
    [InlineData("""{"name":"fine","role":"emperor"}""", 400, "/role")]
    [InlineData("""{"name":"fine","role":"viewer","days":0}""", 400, "/days")]
    [InlineData("""{"name":"fine","role":"viewer","days":367}""", 400, "/days")]
    [InlineData("""{"name":"fine","role":"viewer","token":"plt_x"}""", 400, "/token")]
    [InlineData("""{"name":"fine","role":"viewer","portfolio":"nowhere"}""", 422, "/portfolio")]
    [InlineData("{}", 400, "/name")]
    public async Task A_token_that_makes_no_sense_is_refused_by_its_field(
        string body, int status, string pointer)
    {
        var host = await shared.HostAsync();
        var refused = await Admin(host).Post("tokens", body);
        Assert.Equal(status, refused.Status);
        Assert.Contains(pointer, refused.Pointers());
        Assert.Equal(0, await host.ScalarAsync<long>(
            "select count(*) from ledger.api_token where name = 'fine'"));
    }

    [Fact]
    public async Task A_token_expires_after_ninety_days_or_as_said()
    {
        var host = await shared.HostAsync();
        var (_, _, usual) = await MakeAsync(host, "viewer", null);
        var (_, _, longest) = await MakeAsync(host, "viewer", null, days: 366);
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(90, ((DateTimeOffset)usual.Json["expiresAt"]! - now).TotalDays, 0.1);
        Assert.Equal(366, ((DateTimeOffset)longest.Json["expiresAt"]! - now).TotalDays, 0.1);
    }

    [Fact]
    public async Task A_name_is_given_once_also_after_its_token_was_revoked()
    {
        var host = await shared.HostAsync();
        var (name, _, _) = await MakeAsync(host, "viewer", null);
        await Admin(host).Post($"tokens/{name}/revocation", "{}");
        (await Admin(host).Post("tokens", $$"""{"name":"{{name}}","role":"viewer"}"""))
            .AssertProblem(409, "already-exists");
        (await Admin(host).Post("tokens/nowhere/revocation", "{}"))
            .AssertProblem(404, "unknown-token");
    }

    [Fact]
    public async Task The_last_use_is_known_to_the_minute_without_a_write_for_each_request()
    {
        var host = await shared.HostAsync();
        var (name, token, _) = await MakeAsync(host, "viewer", null);
        Assert.Null((await Admin(host).Get($"tokens/{name}")).Json["lastUsedAt"]);
        var before = await WritesAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal(200, (await host.Claiming($"Bearer {token}").Get("portfolios")).Status);
        Assert.Equal(before, await WritesAsync());

        var used = (DateTimeOffset)(await Admin(host).Get($"tokens/{name}")).Json["lastUsedAt"]!;

        Assert.Equal(0, used.Ticks % TimeSpan.TicksPerMinute);
        Assert.InRange(DateTimeOffset.UtcNow - used, TimeSpan.Zero, TimeSpan.FromMinutes(3));

        Task<string> WritesAsync() => host.ScalarAsync<string>(
            "select xmin::text from ledger.api_token where name = $1", name);
    }

    [Fact]
    public async Task A_ledger_that_stops_writes_the_last_uses()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        string name;
        await using (var host = await LedgerHost.StartAsync(database))
        {
            (name, var token, _) = await MakeAsync(host, "viewer", null);
            Assert.Equal(200, (await host.Claiming($"Bearer {token}").Get("portfolios")).Status);
            await host.App.StopAsync(TestContext.Current.CancellationToken);
        }
        await using var next = await LedgerHost.StartAsync(database);
        Assert.NotNull((await Admin(next).Get($"tokens/{name}")).Json["lastUsedAt"]);
    }

    [Fact]
    public async Task Who_had_which_token_cannot_be_changed_in_the_database()
    {
        var host = await shared.HostAsync();
        var (name, _, _) = await MakeAsync(host, "viewer", null);
        foreach (var statement in (string[])
        [
            $"update ledger.api_token set role = 'administrator' where name = '{name}'",
            $"update ledger.api_token set expires_at = '2999-01-01Z' where name = '{name}'",
            $"delete from ledger.api_token where name = '{name}'",
            "truncate ledger.api_token",
        ])
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() =>
                TestDatabase.ExecuteAsync(host.Database.ConnectionString,
                    "set session_replication_role = replica;" + statement));
            Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        }
        await Admin(host).Post($"tokens/{name}/revocation", "{}");
        await Assert.ThrowsAsync<PostgresException>(() => TestDatabase.ExecuteAsync(
            host.Database.ConnectionString, "update ledger.api_token set revoked_at = null, "
            + $"revoked_by = null where name = '{name}'"));
    }

    [Fact]
    public void The_checksum_tells_a_token_from_other_texts()
    {
        for (var i = 0; i < 200; i++)
        {
            var token = TokenText.Create();
            Assert.True(TokenText.IsWellFormed(token));
            var at = Random.Shared.Next(4, token.Length);
            var other = token[at] == 'x' ? 'y' : 'x';
            Assert.False(TokenText.IsWellFormed(token[..at] + other + token[(at + 1)..]));
        }
    }

    [Fact]
    public async Task API_tokens_work_in_Production_without_a_provider()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        string token;
        await using (var host = await LedgerHost.StartAsync(database))
            (_, token, _) = await MakeAsync(host, "approver", null);
        await using var production = await LedgerHost.StartAsync(database, "Production");
        var opened = await production.Claiming($"Bearer {token}").Post("portfolios",
            """{"key":"capital","name":"City capital plan","currency":"USD"}""");
        Assert.Equal(201, opened.Status);
        (await production.As("alice", "approver").Get("portfolios"))
            .AssertProblem(401, "unauthenticated");
    }

    private static LedgerCaller Admin(LedgerHost host) => host.As("ada", "administrator");

    private static async Task<LedgerCaller> CallerAsync(
        LedgerHost host, string role, string? portfolio) =>
        host.Claiming($"Bearer {(await MakeAsync(host, role, portfolio)).Token}");

    private static async Task<(string Name, string Token, Reply Made)> MakeAsync(
        LedgerHost host, string role, string? portfolio, int? days = null)
    {
        var name = $"t-{Guid.NewGuid():n}";
        var more = (portfolio is null ? "" : $",\"portfolio\":\"{portfolio}\"")
            + (days is null ? "" : $",\"days\":{days}");
        var made = await Admin(host).Post(
            "tokens", $$"""{"name":"{{name}}","role":"{{role}}"{{more}}}""");
        Assert.True(made.Status == 201, made.Text);
        return (name, (string)made.Json["token"]!, made);
    }
}
