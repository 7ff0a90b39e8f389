using System.Diagnostics;
using System.Globalization;
using PortfolioLedger.Telemetry;
using PortfolioLedger.Tests.EmbeddedPostgres;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Operations;

/// <summary>What whoever runs the ledger sees of it.</summary>
public sealed class MetricsTests(SharedLedger ledger)
{
    [Fact]
    public async Task Metrics_show_what_was_recorded_refused_and_answered()
    {
        var portfolio = await ledger.OpenAsync();
        var before = await ReadAsync(portfolio.Host);
        await portfolio.DepartmentAsync();
        var refused = await portfolio.Try("initiatives", """
            {"key":"croton","name":"Croton","kind":"project","sponsor":"m","department":"none"}
            """);
        Assert.Equal("unknown-department", refused.Code);
        for (var i = 0; i < 2; i++)
            await portfolio.Approver.Get(portfolio.PathOf("departments?asOfPosition=1"));
        var after = await ReadAsync(portfolio.Host);
        foreach (var name in new[]
        {
            "ledger_journal_events", "ledger_journal_accepted",
            "ledger_journal_refusals code=\"unknown-department\"",
            "ledger_journal_commit_duration_seconds_count",
            "ledger_journal_decide_duration_seconds_count", "ledger_journal_batch_size_count",
            "ledger_books_folds", "ledger_books_as_of_duration_seconds_count",
            "ledger_views_answers from=\"computed\"", "ledger_views_answers from=\"body\"",
        })
            Assert.True(Of(after, name) >= Of(before, name) + 1,
                $"{name} stayed at {Of(before, name)}");
    }

    // In a process of its own: hosts in one process share what belongs to the process.
    [Fact]
    public async Task Metrics_show_requests_and_what_is_in_memory()
    {
        await using var home = new Home();
        using var ledger = await LedgerProcess.StartAsync(home);
        using var opened = await ledger.Http.PostAsync("/api/v1/portfolios", LedgerCaller.Json(
            """{"key":"capital","name":"Capital plan","currency":"USD"}"""u8.ToArray()),
            TestContext.Current.CancellationToken);
        Assert.Equal(201, (int)opened.StatusCode);
        var metrics = await ledger.Http.GetStringAsync("/metrics",
            TestContext.Current.CancellationToken);
        Assert.Equal(1, Of(metrics, "ledger_books_portfolios"));
        Assert.Contains("ledger_log_unsigned_age_seconds", metrics, StringComparison.Ordinal);
        Assert.True(Of(metrics, "http_server_request_duration_seconds_count") >= 1);
        // Nobody leads here: the read models lack the one event there is.
        await Wait.UntilAsync(async () => Of(await ledger.Http.GetStringAsync("/metrics",
            TestContext.Current.CancellationToken), "ledger_read_models_lag") == 1);
    }

    [Fact]
    public async Task A_batch_is_traced_with_links_to_the_requests_in_it()
    {
        var batches = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LedgerMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                ActivitySamplingResult.AllData,
            ActivityStopped = batches.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var portfolio = await ledger.OpenAsync();
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        await portfolio.Try("departments", """{"key":"a","name":"A"}""",
            ("traceparent", $"00-{trace}-b7ad6b7169203331-01"));
        await Wait.UntilAsync(() => Task.FromResult(batches.Any(b =>
            b.Links.Any(l => l.Context.TraceId.ToString() == trace))));
        Assert.All(batches, b => Assert.Equal("journal batch", b.OperationName));
    }

    private static async Task<string> ReadAsync(LedgerHost host)
    {
        var reply = await host.Anonymous.Get("/metrics");
        Assert.Equal(200, reply.Status);
        return reply.Text;
    }

    /// <summary>The sum over all series of a name, with a label if one is given after it.</summary>
    private static double Of(string metrics, string nameAndLabel)
    {
        var (name, label) = nameAndLabel.Split(' ') is [var n, var l] ? (n, l) : (nameAndLabel, "");
        return metrics.Split('\n')
            .Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal)
                || line.StartsWith(name + "_total{", StringComparison.Ordinal)
                || line.StartsWith(name + " ", StringComparison.Ordinal))
                && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ',
                StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }
}
