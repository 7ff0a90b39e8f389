namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>The header If-Match: only if nothing happened to the subject since.</summary>
public sealed class IfMatchTests(SharedLedger shared)
{
    [Fact]
    public async Task The_last_position_of_the_subject_lets_a_command_pass()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        var seen = portfolio.LastPosition;
        // Something else happens: it is not about the initiative.
        await portfolio.Do("customer-segments", """{"key":"households","name":"Households"}""");
        var reply = await portfolio.Try(
            "initiatives/croton/submission",
            "{}",
            ("If-Match", $"\"{seen}\"")
        );
        Assert.Equal(200, reply.Status);
        // The tag of the receipt is the next condition.
        var next = await portfolio.Try("initiatives/croton/rejection", TestPortfolio.Only,
            ("If-Match", reply.Header("ETag")!));
        Assert.Equal(200, next.Status);
    }

    [Fact]
    public async Task A_stale_position_is_412_and_says_the_current_one()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        var seen = portfolio.LastPosition;
        var now = await portfolio.Do("initiatives/croton/submission", "{}");
        var reply = await portfolio.Try("initiatives/croton/rejection", TestPortfolio.Only,
            ("If-Match", $"\"{seen}\""));
        reply.AssertProblem(412, "changed-meanwhile");
        Assert.Contains(
            $"position {now.Position}.",
            (string)reply.Json["detail"]!,
            StringComparison.Ordinal
        );
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Of_many_with_the_same_condition_one_passes()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        var match = ("If-Match", $"\"{portfolio.LastPosition}\"");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    portfolio.Approver.Post(
                        portfolio.PathOf("initiatives/croton/phase"),
                        $$"""{"phase":"Phase {{i}}"}""",
                        match
                    )
                )
        );
        Assert.Single(replies, r => r.Status == 200);
        Assert.Equal(9, replies.Count(r => r.Status == 412));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"three\"")]
    [InlineData("\"-3\"")]
    [InlineData("\"\"")]
    [InlineData("W/\"3\"")]
    [InlineData("\"3\", \"4\"")]
    [InlineData("\"99999999999999999999\"")]
    public async Task What_is_no_position_is_refused(string tag)
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.WithInitiativeAsync();
        (await portfolio.Try("initiatives/croton/submission", "{}", ("If-Match", tag)))
            .AssertProblem(400, "invalid-parameter");
        await portfolio.AssertNothingStoredAsync();
    }
}
