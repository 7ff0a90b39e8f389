using System.IO.Compression;
using System.Net;
using MiniExcelLibs;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Answers as workbooks.</summary>
[Collection(SharedReads.Name)]
public sealed class XlsxTests(ReadHost host)
{
    private const string MediaType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task A_workbook_has_the_columns_of_csv_and_typed_cells()
    {
        var rows = await RowsOf("initiatives?format=xlsx&asOfPosition=23");
        using var csv = await host.GetAsync("initiatives?format=csv&asOfPosition=23");
        Assert.Equal((await TextOf(csv)).Split("\r\n")[0], string.Join(',', rows[0].Keys));
        Assert.Equal(3, rows.Count);
        Assert.Equal(("bridge", "Bridge, \"north\"", 400_000d, 15d), ((string)rows[0]["initiative"],
            (string)rows[0]["name"], (double)rows[0]["budget"], (double)rows[0]["version"]));
        Assert.Null(rows[0]["spend"]);
    }

    [Fact]
    public async Task Nested_fields_dates_and_truths_are_cells_of_their_own()
    {
        var ranking = await RowsOf("ranking?format=xlsx&asOfPosition=21");
        Assert.Equal((6.75, 7d),
            ((double)ranking[0]["score"], (double)ranking[0]["criteria.value"]));
        var step = (await RowsOf("reconciliation?format=xlsx")).Single();
        Assert.Equal((-50_000d, new DateTime(2025, 6, 1)), ((double)step["change"],
            (DateTime)step["effectiveOn"]));
        var line = (await RowsOf("timeline?format=xlsx&to=1")).Single();
        Assert.Equal((new DateTime(2025, 1, 10, 9, 0, 0), true),
            ((DateTime)line["knownAt"], (bool)line["claimed"]));
    }

    [Fact]
    public async Task Nothing_in_a_workbook_is_computed()
    {
        foreach (var (view, text) in new[]
        {
            ("initiatives", "=SUM(A1:A9)"), ("feedback", "=HYPERLINK(\"https://example.org\")"),
        })
        {
            using var answer = await host.GetAsync(view, ("Accept", MediaType));
            var bytes = await BytesOf(answer);
            var cells = Rows(bytes).SelectMany(r => r.Values).OfType<string>();
            Assert.Contains(text, cells);
            using var archive = new ZipArchive(new MemoryStream(bytes));
            foreach (var part in archive.Entries)
            {
                using var reader = new StreamReader(part.Open());
                var xml = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
                Assert.DoesNotMatch(@"<(\w+:)?f[ >/]", xml);
                Assert.DoesNotMatch(@"<(\w+:)?hyperlink", xml);
            }
        }
    }

    [Fact]
    public async Task The_digest_is_that_of_the_json()
    {
        using var answer = await host.GetAsync("ranking?asOfPosition=21", ("Accept", MediaType));
        Assert.Equal((HttpStatusCode.OK, MediaType),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var json = await host.JsonAsync("ranking?asOfPosition=21");
        Assert.Equal(json.GetProperty("digest").GetString(),
            answer.Headers.GetValues("Ledger-Digest").Single());
    }

    [Fact]
    public void Written_again_it_has_the_same_bytes()
    {
        var thing = new Thing("a", 1.5m, new(2026, 3, 31), null);
        var first = ItemXlsx.Write("things", typeof(Thing), [thing], [thing]);
        Assert.Equal(first, ItemXlsx.Write("things", typeof(Thing), [thing], [thing]));
        using var archive = new ZipArchive(new MemoryStream(first));
        Assert.All(archive.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
    }

    [Fact]
    public void An_empty_list_has_its_header_and_odd_texts_survive()
    {
        var empty = ItemXlsx.Write("things", typeof(Thing), [], []);
        Assert.Equal(["name", "amount", "on", "note"],
            ((IDictionary<string, object>)new MemoryStream(empty).Query().Single()).Values);
        var odd = new Thing("<a & \"b\">\n\u0001 Räume _x0041_ $=1+1", 0, new(1850, 1, 1),
            new string('x', 40_000));
        var row = Rows(ItemXlsx.Write("things", typeof(Thing), [odd], [odd])).Single();
        Assert.Equal((odd.Name, "1850-01-01"), ((string)row["name"], (string)row["on"]));
        Assert.Equal(32_767, ((string)row["note"]).Length);
    }

    private async Task<List<IDictionary<string, object>>> RowsOf(string view)
    {
        using var answer = await host.GetAsync(view);
        return Rows(await BytesOf(answer));
    }

    private static List<IDictionary<string, object>> Rows(byte[] workbook) =>
        [.. new MemoryStream(workbook).Query(useHeaderRow: true)
            .Select(row => (IDictionary<string, object>)row)];

    private static Task<byte[]> BytesOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private static Task<string> TextOf(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private sealed record Thing(string Name, decimal Amount, DateOnly On, string? Note);
}
