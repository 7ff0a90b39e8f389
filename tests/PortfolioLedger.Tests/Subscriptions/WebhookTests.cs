using PortfolioLedger.Tests.Journaling;
using StandardWebhooks;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>
/// Events that are posted to subscribers, on a real PostgreSQL and over real HTTP.
/// </summary>
public sealed class WebhookTests
{
    [Fact]
    public void Signatures_are_those_of_the_published_example() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            new StandardWebhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").Sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1614265330),
                """{"test": 2432232314}"""
            )
        );

    [Fact]
    public async Task A_matching_event_is_posted_signed_with_its_sentence()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        await portfolio.DepartmentAsync();
        var secret = await portfolio.SubscribeAsync(
            receiver.Url,
            filter: """{"decisionsOnly":true}"""
        );
        await portfolio.InitiativeAsync("croton");
        await portfolio.Do(
            "budget",
            $$"""{"period":"2026","capex":100,{{TestPortfolio.Grounds}}}"""
        );
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync()) is [{ Status: "delivered" }]
        );

        var hook = Assert.Single(receiver.All);
        Assert.True(hook.IsSignedWith(secret));
        Assert.False(hook.IsSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        Assert.StartsWith(
            "application/cloudevents+json",
            hook.ContentType,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Set the portfolio budget for 2026 to 100 USD",
            (string?)hook.Json["sentence"]
        );
        var events = await portfolio.Approver.Get(
            portfolio.PathOf($"events?after={portfolio.LastPosition - 1}")
        );
        var stored = events.Json[0]!.AsObject();
        Assert.Equal((string?)stored["id"], hook.Id);
        var sent = hook.Json.AsObject();
        Assert.True(sent.Remove("sentence"));
        Assert.Equal(stored.ToJsonString(), sent.ToJsonString());
        Assert.False(
            await host.ScalarAsync<bool>(
                """
                select exists (select 1 from ledger.mt_events where data::text || headers::text like '%' || $1 || '%')
                """,
                secret["whsec_".Length..]
            )
        );
    }

    [Fact]
    public async Task A_secret_is_shown_where_it_was_asked_for_and_nowhere_else()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        var body = $$$"""{"key":"hook","delivery":{"kind":"webhook","url":"{{{receiver.Url}}}"}}""";
        var first = await portfolio.Try("subscriptions", body, ("Idempotency-Key", "k"));
        var again = await portfolio.Try("subscriptions", body, ("Idempotency-Key", "k"));
        Assert.Equal((string?)first.Json["secret"], (string?)again.Json["secret"]);
        var batch = await portfolio.Try("batch", $$$"""
            {"commands":[{"path":"departments","body":{"key":"a","name":"A"}},
             {"path":"subscriptions","body":{{{body.Replace(
                "\"hook\"",
                "\"second\"",
                StringComparison.Ordinal
            )}}}}]}
            """
        );
        Assert.Null(batch.Json["receipts"]![0]!["secret"]);
        var second = (string)batch.Json["receipts"]![1]!["secret"]!;
        Assert.NotEqual((string?)first.Json["secret"], second);
        var list = await portfolio.Approver.Get(portfolio.PathOf("subscriptions"));
        Assert.DoesNotContain("whsec_", list.Text, StringComparison.Ordinal);
        await portfolio.Do("departments", """{"key":"b","name":"B"}""");
        await Wait.UntilAsync(() => Task.FromResult(receiver.All.Any(h => h.IsSignedWith(second))));
        Assert.Null(
            (
                await portfolio.Do("subscriptions", """{"key":"f","delivery":{"kind":"feed"}}""")
            ).Json["secret"]
        );
    }

    [Fact]
    public async Task A_receiver_that_fails_gets_the_same_event_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = n => n < 3 ? 503 : 200;
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        var secret = await portfolio.SubscribeAsync(receiver.Url);
        await portfolio.DepartmentAsync();
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync()) is [{ Status: "delivered", Attempts: 3 }]
        );
        Assert.Equal(3, receiver.All.Count);
        Assert.Single(receiver.All.Select(h => h.Id).Distinct());
        Assert.All(receiver.All, h => Assert.True(h.IsSignedWith(secret)));
    }

    [Theory]
    [InlineData(500, 4)]
    [InlineData(302, 4)]
    [InlineData(410, 1)]
    public async Task What_cannot_be_delivered_is_given_up_and_listed(int status, int attempts)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => status;
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        await portfolio.SubscribeAsync(receiver.Url);
        await portfolio.DepartmentAsync();
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync(query: "?status=dead")).Count == 1
        );
        var dead = Assert.Single(await portfolio.DeliveriesAsync(query: "?status=dead"));
        Assert.Equal((portfolio.LastPosition, attempts), (dead.Position, dead.Attempts));
        Assert.Contains($"{status}", dead.Error, StringComparison.Ordinal);
        Assert.Empty(await portfolio.DeliveriesAsync(query: "?status=delivered"));
        Assert.Equal(attempts, receiver.All.Count);
    }

    [Fact]
    public async Task What_was_on_its_way_arrives_after_a_restart()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        string url;
        await using (var gone = await Receiver.StartAsync())
            url = gone.Url;
        string secret;
        await using (
            var first = await SendingLedger.StartAsync(database, retries: "1,1,1,1,1,1,1,1,1,1")
        )
        {
            var portfolio = await first.OpenAsync();
            secret = await portfolio.SubscribeAsync(url);
            await portfolio.DepartmentAsync();
            await Wait.UntilAsync(async () =>
                (await portfolio.DeliveriesAsync()) is [{ Attempts: >= 1 }]
            );
        }
        // Recorded while nobody sends.
        await using (var silent = await LedgerHost.StartAsync(database))
            await new TestPortfolio(silent, "capital").Do(
                "departments",
                """{"key":"late","name":"Late"}"""
            );
        await using var receiver = await Receiver.StartAsync(url[..url.LastIndexOf('/')]);
        await using var second = await SendingLedger.StartAsync(
            database,
            retries: "1,1,1,1,1,1,1,1,1,1"
        );
        await Wait.UntilAsync(async () =>
            (await new TestPortfolio(second, "capital").DeliveriesAsync())
                is [{ Position: 3, Status: "delivered" }, { Position: 4, Status: "delivered" }]
        );
        Assert.Equal([3, 4], receiver.All.Select(h => h.Position).Order());
        Assert.All(receiver.All, h => Assert.True(h.IsSignedWith(secret)));
    }

    [Fact]
    public async Task Two_nodes_send_each_event_once()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var receiver = await Receiver.StartAsync();
        await using var one = await SendingLedger.StartAsync(database);
        await using var two = await SendingLedger.StartAsync(database);
        var portfolio = await one.OpenAsync();
        await portfolio.SubscribeAsync(receiver.Url);
        for (var i = 0; i < 20; i++)
            await new TestPortfolio(i % 2 == 0 ? one : two, "capital").Do(
                "departments", $$"""{"key":"d{{i}}","name":"D"}""");
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync()).Count(d => d.Status == "delivered") == 20
        );
        Assert.Equal(
            Enumerable.Range(3, 20).Select(p => (long)p),
            receiver.All.Select(h => h.Position).Order()
        );
    }

    [Fact]
    public async Task After_the_end_of_a_subscription_nothing_is_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        await portfolio.SubscribeAsync(receiver.Url, "ended");
        await portfolio.SubscribeAsync(
            receiver.Url,
            "kept",
            """{"types":["department-registered"]}"""
        );
        await portfolio.Do("subscriptions/ended/removal", "{}");
        await portfolio.DepartmentAsync();
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync("kept")) is [{ Status: "delivered" }]
        );
        Assert.DoesNotContain(receiver.All, h =>
            h.Position == portfolio.LastPosition && h.Signature != receiver.All[^1].Signature
        );
        Assert.DoesNotContain(await portfolio.DeliveriesAsync("ended"), d =>
            d.Position == portfolio.LastPosition
        );
    }

    [Fact]
    public async Task An_address_that_became_private_is_refused_when_connecting()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var receiver = await Receiver.StartAsync();
        await using (var open = await LedgerHost.StartAsync(database, settings: new()
        {
            ["Subscriptions:AllowLoopback"] = "true",
        }))
            await (await open.OpenAsync()).SubscribeAsync(receiver.Url);
        await using var closed = await SendingLedger.StartAsync(database, loopback: false);
        var portfolio = new TestPortfolio(closed, "capital");
        await portfolio.DepartmentAsync();
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync()) is [{ Status: "dead" }]
        );
        Assert.Contains(
            "not a public address",
            (await portfolio.DeliveriesAsync())[0].Error,
            StringComparison.Ordinal
        );
        Assert.Empty(receiver.All);
    }
}
