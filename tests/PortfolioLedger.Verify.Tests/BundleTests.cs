namespace PortfolioLedger.Verify.Tests;

/// <summary>Bundles as the ledger writes them, and as somebody might change them.</summary>
public sealed class BundleTests
{
    private static readonly SampleLog Log = SampleLog.Golden();
    private static readonly string Key = Log.Key.Verifier.ToString();

    [Fact]
    public async Task A_bundle_of_all_events_holds_and_says_what_it_is()
    {
        using var file = new TemporaryFile(await Log.BundleAsync(), ".zip");

        var answer = await Verifier.RunAsync("log", file.Path, "--key", Key, "--json");

        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        Assert.Equal(67, (long)answer.Json["events"]!);
        Assert.Equal("ledger.example.org/capital/1", (string?)answer.Json["origin"]);
        Assert.True((bool)answer.Json["keyGiven"]!);
    }

    [Fact]
    public async Task Without_a_key_it_says_that_it_proves_less()
    {
        using var file = new TemporaryFile(await Log.BundleAsync(), ".zip");

        var answer = await Verifier.RunAsync("log", file.Path);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("This proves less", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 9)]
    [InlineData(255, 258)]
    [InlineData(300, 600)]
    [InlineData(599, 600)]
    [InlineData(1, 600)]
    public async Task A_range_is_proven_by_tiles_and_long_data_stands_beside(int from, int to)
    {
        var log = SampleLog.Long(600);

        Assert.Null(await Verifier.FailureOfAsync(
            await log.BundleAsync(new(from, to)), log.Key.Verifier.ToString()));
    }

    [Fact]
    public async Task The_events_of_a_decision_are_proven()
    {
        var log = SampleLog.Long(600);
        var bundle = await log.BundleAsync(new(1, 600, "storm-board"), null, [3, 300, 599]);

        Assert.Null(await Verifier.FailureOfAsync(bundle, Key));
    }

    [Fact]
    public async Task The_key_of_the_ledger_stands_for_its_logs()
    {
        var ledger = Log.Key.Named(SampleLog.Ledger).Verifier.ToString();

        Assert.Null(await Verifier.FailureOfAsync(await Log.BundleAsync(), ledger));
    }

    [Fact]
    public async Task Equal_content_gives_equal_bytes() =>
        Assert.Equal(await Log.BundleAsync(), await Log.BundleAsync());

    [Fact]
    public async Task A_changed_byte_is_found_wherever_it_is_and_named_where_it_is_in_a_leaf()
    {
        var bundle = await Small().BundleAsync();
        var text = System.Text.Encoding.Latin1.GetString(bundle);
        var unnamed = new List<int>();
        for (var at = 0; at < bundle.Length; at++)
        {
            var changed = (byte[])bundle.Clone();
            changed[at] ^= (byte)(1 << (at % 8));

            var failure = await Verifier.FailureOfAsync(changed, Key);

            Assert.True(failure?.ExitCode == ExitCode.Violated, $"byte {at} of {text.Length}");
            if (PositionAt(text, at) is { } position
                && (failure as Violation)?.Position != position)
                unnamed.Add(at);
        }
        Assert.Empty(unnamed);
    }

    [Fact]
    public async Task A_bundle_that_is_cut_off_anywhere_or_has_more_behind_it_is_found()
    {
        var bundle = await Small().BundleAsync();

        for (var length = 0; length < bundle.Length; length++)
            Assert.Equal(ExitCode.Violated,
                (await Verifier.FailureOfAsync(bundle[..length], Key))?.ExitCode);
        Assert.Equal(ExitCode.Violated,
            (await Verifier.FailureOfAsync([.. bundle, 0], Key))?.ExitCode);
    }

    [Fact]
    public async Task A_bundle_of_another_portfolio_epoch_or_key_is_named()
    {
        var others = new[]
        {
            SampleLog.Golden("roads"), SampleLog.Golden(epoch: 2),
            Log.Copy(SampleLog.KeyOf(Log.Origin, 8)),
        };

        foreach (var other in others)
        {
            var failure = await Verifier.FailureOfAsync(await other.BundleAsync(), Key);

            Assert.Equal(ExitCode.Violated, failure?.ExitCode);
            Assert.Contains("another", failure!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_compressed_archive_is_refused_before_anything_is_unpacked()
    {
        using var bomb = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(
            bomb, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        await using (var entry = await zip.CreateEntry("events.ndjson").OpenAsync(
            TestContext.Current.CancellationToken))
            for (var i = 0; i < 100; i++)
                entry.Write(new byte[1024 * 1024]);

        var failure = await Verifier.FailureOfAsync(bomb.ToArray(), Key);

        Assert.Equal(ExitCode.Violated, failure?.ExitCode);
    }

    [Fact]
    public async Task Other_tools_unpack_it()
    {
        using var archive = new MemoryStream(await Log.BundleAsync());
        using var zip = new System.IO.Compression.ZipArchive(archive);

        var names = zip.Entries.Select(e => e.FullName).ToArray();

        Assert.Equal(["README.md", "checkpoint", "events.ndjson", "tile/0/000.p/67",
            "manifest.json"], names);
        using var lines = new StreamReader(await zip.GetEntry("events.ndjson")!.OpenAsync(
            TestContext.Current.CancellationToken));
        Assert.Equal(Log.Leaves.Select(System.Text.Encoding.UTF8.GetString),
            (await lines.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n')[..^1]);
    }

    /// <summary>A few events, so that every byte can be tried.</summary>
    private static SampleLog Small() =>
        new() { Leaves = Log.Leaves[..6] };

    /// <summary>The position whose leaf has the byte; null outside of leaves.</summary>
    private static long? PositionAt(string archive, int at)
    {
        foreach (var (index, leaf) in Small().Leaves.Index())
        {
            var start = archive.IndexOf(
                System.Text.Encoding.Latin1.GetString(leaf), StringComparison.Ordinal);
            if (at >= start && at < start + leaf.Length)
                return index + 1;
        }
        return null;
    }
}
