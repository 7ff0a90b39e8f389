using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Http.Commands;

namespace PortfolioLedger.Tests.Http.Commands;

/// <summary>All examples of weighting objectives that the API description shows.</summary>
public sealed class WeightExampleTests(SharedLedger shared)
{
    [Theory]
    [InlineData("direct", 0.5, 0.3, 0.2)]
    // As published for 1 2 3, 1/2 1 2, 1/3 1/2 1.
    [InlineData("ahp", 0.5396, 0.2970, 0.1634)]
    public async Task It_is_accepted_and_gives_the_weights(
        string shows, double growth, double resilience, double service)
    {
        var portfolio = await shared.OpenAsync();
        foreach (var objective in (string[])["growth", "resilience", "service"])
            await portfolio.ObjectiveAsync(objective);
        var route = CommandRoutes.Table.Routes.Single(
            r => r.Command == typeof(ReweightObjectives));

        await portfolio.Do(
            route.Template, route.Examples.Single(e => e.Shows == shows).Json);

        var items = (await portfolio.Approver.Get(portfolio.PathOf("objectives?sort=objective")))
            .Json["items"]!.AsArray();
        Assert.Equal([growth, resilience, service],
            items.Select(i => Math.Round((double)i!["weight"]!, 4)));
    }

    [Fact]
    public async Task The_description_shows_them_all()
    {
        var description = (await (await shared.HostAsync()).Anonymous.Get("/openapi/v1.json")).Json;
        var body = description["paths"]!["/api/v1/portfolios/{portfolio}/objective-weights"]![
            "post"]!["requestBody"]!["content"]!["application/json"]!;
        Assert.Equal(["ahp", "direct"],
            body["examples"]!.AsObject().Select(e => e.Key).Order(StringComparer.Ordinal));
        Assert.Null(body["example"]);
    }
}
