using PortfolioLedger.Projections;
using PortfolioLedger.Querying;
using static PortfolioLedger.Tests.Http.Commands.TestPortfolio;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Scenarios;

/// <summary>
/// Questions that ask for too much or for what is not there: answered at once, by name, and
/// whatever is asked no row of any table comes or goes. On a database of its own, whose read models
/// do not follow.
/// </summary>
public sealed class WhatIfLimitTests : IAsyncLifetime
{
    private LedgerHost _host = null!;
    private RankedPortfolio _ranked = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await LedgerHost.StartAsync(
            settings: new() { [ReadModelSetup.FollowSetting] = "false" }
        );
        var portfolio = new TestPortfolio(_host, "capital");
        var opened = await portfolio.Approver.Post(
            "portfolios",
            """{"key":"capital","name":"Capital plan","currency":"USD","effectiveOn":"2020-01-01"}"""
        );
        Assert.Equal(201, opened.Status);
        _ranked = await RankedPortfolio.OpenAsync(portfolio);
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Whatever_is_asked_no_table_changes()
    {
        var before = await RowsAsync();
        foreach (var (body, status, code) in Questions())
        {
            var reply = await _ranked.Viewer.Post(
                _ranked.Portfolio.PathOf("ranking/counterfactual"),
                body
            );
            Assert.True(
                reply.Status == status && (code is null || reply.Code == code),
                $"{body[..Math.Min(body.Length, 80)]} gave {reply.Status} "
                    + $"{reply.Text[..Math.Min(reply.Text.Length, 500)]}"
            );
            Assert.True(
                reply.Text.Length < 100_000,
                $"{reply.Text.Length} bytes are no clear answer"
            );
        }
        foreach (var (path, status, code) in Reads())
        {
            var reply = await _ranked.Viewer.Get(_ranked.Portfolio.PathOf(path));
            Assert.True(reply.Status == status && reply.Code == code, $"{path} gave {reply}");
        }
        Assert.Equal(before, await RowsAsync());
        Assert.Contains(
            "ledger.mt_events " + _ranked.Portfolio.LastPosition,
            before,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Ten_thousand_commands_are_refused_by_the_limit_and_a_thousand_are_tried()
    {
        var many = await _ranked.Viewer.Post(
            _ranked.Portfolio.PathOf("ranking/counterfactual"),
            $$"""{"commands":[{{Scores(10_000)}}]}"""
        );
        many.AssertProblem(400, "invalid-fields");
        Assert.Contains(
            "at most 1000",
            (string)many.Json["errors"]![0]!["detail"]!,
            StringComparison.Ordinal
        );
        Assert.Equal("/commands", (string)many.Json["errors"]![0]!["pointer"]!);

        var most = await _ranked.AskAsync($$"""{"commands":[{{Scores(1_000)}}]}""");
        // The last one says 9 for b, whose score was 7.
        Assert.Equal("a 9, b 9", _ranked.Lines(most, "counterfactual"));
        Assert.Empty(most["refused"]!.AsArray());
    }

    [Fact]
    public async Task Ten_thousand_positions_are_refused_by_the_limit_and_those_there_are_can_all_be_left_out()
    {
        var many = await _ranked.Viewer.Post(_ranked.Portfolio.PathOf("ranking/counterfactual"),
            $$"""{"without":[{{string.Join(',', Enumerable.Range(2, 10_000))}}]}""");
        many.AssertProblem(400, "invalid-fields");
        Assert.Contains(
            "at most 1000",
            (string)many.Json["errors"]![0]!["detail"]!,
            StringComparison.Ordinal
        );

        var all = await _ranked.AskAsync(
            $$"""{"without":[{{string.Join(',', Enumerable.Range(2, (int)_ranked.Portfolio.LastPosition - 1))}}]}"""
        );
        Assert.Empty(all["counterfactual"]!.AsArray());
        Assert.Equal(0, (int)all["notApplicableCount"]!);
    }

    private static string Scores(int count) =>
        string.Join(
            ',',
            Enumerable
                .Range(0, count)
                .Select(n =>
                    $$"""
                        {"path":"initiatives/b/scores","body":{"model":"board","criterion":"value","value":{{n
                            % 10}},{{Grounds}} } }
                        """
                )
        );

    /// <summary>
    /// Bodies of counterfactual questions, and what comes of them; no code when they are answered.
    /// </summary>
    private IEnumerable<(string Body, int Status, string? Code)> Questions()
    {
        var last = _ranked.Portfolio.LastPosition;
        yield return ($$"""{"without":[{{last}}],"budget":1}""", 200, null);
        yield return ($$"""{"without":[{{_ranked.ProposalOfA}}]}""", 200, null);
        yield return ($$"""{"commands":[{{Scores(1_000)}}]}""", 200, null);
        yield return ($$"""{"commands":[{{Scores(10_000)}}]}""", 400, "invalid-fields");
        yield return (
            $$"""{"without":[{{string.Join(',', Enumerable.Range(2, 10_000))}}]}""",
            400,
            "invalid-fields"
        );
        yield return ("""{"without":[0]}""", 400, "position-out-of-range");
        yield return ($$"""{"without":[{{last + 1}}]}""", 400, "position-out-of-range");
        yield return ("""{"without":[9223372036854775807]}""", 400, "position-out-of-range");
        yield return ("""{"without":[92233720368547758070]}""", 400, "invalid-fields");
        yield return ("""{"without":[1]}""", 400, "opening-not-removable");
        yield return ($$"""{"asOfPosition":{{last + 1}}}""", 400, "position-out-of-range");
        yield return (
            $$"""{"commands":["{{new string('x', 5_000_000)}}"]}""",
            413,
            "body-too-large"
        );
    }

    private IEnumerable<(string Path, int Status, string Code)> Reads()
    {
        var last = _ranked.Portfolio.LastPosition;
        foreach (var view in new[] { "ranking/comparison?", "ranking/explanation?initiative=a&" })
        {
            yield return ($"{view}from={last}&to=2", 400, "from-after-to");
            yield return ($"{view}from=0&to=2", 400, "position-out-of-range");
            yield return ($"{view}from=2&to={last + 1}", 400, "position-out-of-range");
            yield return ($"{view}from=9999-01-01", 400, "as-of-in-future");
        }
        yield return ("ranking/explanation?initiative=nothing&from=2", 404, "unknown-initiative");
        yield return ($"ranking?asOfPosition={last + 1}", 400, "position-out-of-range");
    }

    /// <summary>How many rows each table has.</summary>
    private Task<string> RowsAsync() =>
        _host.ScalarAsync<string>(
            """
            select string_agg(t.name || ' ' || (xpath('/row/c/text()', query_to_xml(
                format('select count(*) as c from %s', t.name), false, true, '')))[1]::text, E'\n' order by t.name)
            from (select format('%I.%I', table_schema, table_name) as name from information_schema.tables
                where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'log')) t
            """
        );
}
