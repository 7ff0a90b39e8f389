using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Journaling;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>
/// Real processes on one database: the same question has the same answer, byte for byte, from every
/// one of them, after a crash, after a rebuild, with snapshots and without.
/// </summary>
public sealed class EveryNodeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Views =
    [
        "ranking",
        "alignment",
        "value-streams",
        "outcomes",
        "outcomes-versus-outputs",
        "hindsight",
        "scorecard",
        "process",
        "benefits",
    ];

    [Fact]
    public async Task The_same_question_has_the_same_answer_on_every_node_at_every_time()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        string[] answers;
        Question[] questions;
        using (var first = await LedgerProcess.StartAsync(database, demo: "true", follow: true))
        {
            questions = await QuestionsAsync(first);
            answers = await AskAsync(first, questions);
            using var second = await LedgerProcess.StartAsync(database, follow: true);
            Same(questions, answers, await AskAsync(second, questions));

            first.Kill();
            using var restarted = await LedgerProcess.StartAsync(database);
            Same(questions, answers, await AskAsync(restarted, questions));

            await RunVerbAsync(database, "rebuild-read-models");
            foreach (var node in new[] { second, restarted })
                Same(questions, answers, await AskAsync(node, questions));
        }
        using var started = await LedgerProcess.StartAsync(database);
        Same(questions, answers, await AskAsync(started, questions));

        Assert.Equal(0, await ScalarAsync(database, "select count(*) from ledger.book_checkpoint"));
        await using (var storing = await WithSnapshotsAsync(database))
            Same(questions, answers, await AskAsync(storing, questions));
        await Wait.UntilAsync(async () =>
            await ScalarAsync(database, "select count(*) from ledger.book_checkpoint") > 3);
        await using (var loading = await WithSnapshotsAsync(database))
            Same(questions, answers, await AskAsync(loading, questions));
    }

    [Fact]
    public async Task A_scenario_begun_on_one_node_is_carried_out_on_another_and_survives_both()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        using var a = await LedgerProcess.StartAsync(database, demo: "true");
        using var b = await LedgerProcess.StartAsync(database);
        var last = await LastAsync(a);
        const string because = "\"grounds\":{\"rationale\":\"What if customers waited no more\"}";

        await PostAsync(a, "scenarios", """{"key":"connect","name":"Connections first"}""");
        await PostAsync(b, "scenarios/connect/hypotheticals", $$"""
            {"command":{"path":"initiatives/fast-connect/scores","body":{
             "model":"board-model","criterion":"value","value":10,{{because}} } } }
            """);
        await PostAsync(a, "scenarios/connect/evaluation", "{}");
        Question[] asked =
        [
            new("scenarios/connect"),
            new("scenarios"),
            new("scenarios/comparison?scenarios=connect"),
        ];
        var answers = await AskAsync(a, asked);
        Same(asked, answers, await AskAsync(b, asked));
        a.Kill();
        using var restarted = await LedgerProcess.StartAsync(database);
        Same(asked, answers, await AskAsync(restarted, asked));

        var adopted = JsonNode.Parse(
            await PostAsync(b, "scenarios/connect/adoption", "{" + because + "}")
        )!;

        Assert.Equal(last + 1, (long)adopted["receipts"]![0]!["events"]![0]!["position"]!);
        var after = await AskAsync(b, asked);
        Assert.Contains("\"state\":\"adopted\"", after[0], StringComparison.Ordinal);
        Same(asked, after, await AskAsync(restarted, asked));
        Question[] real = [new("ranking"), new($"events?after={last}")];
        Same(real, await AskAsync(b, real), await AskAsync(restarted, real));
    }

    /// <summary>An address below the demo portfolio, and the body where it is posted.</summary>
    private sealed record Question(string Address, string? Body = null);

    /// <summary>
    /// Views of several positions, days known and days of business, and what is made of two.
    /// </summary>
    private static async Task<Question[]> QuestionsAsync(LedgerProcess node)
    {
        var last = await LastAsync(node);
        string[] moments =
        [
            $"asOfPosition={last}",
            $"asOfPosition={last / 2}",
            $"asOfPosition={last * 2 / 3}&effectiveOn=2025-03-01",
            "asOf=2025-06-30",
            "asOf=2025-12-31&effectiveOn=2025-03-31",
            "asOf=2025-04-30&effectiveOn=2026-04-30",
            "asOf=2025-02-28T12:00:00Z",
        ];
        var range = $"from={last / 2}&to={last}";
        return
        [
            .. Views.SelectMany(view => moments.Select(m => new Question($"{view}?{m}"))),
            .. Views.Select(view => new Question($"{view}?format=csv&asOfPosition={last}")),
            .. new[] { "ranking/comparison", "alignment/comparison", "value-streams/comparison",
                    "outcomes-comparison", "initiatives-comparison" }
                .SelectMany(view => new[]
                {
                    new Question($"{view}?{range}&asOfPosition={last}"),
                    new Question(
                        $"{view}?from=2025-02-28&to=2025-11-30&day=2025-03-31&asOfPosition={last}"
                    ),
                }
            ),
            new($"ranking/explanation?initiative=east-mains&{range}&asOfPosition={last}"),
            new(
                $"ranking/explanation?initiative=east-mains&from=2025-04-01&to=2025-04-30"
                    + $"&attribution=order-free&asOfPosition={last}"
            ),
            new($"timeline?{range}&asOfPosition={last}&limit=500"),
            .. new[] { "board-2024-09", "board-2025-11" }.Select(r => new Question(
                $"rankings/{r}?asOfPosition={last}"
            )),
            new(
                "ranking/counterfactual",
                $$"""{"without":[{{last / 2}},{{last / 2 + 1}}],"asOfPosition":{{last}} }"""
            ),
            new("ranking/counterfactual", $$"""{"budget":5000000,"asOfPosition":{{last / 2}} }"""),
            new("ranking/counterfactual", $$"""
                {"asOfPosition":{{last}},"commands":[{"path":"initiatives/fast-connect/scores","body":{"model":"board-model",
                 "criterion":"value","value":10,"grounds":{"rationale":"What if customers waited no more"} } }]}
                """),
        ];
    }

    private static async Task<string[]> AskAsync(LedgerProcess node, Question[] questions) =>
        await AskAsync(node.Http, questions);

    private static async Task<string[]> AskAsync(LedgerHost host, Question[] questions)
    {
        using var http = host.App.Server.CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "Authorization",
            "Persona board;approver;finance"
        );
        return await AskAsync(http, questions);
    }

    private static async Task<string[]> AskAsync(HttpClient http, Question[] questions)
    {
        var answers = new List<string>();
        foreach (var (address, body) in questions)
        {
            using var answer = body is null
                ? await http.GetAsync($"/api/v1/portfolios/demo/{address}", Cancel)
                : await http.PostAsync(
                    $"/api/v1/portfolios/demo/{address}",
                    LedgerCaller.Json(System.Text.Encoding.UTF8.GetBytes(body)),
                    Cancel
                );
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(
                answer.IsSuccessStatusCode,
                $"{address} {body} gave {(int)answer.StatusCode} {text}"
            );
            answers.Add(
                text
                    + string.Concat(
                        answer.Headers.TryGetValues("Ledger-Digest", out var digest) ? digest : []
                    )
            );
        }
        Assert.All(answers, a => Assert.True(a.Contains(":sha256:", StringComparison.Ordinal)
            || a.Contains("\"specversion\"", StringComparison.Ordinal), a));
        return [.. answers];
    }

    private static void Same(Question[] questions, string[] expected, string[] actual) =>
        Assert.All(questions.Select((q, i) => (q, i)), one =>
            Assert.True(expected[one.i] == actual[one.i], $"""
                {one.q.Address} {one.q.Body} was
                {expected[one.i]}
                and is
                {actual[one.i]}
                """));

    private static async Task<long> LastAsync(LedgerProcess node) => JsonElement.Parse(
        await node.Http.GetStringAsync("/api/v1/portfolios", Cancel))
        .GetProperty("items")[0].GetProperty("position").GetInt64();

    private static async Task<string> PostAsync(LedgerProcess node, string path, string body)
    {
        using var answer = await node.Http.PostAsync($"/api/v1/portfolios/demo/{path}",
            LedgerCaller.Json(System.Text.Encoding.UTF8.GetBytes(body)), Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path} gave {text}");
        return text;
    }

    /// <summary>
    /// A node that keeps a snapshot every hundred positions, and starts from them.
    /// </summary>
    private static Task<LedgerHost> WithSnapshotsAsync(TestDatabase database) =>
        LedgerHost.StartAsync(database, services: services =>
            services.AddSingleton(provider => new BookSnapshots(
                provider.GetRequiredService<NpgsqlDataSource>(),
                NullLogger<BookSnapshots>.Instance
            )
            {
                Every = 100,
            }));

    private static async Task<long> ScalarAsync(TestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task RunVerbAsync(TestDatabase database, string verb)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { TestProgram.File, verb },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        database.TellTo(start);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        try
        {
            await process.WaitForExitAsync(Cancel);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
        Assert.True(process.ExitCode == 0, $"{verb}: {await output} {await errors}");
    }
}
