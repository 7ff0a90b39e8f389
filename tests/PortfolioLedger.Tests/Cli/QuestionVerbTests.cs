using System.Globalization;
using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Scenarios;

namespace PortfolioLedger.Tests.Cli;

/// <summary>
/// The verbs that ask, as real processes: tables for people or the bytes of the API on standard
/// output, everything else on standard error, and the exit code.
/// </summary>
public sealed class QuestionVerbTests(SharedLedger ledger)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("replay --view ranking --as-of-position {last}", "ranking?asOfPosition={last}")]
    [InlineData(
        "compare --from {before} --to {last} --view alignment",
        "alignment/comparison?from={before}&to={last}"
    )]
    [InlineData(
        "compare --from {before} --to {last} --model other",
        "ranking/comparison?from={before}&to={last}&model=other"
    )]
    [InlineData(
        "explain --initiative a --from {before} --to {last} --order-free",
        "ranking/explanation?initiative=a&from={before}&to={last}&attribution=order-free"
    )]
    public async Task A_view_as_json_has_the_bytes_of_the_api_and_its_digest_beside_it(
        string verb,
        string address
    )
    {
        var ranked = await RankedPortfolio.OpenAsync(ledger);

        var (code, output, errors) = await RunAsync(ranked, verb + " --json");

        var api = await ranked.Viewer.Get(ranked.Portfolio.PathOf(Filled(address, ranked)));
        Assert.Equal((0, api.Text), (code, output));
        Assert.Equal($"digest {api.Json["digest"]}", errors.Trim());
        await ranked.Portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData(
        "replay --view ranking --as-of-position {last}",
        @"rank\b.*initiative",
        "ranking/2:sha256:"
    )]
    [InlineData(
        "compare --from {before} --to {last}",
        @"position \d+ on \d.* to position \d(.|\n)*fromRank.*toRank",
        "ranking-comparison/"
    )]
    [InlineData(
        "explain --initiative a --from {before} --to {last}",
        "position.*effective.*what",
        "ranking-explanation/3:sha256:"
    )]
    [InlineData(
        "what-if --without {last}",
        "initiative.*rank.*would be",
        "ranking-counterfactual/3:sha256:"
    )]
    public async Task For_people_there_is_a_table_with_its_digest_and_nothing_on_standard_error(
        string verb, string heads, string digest)
    {
        var (code, output, errors) = await RunAsync(await RankedPortfolio.OpenAsync(ledger), verb);

        Assert.Equal((0, ""), (code, errors));
        Assert.Matches(heads, output);
        Assert.Contains($"digest {digest}", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task What_if_as_json_is_the_answer_of_the_api()
    {
        var ranked = await RankedPortfolio.OpenAsync(ledger);
        var commands = Path.Combine(Path.GetTempPath(), $"commands-{Guid.NewGuid():n}.json");
        await File.WriteAllTextAsync(commands, """
            {"commands":[{"path":"initiatives/none/start","body":{}}]}
            """, Cancel);
        try
        {
            var (code, output, errors) = await RunAsync(
                ranked,
                "what-if --without {last} --weights value=1"
                    + $" --budget 120.5 --as-of-position {{last}} --commands {commands} --json"
            );

            Assert.Equal((0, ""), (code, errors));
            var api = await ranked.Viewer.Post(
                ranked.Portfolio.PathOf("ranking/counterfactual"),
                $$"""
                {"without":[{{ranked.LastScore}}],"weights":{"value":1},"budget":120.5,"asOfPosition":{{ranked.LastScore}},
                 "commands":[{"path":"initiatives/none/start","body":{} }]}
                """);
            Assert.Equal(api.Text, output);
            Assert.Equal(
                "unknown-initiative",
                (string?)JsonNode.Parse(output)!["refused"]![0]!["code"]
            );
        }
        finally
        {
            File.Delete(commands);
        }
    }

    [Fact]
    public async Task Optimise_tells_better_sets_on_standard_error_alone()
    {
        var ranked = await RankedPortfolio.OpenAsync(ledger);

        var (code, output, errors) = await RunAsync(
            ranked,
            "optimise --objective score --budget 150"
        );
        Assert.Equal(0, code);
        Assert.StartsWith("Proved to be the best set", output, StringComparison.Ordinal);
        Assert.DoesNotContain("at most", output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+(\.\d+)? s: 9, at most 9", errors.Trim().Split('\n')[^1]);

        (code, output, errors) = await RunAsync(
            ranked,
            "optimise --objective score --budget 150 --json"
        );
        Assert.Equal(0, code);
        Assert.Equal(
            "a",
            (string?)Assert.Single(JsonNode.Parse(output)!["selected"]!.AsArray())!["initiative"]
        );
        Assert.Contains("at most", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "what-if --without {last} --portfolio nothing-here", "nothing-here")]
    [InlineData(2, "what-if --without 9999", "position")]
    [InlineData(2, "what-if --without 1", "opening")]
    [InlineData(1, "what-if --model nothing", "no scoring model")]
    [InlineData(2, "what-if --weights value", "weights like")]
    [InlineData(1, "what-if --commands /nothing/here.json", "here.json")]
    [InlineData(2, "optimise --objective fame", "objective")]
    [InlineData(1, "optimise --objective score --budget 50 --must-include a", "must-include/a")]
    [InlineData(2, "optimise --objective score --time-limit 61", "timeLimitSeconds")]
    [InlineData(2, "replay --view ranking --as-of 2999-01-01", "future")]
    [InlineData(2, "replay --view ranking --as-of-position 0", "position")]
    [InlineData(2, "compare --from {last} --to {before}", "after to")]
    [InlineData(1, "explain --initiative none --from {before}", "none")]
    public async Task What_cannot_be_answered_says_why_on_standard_error_with_an_exit_code(
        int expected, string verb, string words)
    {
        var ranked = await RankedPortfolio.OpenAsync(ledger);

        var (code, output, errors) = await RunAsync(ranked, verb);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(words, errors, StringComparison.OrdinalIgnoreCase);
        await ranked.Portfolio.AssertNothingStoredAsync();
    }

    private static string Filled(string text, RankedPortfolio ranked) =>
        text.Replace(
                "{last}",
                ranked.LastScore.ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            )
            .Replace(
                "{before}",
                (ranked.LastScore - 1).ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );

    private static Task<(int Code, string Output, string Errors)> RunAsync(
        RankedPortfolio ranked,
        string verb
    )
    {
        var arguments = Filled(verb, ranked).Split(' ');
        string[] portfolio = arguments.Contains("--portfolio")
            ? []
            : ["--portfolio", ranked.Portfolio.Key];
        return VerbProcess.RunAsync(
            ranked.Portfolio.Host,
            [arguments[0], .. portfolio, .. arguments[1..]]
        );
    }
}
