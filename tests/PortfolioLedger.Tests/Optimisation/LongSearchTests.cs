using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>
/// Searches that nobody finishes soon, in a process of their own: stopped by who leaves, ended by
/// their time, and told apart from rules that conflict.
/// </summary>
public sealed class LongSearchTests
{
    private const string Address = "/api/v1/portfolios/hard/what-if/optimisation";

    private const int Initiatives = 120;

    private const int Periods = 12;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_who_leaves_stops_the_search_and_time_ends_the_next_one()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        using var ledger = await LedgerProcess.StartAsync(database);
        var limits = await FillAsync(ledger);

        // The first better set is read, then the connection is closed.
        using (
            var request = Ask(
                $$"""{"objective":"ecv","cost":"budget","budgetByPeriod":{{limits}},"timeLimitSeconds":60}"""
            )
        )
        {
            request.Headers.TryAddWithoutValidation("Accept", "application/x-ndjson");
            using var answer = await ledger.Http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                Cancel
            );
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
            Assert.StartsWith(
                "{\"progress\":",
                await lines.ReadLineAsync(Cancel),
                StringComparison.Ordinal
            );
            Assert.Equal(1, await MetricAsync(ledger, "ledger_optimisation_searching"));
        }
        await Wait.UntilAsync(async () =>
            await MetricAsync(ledger, "ledger_optimisation_searching") == 0
        );
        Assert.Equal(
            1,
            await MetricAsync(ledger, "ledger_optimisation_searches_total", "end=\"stopped\"")
        );

        // Its place is free again; this one ends by its time.
        var late = await AnswerAsync(
            ledger,
            $$"""{"objective":"ecv","cost":"budget","budgetByPeriod":{{limits}},"timeLimitSeconds":1}"""
        );
        Assert.False((bool)late["optimal"]!);
        Assert.True((decimal)late["bound"]! > (decimal)late["total"]!);
        Assert.Equal((decimal)late["bound"]! - (decimal)late["total"]!, (decimal)late["gap"]!);
        Assert.NotEmpty(late["selected"]!.AsArray());
        Assert.True((decimal)late["total"]! >= (decimal)late["rankOrder"]!["total"]!);
        Assert.Equal(
            1,
            await MetricAsync(ledger, "ledger_optimisation_searches_total", "end=\"found\"")
        );

        // Rules that conflict are no matter of time, and are named.
        var conflict = await AnswerAsync(
            ledger,
            """{"objective":"ecv","cost":"budget","budgetByPeriod":{"2026-01":1},"mustInclude":["i000"]}""",
            422
        );
        Assert.Equal("infeasible", (string?)conflict["code"]);
        Assert.Equal(
            ["budget/2026-01", "must-include/i000"],
            conflict["errors"]!
                .AsArray()
                .Select(e => (string)e!["pointer"]!)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            1,
            await MetricAsync(ledger, "ledger_optimisation_searches_total", "end=\"infeasible\"")
        );
        Assert.Equal(3, await MetricAsync(ledger, "ledger_optimisation_searches_total"));
    }

    /// <summary>
    /// Every initiative costs something else in each of twelve months; half of all fits.
    /// </summary>
    private static async Task<string> FillAsync(LedgerProcess ledger)
    {
        await PostAsync(
            ledger,
            "/api/v1/portfolios",
            """{"key":"hard","name":"Hard to choose","currency":"USD","effectiveOn":"2020-01-01"}"""
        );
        var random = new Random(7);
        var sums = new int[Periods];
        var commands = new List<string>
        {
            Command("departments", """{"key":"dep","name":"Works"}"""),
        };
        for (var i = 0; i < Initiatives; i++)
        {
            commands.Add(
                Command(
                    "initiatives",
                    $$"""{"key":"i{{i:000}}","name":"{{i}}","kind":"project","sponsor":"m","department":"dep"}"""
                )
            );
            commands.Add(
                Command(
                    $"initiatives/i{i:000}/financial-case",
                    $$"""
                    {"cashFlows":[{"on":"2026-01-01","amount":-1}],"currency":"USD","discountRate":0.1,
                     "ecv":{"presentValue":{{random.Next(
                        500,
                        1_000
                    )}},"technicalSuccess":1,"commercialSuccess":1,
                     "developmentCost":0,"launchCost":0} }
                    """
                )
            );
            for (var month = 0; month < Periods; month++)
            {
                var amount = random.Next(2, 1_000);
                sums[month] += amount;
                commands.Add(Command($"initiatives/i{i:000}/budget", $$"""
                    {"period":"2026-{{month + 1:00}}","amount":{"amount":{{amount}} },
                     "grounds":{"rationale":"As the plan of the year says"} }
                    """));
            }
        }
        foreach (var batch in commands.Chunk(1_000))
            await PostAsync(
                ledger,
                "/api/v1/portfolios/hard/batch",
                $$"""{"commands":[{{string.Join(',', batch)}}]}"""
            );
        return "{"
            + string.Join(',', sums.Select((sum, month) => $"\"2026-{month + 1:00}\":{sum / 2}"))
            + "}";
    }

    private static string Command(string path, string body) =>
        $$"""{"path":"{{path}}","body":{{body}} }""";

    private static async Task PostAsync(LedgerProcess ledger, string address, string body)
    {
        using var answer = await ledger.Http.PostAsync(
            address,
            LedgerCaller.Json(Encoding.UTF8.GetBytes(body)),
            Cancel
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static HttpRequestMessage Ask(string body) => new(HttpMethod.Post, Address)
    {
        Content = LedgerCaller.Json(Encoding.UTF8.GetBytes(body)),
    };

    private static async Task<JsonNode> AnswerAsync(
        LedgerProcess ledger,
        string body,
        int status = 200
    )
    {
        using var request = Ask(body);
        using var answer = await ledger.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)answer.StatusCode == status, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The sum over all series of a name that hold a label.</summary>
    private static async Task<double> MetricAsync(
        LedgerProcess ledger,
        string name,
        string label = ""
    )
    {
        var metrics = await ledger.Http.GetStringAsync("/metrics", Cancel);
        return metrics.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)
                && line.Contains(label, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ',
                StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }
}
