using System.Net;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>One answer in several formats.</summary>
[Collection(SharedReads.Name)]
public sealed class FormatTests(ReadHost host)
{
    [Theory]
    [InlineData("", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("application/json;q=0.2, application/x-ndjson", "application/x-ndjson")]
    [InlineData("application/json;q=0, */*", "application/json")]
    public async Task Accept_chooses_the_format(string accept, string expected)
    {
        using var answer = await host.GetAsync("initiatives", accept.Length == 0 ? []
            : [("Accept", accept)]);
        Assert.Equal(expected, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Unknown_formats_are_refused()
    {
        await host.ProblemAsync("initiatives?format=docx", 400, "unknown-format");
        using var answer = await host.GetAsync("initiatives", ("Accept", "image/png"));
        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
        Assert.Equal("not-acceptable",
            (await ReadHost.BodyAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Csv_is_whole_quoted_and_harmless()
    {
        var lines = await LinesOf("initiatives?format=csv&asOfPosition=23");
        Assert.Equal("initiative,name,kind,stage,department,valueStream,phase,sponsor,budget,"
            + "requestedBudget,spend,baselineCompletion,forecastCompletion,boardPriority,"
            + "version", lines[0]);
        Assert.Equal(
            "bridge,\"Bridge, \"\"north\"\"\",project,proposed,finance,,,maria,400000,,,,,,15",
            lines[1]);
        Assert.StartsWith("sheet,\"'=SUM(A1:A9)\",", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Csv_gives_nested_fields_and_maps_columns_of_their_own()
    {
        var lines = await LinesOf("ranking?format=csv&asOfPosition=21");
        Assert.Equal(
            "rank,initiative,name,score,stage,funded,notFunded,notFundedDay,budget,"
                + "requestedBudget,costBasis,boardPriority,criteria.risk,criteria.value,clamped",
            lines[0]
        );
        Assert.Equal("1,croton,Croton Falls,6.75,proposed,,,,600000,,approved,,6,7,", lines[1]);
    }

    [Fact]
    public async Task Negative_numbers_stay_numbers_in_csv()
    {
        var lines = await LinesOf("reconciliation?format=csv");
        Assert.Equal("croton,budget,23,2025-06-01,600000,-50000,560000,10000", lines[1]);
    }

    [Fact]
    public async Task Erased_words_are_gone_from_every_format_and_the_digest_stays()
    {
        await using var own = new ReadHost();
        await own.InitializeAsync();
        using var before = await own.GetAsync("feedback?format=csv");
        Assert.Contains("'=HYPERLINK", await TextOf(before), StringComparison.Ordinal);
        var said = await own.JsonAsync("feedback");
        Assert.StartsWith("=HYPERLINK",
            said.GetProperty("items")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        await TestDatabase.ExecuteAsync(own.Database.ConnectionString,
            "delete from ledger.sealed_text");
        var erased = await own.JsonAsync("feedback");
        Assert.Null(erased.GetProperty("items")[0].GetProperty("text").GetString());
        Assert.Equal(said.GetProperty("digest").GetString(),
            erased.GetProperty("digest").GetString());
        using var after = await own.GetAsync(
            "feedback?format=csv", ("If-None-Match", before.Headers.GetValues("ETag").Single()));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.DoesNotContain("HYPERLINK", await TextOf(after), StringComparison.Ordinal);
    }

    private async Task<string[]> LinesOf(string view)
    {
        using var answer = await host.GetAsync(view);
        return (await TextOf(answer)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
