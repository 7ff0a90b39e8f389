using System.Text.Json.Nodes;
using Npgsql;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Projections;

public class DashboardTableTests
{
    [Fact]
    public async Task The_rank_of_a_day_is_one_select_and_the_number_of_the_API()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        foreach (
            var day in (string[])
                ["2025-03-19", "2025-03-20", "2025-03-31", "2025-06-01", "2025-09-09"]
        )
        {
            var said = JsonNode.Parse(await host.TextAsync($"ranking?asOf={day}"))!["items"]!
                .AsArray()
                .Select(i => ((string)i!["initiative"]!, (int?)i["rank"], (decimal?)i["budget"]))
                .FirstOrDefault(i => i.Item1 == "croton");
            var row = await host.ScalarAsync($"""
                set role bi;
                select rank || ' ' || coalesce(budget::text, '') from bi.rank_history
                where portfolio = 'capital' and initiative = 'croton' and valid_from <= '{day}'
                and (valid_to is null or valid_to > '{day}')
                """);
            Assert.Equal(said.Item2 is null ? null : $"{said.Item2} {said.Item3}", row);
        }
        // What was known in May to take effect in June is a row of its own already.
        Assert.Equal(2L, await host.ScalarAsync(
            "select count(*) from bi.rank_history where initiative = 'croton'"));
    }

    [Theory]
    [InlineData("2025-03-31")]
    [InlineData("2025-09-09")]
    public async Task What_the_outcomes_of_an_objective_attain_is_the_number_of_the_API(string day)
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        var items = JsonNode.Parse(await host.TextAsync($"objectives?asOf={day}"))![
            "items"
        ]!.AsArray();
        Assert.NotEmpty(items);
        foreach (var said in items)
            Assert.Equal(
                $"{(decimal?)said!["attainment"]}|"
                    + $"{said["measured"]}|{said["linked"]}|{(decimal?)said["coverage"]}",
                await host.ScalarAsync(
                    $"""
                    set role bi;
                    select concat_ws('|', coalesce(trim_scale(attainment)::text, ''), outcomes_measured,
                        outcomes_linked, coalesce(trim_scale(coverage)::text, '')) from bi.objective
                    where portfolio = 'capital' and objective = '{said["objective"]}'
                    and valid_from <= '{day}' and (valid_to is null or valid_to > '{day}')
                    """));
    }

    [Fact]
    public async Task The_role_bi_reads_the_tables_for_dashboards_and_nothing_else()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        foreach (
            var table in (string[])
                [
                    "initiative",
                    "objective",
                    "alignment",
                    "rank_history",
                    "outcome",
                    "benefit",
                    "financials",
                    "listening",
                    "capacity",
                    "board_decision",
                    "decision",
                ]
        )
            Assert.NotNull(await host.ScalarAsync($"set role bi; select count(*) from bi.{table}"));
        foreach (var sql in (string[])["select count(*) from ledger.mt_events",
            "select count(*) from ledger.sealed_text", "delete from bi.decision"])
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(
                () => host.ScalarAsync($"set role bi; {sql}"))).SqlState);
    }

    [Fact]
    public async Task Every_column_says_what_it_means()
    {
        await using var host = await FollowingHost.StartAsync(follow: false);
        Assert.Equal(DBNull.Value, await host.ScalarAsync("""
            select string_agg(attrelid::regclass || '.' || attname, ', ') from pg_attribute
            where attrelid in (select oid from pg_class where relnamespace = 'bi'::regnamespace)
            and attnum > 0 and col_description(attrelid, attnum) is null
            """));
    }

    [Fact]
    public async Task The_audit_history_has_a_row_for_each_event()
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        Assert.Equal(
            (long)SeededJournal.Last,
            await host.ScalarAsync("select count(*) from bi.decision")
        );
        foreach (
            var line in JsonNode.Parse(await host.TextAsync("timeline?limit=500"))![
                "items"
            ]!.AsArray()
        )
            Assert.Equal(
                $"{line!["type"]} {line["actor"]} {line["effectiveOn"]} {line["rationale"]}",
                await host.ScalarAsync(
                    $"""
                    select concat_ws(' ', type, actor, effective_on::text, coalesce(rationale, ''))
                    from bi.decision where position = {(long)line["position"]!}
                    """));
    }
}
