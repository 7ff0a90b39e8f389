using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>Every code with which a command can be refused, provoked over HTTP.</summary>
public sealed class RefusalTests(SharedLedger shared)
{
    public static TheoryData<int, string> Cases =>
        [.. Refusals.All.Select((r, i) => (i, $"{r.Status} {r.Code}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_refusal_has_its_code_and_nothing_is_stored(int index, string expected)
    {
        var refusal = Refusals.All.ElementAt(index);
        var portfolio = await shared.OpenAsync();
        var reply = await refusal.Provoke(portfolio);
        reply.AssertProblem(refusal.Status, refusal.Code);
        Assert.Equal(expected, $"{reply.Status} {reply.Code}");
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public void Every_refusal_of_the_catalogue_is_provoked_or_exempt_for_a_reason()
    {
        var provoked = Refusals.All.Select(r => r.Code).ToHashSet();
        foreach (var kind in ProblemCatalogue.All.Where(k => k.Status is 404 or 409 or 412 or 422))
            Assert.True(provoked.Contains(kind.Code) != Refusals.Exempt.ContainsKey(kind.Code),
                $"{kind.Code} must be provoked or exempt, and not both");
        Assert.All(Refusals.Exempt.Keys, code => ProblemCatalogue.Find(code));
    }

    [Fact]
    public async Task A_portfolio_is_opened_once()
    {
        var portfolio = await shared.OpenAsync();
        var again = await portfolio.Approver.Post("portfolios",
            $$"""{"key":"{{portfolio.Key}}","name":"Again","currency":"EUR"}""");
        again.AssertProblem(409, "already-exists");
        Assert.Equal($"portfolio/{portfolio.Key}", (string?)again.Json["subject"]);
    }
}
