using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MiniExcelLibs;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Operations;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// What guards sheets against formulas makes texts of negative numbers, and sums leave out every
/// loss (woocommerce/woocommerce#25379, grafana/grafana#17363).
/// </summary>
public sealed class NumbersInSheetsTests(SharedLedger shared)
{
    private const string Npv = "-545.454545454545";

    private static readonly string[] Names =
        ["=1+1", "+49 cable", "-- clean-up", "@home", "-5", "\tTab", "plain, \"quoted\""];

    [Fact]
    public async Task Numbers_stay_numbers_and_texts_are_harmless()
    {
        var p = await FilledAsync();

        var financials = Csv((await p.GetAsync("financials?format=csv")).Text);
        var loss = financials.Single(r => r["initiative"] == "loss");
        Assert.Equal(Npv, loss["npv"]);
        Assert.True(
            decimal.TryParse(loss["npv"], NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        );
        var benefits = Csv((await p.GetAsync("benefits?format=csv")).Text);
        Assert.Equal("-250", Assert.Single(benefits)["planned"]);
        foreach (var view in (string[])["initiatives", "financials"])
        {
            var shown = Csv((await p.GetAsync($"{view}?format=csv")).Text)
                .Select(r => r["name"])
                .ToList();
            Assert.Equal(Names.Length + 1, shown.Count);
            Assert.All(shown.Where(s => s != "-5"), name =>
                Assert.DoesNotMatch("^[=+\\-@\\t\\r]", name)
            );
            Assert.Contains("plain, \"quoted\"", shown);
            Assert.Equal(Names.Append("loss").Order(StringComparer.Ordinal),
                (await p.ReadAsync(view))["items"]!.AsArray().Select(i => (string)i!["name"]!)
                    .Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task In_a_workbook_a_number_is_a_number_and_a_name_a_text_as_it_is()
    {
        var p = await FilledAsync();

        Assert.Equal(-545.454545454545, (double)Rows(await BytesAsync(p, "financials?format=xlsx"))
            .Single(r => (string)r["initiative"] == "loss")["npv"], 12);
        Assert.Equal(-250d, Rows(await BytesAsync(p, "benefits?format=xlsx")).Single()["planned"]);
        foreach (var view in (string[])["initiatives", "financials"])
        {
            var bytes = await BytesAsync(p, $"{view}?format=xlsx");
            Assert.Equal(Names.Append("loss").Order(StringComparer.Ordinal),
                Rows(bytes).Select(r => (string)r["name"]).Order(StringComparer.Ordinal));
            using var archive = new ZipArchive(new MemoryStream(bytes));
            foreach (var part in archive.Entries)
            {
                using var reader = new StreamReader(part.Open());
                Assert.DoesNotMatch(@"<(\w+:)?f[ >/]",
                    await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Theory]
    [InlineData("financials", "csv")]
    [InlineData("benefits", "csv")]
    [InlineData("initiatives", "csv")]
    [InlineData("financials", "xlsx")]
    [InlineData("benefits", "xlsx")]
    [InlineData("initiatives", "xlsx")]
    public async Task The_command_line_writes_the_same_bytes_under_the_digest_of_the_JSON(
        string view,
        string format
    )
    {
        var p = await FilledAsync();
        var position = (await p.PositionAsync).ToString(CultureInfo.InvariantCulture);
        var answer = await p.GetAsync($"{view}?format={format}&asOfPosition={position}");
        var json = await p.ReadAsync($"{view}?asOfPosition={position}");
        Assert.Equal((string?)json["digest"], answer.Header(Works.DigestHeader));
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.{format}");
        try
        {
            var (code, _, errors) = await VerbProcess.RunAsync(
                p.Host,
                "export",
                "--portfolio",
                p.Key,
                "--view",
                view,
                "--format",
                format,
                "--as-of-position",
                position,
                "--output",
                file
            );

            Assert.True(code == 0, errors);
            Assert.Equal(await BytesAsync(p, $"{view}?format={format}&asOfPosition={position}"),
                await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<Works> FilledAsync()
    {
        var p = await Works.OpenAsync(shared);
        foreach (var (i, name) in Names.Index())
            await p.DoAsync(p.Carl, "initiatives", new JsonObject
            {
                ["key"] = $"n{i}", ["name"] = name, ["kind"] = "project", ["sponsor"] = "p-17",
                ["department"] = "works",
            }.ToJsonString());
        await p.YearlyCaseAsync("loss", -1000, 500);
        await p.DoAsync(
            p.Alice,
            "outcomes",
            """{"key":"noise","name":"Noise","unit":"hours","direction":"decrease"}"""
        );
        await p.DoAsync(
            p.Carl,
            "outcomes/noise/benefit-plan",
            """{"initiative":"loss","owner":"p-17","period":"2026","amount":250,"kind":"disbenefit"}"""
        );
        return p;
    }

    /// <summary>The rows of a text by their columns.</summary>
    private static List<Dictionary<string, string>> Csv(string text)
    {
        using var reader = CsvHelper.CsvReader.FromText(text, new() { HasHeader = true });
        List<Dictionary<string, string>> rows = [];
        var columns = text.Split("\r\n")[0].Split(',');
        while (reader.Read())
            rows.Add(columns.Select((column, i) => (column, reader.GetString(i)))
                .ToDictionary(c => c.column, c => c.Item2));
        return rows;
    }

    private static List<IDictionary<string, object>> Rows(byte[] workbook) =>
        [
            .. new MemoryStream(workbook)
                .Query(useHeaderRow: true)
                .Select(row => (IDictionary<string, object>)row),
        ];

    private static async Task<byte[]> BytesAsync(Works p, string question)
    {
        using var client = p.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{p.PathOf(question)}");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona carl;contributor;works");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
