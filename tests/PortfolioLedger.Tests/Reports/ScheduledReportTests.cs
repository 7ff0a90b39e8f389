using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Reports;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Subscriptions;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Reports;

/// <summary>Reports that are made by themselves.</summary>
public sealed class ScheduledReportTests
{
    private const string Report = """{"key":"deps","name":"Departments","view":"departments"}""";

    [Fact]
    public async Task A_report_is_made_when_it_is_due()
    {
        var clock = new SettableClock();
        await using var host = await SendingLedger.StartAsync(clock: clock);
        var portfolio = await host.OpenAsync();
        await portfolio.Do("reports", Report);
        var due = InTwoMinutes();
        // The clock of the ledger stands a moment before: the message waits for the rest.
        clock.Ahead = due - DateTimeOffset.UtcNow - TimeSpan.FromSeconds(1);
        await portfolio.Do("reports/deps/schedule", Daily(due, "csv"));
        await Wait.UntilAsync(async () => (await RunsAsync(portfolio)).Count == 1);
        var run = (await RunsAsync(portfolio))[0];
        Assert.Equal(("made", "schedule"), ((string)run["status"]!, (string)run["requestedBy"]!));
        Assert.Equal(due, Instant(run, "dueAt"));
        Assert.True(Instant(run, "madeAt") >= due);
        Assert.Equal(portfolio.LastPosition, (long)run["asOf"]!["position"]!);
        var result = await portfolio.Approver.Get((string)run["permalink"]!);
        Assert.StartsWith("text/csv", result.Header("Content-Type"), StringComparison.Ordinal);
        // The next one waits for tomorrow.
        Assert.Equal(due.AddDays(1), await DueAsync(host));
    }

    [Fact]
    public async Task A_board_pack_is_made_and_mailed_when_it_is_due()
    {
        var folder = Directory.CreateDirectory(TestFolder.New()).FullName;
        var clock = new SettableClock();
        await using var host = await SendingLedger.StartAsync(clock: clock, mails: folder,
            more: [KeyValuePair.Create<string, string?>(
                "Mail:Links", "https://ledger.example.org")]);
        var portfolio = await host.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.Do("reports", """
            {"key":"deps","name":"Board pack","view":"board-pack",
             "parameters":{"from":"2020-01-01"}}
            """);
        var due = InTwoMinutes();
        clock.Ahead = due - DateTimeOffset.UtcNow - TimeSpan.FromSeconds(1);
        await portfolio.Do("reports/deps/schedule", Daily(due, "csv").Replace("}",
            ",\"mailTo\":\"board@example.org,pmo@example.org\"}", StringComparison.Ordinal));
        await Wait.UntilAsync(() => Task.FromResult(
            Directory.EnumerateFiles(folder, "*.eml").Any()));

        var run = (await RunsAsync(portfolio)).Single();
        using var mail = await MimeMessage.LoadAsync(
            Directory.EnumerateFiles(folder, "*.eml").Single(),
            TestContext.Current.CancellationToken);
        Assert.Equal(["board@example.org", "pmo@example.org"],
            mail.To.Mailboxes.Select(m => m.Address));
        Assert.Contains((string)run["digest"]!, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://ledger.example.org/p/capital/reports/deps/runs/1", mail.TextBody,
            StringComparison.Ordinal);
        var attached = mail.Attachments.OfType<MimePart>().ToDictionary(p => p.FileName!);
        Assert.Equal(["deps.csv", "deps.html"], attached.Keys.Order());
        using var page = new StreamReader(attached["deps.html"].Content!.Open());
        var html = await page.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("What changed", html, StringComparison.Ordinal);
        Assert.Contains((string)run["digest"]!, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => await host.ScalarAsync<long>(
            "select count(*) from ledger.report_mail where status = 'delivered'") == 1);
        Assert.Contains("to board@example.org,pmo@example.org: sent",
            (await host.As("v", "viewer").Get("/p/capital/reports/deps/runs/1")).Text,
            StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("board@example.org", "neither a mail server")]
    [InlineData("the board", "must be a mail address")]
    public async Task A_report_is_mailed_to_addresses_and_only_where_mails_can_leave(
        string to, string words)
    {
        await using var host = await LedgerHost.StartAsync();
        var portfolio = await host.OpenAsync();
        await portfolio.Do("reports", Report);

        var refused = await portfolio.Try("reports/deps/schedule", Daily(InTwoMinutes())
            .Replace("}", $",\"mailTo\":\"{to}\"}}", StringComparison.Ordinal));

        Assert.Equal(400, refused.Status);
        Assert.Contains("/mailTo", refused.Text, StringComparison.Ordinal);
        Assert.Contains(words, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_portfolio_is_archived_nothing_is_due_and_the_schedule_waits()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var due = InTwoMinutes();
        await using (var first = await SendingLedger.StartAsync(database))
        {
            var portfolio = await first.OpenAsync();
            await portfolio.Do("reports", Report);
            await portfolio.Do("reports/deps/schedule", Daily(due));
            await Wait.UntilAsync(async () => await first.ScalarAsync<long>(
                "select count(*) from ledger.report_due") == 1);
            await portfolio.Do("archiving", TestPortfolio.Only);
        }
        var clock = new SettableClock { Ahead = TimeSpan.FromDays(3) };
        await using var later = await SendingLedger.StartAsync(database, clock);
        await Wait.UntilAsync(async () =>
            await DueAsync(later) > DateTimeOffset.UtcNow + clock.Ahead);
        var archived = new TestPortfolio(later, "capital");
        Assert.Empty(await RunsAsync(archived));
        await archived.Do("reopening", TestPortfolio.Only);
        clock.Ahead = await DueAsync(later) - DateTimeOffset.UtcNow + TimeSpan.FromSeconds(1);
        await using var again = await SendingLedger.StartAsync(database, clock);
        await Wait.UntilAsync(async () => (await RunsAsync(archived)).Count == 1);
    }

    [Fact]
    public async Task What_was_due_while_nobody_ran_is_made_once_for_each_moment()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var due = InTwoMinutes();
        await using (var first = await SendingLedger.StartAsync(database))
        {
            var portfolio = await first.OpenAsync();
            await portfolio.Do("reports", Report);
            await portfolio.Do("reports/deps/schedule", Daily(due));
            await Wait.UntilAsync(async () => await first.ScalarAsync<long>(
                "select count(*) from ledger.report_due") == 1);
            Assert.Empty(await RunsAsync(portfolio));
        }
        // Two nodes start three days later.
        var clock = new SettableClock { Ahead = TimeSpan.FromDays(3) };
        await using var one = await SendingLedger.StartAsync(database, clock);
        await using var two = await SendingLedger.StartAsync(database, clock);
        var later = new TestPortfolio(one, "capital");
        await Wait.UntilAsync(async () =>
            await DueAsync(one) > DateTimeOffset.UtcNow + clock.Ahead
        );
        var runs = await RunsAsync(later);
        Assert.Equal([3, 2, 1], runs.Select(r => (int)r["run"]!));
        Assert.Equal([due.AddDays(2), due.AddDays(1), due], runs.Select(r => Instant(r, "dueAt")));
        Assert.Equal(
            runs.Select(r => DateOnly.FromDateTime(Instant(r, "dueAt").UtcDateTime)),
            runs.Select(r =>
                DateOnly.Parse((string)r["asOf"]!["effectiveOn"]!, CultureInfo.InvariantCulture)
            )
        );
        Assert.All(runs, r => Assert.Equal("made", (string?)r["status"]));
    }

    [Fact]
    public async Task What_is_made_late_shows_what_was_known_when_it_was_due()
    {
        await using var host = await LedgerHost.StartAsync();
        var portfolio = await host.OpenAsync();
        await portfolio.DepartmentAsync();
        var defined = await portfolio.Do("reports", Report);
        var due = DateTimeOffset.Parse(
            (string)defined.Json["recordedAt"]!,
            CultureInfo.InvariantCulture
        );
        await portfolio.Do("departments", """{"key":"later","name":"Later"}""");
        await portfolio.Do("reports/deps/revision", """{"name":"Other","view":"initiatives"}""");
        var maker = host.App.Services.GetRequiredService<ReportMaker>();
        var order = new RunOrder(RunOrder.Scheduler, due);
        var runs = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    maker.MakeAsync(
                        Key.Parse("capital"),
                        Key.Parse("deps"),
                        order,
                        TestContext.Current.CancellationToken
                    )
                )
        );
        Assert.All(runs, r => Assert.Equal(1, r.Number));
        var made = Assert.IsType<RunOutcome.Made>(runs[0].Outcome);
        Assert.Equal((defined.Position, 1), (made.Position, made.Items));
        Assert.Equal("departments", runs[0].Definition.View);
    }

    [Fact]
    public async Task A_scheduled_run_that_fails_is_kept_and_the_schedule_goes_on()
    {
        var clock = new SettableClock();
        await using var host = await SendingLedger.StartAsync(clock: clock);
        var portfolio = await host.OpenAsync();
        await portfolio.Do(
            "reports",
            """{"key":"deps","name":"Later","view":"departments","asOf":"9999-12-31"}"""
        );
        var due = InTwoMinutes();
        clock.Ahead = due - DateTimeOffset.UtcNow;
        await portfolio.Do("reports/deps/schedule", Daily(due));
        await Wait.UntilAsync(async () =>
            (await RunsAsync(portfolio)) is [_] && await DueAsync(host) > due
        );
        var run = (await RunsAsync(portfolio))[0];
        Assert.Equal(
            ("failed", "as-of-in-future"),
            ((string)run["status"]!, (string)run["error"]!["code"]!)
        );
    }

    [Fact]
    public async Task What_is_not_scheduled_any_more_is_not_made()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        var due = InTwoMinutes();
        await using (var first = await SendingLedger.StartAsync(database))
        {
            var portfolio = await first.OpenAsync();
            await portfolio.Do("reports", Report);
            await portfolio.Do("reports", Report.Replace("deps", "kept", StringComparison.Ordinal));
            await portfolio.Do("reports/deps/schedule", Daily(due));
            await portfolio.Do("reports/kept/schedule", Daily(due));
            await Wait.UntilAsync(async () => await first.ScalarAsync<long>(
                "select count(*) from ledger.report_due") == 2);
        }
        await using (var silent = await LedgerHost.StartAsync(database))
            await new TestPortfolio(silent, "capital").Do("reports/deps/schedule/removal", "{}");
        var clock = new SettableClock { Ahead = TimeSpan.FromDays(1) };
        await using var second = await SendingLedger.StartAsync(database, clock);
        await Wait.UntilAsync(async () => await second.ScalarAsync<long>(
            "select count(*) from ledger.report_run where report = 'kept'") == 1
            && await second.ScalarAsync<long>("select count(*) from ledger.report_due") == 1);
        Assert.Equal(0, await second.ScalarAsync<long>(
            "select count(*) from ledger.report_run where report = 'deps' and due_at > $1", due));
    }

    private static DateTimeOffset InTwoMinutes()
    {
        var later = DateTimeOffset.UtcNow.AddMinutes(2);
        return new(later.Year, later.Month, later.Day, later.Hour, later.Minute, 0, TimeSpan.Zero);
    }

    private static string Daily(DateTimeOffset due, string format = "json") =>
        $$"""{"cadence":"daily","at":"{{due:HH:mm}}","format":"{{format}}"}""";

    private static async Task<List<JsonNode>> RunsAsync(TestPortfolio portfolio) =>
        [
            .. (await portfolio.Approver.Get(portfolio.PathOf("reports/deps/runs"))).Json["items"]!
                .AsArray()
                .OfType<JsonNode>(),
        ];

    private static async Task<DateTimeOffset> DueAsync(LedgerHost host) => new(
        await host.ScalarAsync<DateTime>("select max(due_at) from ledger.report_due"));

    private static DateTimeOffset Instant(JsonNode run, string field) =>
        DateTimeOffset.Parse((string)run[field]!, CultureInfo.InvariantCulture);

    /// <summary>The real clock, set forward by the test.</summary>
    private sealed class SettableClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
