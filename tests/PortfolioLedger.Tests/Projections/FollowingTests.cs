using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Journaling;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Projections;

public class FollowingTests
{
    [Theory]
    [InlineData("type = 'asteroid-sighted'", "asteroid-sighted")]
    [InlineData("data = '{\"department\": 7}'", "department-registered")]
    public async Task An_event_that_cannot_be_applied_parks_its_portfolio_and_others_go_on(
        string change, string named)
    {
        await using var host = await FollowingHost.StartAsync();
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        await host.ScalarAsync($"""
            alter table ledger.mt_events disable trigger append_only;
            create function spoil() returns trigger language plpgsql security definer as $$ begin
                update ledger.mt_events set {change} where version = {SeededJournal.Last + 1};
                return null; end $$;
            create trigger spoil after insert on ledger.mt_events for each row
                when (new.version = {SeededJournal.Last + 1}) execute function spoil();
            """);
        await host.Seed.RecordLaterAsync("2025-05-02");
        var journal = host.Services.GetRequiredService<Journal>();
        await journal.Submit(new(Key.Parse("other"), [Orders.Open(Key.Parse("other")),
            new RegisterDepartment(Key.Parse("works"), "Works")], Orders.Board), default);
        await host.FollowedAsync(2, "other");
        Assert.Equal($"capital {SeededJournal.Last + 1} {named}", await host.ScalarAsync(
            "select portfolio || ' ' || position || ' ' || type from ledger.parked_portfolio"));
        using var ready = await host.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(
            "capital",
            await ready.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (long)SeededJournal.Last,
            await host.ScalarAsync(
                "select position from ledger.read_model where portfolio = 'capital'"
            )
        );
    }

    [Fact]
    public async Task A_page_that_fails_in_the_middle_leaves_nothing_and_is_done_again()
    {
        await using var host = await FollowingHost.StartAsync();
        // The first initiative: whatever page it is in writes it, then its decision.
        await host.ScalarAsync("""
            create function fail() returns trigger language plpgsql as $$
                begin raise exception 'in the middle'; end $$;
            create trigger fail before insert on ledger.bi_decision for each row
                when (new.position = 9) execute function fail();
            create sequence tried;
            create function count_tries() returns trigger language plpgsql security definer as $$
                begin perform nextval('tried'); return null; end $$;
            create trigger tries before insert on ledger.bi_initiative
                for each statement execute function count_tries();
            """);
        await host.Seed.SeedAsync();
        await Wait.UntilAsync(async () =>
            await host.ScalarAsync("select last_value from tried where is_called") is long
        );
        Assert.True(
            await host.ScalarAsync("select coalesce(max(position), 0) from ledger.read_model")
                is long
                    and < 9
        );
        await host.ScalarAsync("drop trigger fail on ledger.bi_decision");
        await host.FollowedAsync(SeededJournal.Last);
        Assert.Equal((long)SeededJournal.Last, await host.ScalarAsync(
            "select count(*) from bi.decision"));
    }

    [Fact]
    public async Task One_of_two_nodes_leads_and_the_other_takes_over_when_it_stops()
    {
        await using var host = await FollowingHost.StartAsync(follow: false);
        await using var second = await FollowAfterAsync(host);
        await host.Seed.RecordLaterAsync("2025-05-03");
        await host.FollowedAsync(SeededJournal.Last + 1);
        Assert.Equal(
            SeededJournal.Last + 1L,
            await host.ScalarAsync("select count(*) from bi.decision")
        );
    }

    /// <summary>The node that led has stopped; the one returned was there all the time.</summary>
    private static async Task<FollowingHost> FollowAfterAsync(FollowingHost host)
    {
        await using var first = await FollowingHost.StartAsync(beside: host);
        var second = await FollowingHost.StartAsync(beside: host);
        await host.Seed.SeedAsync();
        await host.FollowedAsync(SeededJournal.Last);
        return second;
    }
}
