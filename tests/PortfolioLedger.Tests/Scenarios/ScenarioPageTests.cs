using PortfolioLedger.Tests.Http.Commands;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>The pages of scenarios and what their forms send.</summary>
public sealed class ScenarioPageTests(SharedLedger shared)
{
    /// <summary>The fields of a better score, as the form of the command sends them.</summary>
    private static readonly (string Name, string Text)[] Better =
    [
        ("/model", "both"), ("/criterion", "value"), ("/value", "10"),
        ("/grounds/rationale", "What if it were better"), ("intent", "record"),
    ];

    [Fact]
    public async Task An_empty_list_says_what_to_do_and_who_may()
    {
        var pages = await PagesOf.OpenAsync(shared);

        var (status, html) = await pages.GetAsync("scenarios");

        Assert.Equal(200, status);
        Assert.Contains("There is no scenario yet.", html, StringComparison.Ordinal);
        Assert.Contains("Beginning a scenario needs the role contributor.", html,
            StringComparison.Ordinal);
        Assert.Equal(403, (await pages.SendAsync(
            pages.Viewer, "scenarios", ("name", "Bold"))).Status);
    }

    [Fact]
    public async Task A_scenario_is_begun_filled_evaluated_and_adopted_by_its_forms()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        Assert.Contains("It has no command yet.", (await pages.GetAsync("scenarios/bold")).Html,
            StringComparison.Ordinal);

        await AddAsync(pages);
        Assert.Contains("It is not evaluated", (await pages.GetAsync("scenarios/bold")).Html,
            StringComparison.Ordinal);
        await EvaluateAsync(pages);
        await pages.Portfolio.AssertNothingStoredAsync();

        var (_, viewed) = await pages.GetAsync("scenarios/bold");
        Assert.Contains("This moves b from rank 2 to 1 and a from 1 to 2.", viewed,
            StringComparison.Ordinal);
        Assert.Contains("initiatives/b/scores", viewed, StringComparison.Ordinal);
        Assert.Contains("Adopting it needs the role approver.", viewed, StringComparison.Ordinal);
        Assert.Equal(403, (await pages.SendAsync(
            pages.Portfolio.Contributor, "scenarios/bold/adoption", ("text", "Why"))).Status);

        var adopted = await pages.SendAsync(pages.Portfolio.Approver, "scenarios/bold/adoption",
            ("text", "The board chose it"), ("seen", $"{pages.Portfolio.LastPosition}"));

        Assert.Equal(303, adopted.Status);
        Assert.Equal(pages.Portfolio.LastPosition + 2, await pages.Portfolio.PositionAsync());
        Assert.Contains("The scenario is adopted.",
            (await pages.GetAsync("scenarios/bold")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_adopts_second_sees_what_changed_and_may_go_on()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        await AddAsync(pages);
        await EvaluateAsync(pages);
        var seen = pages.Portfolio.LastPosition;
        await pages.Portfolio.Do("departments", """{"key":"dep-2","name":"Roads"}""");

        var shown = await pages.SendAsync(pages.Portfolio.Approver, "scenarios/bold/adoption",
            ("text", "The board chose it"), ("seen", $"{seen}"));

        Assert.Equal(409, shown.Status);
        Assert.Contains("1 event was recorded while this page was open.", shown.Text,
            StringComparison.Ordinal);
        Assert.Contains("Roads", shown.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"The board chose it\"", shown.Text, StringComparison.Ordinal);
        await pages.Portfolio.AssertNothingStoredAsync();
        Assert.Equal(303, (await pages.SendAsync(
            pages.Portfolio.Approver, "scenarios/bold/adoption", ("text", "The board chose it"),
            ("seen", $"{pages.Portfolio.LastPosition}"))).Status);
    }

    [Fact]
    public async Task A_conflict_is_told_before_and_after_one_tries()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        await AddAsync(pages);
        await EvaluateAsync(pages);
        await pages.Portfolio.Do("initiatives/b/scores",
            "{\"model\":\"both\",\"criterion\":\"value\",\"value\":6," + Grounds + "}");

        var (_, html) = await pages.GetAsync(pages.Portfolio.Approver, "scenarios/bold");
        Assert.Contains("Adopting it now would be refused", html, StringComparison.Ordinal);
        Assert.Contains("(the scenario changes it too)", html, StringComparison.Ordinal);
        var refused = await pages.SendAsync(pages.Portfolio.Approver, "scenarios/bold/adoption",
            ("text", "The board agreed to it"), ("seen", $"{pages.Portfolio.LastPosition}"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("Evaluate it below, look at what comes of it", refused.Text,
            StringComparison.Ordinal);

        await EvaluateAsync(pages);
        Assert.Equal(303, (await pages.SendAsync(pages.Portfolio.Approver,
            "scenarios/bold/adoption", ("text", "The board agreed to it"))).Status);
    }

    [Fact]
    public async Task Two_who_change_it_at_once_are_told_and_nothing_is_lost()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        await AddAsync(pages);

        var second = await pages.SendAsync(pages.Portfolio.Contributor,
            "record/initiatives/a/scores", [.. Better, ("scenario", "bold"), ("version", "1")]);

        Assert.Equal(412, second.Status);
        Assert.Contains("Somebody changed the scenario while this page was open", second.Text,
            StringComparison.Ordinal);
        Assert.Contains("value=\"10\"", second.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "10", 404, "nothing that can be recorded")]
    [InlineData("initiatives/b/scores", "eleven", 400, "Value must be")]
    [InlineData("initiatives/b/scores", "11", 422, "11")]
    [InlineData("initiatives/ghost/scores", "10", 404, "ghost")]
    public async Task A_command_that_cannot_be_added_is_refused_on_its_form(
        string path, string value, int status, string words)
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);

        var refused = await pages.SendAsync(pages.Portfolio.Contributor, $"record/{path}",
            [.. Better.Where(f => f.Name != "/value"), ("/value", value), ("scenario", "bold")]);

        Assert.Equal(status, refused.Status);
        Assert.Contains(words, refused.Text, StringComparison.Ordinal);
        if (status != 404)
            Assert.Contains("Nothing was added.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing yet.", (await pages.GetAsync("scenarios/bold")).Html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_a_scenario_shows_what_it_moves_there_and_records_nothing()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        var (_, scenario) = await pages.GetAsync(pages.Portfolio.Contributor, "scenarios/bold");
        Assert.Contains("record?scenario=bold\">Add a command", scenario, StringComparison.Ordinal);
        var (_, list) = await pages.GetAsync(
            pages.Portfolio.Contributor, "record?scenario=bold");
        Assert.Contains("record/initiatives?scenario=bold", list, StringComparison.Ordinal);
        Assert.DoesNotContain("receive-feedback", list, StringComparison.Ordinal);
        var (_, form) = await pages.GetAsync(
            pages.Portfolio.Contributor, "record/initiatives/b/scores?scenario=bold");
        Assert.Contains("Add to the scenario", form, StringComparison.Ordinal);
        Assert.Contains("Nothing of this is recorded", form, StringComparison.Ordinal);

        var shown = await pages.SendAsync(pages.Portfolio.Contributor,
            "record/initiatives/b/scores",
            [.. Better.Where(f => f.Name != "intent"), ("intent", "effect"), ("scenario", "bold")]);
        Assert.Contains("This moves b from rank 2 to 1", shown.Text, StringComparison.Ordinal);
        await AddAsync(pages);
        await pages.Portfolio.AssertNothingStoredAsync();

        // What the scenario proposes, its next command can be about.
        Assert.Equal(303, (await pages.SendAsync(pages.Portfolio.Contributor,
            "record/initiatives", ("/key", "c"), ("/name", "Third"), ("/kind", "project"),
            ("/sponsor", "maria"), ("/department", "dep"), ("scenario", "bold"),
            ("intent", "record"))).Status);
        var (status, next) = await pages.GetAsync(
            pages.Portfolio.Contributor, "record/initiatives/c/scores?scenario=bold");
        Assert.Equal(200, status);
        Assert.Contains("Third", next, StringComparison.Ordinal);
        Assert.Equal(404, (await pages.GetAsync(
            pages.Portfolio.Contributor, "record/initiatives/c/scores")).Status);
        await pages.Portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task A_discarded_one_stays_readable_and_nothing_more_is_done_with_it()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);

        var discarded = await pages.SendAsync(pages.Portfolio.Contributor,
            "scenarios/bold/discard", ("text", "The careful plan was chosen"));

        Assert.Equal(303, discarded.Status);
        Assert.Contains("The scenario is discarded.",
            (await pages.GetAsync(pages.Portfolio.Approver, "scenarios/bold")).Html,
            StringComparison.Ordinal);
        Assert.Equal(422, (await pages.SendAsync(pages.Portfolio.Contributor,
            "record/initiatives/b/scores", [.. Better, ("scenario", "bold")])).Status);
    }

    [Fact]
    public async Task Several_stand_side_by_side_with_the_digest_of_the_api()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);
        await AddAsync(pages);
        await BeginAsync(pages, "Careful");

        var (status, html) = await pages.GetAsync(
            "scenarios/comparison?scenario=bold&scenario=careful");

        Assert.Equal(200, status);
        var rows = PagesOf.Rows(html);
        Assert.Contains("a | 1 | 2 | 1", rows, StringComparison.Ordinal);
        Assert.Contains("b | 2 | 1 | 2", rows, StringComparison.Ordinal);
        Assert.Contains("b | no | yes ◂ | no", rows, StringComparison.Ordinal);
        Assert.Contains("Budget (USD) | 150 | 150 | 150", rows, StringComparison.Ordinal);
        Assert.Contains("<ledger-chart type=\"bump\"", html, StringComparison.Ordinal);
        var answer = (await pages.Viewer.Get(
            pages.Portfolio.PathOf("scenarios/comparison?scenarios=bold,careful"))).Json;
        Assert.Contains((string)answer["digest"]!, html, StringComparison.Ordinal);
        Assert.Contains("Choose at least one scenario.",
            (await pages.GetAsync("scenarios/comparison")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scenarios/ghost", 404)]
    [InlineData("scenarios/comparison?scenario=ghost", 404)]
    [InlineData("scenarios?nonsense=1", 400)]
    public async Task What_is_not_there_is_told_on_a_page(string path, int status)
    {
        var pages = await PagesOf.OpenAsync(shared);

        Assert.Equal(status, (await pages.GetAsync(path)).Status);
    }

    [Fact]
    public async Task From_the_past_scenarios_are_read_only_and_say_why()
    {
        var pages = await PagesOf.OpenAsync(shared);
        await BeginAsync(pages);

        foreach (var page in (string[])["scenarios", "scenarios/bold"])
        {
            var path = $"{page}?asOfPosition=1";
            var (status, html) = await pages.GetAsync(pages.Portfolio.Approver, path);
            Assert.Equal(200, status);
            Assert.Contains("You came from a page of the past, which is read-only", html,
                StringComparison.Ordinal);
            Assert.DoesNotContain("method=\"post\" action=\"/p/", html, StringComparison.Ordinal);
        }
    }

    private static async Task BeginAsync(PagesOf pages, string name = "Bold")
    {
        var begun = await pages.SendAsync(
            pages.Portfolio.Contributor, "scenarios", ("name", name));
        Assert.Equal(303, begun.Status);
    }

    private static async Task AddAsync(PagesOf pages)
    {
        var added = await pages.SendAsync(pages.Portfolio.Contributor,
            "record/initiatives/b/scores", [.. Better, ("scenario", "bold")]);
        Assert.True(added.Status == 303, added.ToString());
    }

    private static async Task EvaluateAsync(PagesOf pages)
    {
        var evaluated = await pages.SendAsync(
            pages.Portfolio.Contributor, "scenarios/bold/evaluation", ("position", ""));
        Assert.Equal(303, evaluated.Status);
    }
}
