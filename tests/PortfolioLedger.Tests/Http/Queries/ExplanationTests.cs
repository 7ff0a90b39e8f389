using System.Text.Json;

namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>Comparisons and explanations over HTTP.</summary>
[Collection(SharedReads.Name)]
public sealed class ExplanationTests(ReadHost host)
{
    [Fact]
    public async Task A_rank_is_explained_by_the_decisions_that_moved_it()
    {
        var answer = await host.JsonAsync("ranking/explanation?initiative=croton&from=17&to=20");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("fromRank").ValueKind);
        Assert.Equal(1, answer.GetProperty("toRank").GetInt32());
        var cause = Assert.Single(answer.GetProperty("causes").EnumerateArray());
        Assert.Equal(
            (20, "criterion-scored", "initiative/croton", "maria"),
            (
                cause.GetProperty("position").GetInt32(),
                cause.GetProperty("type").GetString(),
                cause.GetProperty("subject").GetString(),
                cause.GetProperty("actor").GetString()
            )
        );
        Assert.Equal(
            "Croton Falls came into the ranking, at rank 1. It got a score of 6.75 because risk "
                + "was scored 6 (\"The board weighed it in its meeting\", maria, 2025-03-20). "
                + "Imported decisions are claims of their source.",
            answer.GetProperty("summary").GetString()
        );
    }

    [Fact]
    public async Task Dates_mean_the_ends_of_their_days()
    {
        var answer = await host.JsonAsync(
            "ranking/explanation?initiative=croton&from=2025-03-16&to=2025-03-20");

        Assert.Equal(
            (18, "2025-03-16", 20, "2025-03-20"),
            (
                answer.GetProperty("fromPosition").GetInt32(),
                answer.GetProperty("fromDay").GetString(),
                answer.GetProperty("toPosition").GetInt32(),
                answer.GetProperty("toDay").GetString()
            )
        );
    }

    [Theory]
    [InlineData("ranking/explanation?from=1", "initiative", "invalid-parameter")]
    [InlineData("ranking/explanation?initiative=croton", "from", "invalid-parameter")]
    [InlineData("ranking/explanation?initiative=croton&from=0", "from", "position-out-of-range")]
    [InlineData("ranking/explanation?initiative=croton&from=9999", "from", "position-out-of-range")]
    [InlineData(
        "ranking/explanation?initiative=croton&from=1&to=9999",
        "to",
        "position-out-of-range"
    )]
    [InlineData("ranking/explanation?initiative=croton&from=20&to=10", "from", "from-after-to")]
    [InlineData("ranking/comparison?from=2025-04-01&to=2025-03-01", "from", "from-after-to")]
    [InlineData("ranking/comparison?from=1&to=2999-01-01", "to", "as-of-in-future")]
    [InlineData("ranking/comparison", "from", "invalid-parameter")]
    [InlineData("alignment/comparison?from=yesterday", "from", "invalid-parameter")]
    [InlineData("ranking/explanation?initiative=croton&from=1&attribution=fair", "attribution",
        "invalid-parameter")]
    public async Task A_wrong_range_is_refused_by_name(string view, string parameter, string code)
    {
        var problem = await host.ProblemAsync(view, 400, code);
        Assert.Equal(
            parameter,
            problem.GetProperty("errors")[0].GetProperty("pointer").GetString()
        );
    }

    [Theory]
    [InlineData("ranking/explanation?initiative=nothing&from=1", "unknown-initiative")]
    [InlineData("ranking/explanation?initiative=croton&from=1&to=5", "unknown-initiative")]
    [InlineData("ranking/comparison?from=cycle:nothing", "unknown-review-cycle")]
    [InlineData("ranking/comparison?from=1&model=nothing", "unknown-scoring-model")]
    public async Task What_the_range_does_not_have_is_not_found(string view, string code) =>
        await host.ProblemAsync(view, 404, code);

    [Fact]
    public async Task Rankings_are_compared()
    {
        var answer = await host.JsonAsync("ranking/comparison?from=19&to=20");

        Assert.Equal(
            "croton",
            Assert.Single(answer.GetProperty("entered").EnumerateArray()).GetString()
        );
        Assert.Empty(answer.GetProperty("left").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("kendallTauB").ValueKind);
        Assert.Equal(1, answer.GetProperty("items")[0].GetProperty("toRank").GetInt32());
    }

    [Fact]
    public async Task Before_the_first_event_there_is_an_empty_book_to_compare_with()
    {
        var answer = await host.JsonAsync("alignment/comparison?from=2020-01-01");

        Assert.Equal(0, answer.GetProperty("fromPosition").GetInt32());
        Assert.Equal(3, answer.GetProperty("entered").GetArrayLength());
    }

    [Fact]
    public async Task A_day_known_at_two_times_shows_what_became_known_later_and_by_which_event()
    {
        // The budget change of position 23 was recorded in May with effect from June.
        var answer = await host.JsonAsync(
            "initiatives-comparison?from=22&to=23&day=2025-06-01");

        var item = Assert.Single(answer.GetProperty("items").EnumerateArray());
        Assert.Equal(("croton", "budget", "600000", "560000", 23, "budget-changed"), (
            item.GetProperty("initiative").GetString(), item.GetProperty("field").GetString(),
            item.GetProperty("from").GetString(), item.GetProperty("to").GetString(),
            item.GetProperty("position").GetInt32(), item.GetProperty("type").GetString()));
        Assert.Empty((await host.JsonAsync("initiatives-comparison?from=22&to=23&day=2025-05-31"))
            .GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_same_explanation_has_the_same_digest_in_every_format()
    {
        const string question =
            "ranking/explanation?initiative=croton&from=1&to=23&asOfPosition=23";
        var digest = (await host.JsonAsync(question)).GetProperty("digest").GetString();
        foreach (var format in new[] { "csv", "xlsx", "ndjson" })
        {
            using var answer = await host.GetAsync($"{question}&format={format}");
            Assert.Equal(digest, answer.Headers.GetValues("Ledger-Digest").Single());
        }
    }
}
