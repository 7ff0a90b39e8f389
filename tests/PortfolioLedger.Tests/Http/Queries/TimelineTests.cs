namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>The audit history over HTTP.</summary>
[Collection(SharedReads.Name)]
public sealed class TimelineTests(ReadHost host)
{
    [Theory]
    [InlineData("from=20&to=22", "22,21,20")]
    [InlineData("from=22", "23,22")]
    [InlineData("to=2", "2,1")]
    [InlineData("from=2025-02-01&to=2025-02-02", "11,10,9")]
    [InlineData("from=2025-02-02T09:00:00Z&to=2025-02-10", "13,12,11")]
    [InlineData("from=2025-02-02T09:00:01Z&to=2025-02-10T08:59:59Z", "")]
    [InlineData("from=21&asOfPosition=22", "22,21")]
    [InlineData("to=99&from=23", "23")]
    [InlineData("actor=boris&to=8", "8,7,6")]
    [InlineData("department=finance&to=3", "3,2,1")]
    [InlineData("subject=initiative/bridge", "15,13,9")]
    [InlineData("subject=initiative/bridge&from=10&type=budget-approved", "15")]
    [InlineData("type=department-registered", "3,2")]
    [InlineData("decisionsOnly=true&to=13", "13,12,8,7,6")]
    [InlineData("decisionsOnly=true&to=13&limit=2", "13,12")]
    [InlineData("claimed=false", "")]
    public async Task The_range_and_the_filters_choose_the_events(string query, string positions) =>
        Assert.Equal(positions, string.Join(',', (await host.JsonAsync($"timeline?{query}"))
            .GetProperty("items").EnumerateArray()
                .Select(i => i.GetProperty("position").GetInt64())));

    [Theory]
    [InlineData("from=spring", "from")]
    [InlineData("to=2025-13-01", "to")]
    [InlineData("from=99999999999999999999", "from")]
    [InlineData("from=cycle:", "from")]
    [InlineData("to=cycle:Not%20A%20Key", "to")]
    [InlineData("subject=croton", "subject")]
    [InlineData("type=initiative-adored", "type")]
    [InlineData("decisionsOnly=perhaps", "decisionsOnly")]
    public async Task A_wrong_range_or_filter_is_named(string query, string parameter)
    {
        var problem = await host.ProblemAsync($"timeline?{query}", 400, "invalid-parameter");
        Assert.Equal(parameter,
            problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }
}
