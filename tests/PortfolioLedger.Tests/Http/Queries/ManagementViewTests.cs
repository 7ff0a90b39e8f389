using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MiniExcelLibs;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>
/// The market, the process of the PMO and its scorecard over HTTP: their shape, the same in every
/// format, and the numbers that were known at each time.
/// </summary>
public sealed class ManagementViewTests(MarketYear year) : IClassFixture<MarketYear>
{
    private static readonly string[] Views = ["market-positioning", "process", "scorecard"];

    public static TheoryData<string> Questions =>
        [.. Views.SelectMany(v => new[] { $"{v}?{MarketYear.June}",
            $"{v}?{MarketYear.September}" })];

    [Theory]
    [InlineData("market-positioning", "portfolio asOf digest items nextCursor",
        "outcome initiative metric period value previous trend n target objective unknown")]
    [InlineData("process", "portfolio asOf digest tolerance overall before since items nextCursor",
        "initiative name stage endedOn leadTimeDays daysLate spend budget succeeded")]
    [InlineData("scorecard", "portfolio asOf digest panels items nextCursor",
        "panel metric numerator denominator value unit missing explainedIn")]
    public async Task The_fields_of_a_view_are_these_in_this_order(string view, string fields,
        string ofItems)
    {
        var answer = (await Read($"{view}?{MarketYear.September}")).AsObject();

        Assert.Equal(fields, string.Join(' ', answer.Select(f => f.Key)));
        Assert.NotEmpty(answer["items"]!.AsArray());
        Assert.All(answer["items"]!.AsArray(), item =>
            Assert.Equal(ofItems, string.Join(' ', item!.AsObject().Select(f => f.Key))));
    }

    [Theory]
    [InlineData(MarketYear.June, "sales-growth", 0.1, null, null)]
    [InlineData(MarketYear.September, "sales-growth", 0.2, 0.1, 0.1)]
    [InlineData(MarketYear.June, "new-lead-growth", 0.25, null, null)]
    [InlineData(MarketYear.September, "new-lead-growth", -0.2, 0.25, -0.45)]
    [InlineData(MarketYear.June, "cost-of-acquisition", 200d, 220d, -20d)]
    [InlineData("asOf=2025-03-31", "cost-of-acquisition", 220d, null, null)]
    [InlineData(MarketYear.June, "nps", 0d, null, null)]
    [InlineData(MarketYear.September, "nps", 60d, 0d, 60d)]
    public async Task The_market_is_told_as_it_was_known(
        string asOf, string metric, double value, double? previous, double? trend)
    {
        var figure = (await Read($"market-positioning?{asOf}"))["items"]!.AsArray()
            .Single(f => (string?)f!["metric"] == metric)!;

        Assert.Equal(((double?)value, previous, trend),
            ((double?)figure["value"], (double?)figure["previous"], (double?)figure["trend"]));
    }

    [Fact]
    public async Task A_figure_of_the_market_shows_n_target_and_the_objective_it_serves()
    {
        var figures = (await Read($"market-positioning?{MarketYear.September}"))[
            "items"
        ]!.AsArray();
        var sales = figures.Single(f => (string?)f!["metric"] == "sales-growth")!;
        var nps = figures.Single(f => (string?)f!["metric"] == "nps")!;

        Assert.Equal(("sales", "2025-09-30", 150, "2025-12-31", "growth"),
            ((string?)sales["outcome"],
            (string?)sales["period"], (int?)sales["target"]!["min"],
                (string?)sales["target"]!["by"],
            (string?)sales["objective"]));
        Assert.Equal(("app", 10, "growth", null), ((string?)nps["initiative"], (int?)nps["n"],
            (string?)nps["objective"], nps["target"]));
    }

    [Theory]
    [InlineData(MarketYear.June, 1, 1d, 151d, 0.75, 40, 400, 0.1)]
    [InlineData(MarketYear.September, 2, 0.5, 151d, 1d, 100, 500, 0.2)]
    public async Task The_process_is_told_as_it_was_known(string asOf, int ended, double success,
        double lead,
        double satisfied, int cost, int benefits, double costOfBenefits)
    {
        var overall = (await Read($"process?{asOf}"))["overall"]!;

        Assert.Equal((ended, success, lead), ((int)overall["ended"]!,
            (double)overall["successRate"]!,
            (double)overall["leadTimeDays"]!));
        Assert.Equal((satisfied, 4, 10d), ((double)overall["satisfaction"]!,
            (int)overall["satisfactionN"]!,
            (double)overall["decisionLatencyDays"]!));
        Assert.Equal((cost, benefits, costOfBenefits),
            ((int)overall["cost"]!, (int)overall["benefits"]!,
            (double)overall["costOfBenefits"]!));
    }

    [Fact]
    public async Task A_day_splits_the_process_and_tolerances_judge_it()
    {
        var process = await Read(
            $"process?{MarketYear.September}&split=2025-07-01&scheduleTolerance=7"
        );

        Assert.Equal((1, 0.75, 40), ((int)process["before"]!["ended"]!,
            (double)process["before"]!["satisfaction"]!, (int)process["before"]!["cost"]!));
        Assert.Equal((1, 1d, 60), ((int)process["since"]!["ended"]!,
            (double)process["since"]!["satisfaction"]!, (int)process["since"]!["cost"]!));
        Assert.Equal(("2025-06-30", "2025-07-01", 7), ((string?)process["before"]!["to"],
            (string?)process["since"]!["from"], (int)process["tolerance"]!["days"]!));
        var undivided = await Read($"process?{MarketYear.September}");
        Assert.Equal((null, null), (undivided["before"], undivided["since"]));
    }

    [Fact]
    public async Task The_scorecard_has_a_panel_for_each_objective_and_each_question()
    {
        var card = await Read($"scorecard?{MarketYear.September}");

        Assert.Equal(
            "value-streams strategy customers silos outcomes question-objectives question-needs "
                + "question-value-streams question-teams question-value",
            string.Join(' ', card["panels"]!.AsArray().Select(p => (string?)p!["panel"]))
        );
        Assert.Equal(25, card["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(MarketYear.June, "outcomes-measured", 4, 4)]
    [InlineData("asOf=2025-01-31", "outcomes-measured", 0, 4)]
    [InlineData("asOf=2025-04-01", "teams-informed", 0, 1)]
    [InlineData("asOf=2025-04-01", "initiatives-measured", 0, 1)]
    [InlineData(MarketYear.June, "objectives-approved", 1, 1)]
    [InlineData(MarketYear.June, "importance-assessed", 0, 1)]
    [InlineData("asOf=2025-01-31", "decisions-citing-feedback", 1, 5)]
    [InlineData(MarketYear.June, "cross-department-initiatives", 0, 1)]
    public async Task The_scorecard_is_told_as_it_was_known(string asOf, string metric, int part,
        int whole)
    {
        var number = (await Read($"scorecard?{asOf}"))["items"]!.AsArray()
            .First(n => (string?)n!["metric"] == metric)!;

        Assert.Equal((part, whole, (double?)part / whole),
            ((int)number["numerator"]!, (int)number["denominator"]!, (double?)number["value"]));
    }

    [Theory]
    [InlineData(MarketYear.June, 0, 1)]
    [InlineData("asOf=2025-04-01", 1, 1)]
    [InlineData(MarketYear.September, 0, 2)]
    public async Task The_scorecard_of_version_2_counts_stakeholders_who_were_told_something(
        string asOf, int part, int whole)
    {
        var card = await Read($"scorecard?{asOf}&viewVersion=2");
        var number = card["items"]!.AsArray()
            .Single(n => (string?)n!["metric"] == "stakeholders-informed")!.AsObject();

        Assert.Equal((part, whole), ((int)number["numerator"]!, (int)number["denominator"]!));
        Assert.DoesNotContain("missing", number.Select(f => f.Key));
        Assert.StartsWith("scorecard/2:", (string?)card["digest"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Csv_ndjson_and_xlsx_hold_the_same_items_under_the_same_digest(string question)
    {
        var json = await Read(question);
        var items = json["items"]!.AsArray();
        var digest = (string?)json["digest"];
        var (csv, ofCsv) = await Bytes(question, "text/csv");
        var (ndjson, ofNdjson) = await Bytes(question, "application/x-ndjson");
        var (xlsx, ofXlsx) = await Bytes(question,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        Assert.Equal((digest, digest, digest), (ofCsv, ofNdjson, ofXlsx));
        Assert.StartsWith($"{question.Split('?')[0]}/", digest, StringComparison.Ordinal);
        Assert.Equal(items.Select(i => i!.ToJsonString()), Lines(ndjson, "\n").Select(l =>
            JsonNode.Parse(l)!.ToJsonString()));
        var (rows, sheet) = (Lines(csv, "\r\n"), new MemoryStream(xlsx).Query(useHeaderRow: true)
            .Select(r => (IDictionary<string, object?>)r).ToArray());
        var columns = rows[0].Split(',');
        Assert.Equal(items.Count, rows.Length - 1);
        Assert.Equal(columns, sheet[0].Keys);
        for (var i = 0; i < items.Count; i++)
            foreach (var (column, at) in columns.Select((c, at) => (c, at)))
            {
                var said = column.Split('.').Aggregate(items[i], (node, name) => node?[name]);
                Assert.Equal(Text(said), rows[i + 1].Split(',')[at]);
                Assert.Equal(Text(said), Text(sheet[i][column]));
            }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Asked_again_by_position_the_same_answer_has_the_same_digest(string question)
    {
        var asked = await Read(question);
        var asOf = asked["asOf"]!;
        var again = await Read($"{question.Split('?')[0]}?asOfPosition={asOf["position"]}"
            + $"&effectiveOn={asOf["effectiveOn"]}");

        Assert.Equal((string?)asked["digest"], (string?)again["digest"]);
    }

    [Fact]
    public async Task What_was_known_in_june_has_another_digest_than_what_is_known_in_september()
    {
        foreach (var view in Views)
            Assert.NotEqual((string?)(await Read($"{view}?{MarketYear.June}"))["digest"],
                (string?)(await Read($"{view}?{MarketYear.September}"))["digest"]);
    }

    private async Task<JsonNode> Read(string view)
    {
        var reply = await year.Host.As("vera", "viewer")
            .Get($"portfolios/{MarketYear.Portfolio}/{view}");
        Assert.True(reply.Status == 200, $"{view} gave {reply}");
        return reply.Json;
    }

    private async Task<(byte[] Body, string? Digest)> Bytes(string view, string mediaType)
    {
        using var client = year.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/v1/portfolios/{MarketYear.Portfolio}/{view}");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona vera;viewer");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(mediaType));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            answer.Headers.GetValues("Ledger-Digest").Single());
    }

    private static string[] Lines(byte[] body, string end) =>
        System.Text.Encoding.UTF8.GetString(body).Split(end, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value as CSV writes it; a list is one cell.</summary>
    private static string Text(JsonNode? node) =>
        node is JsonArray list ? string.Join("; ", list.Select(Text)) : node?.ToString() ?? "";

    /// <summary>A cell as CSV would write it.</summary>
    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        double number => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
