using System.Text.Json.Nodes;
using PortfolioLedger.Tests.Http.Commands;
using PortfolioLedger.Tests.Scenarios;

namespace PortfolioLedger.Tests.Optimisation;

/// <summary>The page that asks what if.</summary>
public sealed class WhatIfPageTests(SharedLedger shared)
{
    private const string Turned = "what-if?weight-value=20&weight-fit=80";

    [Fact]
    public async Task Without_a_question_it_shows_the_weights_in_force_and_that_nothing_changes()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (status, html) = await pages.GetAsync("what-if");

        Assert.Equal(200, status);
        Assert.Contains("name=\"weight-value\" min=\"0\" max=\"100\" step=\"1\" value=\"80\"", html,
            StringComparison.Ordinal);
        Assert.Contains("Nothing changes in the ranking.", html, StringComparison.Ordinal);
        Assert.Contains("There is nothing to save yet", html, StringComparison.Ordinal);
        Assert.Contains($"/p/{pages.Portfolio.Key}/what-if/frontier", html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_weights_are_answered_in_words_in_a_table_and_with_the_digest_of_the_api()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (_, html) = await pages.GetAsync(Turned);

        Assert.Contains("This moves b from rank 2 to 1 and a from 1 to 2.", html,
            StringComparison.Ordinal);
        Assert.Contains("b is funded.", html, StringComparison.Ordinal);
        var rows = PagesOf.Rows(html);
        Assert.Contains("b | in | 100 | 1", rows, StringComparison.Ordinal);
        Assert.Contains("a | out | 100 | 2", rows, StringComparison.Ordinal);
        Assert.Contains("b | 2 | 1 | 7.2 | 7.8 | no | yes | 100", rows, StringComparison.Ordinal);
        var answer = await pages.Viewer.Post(pages.Portfolio.PathOf("ranking/counterfactual"),
            """{"weights":{"value":0.2,"fit":0.8}}""");
        Assert.Contains((string)answer.Json["digest"]!, html, StringComparison.Ordinal);
        await pages.Portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Weights_that_do_not_add_up_are_scaled_and_it_says_so()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (status, html) = await pages.GetAsync("what-if?weight-value=10&weight-fit=40");

        Assert.Equal(200, status);
        Assert.Contains("The weights given add up to 50; they are scaled to add up to 1", html,
            StringComparison.Ordinal);
        Assert.Contains("20 %, now 80 %", html, StringComparison.Ordinal);
        Assert.Contains("This moves b from rank 2 to 1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_and_another_budget_are_tried()
    {
        var pages = await PagesOf.OpenAsync(shared);

        // The sliders a form sends along are of the model before, and say nothing of this one.
        var (_, other) = await pages.GetAsync(
            "what-if?model=other@1&of=both@1&weight-value=80&weight-fit=20");
        Assert.Contains("This moves b from rank 2 to 1 and a from 1 to 2.", other,
            StringComparison.Ordinal);
        Assert.Contains("name=\"weight-fit\" min=\"0\" max=\"100\" step=\"1\" value=\"100\"", other,
            StringComparison.Ordinal);

        var (_, rich) = await pages.GetAsync("what-if?budget=1,000");
        Assert.Contains("The cut line moves below b, from rank 1 to rank 2: no ranked initiative "
            + "fails to fit.", rich, StringComparison.Ordinal);
        Assert.Contains("1,000 USD <small>now 150 USD", rich, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weight-value=0&weight-fit=0", 400, "are all zero")]
    [InlineData("weight-value=-1&weight-fit=2", 400, "must not be negative")]
    [InlineData("weight-value=much&weight-fit=2", 400, "must be a number like 35")]
    [InlineData("weight-luck=2", 422, "is no criterion of both@1; there are value and fit")]
    [InlineData("budget=-5", 400, "must not be negative")]
    [InlineData("budget=plenty", 400, "must be an amount in USD like 12000000")]
    [InlineData("model=none", 422, "names no scoring model of this portfolio")]
    [InlineData("model=Not%20one", 400, "must be a scoring model like")]
    [InlineData("model=draft", 422, "names a version that is not released")]
    [InlineData("include=ghost", 422, "names 'ghost', which is no initiative")]
    [InlineData("include=a&exclude=a", 400, "which must not be funded as well")]
    public async Task What_is_wrong_is_said_beside_its_field_and_the_page_stays(
        string question, int status, string words)
    {
        var pages = await Wrong(shared);

        var (answered, html) = await pages.GetAsync($"what-if?{question}");

        Assert.Equal(status, answered);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("There is no answer", html, StringComparison.Ordinal);
        Assert.Contains("<form method=\"get\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_that_does_not_exist_is_refused()
    {
        var pages = await Wrong(shared);

        Assert.Equal(400, (await pages.GetAsync("what-if?nonsense=1")).Status);
    }

    [Fact]
    public async Task The_best_set_keeps_what_must_and_must_not_be_funded_and_is_proved()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (status, html) = await pages.GetAsync("what-if?exclude=a");

        Assert.Equal(200, status);
        Assert.Contains("Proved: none is worth more", html, StringComparison.Ordinal);
        Assert.Contains("The best set also has b and lacks a, compared with what the ranking "
            + "funds.", html, StringComparison.Ordinal);
        var rows = PagesOf.Rows(html);
        Assert.Contains("b | yes | no | 7.2 | 100 |", rows, StringComparison.Ordinal);
        Assert.Contains("a | no | yes | 7.4 | 100 | It must not be funded.", rows,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_best_set_is_that_of_the_weights_asked_about()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (_, html) = await pages.GetAsync($"{Turned}&optimise=yes");

        Assert.Contains("The best set is what the ranking funds.", html, StringComparison.Ordinal);
        Assert.Contains("b | yes | yes | 7.8 | 100 |", PagesOf.Rows(html),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_set_keeps_the_rules_it_says_which()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (status, html) = await pages.GetAsync("what-if?include=a&include=b");

        Assert.Equal(422, status);
        Assert.Contains("There is no best set to show.", html, StringComparison.Ordinal);
        Assert.Contains("What it comes to", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_under_way_is_kept_unless_it_may_be_dropped()
    {
        var pages = await PagesOf.OpenAsync(shared);
        foreach (var (step, body) in new[]
        {
            ("submission", "{}"), ("exemptions", Exempt("strategic-link")),
            ("exemptions", Exempt("financial-case")), ("approval", TestPortfolio.Only),
            ("start", "{}"),
            ("spend", """
                {"period":"2026-01","amount":{"amount":10,"currency":"USD"},
                 "category":"construction"}
                """),
        })
            await pages.Portfolio.Do($"initiatives/b/{step}", body);

        var (kept, why) = await pages.GetAsync("what-if?budget=50&optimise=yes");
        Assert.Equal(422, kept);
        Assert.Contains("With \"Work under way may be dropped\" ticked it may be dropped.", why,
            StringComparison.Ordinal);
        Assert.Equal(200, (await pages.GetAsync("what-if?budget=50&drop=yes&optimise=yes")).Status);
    }

    [Fact]
    public async Task A_permalink_keeps_its_answer_and_the_past_is_read_only()
    {
        var pages = await PagesOf.OpenAsync(shared);
        var position = pages.Portfolio.LastPosition;
        var before = (await pages.GetAsync($"{Turned}&asOfPosition={position}")).Html;
        await pages.Portfolio.Do("budget",
            $$"""{"period":"2026","capex":{"amount":900},{{TestPortfolio.Grounds}}}""");

        var (_, after) = await pages.GetAsync(
            pages.Portfolio.Approver, $"{Turned}&asOfPosition={position}");

        Assert.Equal(Digest(before), Digest(after));
        Assert.Contains("This page shows the past and is read-only: decisions are taken on what is",
            after, StringComparison.Ordinal);
        Assert.DoesNotContain("<button>Save</button>", after, StringComparison.Ordinal);
        Assert.NotEqual(Digest(before), Digest((await pages.GetAsync(Turned)).Html));
    }

    [Fact]
    public async Task A_viewer_tries_and_a_contributor_saves()
    {
        var pages = await PagesOf.OpenAsync(shared);
        var (_, viewed) = await pages.GetAsync(Turned);
        Assert.Contains("Saving it as a scenario needs the role contributor", viewed,
            StringComparison.Ordinal);
        Assert.Equal(403, (await pages.SendAsync(
            pages.Viewer, "what-if", Saving(("name", "Fit first")))).Status);

        var saved = await pages.SendAsync(
            pages.Portfolio.Contributor, "what-if", Saving(("name", "Fit first")));

        Assert.Equal((303, $"/p/{pages.Portfolio.Key}/scenarios/fit-first"),
            (saved.Status, saved.Header("Location")));
        var scenario = (await pages.Viewer.Get(
            pages.Portfolio.PathOf("scenarios/fit-first"))).Json;
        Assert.Equal(["scoring-models", "scoring-models/both/release",
            "scoring-models/both/adoption", "budget"],
            scenario["hypotheticals"]!.AsArray().Select(h => (string)h!["path"]!));
        Assert.Equal("evaluated", (string)scenario["scenario"]!["state"]!);
        Assert.Equal("b 7.8, a 2.6", Lines(scenario["evaluation"]!["ranking"]!));
        Assert.Equal(250, (decimal)scenario["evaluation"]!["budget"]!);
        await pages.Portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task What_cannot_be_saved_comes_back_with_what_was_typed()
    {
        var pages = await PagesOf.OpenAsync(shared);
        var author = pages.Portfolio.Contributor;
        await pages.SendAsync(author, "what-if", Saving(("name", "Fit first")));

        var twice = await pages.SendAsync(author, "what-if", Saving(("name", "Fit first")));
        Assert.Equal(409, twice.Status);
        Assert.Contains("There is a scenario of this name", twice.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Fit first\"", twice.Text, StringComparison.Ordinal);
        Assert.Contains("This moves b from rank 2 to 1", twice.Text, StringComparison.Ordinal);

        var silent = await pages.SendAsync(author, "what-if",
            [.. Saving(("name", "Other")).Select(
                f => f.Item1 == "rationale" ? ("rationale", "Short") : f)]);
        Assert.Contains("The rationale must have at least 10 characters", silent.Text,
            StringComparison.Ordinal);
        var nameless = await pages.SendAsync(author, "what-if", Saving(("name", "!")));
        Assert.Equal(400, nameless.Status);
        var nothing = await pages.SendAsync(
            author, "what-if", ("name", "Nothing"), ("rationale", "The board agreed to it"),
            ("include", "a"));
        Assert.Contains("Nothing of it can be saved", nothing.Text, StringComparison.Ordinal);
        Assert.Single((await pages.Viewer.Get(pages.Portfolio.PathOf("scenarios")))
            .Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Without_a_model_the_page_says_what_to_do()
    {
        var portfolio = await shared.OpenAsync();

        var (status, html) = await new PagesOf(portfolio).GetAsync("what-if");

        Assert.Equal(200, status);
        Assert.Contains("No scoring model is released, so nothing is ranked", html,
            StringComparison.Ordinal);
    }

    private static string Exempt(string gate) =>
        $$"""{"gate":"{{gate}}","until":"2099-12-31",{{TestPortfolio.Grounds}}}""";

    private static (string, string)[] Saving(params (string, string)[] more) =>
    [
        ("weight-value", "20"), ("weight-fit", "80"), ("budget", "250"),
        ("rationale", "The board may prefer fit"), .. more,
    ];

    private static string Lines(JsonNode ranking) => string.Join(", ", ranking.AsArray()
        .Select(i => FormattableString.Invariant(
            $"{(string)i!["initiative"]!} {(decimal)i["score"]!}")));

    private static string Digest(string html) =>
        System.Text.RegularExpressions.Regex.Match(html, "Digest <code>([^<]+)").Groups[1].Value;

    private static PagesOf? _wrong;

    /// <summary>One portfolio for all that only asks wrongly.</summary>
    private static async Task<PagesOf> Wrong(SharedLedger shared) =>
        _wrong ??= await PagesOf.OpenAsync(shared);
}
