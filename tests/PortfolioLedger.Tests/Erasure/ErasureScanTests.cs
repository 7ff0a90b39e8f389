using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Projections;
using PortfolioLedger.Tests.Subscriptions;

namespace PortfolioLedger.Tests.Erasure;

/// <summary>
/// A person's words are put wherever the ledger takes them, and everything is made of them that it
/// makes; then they are erased, and every column of every table is looked through for them.
/// </summary>
public sealed class ErasureScanTests
{
    /// <summary>In every text of the person, and in nothing else.</summary>
    private const string Word = "zwieback-4711";

    private const string Reason = """ "reason":"The person asked for it in writing" """;

    private static readonly string[] Formats = ["json", "csv", "ndjson", "xlsx"];

    /// <summary>
    /// A list with two good rows, and rows that are refused for the words themselves: a formula, a
    /// quote that is not closed, words where the mark should be.
    /// </summary>
    private const string List =
        "Feedback,Text,Mark,Scale\r\n"
        + $"fb-list,Please call {Word} again,2,1-5\r\n"
        + $"fb-formula,={Word}(1),2,1-5\r\n"
        + $"fb-mark,Thank you,{Word},1-5\r\n"
        + $"fb-quote,He said \"{Word},2,1-5\r\n"
        + "fb-other,Nothing to do with it,4,1-5\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erased_words_are_nowhere_and_every_digest_is_what_it_was()
    {
        var mails = Directory.CreateTempSubdirectory("ledger-mails-");
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => 500;
        await using var host = await SendingLedger.StartAsync(
            mails: mails.FullName, retries: "0.05,3600");
        try
        {
            var portfolio = await host.OpenAsync();
            var words = new WordsInDatabase(host.Database);
            await FillAsync(portfolio, receiver.Url);
            await MakeEverythingAsync(portfolio);
            var runs = await RunsAsync(portfolio);
            await words.AnalyzeAsync();
            // Also before, one column holds them, and the search finds it.
            Assert.Equal(["ledger.sealed_text.text"], await words.FindAsync(Word));
            Assert.True(await words.IsInFilesAsync("ledger.sealed_text", Word));
            Assert.All(Formats, format => Assert.True(
                WordsInDatabase.Holds(runs[$"voices {format}"], Word), format));
            var last = await portfolio.PositionAsync();
            var digests = await DigestsAsync(portfolio, last);

            foreach (var subject in (string[])
                ["feedback/fb-1", "feedback/fb-list", "stakeholder/sh-1"])
                await EraseAsync(portfolio, subject);

            Assert.Empty(await words.FindAsync(Word));
            Assert.False(await words.IsInFilesAsync("ledger.sealed_text", Word));
            Assert.Equal(digests, await DigestsAsync(portfolio, last));
            foreach (var (name, result) in await RunsAsync(portfolio))
                Assert.False(WordsInDatabase.Holds(result, Word), name);
            await AssertReproducedAsync(portfolio);
            foreach (var path in (string[])["timeline?limit=500", "events?limit=1000",
                "changes?from=1", "subscriptions/hook/deliveries", "imports"])
                Assert.DoesNotContain(Word,
                    (await Administrator(portfolio).Get(portfolio.PathOf(path))).Text,
                    StringComparison.Ordinal);
            // Mails of all that was recorded, erasures among them.
            await Wait.UntilAsync(async () =>
                (await portfolio.DeliveriesAsync("mail", "?limit=500")) is { Count: > 0 } all
                    && all[^1].Position == last + 3 && all[^1].Status == "delivered");
            var files = Directory.GetFiles(mails.FullName, "*", SearchOption.AllDirectories);
            Assert.InRange(files.Length, 10, 100);
            Assert.All(files, file =>
                Assert.False(WordsInDatabase.Holds(File.ReadAllBytes(file), Word), file));
            Assert.InRange(receiver.All.Count, 10, 1_000);
            Assert.All(receiver.All, sent => Assert.False(
                WordsInDatabase.Holds(sent.Body, Word)));
            Assert.Empty(await words.FindAsync(Word));
            Assert.Equal("Nothing to do with it", await TextOfAsync(portfolio, "fb-other"));
        }
        finally
        {
            mails.Delete(recursive: true);
        }
    }

    /// <summary>Words wherever a command or a list takes them.</summary>
    private static async Task FillAsync(TestPortfolio portfolio, string url)
    {
        await portfolio.Do("subscriptions",
            """{"key":"mail","filter":{},"delivery":{"kind":"mail-file","to":"board@example.org"}}""");
        await portfolio.SubscribeAsync(url);
        await portfolio.Try("feedback", $$"""{"key":"fb-1","text":"My number is {{Word}}"}""",
            ("Idempotency-Key", "one"));
        await portfolio.Do("feedback/fb-1/answer", $$"""{"text":"We call {{Word}} on Monday"}""");
        await portfolio.Do("feedback/fb-1/answer", $$"""{"text":"We called {{Word}}"}""");
        await portfolio.Do("stakeholders", $$"""{"key":"sh-1","name":"Ada {{Word}}"}""");
        await portfolio.Do("stakeholders/sh-1/revision", $$"""{"name":"Countess {{Word}}"}""");
        // What is refused is not kept either.
        (await portfolio.Try("feedback", $$"""{"key":"fb-2","text":"{{Word}}","segment":"none"}"""))
            .AssertProblem(422, "unknown-segment");
        var odd = await portfolio.Try(
            "feedback", $$"""{"key":"fb-2","text":"{{Word}}\u0001"}""");
        Assert.DoesNotContain(Word, odd.Text, StringComparison.Ordinal);
        Assert.Equal(201, (await portfolio.Contributor.Post(portfolio.PathOf("scenarios"),
            """{"key":"draft","name":"A draft"}""")).Status);
        (await portfolio.Try("scenarios/draft/hypotheticals", """
            {"command":{"path":"feedback","body":{"key":"fb-3","text":"WORD"}}}
            """.Replace("WORD", Word, StringComparison.Ordinal))).AssertProblem(422, "personal-text-in-scenario");
        foreach (var (list, status) in (IEnumerable<(string, string)>)
            [(List, "succeeded"), (List[List.IndexOf("fb-list")..], "failed")])
        {
            var body = new ByteArrayContent(Encoding.UTF8.GetBytes(list))
            {
                Headers = { ContentType = new("text/csv") },
            };
            await Administrator(portfolio).Post(
                portfolio.PathOf("imports?mapping=current-lists&dryRun=false"), body);
            var imports = await Administrator(portfolio).Get(portfolio.PathOf("imports"));
            Assert.Equal(status, (string?)imports.Json["items"]![0]!["state"]);
        }
        var report = await Administrator(portfolio).Get(portfolio.PathOf("imports"));
        Assert.Equal(3, (int)report.Json["items"]![1]!["report"]!["rows"]!["refused"]!);
    }

    /// <summary>All that the ledger makes of what it holds: it is kept, cached or stored.</summary>
    private static async Task MakeEverythingAsync(TestPortfolio portfolio)
    {
        await portfolio.Do(
            "reports", """{"key":"voices","name":"Voices","view":"feedback"}""");
        await portfolio.Do("reports",
            """{"key":"people","name":"People","view":"stakeholders","columns":["stakeholder","name"]}""");
        foreach (var report in (string[])["voices", "people"])
            Assert.Equal(201, (await portfolio.Approver.Post(
                portfolio.PathOf($"reports/{report}/runs"), "{}")).Status);
        foreach (var view in (string[])["feedback", "stakeholders", "timeline"])
            foreach (var format in Formats)
                Assert.Equal(200, (await portfolio.Approver.Get(
                    portfolio.PathOf($"{view}?format={format}"))).Status);
        await using (var node = JournalNode.Restarted(portfolio.Host.Database.ConnectionString))
            await new Following(node).PageAsync();
        var services = portfolio.Host.App.Services;
        await services.GetRequiredService<BookSnapshots>().StoreAsync(
            (await services.GetRequiredService<BookKeeper>().FreshHeadAsync(
                Key.Parse(portfolio.Key), Cancel))!);
        Assert.True(await portfolio.Host.ScalarAsync<long>(
            "select count(*) from ledger.book_checkpoint") > 0);
        var last = await portfolio.PositionAsync();
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync("hook", "?limit=500"))
                .Exists(d => d.Position == last && d.Attempts > 0));
    }

    private static async Task EraseAsync(TestPortfolio portfolio, string subject)
    {
        var body = $$"""{"subject":"{{subject}}",{{Reason}}}""";
        var erasures = portfolio.PathOf("erasures");
        var position = await portfolio.PositionAsync();
        var told = await Administrator(portfolio).Post(erasures, body);
        Assert.True(told.Status == 200, told.ToString());
        Assert.DoesNotContain(Word, told.Text, StringComparison.Ordinal);
        Assert.Equal(position, await portfolio.PositionAsync());

        var erased = await Administrator(portfolio).Post($"{erasures}?dryRun=false", body);
        Assert.True(erased.Status == 200, erased.ToString());
        Assert.Equal((position + 1, true),
            ((long)erased.Json["position"]!, (bool)erased.Json["rewritten"]!));
        Assert.Equal(told.Json["texts"]!.ToJsonString(), erased.Json["texts"]!.ToJsonString());
    }

    /// <summary>Each report run in each format.</summary>
    private static async Task<SortedDictionary<string, byte[]>> RunsAsync(TestPortfolio portfolio)
    {
        var runs = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var report in (string[])["voices", "people"])
            foreach (var format in Formats)
                runs.Add($"{report} {format}", await BytesAsync(
                    portfolio, $"reports/{report}/runs/1?format={format}"));
        return runs;
    }

    private static async Task AssertReproducedAsync(TestPortfolio portfolio)
    {
        foreach (var report in (string[])["voices", "people"])
            Assert.True((bool)(await portfolio.Approver.Get(
                portfolio.PathOf($"reports/{report}/runs/1"))).Json["reproduced"]!);
    }

    /// <summary>
    /// Digests of every view in every version, as of two positions, and of the leaves of all
    /// events.
    /// </summary>
    private static async Task<SortedDictionary<string, string?>> DigestsAsync(
        TestPortfolio portfolio, long last)
    {
        var digests = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var view in ViewCatalogue.All.Where(v => v.PathKey is null))
            foreach (var version in view.Versions)
                foreach (var position in (long[])[last, last - 12])
                {
                    var address =
                        $"{view.Path}?asOfPosition={position}&viewVersion={version.Version}";
                    var reply = await portfolio.Contributor.Get(portfolio.PathOf(address));
                    if (reply.Status == 200)
                        digests.Add(address, (string?)reply.Json["digest"]);
                }
        Assert.InRange(digests.Count, 60, 1_000);
        var events = await portfolio.Contributor.Get(portfolio.PathOf("events?limit=1000"));
        foreach (var e in events.Json.AsArray().Where(e => (long)e!["position"]! <= last))
            digests.Add($"event {e!["position"]}", e.ToJsonString());
        return digests;
    }

    private static async Task<string?> TextOfAsync(TestPortfolio portfolio, string feedback) =>
        (string?)(await portfolio.Contributor.Get(
            portfolio.PathOf($"feedback?feedback={feedback}"))).Json["items"]![0]!["text"];

    private static async Task<byte[]> BytesAsync(TestPortfolio portfolio, string path)
    {
        using var client = portfolio.Host.App.Server.CreateClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/v1/{portfolio.PathOf(path)}");
        request.Headers.TryAddWithoutValidation("Authorization", "Persona vera;viewer");
        using var response = await client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, path);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static LedgerCaller Administrator(TestPortfolio portfolio) =>
        portfolio.Host.As("ada", "administrator");
}
