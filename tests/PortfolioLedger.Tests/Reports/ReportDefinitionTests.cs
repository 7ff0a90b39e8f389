using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Reports;

/// <summary>
/// A definition is checked against the view it names, before anything is recorded.
/// </summary>
public sealed class ReportDefinitionTests(SharedLedger ledger)
{
    [Theory]
    [InlineData("""{"view":"rankings-of-old"}""", "/view", "alignment")]
    [InlineData("""{"view":"initiatives/No Key"}""", "/view", "key")]
    [InlineData(
        """{"view":"ranking","parameters":{"colour":"red"}}""",
        "/parameters/colour",
        "period"
    )]
    [InlineData("""{"view":"ranking","parameters":{"by":"beauty"}}""", "/parameters/by", "score")]
    [InlineData(
        """{"view":"departments","parameters":{"by":"score"}}""",
        "/parameters/by",
        "no parameters"
    )]
    [InlineData(
        """{"view":"ranking/explanation","parameters":{"from":"2026-03-31"}}""",
        "/parameters/initiative",
        "is required"
    )]
    [InlineData("""{"view":"ranking/comparison"}""", "/parameters/from", "is required")]
    [InlineData("""{"view":"ranking","filters":{"colour":["red"]}}""", "/filters/colour", "funded")]
    [InlineData(
        """{"view":"ranking","filters":{"funded":["true","maybe"]}}""",
        "/filters/funded/1",
        "true or false"
    )]
    [InlineData("""{"view":"ranking","filters":{"funded":"true"}}""", "/filters/funded", "list")]
    [InlineData(
        """{"view":"initiatives/croton","filters":{"stage":["active"]}}""",
        "/filters/stage",
        "no list"
    )]
    [InlineData("""{"view":"ranking","columns":["rank","colour"]}""", "/columns/1", "criteria.*")]
    [InlineData("""{"view":"ranking","columns":["criteria."]}""", "/columns/0", "criteria.*")]
    [InlineData("""{"view":"ranking","sort":"-score,colour"}""", "/sort", "rank")]
    [InlineData("""{"view":"ranking","limit":501}""", "/limit", "500")]
    [InlineData("""{"view":"ranking","asOf":"yesterday"}""", "/asOf", "end-of-last-week")]
    public async Task What_the_view_does_not_have_is_refused_by_name(
        string fields,
        string pointer,
        string right
    )
    {
        var portfolio = await ledger.OpenAsync();
        var reply = await portfolio.Try("reports", """{"key":"r","name":"R",""" + fields[1..]);
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal([pointer], reply.Pointers());
        Assert.Contains(right, reply.Fault(pointer), StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task In_a_batch_the_command_is_named_too()
    {
        var portfolio = await ledger.OpenAsync();
        var reply = await portfolio.Try("batch", """
            {"commands":[{"path":"departments","body":{"key":"a","name":"A"}},
             {"path":"reports","body":{"key":"r","name":"R","view":"nowhere"}}]}
            """);
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal(["/commands/1/body/view"], reply.Pointers());
        Assert.Equal(1, (int)reply.Json["commandIndex"]!);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_saved_report_is_read_as_it_was_saved()
    {
        var portfolio = await ledger.OpenAsync();
        await portfolio.Do("reports", """
            {"key":"r","name":"R","view":"ranking","parameters":{"by":"score"},"filters":{"funded":["true"]},
             "columns":["rank","criteria.value"],"sort":"-score","limit":10,"asOf":"end-of-last-month"}
            """
        );
        await portfolio.Do(
            "reports/r/schedule",
            """{"cadence":"monthly","day":"last","at":"06:00","format":"csv"}"""
        );
        var report = (await portfolio.Approver.Get(portfolio.PathOf("reports/r"))).Json;
        Assert.Equal("score", (string?)report["parameters"]!["by"]);
        Assert.Equal(
            ["rank", "criteria.value"],
            report["columns"]!.AsArray().Select(c => (string)c!)
        );
        Assert.Equal(
            ("end-of-last-month", 10),
            ((string)report["asOfRule"]!, (int)report["limit"]!)
        );
        Assert.Equal(
            ("last", "csv"),
            ((string)report["schedule"]!["day"]!, (string)report["schedule"]!["format"]!)
        );
        var list = await portfolio.Approver.Get(portfolio.PathOf("reports?cadence=monthly"));
        Assert.Equal("06:00", (string?)list.Json["items"]![0]!["at"]);
    }
}
