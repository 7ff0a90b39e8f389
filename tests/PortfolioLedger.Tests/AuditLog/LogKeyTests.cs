using Microsoft.Extensions.Logging.Abstractions;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>The key of the audit log, in a file that nobody else may read.</summary>
public sealed class LogKeyTests : IAsyncLifetime
{
    private readonly string _directory = TestFolder.New();
    private TestDatabase _database = null!;
    private LogNode _node = null!;
    private string _file = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestCluster.CreateLedgerAsync();
        _node = await LogNode.StartAsync(_database, _directory);
        await _node.Node.OpenAsync(Capital);
        await _node.SignedAsync(Capital);
        _file = await _node.Keys.FileAsync(Cancel);
        await _node.Node.Record(Capital, Department("works"));
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
        TestFolder.Delete(_directory);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void It_is_made_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(_file)!));
    }

    [Fact]
    public async Task A_missing_key_is_named_and_recording_goes_on()
    {
        File.Delete(_file);

        await FailsAsync("is missing");

        await _node.Node.Record(Capital, Department("roads"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_key_that_others_can_read_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        await FailsAsync("can be read by others: chmod 0400");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key\n")]
    [InlineData("PRIVATE+KEY+ledger.example.com+00000000+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DS"
        + "F3eg\n")]
    public async Task A_damaged_key_is_named(string text)
    {
        Put(text);

        await FailsAsync("is damaged");
    }

    [Fact]
    public async Task Another_ledgers_key_is_not_used()
    {
        using var foreign = LogKeyFile.New("ledger.example.com");
        Put(foreign.ToText() + "\n");

        await FailsAsync("is another than the log's");
    }

    [Fact]
    public async Task A_rotated_key_signs_beside_the_former_until_that_is_retired()
    {
        var former = (await _node.Keys.PublicAsync(Cancel))[0];
        using var key = LogKeyFile.New("ledger.example.com");
        await _node.Keys.RotateAsync(key, Cancel);
        const string origin = "ledger.example.com/capital/1";

        var both = (await _node.SignedAsync(Capital)).ToNote();

        Assert.NotNull(both.By(former.Named(origin)));
        Assert.NotNull(both.By(key.Verifier.Named(origin)));
        Assert.Equal(1, await _node.Keys.RetireAsync(Cancel));
        await _node.Node.Record(Capital, Department("roads"));
        await using var restarted = await LogNode.StartAsync(_database, _directory);
        var one = (await restarted.SignedAsync(Capital)).ToNote();
        Assert.Null(one.By(former.Named(origin)));
        Assert.NotNull(one.By(key.Verifier.Named(origin)));
        Assert.Empty((await restarted.VerifyAsync(Capital)).Faults);
    }

    [Fact]
    public async Task A_damaged_checkpoint_beside_the_key_is_named()
    {
        var kept = Path.Combine(Path.GetDirectoryName(_file)!, "capital.1.checkpoint");
        await File.WriteAllTextAsync(kept, "nothing", Cancel);

        await FailsAsync($"kept in {kept} is damaged");
    }

    [Fact]
    public async Task A_damaged_checkpoint_keeps_no_other_portfolio_from_being_compared()
    {
        Key[] others = [Key.Parse("roads"), Key.Parse("water"), Key.Parse("waste")];
        foreach (var portfolio in others)
        {
            await _node.Node.OpenAsync(portfolio);
            await _node.FillAsync(portfolio, 1, 6);
            await _node.SignedAsync(portfolio);
            await _node.Node.ExecuteAsync(LogNode.RestoredTo(portfolio, 2));
        }
        await File.WriteAllTextAsync(
            Path.Combine(Path.GetDirectoryName(_file)!, "capital.1.checkpoint"), "nothing", Cancel);
        await using var restarted = await LogNode.StartAsync(_database, _directory);
        using var keeper = new LogKeeper(restarted.Node.Source, restarted.Keys, restarted.Signer,
            new(_directory, null, "ledger.example.com", TimeSpan.Zero) { Sign = false },
            NullLogger<LogKeeper>.Instance);

        await keeper.StartAsync(Cancel);

        Assert.Contains("capital.1.checkpoint is damaged", keeper.Trouble,
            StringComparison.Ordinal);
        Assert.Equal(3, await _node.Node.QueryAsync<long>("select count(*) from log.halt"));
        await keeper.StopAsync(Cancel);
    }

    private void Put(string text)
    {
        File.Delete(_file);
        File.WriteAllText(_file, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_file, UnixFileMode.UserRead);
    }

    private async Task FailsAsync(string words)
    {
        await using var restarted = await LogNode.StartAsync(_database, _directory);
        var fault = await Assert.ThrowsAsync<LogKeyException>(
            () => restarted.SignAsync(Capital));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, await _node.Node.QueryAsync<long>("select count(*) from log.checkpoint"));
    }
}
