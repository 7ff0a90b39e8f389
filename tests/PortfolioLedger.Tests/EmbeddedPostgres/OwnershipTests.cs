using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests.EmbeddedPostgres;

public class OwnershipTests
{
    [Fact]
    public async Task A_second_server_is_refused_and_told_who_has_the_directory()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        var refusal = await Assert.ThrowsAsync<EmbeddedServerException>(home.StartAsync);
        Assert.Contains(home.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {child.Id} ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Ledger__DataDirectory", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"since {DateTime.UtcNow:yyyy-MM-}", refusal.Message,
            StringComparison.Ordinal);
        Assert.True(home.Runs);
    }

    [Fact]
    public async Task A_verb_uses_the_server_of_another_process_and_leaves_it_running()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        var postmaster = home.Postmaster();
        await using (var found = await home.FindOrStartAsync())
        {
            Assert.False(found.IsOwner);
            Assert.Equal("written by the child", await Home.ReadAsync(found));
        }
        Assert.Equal(postmaster, home.Postmaster());
    }

    [Fact]
    public async Task A_verb_without_a_running_server_starts_one_for_its_own_duration()
    {
        await using var home = new Home();
        await using (var own = await home.FindOrStartAsync())
        {
            Assert.True(own.IsOwner);
            Assert.True(home.Runs);
        }
        Assert.False(home.Runs);
    }

    [Fact]
    public async Task A_verb_takes_over_the_server_of_a_killed_app()
    {
        await using var home = new Home();
        using var child = await ChildProcess.StartAsync(home);
        child.Kill();
        await using var own = await home.FindOrStartAsync();
        Assert.True(own.IsOwner);
        Assert.Equal("written by the child", await Home.ReadAsync(own));
    }

    [Fact]
    public async Task Verbs_that_come_at_once_share_one_server_until_the_last_is_done()
    {
        await using var home = new Home();
        var verbs = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(home.FindOrStartAsync)));
        var owner = Assert.Single(verbs, verb => verb.IsOwner);
        var users = verbs.Where(verb => !verb.IsOwner).ToList();
        Assert.Equal(3, users.Count);

        var stopping = owner.DisposeAsync().AsTask();
        foreach (var user in users)
        {
            Assert.False(stopping.IsCompleted);
            Assert.Equal(1, await Home.QueryAsync<int>(user.ConnectionString, "select 1"));
            await user.DisposeAsync();
        }
        await stopping;
        Assert.False(home.Runs);
    }
}
