using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>The header Idempotency-Key: recorded once, the same receipt for ever.</summary>
public sealed class IdempotencyTests(SharedLedger shared)
{
    private const string Body = """{"key":"dep","name":"Parks"}""";

    private const string Batch = """
        {"commands":[{"path":"departments","body":{"key":"a","name":"A"}},
                     {"path":"departments","body":{"key":"b","name":"B"}}]}
        """;

    [Theory]
    [InlineData("departments", Body, 1)]
    [InlineData("batch", Batch, 2)]
    public async Task The_same_request_gets_the_same_receipt(string path, string body, int events)
    {
        var portfolio = await shared.OpenAsync();
        var first = await portfolio.Try(path, body, ("Idempotency-Key", "one"));
        await portfolio.Do("customer-segments", """{"key":"households","name":"Households"}""");
        var again = await portfolio.Try(path, body, ("Idempotency-Key", "one"));
        AssertSame(first, again);
        Assert.Equal(1 + events + 1, await portfolio.PositionAsync());
    }

    [Fact]
    public async Task Fifty_at_once_are_recorded_once()
    {
        var portfolio = await shared.OpenAsync();
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(_ =>
                    portfolio.Approver.Post(
                        portfolio.PathOf("departments"),
                        Body,
                        ("Idempotency-Key", "one")
                    )
                )
        );
        Assert.All(replies, reply => AssertSame(replies[0], reply));
        Assert.Equal(201, replies[0].Status);
        Assert.Equal(2, await portfolio.PositionAsync());
    }

    [Fact]
    public async Task A_restart_forgets_no_receipt()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        const string opening = """{"key":"capital","name":"Capital plan","currency":"USD"}""";
        var (first, batch) = await WithHostAsync(database);
        var (again, batchAgain) = await WithHostAsync(database);
        AssertSame(first, again);
        AssertSame(batch, batchAgain);

        static async Task<(Reply, Reply)> WithHostAsync(TestDatabase database)
        {
            await using var host = await LedgerHost.StartAsync(database);
            var alice = host.As("alice", "approver");
            var opened = await alice.Post("portfolios", opening, ("Idempotency-Key", "open"));
            var batch = await alice.Post(
                "portfolios/capital/batch",
                Batch,
                ("Idempotency-Key", "b")
            );
            Assert.Equal(
                (201, 200, 3),
                (opened.Status, batch.Status, await host.PositionAsync("capital"))
            );
            return (opened, batch);
        }
    }

    [Fact]
    public async Task Another_body_is_refused_even_by_a_space()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Try("departments", Body, ("Idempotency-Key", "one"));
        (await portfolio.Try("departments", Body + " ", ("Idempotency-Key", "one")))
            .AssertProblem(422, "idempotency-key-reused");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_refused_command_is_decided_anew()
    {
        var portfolio = await shared.OpenAsync();
        const string propose =
            """{"key":"croton","name":"Croton","kind":"project","sponsor":"maria","department":"dep"}""";
        (await portfolio.Try("initiatives", propose, ("Idempotency-Key", "one")))
            .AssertProblem(422, "unknown-department");
        await portfolio.Do("departments", Body);
        Assert.Equal(
            201,
            (await portfolio.Try("initiatives", propose, ("Idempotency-Key", "one"))).Status
        );
    }

    [Fact]
    public async Task Another_caller_or_address_with_the_same_key_is_another_request()
    {
        var portfolio = await shared.OpenAsync();
        var first = await portfolio.Try("departments", Body, ("Idempotency-Key", "one"));
        (
            await portfolio.Contributor.Post(
                portfolio.PathOf("departments"),
                Body,
                ("Idempotency-Key", "one")
            )
        ).AssertProblem(409, "already-exists");
        var elsewhere = await portfolio.Try("customer-segments", Body, ("Idempotency-Key", "one"));
        Assert.Equal(first.Position + 1, elsewhere.Position);
    }

    [Fact]
    public async Task The_same_key_opens_one_portfolio_only()
    {
        var host = await shared.HostAsync();
        var (alice, key) = (host.As("alice", "approver"), $"k-{Guid.NewGuid():n}");
        var names = Enumerable.Range(0, 8).Select(i => $"p{i}-{Guid.NewGuid():n}").ToArray();
        var replies = await Task.WhenAll(
            names.Select(name =>
                alice.Post(
                    "portfolios",
                    $$"""{"key":"{{name}}","name":"Capital","currency":"USD"}""",
                    ("Idempotency-Key", key)
                )
            )
        );
        Assert.Single(replies, r => r.Status == 201);
        Assert.All(replies.Where(r => r.Status != 201), r =>
            r.AssertProblem(422, "idempotency-key-reused")
        );
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("clé")]
    [InlineData("256")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var portfolio = await shared.OpenAsync();
        var reply = await portfolio.Try("departments", Body,
            ("Idempotency-Key", key == "256" ? new string('x', 256) : key));
        reply.AssertProblem(400, "invalid-parameter");
        await portfolio.AssertNothingStoredAsync();
    }

    private static void AssertSame(Reply expected, Reply actual)
    {
        Assert.Equal(expected.Status, actual.Status);
        Assert.Equal(expected.Text, actual.Text);
        foreach (var header in (string[])["ETag", "Location", "Content-Type"])
            Assert.Equal(expected.Header(header), actual.Header(header));
    }
}
