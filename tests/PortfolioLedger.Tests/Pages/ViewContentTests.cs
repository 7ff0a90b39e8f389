using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Demo;

namespace PortfolioLedger.Tests.Pages;

/// <summary>
/// Pages with a component of their own, on the demo: they show what the read engine answers, and
/// every number leads to the events behind it.
/// </summary>
public sealed partial class ViewContentTests(DemoLedger demo) : IClassFixture<DemoLedger>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Views => [.. ViewCatalogue.All.Select(v => v.Path)];

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_view_says_what_to_record_where_it_is_empty(string view) =>
        Assert.Matches("^[A-Z].{20,}[.]$", EmptyStates.Of(view));

    [Fact]
    public void Columns_are_chosen_for_views_that_there_are_and_fields_that_they_have()
    {
        foreach (var view in ListPage.Views)
        {
            var known = ItemColumns.For(ViewCatalogue.All.Single(v => v.Path == view).ItemType, [])
                .Select(c => c.Name).ToHashSet();
            Assert.All(ListPage.Of(view)!.Columns,
                c => Assert.True(known.Any(k => k == c.Field || k.StartsWith(c.Field + ".",
                    StringComparison.Ordinal)), $"{view} has no {c.Field}"));
        }
    }

    [Fact]
    public async Task The_heat_table_has_the_points_of_every_claim_and_leads_to_it()
    {
        var html = await HtmlAsync("alignment");

        foreach (var item in await ItemsAsync("alignment"))
        {
            var row = Row(html, (string)item!["name"]!);
            foreach (var claim in item["contributions"]!.AsArray())
                Assert.Contains($">{Rounded(claim!["points"], 1)}</a>", row,
                    StringComparison.Ordinal);
            Assert.Contains($">{Rounded(item["score"], 1)}</a>", row, StringComparison.Ordinal);
            Assert.Contains($"timeline?subject=initiative%2F{(string)item["initiative"]!}", row,
                StringComparison.Ordinal);
        }
        Assert.Matches("class=\"h9\"", html);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_of_the_heat_table_leads_to_who_claimed_it_and_why()
    {
        var row = Row(await HtmlAsync("alignment"), "Hilltop reservoir roof");
        var address = Decoded(Heated().Match(row).Groups[1].Value);

        var events = await GetAsync(address);

        Assert.Contains("contribution", events, StringComparison.Ordinal);
        Assert.Contains("because “", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ranking_is_cut_where_the_budget_ends()
    {
        var html = await HtmlAsync("ranking");

        var answer = await ReadAsync("ranking");
        var cut = (int)answer["cutLine"]!;
        var items = answer["items"]!.AsArray();
        var line = html.IndexOf("Cut line: the budget", StringComparison.Ordinal);
        Assert.InRange(line, At(html, items[cut - 1]!), At(html, items[cut]!));
        Assert.Contains("board-model version 1", html, StringComparison.Ordinal);
        Assert.Contains("Value for customers 35 %", Decoded(html), StringComparison.Ordinal);
        Assert.Contains("ranking/explanation?initiative=east-mains&amp;from=", html,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Cut line: the budget", await HtmlAsync("ranking?sort=name"),
            StringComparison.Ordinal);
        static int At(string html, JsonNode item) => html.IndexOf(
            $"initiatives/{(string)item["initiative"]!}\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initiative_is_called_by_its_name_and_has_its_history()
    {
        var html = await HtmlAsync("initiatives/east-mains");

        Assert.Contains("<h1>East district mains renewal</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Recorded spend of 333,333 USD", html, StringComparison.Ordinal);
        var all = await ReadAsync("timeline?subject=initiative/east-mains&limit=500");
        Assert.Contains($"All {all["items"]!.AsArray().Count} events", html,
            StringComparison.Ordinal);
        Assert.Contains(">5,700,000</a>", html, StringComparison.Ordinal);
        Assert.Contains("/p/demo/outcomes/satisfaction", html, StringComparison.Ordinal);
        Assert.Contains("<h1>East district mains renewal</h1>",
            await HtmlAsync("initiatives/east-mains"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quadrants_count_what_the_view_counts()
    {
        var html = await HtmlAsync("outcomes-versus-outputs");

        var answer = await ReadAsync("outcomes-versus-outputs");
        foreach (var (name, count) in answer["overall"]!["quadrants"]!.AsObject())
            Assert.Matches($"quadrant={name}\">{(int)count!} ", html);
        var none = Section(html, "Delivered, but no outcome");
        Assert.All(answer["deliveredWithoutOutcome"]!.AsArray(), key =>
            Assert.Contains($"initiatives/{(string)key!}\"", none, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outcome_has_a_trend_with_a_rule_for_its_target()
    {
        var html = await HtmlAsync("outcomes/compliance");

        Assert.Contains("type=\"trend\" x=\"on\" y=\"value\" min=\"99.9\" base=\"99.2\"", html,
            StringComparison.Ordinal);
        Assert.Contains("at least 99.9 by 2026-12-31", html, StringComparison.Ordinal);
        foreach (var m in (await ReadAsync("outcomes/compliance"))["measurements"]!.AsArray())
            Assert.Contains(
                $"&amp;to={(long)m!["position"]!}\">{Rounded(m["value"], 4)}<", html,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_density_of_the_timeline_counts_every_event_not_only_those_of_the_page()
    {
        var html = await HtmlAsync("timeline?limit=10");

        var counts = Counted().Matches(html).Select(m => int.Parse(
            m.Groups[1].Value.Replace(",", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture));
        Assert.Equal(await demo.Host.PositionAsync("demo"), counts.Sum());
        Assert.Equal(10, Lines().Count(html));
        var decisions = await HtmlAsync("timeline?decisionsOnly=true&from=2025-01-01&limit=5");
        Assert.Contains("decisionsOnly=true&amp;from=2025-", decisions, StringComparison.Ordinal);
        Assert.Equal(5, decisions.Split("<li class=\"decision\">").Length - 1);
    }

    [Fact]
    public async Task A_period_of_the_density_leads_to_as_many_events_as_it_says()
    {
        var html = await HtmlAsync("timeline");
        var period = Period().Matches(html)[^1];

        var there = await GetAsync(Decoded(period.Groups[1].Value) + "&limit=500");

        Assert.Equal(period.Groups[2].Value,
            Lines().Count(there).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_spread_of_days_begins_weeks_on_Monday_and_months_on_the_first()
    {
        var weeks = EventDensity.Of([new(2025, 1, 1), new(2025, 1, 5), new(2025, 6, 1)]);
        var months = EventDensity.Of([new(2020, 2, 29), new(2025, 1, 5)]);

        Assert.Equal(new PeriodCount(new(2024, 12, 30), new(2025, 1, 5), 2), weeks.Periods[0]);
        Assert.Equal(new PeriodCount(new(2020, 2, 1), new(2020, 2, 29), 1), months.Periods[0]);
        Assert.Empty(EventDensity.Of([]).Periods);
    }

    [Fact]
    public async Task A_decision_has_its_votes_its_dissent_and_whether_it_was_borne_out()
    {
        var html = Decoded(await HtmlAsync("decisions/keep-kiosks"));

        Assert.Contains("<h1>Go on with the kiosks?</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Cash is going out of use", html, StringComparison.Ordinal);
        Assert.Contains("stop (dissent)", html, StringComparison.Ordinal);
        Assert.Contains("casting vote of board-1", html, StringComparison.Ordinal);
        Assert.Contains("✕ no: Nine in a hundred pay at the first kiosk", html,
            StringComparison.Ordinal);
        Assert.Contains("/p/demo/decisions/stop-kiosks", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_over_time_are_those_that_the_view_had_then()
    {
        var html = Section(await HtmlAsync("objectives"), "Weights over time");

        var times = Times().Matches(html);
        Assert.True(times.Count > 2);
        foreach (Match time in times)
        {
            var then = await ItemsAsync($"objectives?asOfPosition={time.Groups[1].Value}");
            Assert.All(then.Where(o => o!["weight"] is not null), o =>
                Assert.Contains($">{Percent(o!["weight"])}</td>", html, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Capacity_is_shaded_by_department_and_period()
    {
        var html = await HtmlAsync("capacity");

        foreach (var item in await ItemsAsync("capacity"))
            Assert.Contains($">{Rounded(item!["fte"], 1)}</a>",
                Row(html, (string)item["name"]!, (string)item["role"]!), StringComparison.Ordinal);
        Assert.Matches("<td class=\"h[1-9]\">", html);
    }

    [Fact]
    public async Task The_inbox_begins_with_what_nobody_answered_the_newest_first()
    {
        var html = Decoded(await HtmlAsync("feedback"));

        var asked = await ItemsAsync("feedback?answered=false&sort=-receivedAt");
        var first = html.IndexOf("<blockquote>", StringComparison.Ordinal);
        Assert.Contains((string)asked[0]!["text"]!, html[first..(first + 400)],
            StringComparison.Ordinal);
        var open = html.Split("○ unanswered").Length - 1
            + html.Split("\">merged</span>").Length - 1;
        Assert.InRange(open, asked.Count, asked.Count + 5);
        Assert.DoesNotContain("○ unanswered",
            Decoded(await HtmlAsync("feedback?answered=true")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scorecard_has_a_panel_for_each_objective_and_question()
    {
        var html = await HtmlAsync("scorecard");

        var answer = await ReadAsync("scorecard");
        Assert.Equal(10, answer["panels"]!.AsArray().Count);
        Assert.All(answer["panels"]!.AsArray(), p => Assert.Contains(
            $"<h2>{Encoded((string)p!["title"]!)}</h2>", html, StringComparison.Ordinal));
        Assert.All(answer["items"]!.AsArray().Where(i => (string)i!["unit"]! == "share"
            && i["value"] is not null), i => Assert.Contains(
            $"/p/demo/{(string)i!["explainedIn"]!}\">{Percent(i["value"])}</a>", html,
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("value-streams", "importance", "importance-assessed")]
    [InlineData("benefits", "planned", "subject=initiative%2F")]
    [InlineData("financials", "npv", "subject=initiative%2F")]
    [InlineData("silos", "money", "subject=department%2F")]
    [InlineData("listening", "received", "subject=customer-segment%2F")]
    [InlineData("programs", "budget", "subject=initiative%2Fsmart-meters")]
    [InlineData("initiatives", "spend", "type=spend-recorded")]
    public async Task Numbers_of_a_list_lead_to_the_events_behind_them(
        string view, string field, string behind)
    {
        var html = await HtmlAsync(view);

        Assert.Contains($"data-field=\"{field}\"", html, StringComparison.Ordinal);
        Assert.Matches($"<td class=\"number\"><a href=\"/p/demo/timeline\\?[^\"]*{behind}", html);
    }

    [Fact]
    public async Task A_report_shows_its_latest_run_and_a_dashboard_all_its_reports()
    {
        Assert.Contains("This report was not made yet", await HtmlAsync("reports/looking-back"),
            StringComparison.Ordinal);
        var made = await demo.Host.As("pmo", "contributor")
            .Post("portfolios/demo/reports/best-ranked/runs", "{}");
        Assert.Equal(201, made.Status);

        var report = await HtmlAsync("reports/best-ranked");
        var run = await HtmlAsync("reports/best-ranked/runs/1");
        var board = await HtmlAsync("dashboards/board");

        var digest = (string)made.Json["digest"]!;
        Assert.Contains("As it was made last: run 1", report, StringComparison.Ordinal);
        Assert.All([report, run, board], html =>
            Assert.Contains(digest, html, StringComparison.Ordinal));
        var names = (await ItemsAsync("reports")).ToDictionary(
            r => (string)r!["report"]!, r => (string)r!["name"]!);
        Assert.All((await ItemsAsync("dashboards"))
            .Single(d => (string)d!["dashboard"]! == "board")!["reports"]!.AsArray(), key =>
            Assert.Contains($"<h2>{Encoded(names[(string)key!])}</h2>", board,
                StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reports/nothing")]
    [InlineData("reports/looking-back/runs/9")]
    [InlineData("dashboards/nothing")]
    public async Task What_was_never_made_is_not_found(string path)
    {
        using var client = demo.Host.App.Server.CreateClient();
        using var page = await client.GetAsync($"/p/demo/{path}", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_overview_follows_ranks_over_reviews_and_says_what_changed()
    {
        var html = await HtmlAsync("");

        Assert.Contains("type=\"bump\"", html, StringComparison.Ordinal);
        Assert.Contains("since the review ", html, StringComparison.Ordinal);
        var cycle = (await ItemsAsync("review-cycles"))
            .Last(c => c!["closedAt"] is not null)!;
        var then = await ItemsAsync($"ranking?asOfPosition={(long)cycle["closedAt"]!}");
        var table = Section(html, "Ranks over the last reviews");
        foreach (var item in then.Take(3))
            Assert.Contains($">{(int)item!["rank"]!}</td>", Row(table, (string)item["name"]!),
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alignment")]
    [InlineData("initiatives/east-mains")]
    [InlineData("objectives")]
    [InlineData("timeline")]
    public async Task A_page_of_the_past_says_the_same_after_more_became_known(string path)
    {
        var first = await HtmlAsync($"{path}?asOfPosition=600&effectiveOn=2025-06-30");

        var again = await HtmlAsync($"{path}?effectiveOn=2025-06-30&asOfPosition=600");

        Assert.Equal(Within(first), Within(again));
        Assert.DoesNotContain("2025-12-31", Within(first), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_version_of_a_view_is_shown_as_it_is()
    {
        var html = await HtmlAsync("ranking?viewVersion=1");

        var answer = await ReadAsync("ranking?viewVersion=1");
        Assert.Contains((string)answer["digest"]!, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Cut line: the budget", html, StringComparison.Ordinal);
    }

    private Task<string> HtmlAsync(string path) => GetAsync($"/p/demo/{path}".TrimEnd('/'));

    private async Task<string> GetAsync(string address)
    {
        using var client = demo.Host.App.Server.CreateClient();
        using var page = await client.GetAsync(address, Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.True(page.StatusCode == HttpStatusCode.OK, $"{address}: {html}");
        return html;
    }

    private async Task<JsonNode> ReadAsync(string path)
    {
        var answer = await demo.Host.As("v", "viewer").Get($"portfolios/demo/{path}");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private async Task<List<JsonNode?>> ItemsAsync(string path) =>
        [.. (await ReadAsync(path))["items"]!.AsArray()];

    /// <summary>The row of a table that begins with a name, and holds a word.</summary>
    private static string Row(string html, string name, string word = "") =>
        html.Split("<tr").First(row => row.Contains($">{Encoded(name)}<", StringComparison.Ordinal)
            && row.Contains($">{word}", StringComparison.Ordinal)
            && row.Contains("</td>", StringComparison.Ordinal));

    private static string Section(string html, string heading)
    {
        var from = html.IndexOf($"<h2>{heading}", StringComparison.Ordinal);
        Assert.NotEqual(-1, from);
        var to = html.IndexOf("<h2>", from + 4, StringComparison.Ordinal);
        return to < 0 ? html[from..] : html[from..to];
    }

    private static string Within(string html) => html[
        html.IndexOf("<main", StringComparison.Ordinal)
        ..html.IndexOf("</main>", StringComparison.Ordinal)]
        // The order of parameters in links is that of the address.
        .Replace("effectiveOn=2025-06-30", "", StringComparison.Ordinal)
        .Replace("asOfPosition=600", "", StringComparison.Ordinal);

    private static string Rounded(JsonNode? number, int decimals) =>
        Values.Number(Math.Round((decimal)number!, decimals));

    private static string Percent(JsonNode? share) => Values.Share((decimal)share!);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text)
        .Replace("&#39;", "&#x27;", StringComparison.Ordinal);

    private static string Decoded(string text) => WebUtility.HtmlDecode(text);

    [GeneratedRegex("class=\"h[1-9]\"><a href=\"([^\"]*)\"")]
    private static partial Regex Heated();

    [GeneratedRegex("<td>\\d{4}-\\d\\d-\\d\\d</td><td class=\"number\">([\\d,]+)</td>")]
    private static partial Regex Counted();

    [GeneratedRegex("<li( class=\"decision\")?>(?=<span|<a href=\"/p/demo)")]
    private static partial Regex Lines();

    [GeneratedRegex(
        "<tr><td><a href=\"([^\"]*)\">[^<]*</a></td><td>[^<]*</td><td class=\"number\">([^<]*)<")]
    private static partial Regex Period();

    [GeneratedRegex("objectives\\?asOfPosition=(\\d+)\"")]
    private static partial Regex Times();
}
