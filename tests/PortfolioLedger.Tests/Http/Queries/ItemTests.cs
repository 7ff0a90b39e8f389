using System.Text.Json;
using PortfolioLedger.Tests.Complaints;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Pages, filters and order of lists.</summary>
[Collection(SharedReads.Name)]
public sealed class ItemTests(ReadHost host)
{
    [Theory]
    [InlineData("department=works", "croton,sheet")]
    [InlineData("department=works&department=finance", "bridge,croton,sheet")]
    [InlineData("stage=proposed&department=finance", "bridge")]
    [InlineData("stage=active", "")]
    [InlineData("budget=400000", "bridge")]
    [InlineData("initiative=croton", "croton")]
    [InlineData("version=11", "sheet")]
    [InlineData("sort=-initiative", "sheet,croton,bridge")]
    [InlineData("sort=department,-initiative", "bridge,sheet,croton")]
    [InlineData("sort=budget", "bridge,croton,sheet")] // Unknown last…
    [InlineData("sort=-budget", "croton,bridge,sheet")] // … either way.
    public async Task Fields_of_the_items_filter_and_sort(string query, string expected) =>
        Assert.Equal(expected, Keys(await host.JsonAsync($"initiatives?{query}")));

    [Theory]
    [InlineData("stage=begun", "stage")]
    [InlineData("budget=much", "budget")]
    [InlineData("department=Public Works", "department")]
    [InlineData("forecastCompletion=soon", "forecastCompletion")]
    [InlineData("sort=weight", "sort")]
    [InlineData("sort=", "sort")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    public async Task A_value_of_the_wrong_form_names_its_parameter(string query, string parameter)
    {
        var problem = await host.ProblemAsync($"initiatives?{query}", 400, "invalid-parameter");
        Assert.Equal(parameter,
            problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("initiatives?colour=red")]
    [InlineData("initiatives/croton?limit=5")]
    [InlineData("initiatives?basis=spend")]
    [InlineData("feedback?text=hello")]
    public async Task An_unknown_parameter_is_answered_with_those_that_exist(string view)
    {
        var problem = await host.ProblemAsync(view, 400, "unknown-parameter");
        Assert.Contains("asOfPosition", problem.GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_and_the_last_has_no_cursor()
    {
        var first = await host.JsonAsync("initiatives?sort=-initiative&limit=2");
        Assert.Equal("sheet,croton", Keys(first));
        var second = await host.JsonAsync(
            $"initiatives?sort=-initiative&limit=2"
                + $"&cursor={first.GetProperty("nextCursor").GetString()}"
        );
        Assert.Equal("bridge", Keys(second));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.Equal(first.GetProperty("digest").GetString(),
            second.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task The_link_leads_to_the_next_page_in_every_format()
    {
        using var first = await host.GetAsync("initiatives?format=ndjson&limit=2");
        var link = first.Headers.GetValues("Link").Single();
        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        using var second = await host.AskAsync(
            link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal("sheet",
            (await ReadHost.BodyAsync(second)).GetProperty("initiative").GetString());
        Assert.False(second.Headers.Contains("Link"));
    }

    [Fact]
    public async Task A_cursor_continues_only_its_own_question()
    {
        var cursor = (await host.JsonAsync("initiatives?limit=1&department=works"))
            .GetProperty("nextCursor").GetString();
        await host.JsonAsync($"initiatives?department=works&cursor={cursor}");
        await host.JsonAsync(
            $"initiatives?department=works&asOfPosition=23&effectiveOn={Today}&cursor={cursor}");
        foreach (var other in new[]
        {
            "initiatives?", "initiatives?department=finance&",
                "initiatives?department=works&sort=name&",
            "objectives?", "initiatives?department=works&asOfPosition=22&",
            "initiatives?department=works&effectiveOn=2025-01-01&",
            "initiatives?department=works&asOf=2025-02-01&",
        })
            await host.ProblemAsync($"{other}cursor={cursor}", 400, "bad-cursor");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("bm9uc2Vuc2U")]
    [InlineData("e30")]
    [InlineData("%00%ff")]
    [InlineData("eyJwIjotMSwiZSI6IjIwMjUtMDEtMDEiLCJvIjotMSwicSI6IngifQ")]
    public async Task Garbage_is_no_cursor(string cursor) =>
        await host.ProblemAsync($"initiatives?cursor={cursor}", 400, "bad-cursor");

    private static string Today => DateTime.UtcNow.AddHours(1).ToString(
        "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Keys(JsonElement answer) => string.Join(',',
        answer.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("initiative").GetString()));
}
