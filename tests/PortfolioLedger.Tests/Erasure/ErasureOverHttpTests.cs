using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Erasure;

/// <summary>Who may erase words, what is answered, and what views say afterwards.</summary>
public sealed class ErasureOverHttpTests(SharedLedger shared)
{
    private const string Words = "The water is off every week";
    private const string Answer = "The new intake ends this in spring";
    private const string Why = "The customer asked for it in writing";

    private static string Today => $"{DateTime.UtcNow:yyyy-MM-dd}";

    [Fact]
    public async Task A_dry_run_lists_what_would_be_erased_and_writes_nothing()
    {
        var portfolio = await FilledAsync();
        var told = await EraseAsync(portfolio, "feedback/fb", dryRun: null);

        Assert.Equal(200, told.Status);
        Assert.Contains("no-store", told.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal((true, null, null), ((bool)told.Json["dryRun"]!,
            (long?)told.Json["position"], (string?)told.Json["erasedOn"]));
        var texts = told.Json["texts"]!.AsArray();
        Assert.Equal(["Received feedback by survey", "Answered the feedback fb"],
            texts.Select(t => (string?)t!["sentence"]));
        Assert.Equal(["feedback-received", "feedback-answered"],
            texts.Select(t => (string?)t!["type"]));
        Assert.DoesNotContain("water", told.Text, StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(Words, (string?)(await FeedbackAsync(portfolio))["text"]);
    }

    [Fact]
    public async Task Views_of_any_time_say_since_when_words_are_erased()
    {
        var portfolio = await FilledAsync();
        var before = await portfolio.PositionAsync();
        var shown = await FeedbackAsync(portfolio);
        Assert.Equal((Words, Answer), ((string?)shown["text"], (string?)shown["answerText"]));
        Assert.Null(shown["textErasedOn"]);

        var erased = await EraseAsync(portfolio, "feedback/fb");

        Assert.Equal((before + 1, Today), ((long)erased.Json["position"]!,
            (string?)erased.Json["erasedOn"]));
        foreach (var asOf in (string[])
            ["", $"?asOfPosition={before}", $"?asOfPosition={before}&viewVersion=1"])
        {
            var item = await FeedbackAsync(portfolio, asOf);
            Assert.Equal((null, Today, null, Today), ((string?)item["text"],
                (string?)item["textErasedOn"], (string?)item["answerText"],
                (string?)item["answerTextErasedOn"]));
        }
        var line = (await portfolio.Approver.Get(portfolio.PathOf(
            "timeline?subject=feedback/fb&limit=500"))).Json["items"]!.AsArray()
            .Single(i => (string?)i!["type"] == "personal-texts-erased")!;
        Assert.Equal($"Erased 2 texts of the feedback fb: {Why}", (string?)line["sentence"]);
        Assert.Equal(("ada", "administrator"), ((string?)line["actor"], (string?)line["role"]));
    }

    [Fact]
    public async Task One_text_of_several_is_erased_by_its_position()
    {
        var portfolio = await FilledAsync();
        var texts = (await EraseAsync(portfolio, "feedback/fb", dryRun: true)).Json["texts"]!;
        var answer = (long)texts[1]!["position"]!;
        var body = new JsonObject
        {
            ["subject"] = "feedback/fb", ["reason"] = Why, ["positions"] = new JsonArray(answer),
        };

        Assert.Equal(200, (await SendAsync(portfolio, body)).Status);

        var item = await FeedbackAsync(portfolio);
        Assert.Equal((Words, null, null, Today), ((string?)item["text"],
            (string?)item["textErasedOn"], (string?)item["answerText"],
            (string?)item["answerTextErasedOn"]));
        var again = await SendAsync(portfolio, body);
        again.AssertProblem(422, "nothing-to-erase");
        Assert.Contains($"at position {answer + 1}", (string)again.Json["detail"]!,
            StringComparison.Ordinal);
        body["positions"] = new JsonArray(1);
        (await SendAsync(portfolio, body)).AssertProblem(422, "no-personal-text");
        Assert.Equal(200, (await EraseAsync(portfolio, "feedback/fb")).Status);
    }

    [Fact]
    public async Task Names_of_all_times_of_a_stakeholder_are_erased()
    {
        var portfolio = await shared.OpenAsync();
        await portfolio.Do("stakeholders", """{"key":"sh","name":"Ada Example","group":"board"}""");
        var first = await portfolio.PositionAsync();
        await portfolio.Do("stakeholders/sh/revision", """{"name":"Ada Other"}""");

        Assert.Equal(200, (await EraseAsync(portfolio, "stakeholder/sh")).Status);

        foreach (var asOf in (string[])["", $"?asOfPosition={first}"])
        {
            var reply = await portfolio.Approver.Get(portfolio.PathOf($"stakeholders{asOf}"));
            Assert.Equal("no-store", reply.Header("Cache-Control"));
            var item = reply.Json["items"]![0]!;
            Assert.Equal((null, Today, "board"), ((string?)item["name"],
                (string?)item["nameErasedOn"], (string?)item["group"]));
        }
        var csv = (await portfolio.Approver.Get(portfolio.PathOf("stakeholders?format=csv"))).Text;
        Assert.Equal(
            "stakeholder,name,group,department,since,lastContactOn,nameErasedOn",
            csv.Split("\r\n")[0]);
        Assert.EndsWith($",{Today}", csv.Split("\r\n")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_result_says_in_a_column_of_its_own_when_words_were_erased()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do("reports", """
            {"key":"voices","name":"Voices","view":"feedback","columns":["feedback","text","channel"]}
            """);
        var run = (await portfolio.Approver.Post(
            portfolio.PathOf("reports/voices/runs"), "{}")).Json;
        var address = (string)run["permalink"]!;
        Assert.Equal($"feedback,text,channel\r\nfb,{Words},survey\r\n",
            (await portfolio.Approver.Get($"{address}?format=csv")).Text);

        await EraseAsync(portfolio, "feedback/fb");

        Assert.Equal($"feedback,text,textErasedOn,channel\r\nfb,,{Today},survey\r\n",
            (await portfolio.Approver.Get($"{address}?format=csv")).Text);
        var kept = (await portfolio.Approver.Get(address)).Json;
        Assert.Equal(["feedback", "text", "textErasedOn", "channel"],
            kept["columns"]!.AsArray().Select(c => (string?)c));
        Assert.Equal((null, Today), ((string?)kept["items"]![0]!["text"],
            (string?)kept["items"]![0]!["textErasedOn"]));
        Assert.Equal((true, (string?)run["digest"], (string?)run["result"]),
            ((bool)kept["reproduced"]!, (string?)kept["digest"], (string?)kept["result"]));
    }

    [Fact]
    public async Task Another_node_loses_the_words_at_once()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        await using var here = await LedgerHost.StartAsync(database);
        await using var there = await LedgerHost.StartAsync(database);
        var portfolio = new TestPortfolio(here, "capital");
        await portfolio.Approver.Post("portfolios",
            """{"key":"capital","name":"Plan","currency":"USD","effectiveOn":"2020-01-01"}""");
        await FillAsync(portfolio);
        var elsewhere = new TestPortfolio(there, "capital");
        var pinned = $"?asOfPosition={await portfolio.PositionAsync()}";
        foreach (var asOf in (string[])["", pinned])
            Assert.Equal(Words, (string?)(await FeedbackAsync(elsewhere, asOf))["text"]);

        await EraseAsync(portfolio, "feedback/fb");

        foreach (var asOf in (string[])["", pinned])
            Assert.Equal((null, Today), ((string?)(await FeedbackAsync(elsewhere, asOf))["text"],
                (string?)(await FeedbackAsync(elsewhere, asOf))["textErasedOn"]));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_erases_nothing_more()
    {
        var portfolio = await FilledAsync();
        var body = new JsonObject { ["subject"] = "feedback/fb", ["reason"] = Why };
        var first = await SendAsync(portfolio, body, ("Idempotency-Key", "once"));
        Assert.True(first.Status == 200, first.ToString());
        await portfolio.Do("feedback/fb/answer", """{"text":"What came later stays"}""");

        var again = await SendAsync(portfolio, body, ("Idempotency-Key", "once"));

        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal("What came later stays",
            (string?)(await FeedbackAsync(portfolio))["answerText"]);
        body["reason"] = "Another reason than before";
        (await SendAsync(portfolio, body, ("Idempotency-Key", "once")))
            .AssertProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Of_many_who_erase_at_once_one_does()
    {
        var portfolio = await FilledAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            EraseAsync(portfolio, "feedback/fb")));

        Assert.Single(replies, r => r.Status == 200);
        Assert.Equal(11, replies.Count(r => r.Status == 422 && r.Code == "nothing-to-erase"));
        Assert.Equal(1, await portfolio.Host.ScalarAsync<long>("""
            select count(*) from ledger.mt_events
            where stream_id = $1 and type = 'personal-texts-erased'
            """, portfolio.Key));
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("contributor", 403)]
    [InlineData("approver", 403)]
    [InlineData("auditor", 403)]
    [InlineData("administrator", 200)]
    public async Task Only_administrators_erase(string role, int status)
    {
        var portfolio = await FilledAsync();
        foreach (var query in (string[])["", "?dryRun=false"])
            Assert.Equal(status, (await portfolio.Host.As("somebody", role).Post(
                portfolio.PathOf($"erasures{query}"),
                $$"""{"subject":"feedback/fb","reason":"{{Why}}"}""")).Status);
    }

    [Fact]
    public async Task What_cannot_be_erased_is_refused_and_stores_nothing()
    {
        var portfolio = await FilledAsync();
        (await EraseAsync(portfolio, "feedback/nobody")).AssertProblem(422, "unknown-feedback");
        (await EraseAsync(portfolio, "initiative/croton")).AssertProblem(400, "invalid-fields");
        (await SendAsync(portfolio, new() { ["subject"] = "feedback/fb" }))
            .AssertProblem(400, "invalid-fields");
        (await SendAsync(portfolio, new()
        {
            ["subject"] = "feedback/fb", ["reason"] = $"They wrote: {Words}",
        })).AssertProblem(422, "reason-repeats-words");
        (await portfolio.Host.As("ada", "administrator").Post(
            "portfolios/none/erasures", "{}")).AssertProblem(404, "unknown-portfolio");
        // No batch and no scenario carries it: they have no address for it.
        (await portfolio.Try("batch",
            """{"commands":[{"path":"erasures","body":{"subject":"feedback/fb"}}]}"""))
            .AssertProblem(400, "invalid-fields");
        await portfolio.AssertNothingStoredAsync();
        Assert.Equal(Words, (string?)(await FeedbackAsync(portfolio))["text"]);
    }

    [Fact]
    public async Task Words_are_erased_from_an_archived_portfolio()
    {
        var portfolio = await FilledAsync();
        await portfolio.Do("archiving", TestPortfolio.Only);

        Assert.Equal(200, (await EraseAsync(portfolio, "feedback/fb")).Status);
        Assert.Equal(Today, (string?)(await FeedbackAsync(portfolio))["textErasedOn"]);
    }

    [Fact]
    public async Task A_list_that_is_imported_again_brings_no_erased_words_back()
    {
        var portfolio = await shared.OpenAsync();
        const string list = "Feedback,Text\r\nfb,Call me at number twelve\r\n";
        var import = await ImportAsync(portfolio, list);
        await EraseAsync(portfolio, "feedback/fb");

        await ImportAsync(portfolio, list);
        await ImportAsync(portfolio, list + "fb-2,Another voice\r\n");
        Assert.Equal((null, Today), ((string?)(await FeedbackAsync(portfolio))["text"],
            (string?)(await FeedbackAsync(portfolio))["textErasedOn"]));

        // A reversal leaves erased words erased; what is imported after it is a new text.
        foreach (var id in (await ImportsAsync(portfolio)).Where(i => i is not null))
            Assert.Equal(200, (await portfolio.Host.As("ada", "administrator").Post(
                portfolio.PathOf($"imports/{id}/reversal?dryRun=false"),
                TestPortfolio.Only)).Status);
        (await EraseAsync(portfolio, "feedback/fb")).AssertProblem(422, "nothing-to-erase");
        Assert.Equal(200, (await EraseAsync(portfolio, "feedback/fb-2")).Status);
        await ImportAsync(portfolio, list);
        Assert.Equal("Call me at number twelve",
            (string?)(await FeedbackAsync(portfolio))["text"]);
        Assert.Equal(200, (await EraseAsync(portfolio, "feedback/fb")).Status);
        Assert.NotEmpty(import);
    }

    [Fact]
    public async Task The_command_line_asks_first_and_erases_when_it_is_meant()
    {
        var portfolio = await FilledAsync();
        string[] erase = ["erase", "feedback/fb", "--portfolio", portfolio.Key];
        string[] reasoned = [.. erase, "--reason", Why];

        var (code, output, errors) = await VerbProcess.RunAsync(
            portfolio.Host, [.. erase, "--reason", "because"]);
        Assert.Equal(2, code);
        Assert.Contains("--reason must have at least", errors, StringComparison.Ordinal);
        (code, output, _) = await VerbProcess.RunAsync(
            portfolio.Host, [.. reasoned, "--dry-run"]);
        Assert.Equal(0, code);
        Assert.Contains("2 texts of feedback/fb would be erased", output,
            StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
        (code, output, errors) = await VerbProcess.RunAsync(
            portfolio.Host, [.. reasoned, "--yes", "--json"]);
        Assert.True(code == 0, errors);
        var answer = JsonNode.Parse(output)!;
        Assert.Equal((portfolio.LastPosition + 1, Today, true), ((long)answer["position"]!,
            (string?)answer["erasedOn"], (bool)answer["rewritten"]!));
        Assert.Equal(Today, (string?)(await FeedbackAsync(portfolio))["textErasedOn"]);
        (code, _, errors) = await VerbProcess.RunAsync(portfolio.Host, [.. reasoned, "--yes"]);
        Assert.Equal(1, code);
        Assert.Contains("were erased before", errors, StringComparison.Ordinal);
    }

    private async Task<TestPortfolio> FilledAsync()
    {
        var portfolio = await shared.OpenAsync();
        await FillAsync(portfolio);
        return portfolio;
    }

    private static async Task FillAsync(TestPortfolio portfolio)
    {
        await portfolio.Do(
            "feedback", $$"""{"key":"fb","text":"{{Words}}","channel":"survey"}""");
        await portfolio.Do("feedback/fb/answer", $$"""{"text":"{{Answer}}"}""");
    }

    private static async Task<JsonNode> FeedbackAsync(TestPortfolio portfolio, string asOf = "")
    {
        var reply = await portfolio.Contributor.Get(portfolio.PathOf($"feedback{asOf}"));
        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        return reply.Json["items"]!.AsArray().Single(i => (string?)i!["feedback"] == "fb")!;
    }

    private static Task<Reply> EraseAsync(
        TestPortfolio portfolio, string subject, bool? dryRun = false) =>
        portfolio.Host.As("ada", "administrator").Post(
            portfolio.PathOf("erasures" + (dryRun is { } dry
                ? $"?dryRun={(dry ? "true" : "false")}" : "")),
            $$"""{"subject":"{{subject}}","reason":"{{Why}}"}""");

    private static Task<Reply> SendAsync(
        TestPortfolio portfolio, JsonObject body, params (string, string)[] headers) =>
        portfolio.Host.As("ada", "administrator").Post(
            portfolio.PathOf("erasures?dryRun=false"), body.ToJsonString(), headers);

    private static async Task<string> ImportAsync(TestPortfolio portfolio, string list)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(list))
        {
            Headers = { ContentType = new("text/csv") },
        };
        var reply = await portfolio.Host.As("ada", "administrator").Post(
            portfolio.PathOf("imports?mapping=current-lists&dryRun=false"), body);
        Assert.True(reply.Status == 200, reply.ToString());
        return (string)reply.Json["id"]!;
    }

    /// <summary>The ids of those that recorded something, the newest first.</summary>
    private static async Task<IEnumerable<string?>> ImportsAsync(TestPortfolio portfolio) =>
        (await portfolio.Host.As("ada", "administrator").Get(portfolio.PathOf("imports")))
            .Json["items"]!.AsArray()
            .Where(i => i!["report"]?["import"] is not null || i["import"] is not null)
            .Select(i => (string?)i!["id"]).ToList();
}
