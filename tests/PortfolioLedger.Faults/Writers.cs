using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace PortfolioLedger.Faults;

/// <summary>
/// People who go on recording whatever happens: each submission is two events, all or nothing,
/// under a key of its own. A department cannot be there twice; spending would be.
/// </summary>
internal sealed class Writers(Intents intents)
{
    public const string Portfolio = "capital";

    /// <summary>On which they spend.</summary>
    public const string Initiative = "croton";

    /// <summary>Beyond what all of them spend.</summary>
    private const long Budget = 1_000_000_000_000;

    /// <summary>The portfolio in which they record, with what they need there.</summary>
    public static async Task OpenAsync(HttpClient http, string portfolio = Portfolio)
    {
        await MustAsync(http, "portfolios",
            $$"""{"key":"{{portfolio}}","name":"Capital plan","currency":"USD"}""");
        await MustAsync(http, $"portfolios/{portfolio}/batch", $$$"""
            {"commands":[
            {"path":"departments","body":{"key":"works","name":"Works"}},
            {"path":"initiatives","body":{"key":"croton","name":"Croton Falls","kind":"project",
            "sponsor":"maria","department":"works"}},
            {"path":"initiatives/croton/budget","body":{"period":"2026","amount":{{{Budget}}},
            "grounds":{"rationale":"The board agreed on it in March"} }}]}
            """);
    }

    /// <summary>The events with which <see cref="OpenAsync"/> leaves a portfolio.</summary>
    public const int Opening = 4;

    /// <summary>
    /// Records until stopped, with a breath in between; who is told "not now" waits longer.
    /// </summary>
    /// <param name="node">Whom the next request goes to.</param>
    /// <param name="count">So many at once.</param>
    public Recording Begin(Func<HttpClient> node, int count) => new(stop =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await Task.Delay(
                    await SubmitAsync(node(), intents.Ask()) ? 5 : 50, CancellationToken.None);
        }, CancellationToken.None))));

    /// <summary>Sends one and keeps what was told; false unless it is recorded.</summary>
    public async Task<bool> SubmitAsync(HttpClient http, Intent intent)
    {
        if (await AskAsync(http, intent) is not { } told)
            return false;
        return intents.Told(intent, told.Status, told.Answer).IsAcknowledged;
    }

    /// <summary>Sends one; null when no answer came.</summary>
    public static async Task<(int Status, string Answer)?> AskAsync(
        HttpClient http, Intent intent)
    {
        try
        {
            return await PostAsync(http, $"portfolios/{Portfolio}/batch", $$$"""
                {"commands":[
                {"path":"departments","body":{"key":"d{{{intent.Number}}}","name":"Department"}},
                {"path":"initiatives/croton/spend",
                "body":{"period":"2026-01","amount":{{{intent.Number}}} }}]}
                """, intent.Key);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException
            or IOException or ObjectDisposedException)
        {
            return null; // killed, or cut off: what came of it is not known
        }
    }

    /// <summary>Completes when so many more than now are acknowledged; says how long it took.
    /// </summary>
    public async Task<TimeSpan> MoreAsync(int count)
    {
        var (goal, since) = (intents.Acknowledged + count, Stopwatch.StartNew());
        await Wait.UntilAsync(() => Task.FromResult(intents.Acknowledged >= goal));
        return since.Elapsed;
    }

    /// <summary>Sends what must be recorded.</summary>
    public static async Task<string> MustAsync(HttpClient http, string path, string body)
    {
        var (status, answer) = await PostAsync(http, path, body);
        Assert.True(status is 200 or 201, $"{path}: {status} {answer}");
        return answer;
    }

    /// <summary>Sends a command.</summary>
    public static async Task<(int Status, string Answer)> PostAsync(
        HttpClient http, string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}")
        {
            Content = new StringContent(
                body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
