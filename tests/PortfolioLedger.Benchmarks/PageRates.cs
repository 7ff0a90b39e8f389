using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Pages: their rate against the JSON of the view they show, their time when nothing of them is
/// kept, and what a browser loads first.
/// </summary>
internal static partial class PageRates
{
    /// <summary>Events of the history that is measured, at least.</summary>
    private const int Events = 5_000;

    /// <summary>Scripts that only charts need.</summary>
    private static readonly string[] OfCharts = ["/assets/d3.js", "/assets/plot.js"];

    /// <summary>All of it, on the portfolio <c>long</c> of an application that runs.</summary>
    public static async IAsyncEnumerable<Result> MeasureAsync(Bench bench)
    {
        using var client = new HttpClient { BaseAddress = new(bench.Address) };
        client.DefaultRequestHeaders.Add("Authorization", "Persona vera;viewer");
        var position = (await Ledgers.GetAsync(client, "/api/v1/portfolios/long"))
            .GetProperty("position").GetInt64();
        yield return await RateAsync(bench, "the newest ranking", "ranking");
        yield return await RateAsync(
            bench, "the ranking as of a position", $"ranking?asOfPosition={position - 100}");
        foreach (var result in await TimesAsync(bench, client, position))
            yield return result;
        yield return await SizeAsync(client, "without charts", "", 200, []);
        yield return await SizeAsync(client, "with charts", "/ranking", 400, OfCharts);
    }

    private static async Task<Result> RateAsync(Bench bench, string what, string path)
    {
        var (pages, json) = (new double[bench.Repeats], new double[bench.Repeats]);
        var (page, view) = ($"/p/long/{path}", $"/api/v1/portfolios/long/{path}");
        // Until the runtime has compiled what is hot with what it has seen of it.
        foreach (var address in (string[])[page, view])
            await LoadAsync(bench, address);
        for (var run = 0; run < bench.Repeats; run++)
        {
            json[run] = await LoadAsync(bench, view);
            pages[run] = await LoadAsync(bench, page);
        }
        return Result.AtLeast($"page of {what}, {Ledgers.LongInitiatives:N0} initiatives, "
            + "32 connections, against its JSON",
            new(pages), new(json), "/s", 0.4, "the JSON view");
    }

    private static async Task<double> LoadAsync(Bench bench, string address) =>
        (await Load.MeasureAsync(bench.Address, 32, bench.Seconds, address)).Rate;

    /// <summary>
    /// Each page right after an event was recorded: nothing that was kept of it holds.
    /// </summary>
    private static async Task<Result[]> TimesAsync(Bench bench, HttpClient client, long position)
    {
        var pages = ViewCatalogue.All
            .Where(v => v.PathKey is null && !v.Parameters.Any(p => p.IsRequired))
            .Select(v => v.Path).Append("")
            .ToDictionary(path => path, _ => new List<double>());
        for (var run = -bench.WarmUps; run < (bench.Quick ? 1 : 20); run++)
        {
            await RecordAsync(client, run + bench.WarmUps);
            foreach (var (path, times) in pages)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync($"/p/long/{path}");
                answer.EnsureSuccessStatusCode();
                await answer.Content.LoadIntoBufferAsync();
                if (run >= 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
        var timeline = new Runs([.. pages["timeline"]]);
        pages.Remove("timeline");
        var slowest = pages.OrderByDescending(p => new Runs([.. p.Value]).Median).Take(3)
            .Select(p =>
                (Path: p.Key.Length == 0 ? "overview" : p.Key, Runs: new Runs([.. p.Value])))
            .ToArray();
        var next = string.Join(", ", slowest[1..].Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Path} {s.Runs.Median:0.#}")));
        return
        [
            new($"slowest of {pages.Count} pages, {slowest[0].Path}, first after an event, "
                + $"{Ledgers.LongInitiatives:N0} initiatives, with HTTP (then {next})",
                slowest[0].Runs, null, "ms", null, "median ≤ 50 ms",
                slowest[0].Runs.Median <= 50),
            new($"page of the timeline, {position:N0} events, first after an event, with HTTP",
                timeline, null, "ms", null, $"median ≤ 150 ms at {Events:N0} events",
                position >= Events || bench.Quick ? timeline.Median <= 150 : null),
        ];
    }

    private static async Task RecordAsync(HttpClient client, int run)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/api/v1/portfolios/long/initiatives/i1/scores");
        request.Headers.Add("Authorization", "Persona boss;approver");
        request.Content = JsonContent.Create(new
        {
            model = "board", criterion = "value", value = run % 11,
            grounds = new { rationale = "Scored in the workshop" },
        });
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A page with everything it names, as it comes over the wire.</summary>
    private static async Task<Result> SizeAsync(
        HttpClient client, string what, string path, int most, string[] later)
    {
        var html = await Ledgers.GetTextAsync(client, $"/p/long{path}");
        var parts = Loaded().Matches(html).Select(m => m.Groups[1].Value)
            .Where(address => later.Length > 0 || !OfCharts.Contains(address))
            .Concat(later).Prepend($"/p/long{path}").Distinct();
        var bytes = 0L;
        foreach (var part in parts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, part);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            bytes += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
        var size = bytes / 1024.0;
        return new($"first load of a page {what}, compressed", new(size), null, "KB", null,
            $"≤ {most} KB", size <= most);
    }

    [GeneratedRegex("(?:<script [^>]*src|<link rel=\"stylesheet\" href)=\"([^\"]+)\"")]
    private static partial Regex Loaded();
}
