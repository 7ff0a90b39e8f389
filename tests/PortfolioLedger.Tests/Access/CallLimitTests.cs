using System.Diagnostics;
using System.Globalization;
using PortfolioLedger.Access;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Access;

/// <summary>How often a caller may ask, and an address may fail to say who it is.</summary>
public sealed class CallLimitTests(LedgerHost ledger) : IClassFixture<LedgerHost>
{
    [Fact]
    public async Task A_caller_who_reads_too_much_is_told_when_to_go_on_and_others_are_not()
    {
        await using var host = await StartAsync(("ReadsPerMinute", "1"));
        var (hasty, calm) = (await CallerAsync(), await CallerAsync());

        var refused = await UntilRefusedAsync(200, () => host.Claiming(hasty).Get("portfolios"));

        refused.AssertProblem(429, "too-many-requests");
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture),
            1, 60);
        Assert.Equal(200, (await host.Claiming(calm).Get("portfolios")).Status);
        // Writes have a measure of their own.
        Assert.Equal(400, (await host.Claiming(hasty).Post("portfolios", "[]")).Status);
    }

    [Fact]
    public async Task A_caller_who_writes_too_much_still_reads()
    {
        await using var host = await StartAsync(("WritesPerMinute", "1"));
        var caller = await CallerAsync();
        await UntilRefusedAsync(400, () => host.Claiming(caller).Post("portfolios", "[]"));
        Assert.Equal(200, (await host.Claiming(caller).Get("portfolios")).Status);
    }

    [Fact]
    public async Task An_address_that_guesses_is_stopped_and_who_was_let_in_from_there_goes_on()
    {
        await using var host = await StartAsync(("FailuresPerMinute", "1"));
        var known = await CallerAsync();
        Assert.Equal(200, (await host.Claiming(known).Get("portfolios")).Status);

        // Not even a right one: who guesses does not learn that it is right.
        var refused = await GuessAsync(host);
        for (var i = 0; refused.Status == 200 && i < 5; i++)
            refused = await GuessAsync(host);

        refused.AssertProblem(429, "too-many-requests");
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(200, (await host.Claiming(known).Get("portfolios")).Status);
        Assert.Equal(401, (await host.Anonymous.Get("portfolios")).Status);
    }

    [Fact]
    public async Task An_address_that_goes_on_guessing_is_not_heard_more_often_than_the_limit()
    {
        await using var host = await StartAsync(("FailuresPerMinute", "3"));
        var clock = Stopwatch.StartNew();
        var (heard, sent) = (0, 0);
        // Long enough that a part of a further attempt grows back.
        while (sent < 20 || clock.Elapsed < TimeSpan.FromMilliseconds(500))
        {
            var guess = await host.Claiming($"Bearer {TokenText.Create()}").Get("portfolios");
            heard += guess.Status == 401 ? 1 : 0;
            sent++;
        }

        Assert.InRange(heard, 3, 3 + (int)Math.Ceiling(3 * clock.Elapsed.TotalMinutes));
        Assert.True(sent > heard);
    }

    [Fact]
    public async Task Personas_and_pages_are_not_limited()
    {
        await using var host = await StartAsync(
            ("ReadsPerMinute", "1"), ("WritesPerMinute", "1"), ("FailuresPerMinute", "1"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await host.As("vera", "viewer").Get("portfolios")).Status);
            Assert.Equal(200, (await host.Anonymous.Get("/health/live")).Status);
        }
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        await using var host = await StartAsync(("ReadsPerMinute", "1"), ("On", "false"));
        var caller = await CallerAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await host.Claiming(caller).Get("portfolios")).Status);
    }

    [Fact]
    public async Task What_is_usual_lets_a_wall_of_dashboards_through()
    {
        var caller = await CallerAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ =>
            ledger.Claiming(caller).Get("portfolios")));
        Assert.All(replies, r => Assert.Equal(200, r.Status));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_limit_that_makes_no_sense_refuses_the_start_by_its_name(string value)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            StartAsync(("ReadsPerMinute", value)));
        Assert.Contains("Limits__ReadsPerMinute", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The refusal that follows an answer or some: on a slow machine a minute may go by between.
    /// </summary>
    private static async Task<Reply> UntilRefusedAsync(int status, Func<Task<Reply>> send)
    {
        Assert.Equal(status, (await send()).Status);
        var reply = await send();
        for (var i = 0; reply.Status == status && i < 20; i++)
            reply = await send();
        reply.AssertProblem(429, "too-many-requests");
        return reply;
    }

    /// <summary>
    /// The answer to a right token behind wrong ones; 200 when a minute went by between.
    /// </summary>
    private async Task<Reply> GuessAsync(LedgerHost host)
    {
        var right = await CallerAsync();
        await UntilRefusedAsync(401, () =>
            host.Claiming($"Bearer {TokenText.Create()}").Get("portfolios"));
        return await host.Claiming(right).Get("portfolios");
    }

    private Task<LedgerHost> StartAsync(params (string Name, string Value)[] limits) =>
        LedgerHost.StartAsync(ledger.Database,
            settings: limits.ToDictionary(l => $"Limits:{l.Name}", l => (string?)l.Value));

    /// <summary>Somebody new, with a token that every host on the database takes.</summary>
    private async Task<string> CallerAsync()
    {
        var made = await ledger.As("ada", "administrator").Post(
            "tokens", $$"""{"name":"t-{{Guid.NewGuid():n}}","role":"approver"}""");
        return $"Bearer {made.Json["token"]}";
    }
}
