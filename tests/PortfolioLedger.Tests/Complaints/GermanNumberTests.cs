using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// Numbers grow tenfold or lose their thousands where people write a comma (opf/openproject#12172,
/// openbudgets/participatory-budgeting#46).
/// </summary>
public sealed class GermanNumberTests(SharedLedger shared)
{
    private const string Mapping = """
        {"name":"de","kind":"current-lists","source":"Liste","rationale":"Aus der Projektliste übernommen",
         "file":{"numbers":"1.234,50","delimiter":";"},
         "lists":[{"of":"initiatives","externalId":"Nr","keyPrefix":"p-","fields":{"name":"Titel",
           "sponsor":"Leitung","department":"Amt","stage":"Stand","budget":[{"column":"Budget","for":"2026"}]}}]}
        """;

    private const string Text = """
        Nr;Titel;Leitung;Amt;Stand;Budget
        1;Alpha;p-17;works;approved;1.234.567,89
        2;Beta;p-17;works;approved;10,00
        3;Gamma;p-17;works;approved;1.500
        4;Delta;p-17;works;approved;1,500
        5;Epsilon;p-17;works;approved;-3,5
        6;Zeta;p-17;works;approved;1 234,50
        7;Eta;p-17;works;approved;12.34,5

        """;

    [Fact]
    public async Task A_number_has_the_form_that_is_stated_or_is_refused()
    {
        var p = await Works.OpenAsync(shared);

        var report = (await p.ImportAsync("dryRun=false", Mapping, Text)).Json["report"]!;

        Assert.Equal([(6, "1 234,50"), (7, "12.34,5")], report["refused"]!.AsArray().Select(r => (
            (int)r!["row"]!, (string)r["faults"]![0]!["value"]!)));
        Assert.All(report["refused"]!.AsArray(), r => Assert.Equal(("Budget", "bad-number"),
            ((string?)r!["faults"]![0]!["column"], (string?)r["faults"]![0]!["code"])));
        var items = await p.ItemsAsync("initiatives", "initiative");
        decimal[] budgets = [1_234_567.89m, 10, 1500, 1.5m, -3.5m];
        Assert.Equal(
            budgets.Select((b, i) => ($"p-{i + 1}", b)),
            items
                .OrderBy(i => i.Key, StringComparer.Ordinal)
                .Select(i => (i.Key, (decimal)i.Value["budget"]!))
        );
        Assert.Equal(1_236_075.89m, items.Values.Sum(i => (decimal)i["budget"]!));

        var position = await p.PositionAsync;
        var again = (await p.ImportAsync("dryRun=false", Mapping, Text)).Json["report"]!;
        Assert.Equal(
            (0, 5, 2),
            (
                (int)again["rows"]!["imported"]!,
                (int)again["rows"]!["unchanged"]!,
                (int)again["rows"]!["refused"]!
            )
        );
        Assert.Equal(position, await p.PositionAsync);
    }

    [Fact]
    public async Task Of_another_form_the_same_text_is_another_number_or_none()
    {
        var p = await Works.OpenAsync(shared);
        var mapping = Mapping.Replace("1.234,50", "1234.50", StringComparison.Ordinal);

        var report = (await p.ImportAsync("dryRun=false", mapping, Text)).Json["report"]!;

        Assert.Equal([1, 2, 4, 5, 6, 7], report["refused"]!.AsArray().Select(r => (int)r!["row"]!));
        var only = Assert.Single(await p.ItemsAsync("initiatives", "initiative"));
        Assert.Equal(("p-3", 1.5m), (only.Key, (decimal)only.Value["budget"]!));
    }

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task What_the_server_speaks_changes_no_number_and_no_digest(string locale)
    {
        var p = await Works.OpenAsync(shared);
        await p.ImportAsync("dryRun=false", Mapping, Text);
        var question =
            $"/api/v1/{p.PathOf($"initiatives?format=csv&asOfPosition={await p.PositionAsync}")}";
        var here = await p.Carl.Get(question);
        Assert.Contains(",1234567.89,", here.Text, StringComparison.Ordinal);
        using var elsewhere = await LedgerProcess.StartAsync(
            p.Host.Database, environment: [("LANG", locale), ("LC_ALL", locale)]);

        using var answer = await elsewhere.Http.GetAsync(
            question,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            here.Text,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            here.Header(Works.DigestHeader),
            answer.Headers.GetValues(Works.DigestHeader).Single()
        );
    }
}
