using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Cli;
using PortfolioLedger.Querying;
using Spectre.Console;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Cli;

/// <summary>Rank changes explained on the command line.</summary>
public sealed class ExplainVerbTests(SharedLedger ledger)
{
    [Fact]
    public async Task The_decisions_stand_in_a_table_under_the_sentence()
    {
        var portfolio = await RankedAsync();

        var (code, text, errors) = await RunAsync(new ExplainInput
        {
            PortfolioFlag = portfolio.Key,
            InitiativeFlag = "croton",
            FromFlag = "8",
            OrderFreeFlag = true,
        });

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(
            "stayed at rank 1. Its score rose from 6 to 8 because value went from 6 to 8 (",
            text,
            StringComparison.Ordinal
        );
        Assert.Matches(
            @"9 +\d{4}-\d\d-\d\d +Scored .* 8 on value \(0 to 10\) +\w+ +\+2 +\+2 +0",
            text
        );
        Assert.Contains("digest ranking-explanation/3:sha256:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_it_says_to_ask_again_gives_the_same_answer_after_later_events()
    {
        var portfolio = await RankedAsync();
        var (_, first, _) = await RunAsync(Asked(portfolio));
        var pins = Regex.Match(first, @"--as-of-position (\d+) --effective-on ([\d-]+)");
        await portfolio.Do("departments", """{"key":"it","name":"IT"}""");

        var pinned = Asked(portfolio);
        (pinned.AsOfPositionFlag, pinned.EffectiveOnFlag) = (
            pins.Groups[1].Value,
            pins.Groups[2].Value
        );

        Assert.Equal(first, (await RunAsync(pinned)).Text);
        Assert.NotEqual(first, (await RunAsync(Asked(portfolio))).Text);
    }

    private static ExplainInput Asked(TestPortfolio portfolio) => new()
    {
        PortfolioFlag = portfolio.Key, InitiativeFlag = "croton", FromFlag = "8", ToFlag = "9",
    };

    [Theory]
    [InlineData("croton", "99", "", 2, "must lie between 1 and 9")]
    [InlineData("croton", "", "", 2, "--from is required")]
    [InlineData("nothing", "1", "", 1, "There is no initiative 'nothing'")]
    [InlineData("croton", "9", "8", 2, "after to")]
    public async Task A_wrong_question_says_what_would_be_right(
        string initiative, string from, string to, int expected, string words)
    {
        var portfolio = await RankedAsync();

        var (code, text, errors) = await RunAsync(new ExplainInput
        {
            PortfolioFlag = portfolio.Key,
            InitiativeFlag = initiative,
            FromFlag = from,
            ToFlag = to,
        });

        Assert.Equal((expected, ""), (code, text));
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    /// <summary>
    /// Positions: 1 opened, 2 dep, 3 croton, 4 to 6 the model, 7 and 9 its scores.
    /// </summary>
    private async Task<TestPortfolio> RankedAsync()
    {
        const string because = """ "grounds":{"rationale":"The board weighed it."}""";
        var portfolio = await ledger.OpenAsync();
        await portfolio.DepartmentAsync();
        await portfolio.InitiativeAsync("croton");
        await portfolio.Do("scoring-models",
            """{"key":"board","criteria":[{"id":"value","min":0,"max":10,"weight":1}]}""");
        await portfolio.Do("scoring-models/board/release", $"{{{because}}}");
        await portfolio.Do("scoring-models/board/adoption", $"{{{because}}}");
        foreach (var value in new[] { 5, 6, 8 })
            await portfolio.Do("initiatives/croton/scores",
                $$"""{"model":"board","criterion":"value","value":{{value}},{{because}}}""");
        return portfolio;
    }

    private async Task<(int Code, string Text, string Errors)> RunAsync(ExplainInput input)
    {
        var host = await ledger.HostAsync();
        var (output, errors) = (new StringWriter(), new StringWriter());
        var console = AnsiConsole.Create(
            new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 400;
        var code = await host.App.Services.GetRequiredService<ExplainVerb>().RunAsync(
            input.Question, console, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
