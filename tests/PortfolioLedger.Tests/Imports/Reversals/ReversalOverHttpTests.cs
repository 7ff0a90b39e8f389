using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Doctor;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Cli;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Projections;
using PortfolioLedger.Tests.Subscriptions;

namespace PortfolioLedger.Tests.Imports.Reversals;

/// <summary>
/// An import is reversed whole: every view afterwards says what it said before the import.
/// </summary>
public sealed class ReversalOverHttpTests(SharedLedger shared)
{
    private const string Grounds = "{" + TestPortfolio.Grounds + "}";

    /// <summary>Changes what is there, and brings what is not.</summary>
    private const string List =
        "Initiative,Initiative name,Department,Value stream,Stage,Phase,Priority,Budget 2026,"
        + "Planned completion,Spend to date,Contribution growth\r\n"
        + "croton,Croton Falls II,dep,,submitted,Design,2,600,2027-06-30,,3\r\n"
        + "harbour,Harbour,Ports,Shipping,active,Build,1,900,2028-01-31,120,9\r\n";

    /// <summary>Views of the journal itself: they tell of the import and its reversal.</summary>
    private static readonly string[] Histories = ["timeline", "changes", "board-pack"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_view_says_what_it_said_before_the_import()
    {
        var portfolio = await PlannedAsync();
        var before = await ViewsAsync(portfolio);
        var import = await ImportAsync(portfolio);
        Assert.NotEqual(before["initiatives"], (await ViewsAsync(portfolio))["initiatives"]);
        var position = await portfolio.PositionAsync();

        var dry = await ReverseAsync(portfolio, import, "");
        Assert.Equal((200, true), (dry.Status, (bool)dry.Json["dryRun"]!));
        Assert.Equal(2, (int)dry.Json["events"]!["department-registered"]!
            + (int)dry.Json["events"]!["initiative-renamed"]!);
        Assert.Equal(position, await portfolio.PositionAsync());

        var reversed = await ReverseAsync(portfolio, import, "dryRun=false");
        Assert.True(reversed.Status == 200, reversed.ToString());
        Assert.Equal(position + 1, (long)reversed.Json["position"]!);
        AssertSame(before, await ViewsAsync(portfolio));
        await AssertEveryReaderAgreesAsync(portfolio);

        var listed = await Administrator(portfolio).Get(portfolio.PathOf($"imports/{import}"));
        Assert.Equal(position + 1, (long)listed.Json["reversed"]!["position"]!);
        Assert.Equal("ada", (string?)listed.Json["reversed"]!["by"]);
        var asOf = await portfolio.Contributor.Get(
            portfolio.PathOf($"initiatives?asOfPosition={position}"));
        Assert.Equal(2, asOf.Json["items"]!.AsArray().Count);
        var history = await portfolio.Contributor.Get(
            portfolio.PathOf("timeline?subject=initiative/harbour"));
        Assert.Contains(history.Json["items"]!.AsArray(),
            i => (string?)i!["type"] == "initiative-proposed");
        Assert.Contains(history.Json["items"]!.AsArray(),
            i => (string?)i!["type"] == "event-reversed");
    }

    /// <summary>An import that was taken back stated nothing: people decided last.</summary>
    [Fact]
    public async Task A_list_overturns_no_decision_that_an_import_covered_in_between()
    {
        var portfolio = await PlannedAsync();
        const string header = "Initiative,Budget 2027,Stage\r\n";
        await ImportAsync(portfolio, header + "croton,600,approved\r\n");
        await portfolio.Do("initiatives/croton/budget",
            $$"""{"period":"2027","amount":650,{{TestPortfolio.Grounds}}}""");
        var wrong = await ImportAsync(portfolio, header + "croton,700,approved\r\n");
        await ReverseAsync(portfolio, wrong, "dryRun=false");

        var reply = await Administrator(portfolio).Post(
            portfolio.PathOf("imports?mapping=current-lists&dryRun=true"),
            new StringContent(header + "croton,600,approved\r\n", Encoding.UTF8, "text/csv"));

        var conflict = Assert.Single(reply.Json["report"]!["conflicts"]!.AsArray());
        Assert.Equal("Budget 2027", (string?)conflict!["column"]);
    }

    [Fact]
    public async Task What_asks_about_the_time_between_is_answered()
    {
        var portfolio = await PlannedAsync();
        var start = await portfolio.PositionAsync();
        var import = await ImportAsync(portfolio);
        var reversal = await portfolio.PositionAsync() + 1;
        await ReverseAsync(portfolio, import, "dryRun=false");
        await portfolio.Do("initiatives/croton/scores", $$"""
            {"model":"board","criterion":"value","value":9,{{TestPortfolio.Grounds}}}
            """);

        foreach (var attribution in (string[])["in-order", "order-free"])
        {
            var explained = await portfolio.Contributor.Get(portfolio.PathOf(
                $"ranking/explanation?initiative=croton&from={start}&attribution={attribution}"));
            Assert.True(explained.Status == 200, explained.ToString());
        }
        var compared = await portfolio.Contributor.Get(
            portfolio.PathOf($"ranking/comparison?from={start}"));
        Assert.True(compared.Status == 200, compared.ToString());
        (await portfolio.Contributor.Post(portfolio.PathOf("ranking/counterfactual"),
            $$"""{"without":[{{reversal}}]}""")).AssertProblem(400, "reversal-not-removable");
        var without = await portfolio.Contributor.Post(portfolio.PathOf("ranking/counterfactual"),
            $$"""{"without":[{{start}}]}""");
        Assert.True(without.Status == 200, without.ToString());
        Assert.Empty(without.Json["notApplicable"]!.AsArray());
    }

    [Fact]
    public async Task The_tables_say_the_same_live_and_rebuilt()
    {
        await using var host = await LedgerHost.StartAsync();
        var portfolio = await PlannedAsync(await host.OpenAsync());
        await using var node = JournalNode.Restarted(host.Database.ConnectionString);
        var following = new Following(node);
        await following.PageAsync();
        var import = await ImportAsync(portfolio);
        await following.PageAsync();
        await ReverseAsync(portfolio, import, "dryRun=false");
        await following.PageAsync();

        Assert.Equal((0, 1), (
            await node.QueryAsync<long>(
                "select count(*) from bi.initiative where valid_to is null "
                + "and initiative = 'harbour'"),
            await node.QueryAsync<long>(
                "select count(*) from bi.initiative where valid_to is null "
                + "and initiative = 'croton'")));
        await following.AssertAsRebuiltAsync();
    }

    [Fact]
    public async Task Each_correcting_event_names_the_event_that_it_reverses()
    {
        var portfolio = await PlannedAsync();
        var import = await ImportAsync(portfolio);
        await ReverseAsync(portfolio, import, "dryRun=false");

        Assert.Equal(0, await portfolio.Host.ScalarAsync<long>("""
            select count(*) from ledger.mt_events e where e.stream_id = $1
                and e.type = 'event-reversed' and not exists (
                select 1 from ledger.mt_events o where o.stream_id = $1
                    and e.causation_id = 'reverses:' || o.id
                    and o.version = (e.data ->> 'position')::bigint and o.version < e.version)
            """, portfolio.Key));
    }

    [Fact]
    public async Task The_same_file_can_be_imported_again()
    {
        var portfolio = await PlannedAsync();
        var first = await ImportAsync(portfolio);
        var after = await ViewsAsync(portfolio);
        await ReverseAsync(portfolio, first, "dryRun=false");

        var second = await ImportAsync(portfolio);

        Assert.NotEqual(first, second);
        Assert.Equal(after["ranking"], (await ViewsAsync(portfolio))["ranking"]);
        await ReverseAsync(portfolio, second, "dryRun=false");
        (await ReverseAsync(portfolio, first, "dryRun=false"))
            .AssertProblem(409, "import-already-reversed");
        (await ReverseAsync(portfolio, second, "")).AssertProblem(409, "import-already-reversed");
        await AssertEveryReaderAgreesAsync(portfolio);
    }

    [Fact]
    public async Task What_later_decisions_rest_on_is_not_reversed_and_each_is_named()
    {
        var portfolio = await PlannedAsync();
        var import = await ImportAsync(portfolio);
        await portfolio.Do("initiatives/harbour/forecast",
            """{"old":"2028-01-31","new":"2028-03-31","days":60}""");
        var position = await portfolio.PositionAsync();

        var refused = await ReverseAsync(portfolio, import, "dryRun=false");

        refused.AssertProblem(409, "import-rested-on");
        Assert.Contains($"position {position}, '", (string?)refused.Json["detail"],
            StringComparison.Ordinal);
        Assert.Equal("initiative/harbour", (string?)refused.Json["subject"]);
        Assert.Equal(position, await portfolio.PositionAsync());
        (await ReverseAsync(portfolio, import, "")).AssertProblem(409, "import-rested-on");
    }

    [Fact]
    public async Task A_later_import_that_rests_on_it_is_named_and_is_reversed_first()
    {
        var portfolio = await PlannedAsync();
        var before = await ViewsAsync(portfolio);
        var first = await ImportAsync(portfolio);
        var second = await ImportAsync(
            portfolio, List.Replace(",900,", ",950,", StringComparison.Ordinal));

        var refused = await ReverseAsync(portfolio, first, "dryRun=false");
        refused.AssertProblem(409, "import-rested-on");
        Assert.Contains($"of the import {second}", (string?)refused.Json["detail"],
            StringComparison.Ordinal);

        Assert.Equal(200, (await ReverseAsync(portfolio, second, "dryRun=false")).Status);
        Assert.Equal(200, (await ReverseAsync(portfolio, first, "dryRun=false")).Status);
        AssertSame(before, await ViewsAsync(portfolio));
        await AssertEveryReaderAgreesAsync(portfolio);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_and_nothing_is_stored()
    {
        var portfolio = await PlannedAsync();
        var import = await ImportAsync(portfolio);
        var position = await portfolio.PositionAsync();

        (await ReverseAsync(portfolio, Guid.NewGuid().ToString(), "dryRun=false"))
            .AssertProblem(404, "unknown-import");
        (await ReverseAsync(portfolio, "nonsense", "dryRun=false"))
            .AssertProblem(404, "unknown-import");
        (await portfolio.Approver.Post(
            portfolio.PathOf($"imports/{import}/reversal?dryRun=false"), Grounds))
            .AssertProblem(403, "role-required");
        (await Administrator(portfolio).Post(
            portfolio.PathOf($"imports/{import}/reversal?dryRun=false"), "{}"))
            .AssertProblem(400, "invalid-fields");
        (await Administrator(portfolio).Post(
            portfolio.PathOf($"imports/{import}/reversal?dryRun=false"),
            """{"grounds":{"rationale":"It was wrong","effectiveOn":"2026-01-01"}}"""))
            .AssertProblem(400, "invalid-fields");
        await using (await ImportLock.TryTakeAsync(
            portfolio.Host.App.Services.GetRequiredService<NpgsqlDataSource>(),
            Key.Parse(portfolio.Key), Cancel))
            (await ReverseAsync(portfolio, import, "dryRun=false"))
                .AssertProblem(503, "import-running");
        await portfolio.Do("archiving", TestPortfolio.Only);
        (await ReverseAsync(portfolio, import, "dryRun=false"))
            .AssertProblem(409, "portfolio-archived");
        Assert.Equal(position + 1, await portfolio.PositionAsync());
    }

    [Fact]
    public async Task An_import_of_the_command_line_is_listed_and_reversed_there()
    {
        var portfolio = await PlannedAsync();
        var before = await ViewsAsync(portfolio);
        using var file = new SampleFile(Encoding.UTF8.GetBytes(List));
        var (code, output, errors) = await VerbProcess.RunAsync(portfolio.Host,
            "import", "current-lists", file.Name, "--portfolio", portfolio.Key, "--json");
        Assert.True(code == 0, errors);
        var import = (string?)JsonNode.Parse(output)!["import"]!;

        var listed = await Administrator(portfolio).Get(portfolio.PathOf("imports"));
        var item = Assert.Single(listed.Json["items"]!.AsArray())!;
        Assert.Equal((import, "current-lists", "command-line"), ((string?)item["id"],
            (string?)item["mapping"], (string?)item["requestedBy"]));
        (code, output, _) = await VerbProcess.RunAsync(
            portfolio.Host, "imports", "--portfolio", portfolio.Key);
        Assert.Equal(0, code);
        Assert.Contains(import!, output, StringComparison.Ordinal);

        string[] reverse = ["import", "reverse", import!, "--portfolio", portfolio.Key];
        (code, _, errors) = await VerbProcess.RunAsync(portfolio.Host, reverse);
        Assert.Equal(2, code);
        Assert.Contains("--reason", errors, StringComparison.Ordinal);
        (code, output, _) = await VerbProcess.RunAsync(
            portfolio.Host, [.. reverse, "--reason", "The list was of last year", "--dry-run"]);
        Assert.Equal(0, code);
        Assert.Contains("nothing was written", output, StringComparison.Ordinal);
        (code, output, _) = await VerbProcess.RunAsync(
            portfolio.Host, [.. reverse, "--reason", "The list was of last year"]);
        Assert.Equal(0, code);
        Assert.Contains($"Reversed the import {import}", output, StringComparison.Ordinal);
        (code, _, errors) = await VerbProcess.RunAsync(
            portfolio.Host, [.. reverse, "--reason", "The list was of last year"]);
        Assert.Equal(1, code);
        Assert.Contains("was reversed at position", errors, StringComparison.Ordinal);
        AssertSame(before, await ViewsAsync(portfolio));
    }

    /// <summary>One department, an objective and an initiative with money and scores.</summary>
    private async Task<TestPortfolio> PlannedAsync() =>
        await PlannedAsync(await shared.OpenAsync());

    private static async Task<TestPortfolio> PlannedAsync(TestPortfolio portfolio)
    {
        await portfolio.WithInitiativeAsync();
        await portfolio.ObjectiveAsync("growth");
        await portfolio.Do("initiatives/croton/budget",
            $$"""{"period":"2026","amount":{"amount":500},{{TestPortfolio.Grounds}}}""");
        await portfolio.Do("scoring-models", """
            {"key":"board","formula":"weighted",
             "criteria":[{"id":"value","min":0,"max":10,"weight":1}]}
            """);
        await portfolio.Do("scoring-models/board/release", TestPortfolio.Only);
        await portfolio.Do("scoring-models/board/adoption", TestPortfolio.Only);
        await portfolio.Do("initiatives/croton/scores", $$"""
            {"model":"board","criterion":"value","value":7,{{TestPortfolio.Grounds}}}
            """);
        return portfolio;
    }

    private static LedgerCaller Administrator(TestPortfolio portfolio) =>
        portfolio.Host.As("ada", "administrator");

    private static async Task<string> ImportAsync(TestPortfolio portfolio, string list = List)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(list))
        {
            Headers = { ContentType = new("text/csv") },
        };
        var reply = await Administrator(portfolio).Post(
            portfolio.PathOf("imports?mapping=current-lists&dryRun=false"), body);
        Assert.True(reply.Status == 200, reply.ToString());
        Assert.Equal(0, (int)reply.Json["report"]!["rows"]!["refused"]!);
        Assert.Equal((string?)reply.Json["id"], (string?)reply.Json["report"]!["import"]);
        return (string)reply.Json["id"]!;
    }

    private static Task<Reply> ReverseAsync(TestPortfolio portfolio, string import, string query) =>
        Administrator(portfolio).Post(
            portfolio.PathOf($"imports/{import}/reversal?{query}"), Grounds);

    /// <summary>Every view of the portfolio that needs no parameter, without its place.</summary>
    private static async Task<SortedDictionary<string, string>> ViewsAsync(TestPortfolio portfolio)
    {
        var views = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var view in ViewCatalogue.All.Where(v => v.PathKey is null
            && !Histories.Contains(v.Path)))
        {
            var reply = await portfolio.Contributor.Get(portfolio.PathOf(view.Path));
            if (reply.Status != 200)
                continue;
            var json = reply.Json.AsObject();
            json.Remove("asOf");
            json.Remove("digest");
            views.Add(view.Path, json.ToJsonString());
        }
        Assert.InRange(views.Count, 20, 100);
        return views;
    }

    private static void AssertSame(
        SortedDictionary<string, string> before, SortedDictionary<string, string> after)
    {
        Assert.Equal(before.Keys, after.Keys);
        Assert.DoesNotContain(before.Keys, view => before[view] != after[view]);
    }

    /// <summary>
    /// The book in memory is that of a node that folds the journal from its beginning, and of one
    /// that folds it on the day of yesterday.
    /// </summary>
    private static async Task AssertEveryReaderAgreesAsync(TestPortfolio portfolio)
    {
        var here = portfolio.Host.App.Services.GetRequiredService<BookKeeper>();
        await using var other = await LedgerHost.StartAsync(portfolio.Host.Database);
        var there = other.App.Services.GetRequiredService<BookKeeper>();
        var key = Key.Parse(portfolio.Key);
        var head = await here.FreshHeadAsync(key, Cancel);
        Assert.Equal(BookDigest.Compute(head!),
            BookDigest.Compute((await there.FreshHeadAsync(key, Cancel))!));
        Assert.All(
            await new FoldCheck(
                portfolio.Host.App.Services.GetRequiredService<NpgsqlDataSource>(),
                portfolio.Host.App.Services.GetRequiredService<JournalReader>(),
                portfolio.Host.App.Services.GetRequiredService<BookSnapshots>(),
                key, head!.Position).RunAsync(_ => { }, Cancel),
            finding => Assert.True(finding.Status == CheckStatus.Ok, finding.Detail));
        var eve = head.Day.AddDays(-1);
        Assert.Equal(
            BookDigest.Compute(await here.AtAsync(key, head.Position, eve, Cancel)),
            BookDigest.Compute(await there.AtAsync(key, head.Position, eve, Cancel)));
    }
}
