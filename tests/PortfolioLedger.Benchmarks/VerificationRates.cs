using System.Diagnostics;
using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Verifying a bundle offline, from the start of the program to its answer: signature, root from
/// the leaves, and all rules on the events, as <c>ledger-verify rules</c> does it.
/// </summary>
internal static class VerificationRates
{
    private const double Target = 15;

    public static async Task<Result> MeasureAsync(Bench bench)
    {
        var path = Path.Combine(Path.GetTempPath(), $"verify-{Environment.ProcessId}.zip");
        try
        {
            var key = await WriteAsync(path, (int)bench.Events);
            var seconds = new double[bench.Repeats];
            for (var run = 0; run < seconds.Length; run++)
                seconds[run] = await VerifyAsync(path, key);
            var runs = new Runs(seconds);
            return new(
                $"verification of {bench.Events:N0} events in a bundle: signature, root, rules",
                runs, null, "s", null, "≤ 15 s for 1,000,000 events", runs.Median <= Target);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes a bundle of so many events; gives its key.</summary>
    public static async Task<string> WriteAsync(string path, int events)
    {
        using var key = new SigningKey(
            $"bench.example.org/{LongHistory.Portfolio}/1", SignatureKind.Ed25519, new byte[32]);
        var entries = LongHistory.Of(events);
        var (hashes, tree) = (new MerkleHash[events], new TiledTree());
        var tiles = new SortedDictionary<(int, long), ReadOnlyMemory<MerkleHash>>();
        tree.Filled = (tile, full) => tiles[(tile.Level!.Value, tile.Number)] = full;
        foreach (var entry in entries)
            tree.Append(MerkleHash.OfLeaf(LeafOf(entry)));
        var note = SignedNote.Sign(
            new Checkpoint(key.Verifier.Name, events, tree.Root).Text, key);
        await using var file = File.Create(path);
        using var bundle = await EvidenceBundleWriter.StartAsync(
            file, note, key.Verifier, new(1, events));
        foreach (var entry in entries)
            await bundle.AddEventAsync(LeafOf(entry));
        foreach (var tile in bundle.Tiles)
            await bundle.AddTileAsync(tile, tile.IsFull
                ? tiles[(tile.Level!.Value, tile.Number)]
                : tree.Edge(tile.Level!.Value).ToArray());
        await bundle.FinishAsync([]);
        return key.Verifier.ToString();
    }

    private static byte[] LeafOf(Entry entry) => Leaf.Bytes(
        new(LongHistory.Portfolio.Value, 1, entry.Position, entry.Id,
            Catalogue.KindOf(entry.Fact).Name, entry.SchemaVersion, entry.RecordedAt, null,
            entry.EffectiveOn, entry.Actor.Id, Enumeration<Role>.NameOf(entry.Actor.Role), null,
            null, null, null),
        Catalogue.Write(entry.Fact));

    private static async Task<double> VerifyAsync(string path, string key)
    {
        var started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "ledger-verify.dll"),
            "rules", path, "--key", key, "--json",
        })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // A rule may be broken by what a benchmark makes up; nothing may be altered.
        if (process.ExitCode > 1)
            throw new InvalidOperationException(answer);
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
