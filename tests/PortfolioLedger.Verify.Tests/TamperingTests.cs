using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Verify.Commands;

namespace PortfolioLedger.Verify.Tests;

/// <summary>
/// What somebody with all rights on the database could do before a bundle is made: the container
/// is right, the leaves are not. All of it is found, and the first bad leaf named.
/// </summary>
public sealed class TamperingTests
{
    private const int Tamperings = 1000;

    private static readonly SampleLog Log = SampleLog.Golden();
    private static readonly string Key = Log.Key.Verifier.ToString();

    [Fact]
    public async Task Every_one_of_a_thousand_random_tamperings_is_found_and_the_first_bad_leaf_named()
    {
        var random = new Random(20261129);
        var honest = (Note: Log.Note(), Hashes: Log.Hashes(Log.Leaves.Count));
        for (var i = 0; i < Tamperings; i++)
        {
            var log = Log.Copy();
            var (what, first) = Tampered(log, random);
            var bundle = await Repacked(log, honest.Note, honest.Hashes);

            var failure = await Verifier.FailureOfAsync(bundle, Key);

            Assert.True(failure is Violation violation && violation.Position == first,
                $"{i}: {what} at {first}: {failure?.Message}");
        }
    }

    [Fact]
    public async Task A_history_rewritten_and_signed_with_the_stolen_key_is_found_by_what_is_held()
    {
        using var witness = SampleLog.WitnessKey("witness.example.org");
        var random = new Random(20261130);
        var older = Log.Note(60);
        for (var done = 0; done < 100;)
        {
            var (log, what, first) = Forged(random);
            if (log.Leaves.Count == 0 || first > Log.Leaves.Count)
                continue;
            done++;
            var bundle = await log.BundleAsync();
            using var checkpoint = new TemporaryFile(
                first <= 60 ? older.ToBytes() : Log.Note().ToBytes());
            using var receipt = new TemporaryFile(ReceiptOf(first));
            using var proof = new TemporaryFile(Encoding.UTF8.GetBytes($"{Log.Proof(first)}"));

            Assert.True(
                await Verifier.FailureOfAsync(bundle, Key) is null, $"{what}: it is perfect");
            foreach (var held in new Held[]
            {
                new([checkpoint.Path], [], []), new([], [receipt.Path], []),
                new([], [], [proof.Path]),
            })
                Assert.True(
                    await Verifier.FailureOfAsync(bundle, Key, held) is Violation,
                    $"{what} at {first}");
            var found = await Verifier.FailureOfAsync(
                bundle, Key, new([], [receipt.Path], [])) as Violation;
            Assert.Equal(first, found!.Position);
            Assert.True(await Verifier.FailureOfAsync(
                bundle, Key, witnesses: [$"{witness.Verifier}"]) is Violation);
        }
    }

    [Fact]
    public async Task A_cosignature_of_the_honest_log_does_not_fit_a_rewritten_one()
    {
        using var witness = SampleLog.WitnessKey("witness.example.org");
        var (log, honest) = (Log.Copy(), Log.Note());
        Edit(log, 20, leaf => leaf["actor"]!["id"] = "somebody");
        var forged = log;
        var note = forged.Note();
        var cosignature = Cosignature.Sign(honest.Text, witness, DateTimeOffset.UnixEpoch);

        Assert.Null(await Verifier.FailureOfAsync(await Log.BundleAsync(note: honest with
        {
            Signatures = honest.Signatures.Add(cosignature),
        }), Key, witnesses: [$"{witness.Verifier}"]));
        var failure = await Verifier.FailureOfAsync(await forged.BundleAsync(note: note with
        {
            Signatures = note.Signatures.Add(cosignature),
        }), Key, witnesses: [$"{witness.Verifier}"]);
        Assert.Contains("The cosignature of witness.example.org is wrong", failure?.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_and_honest_holds()
    {
        using var checkpoint = new TemporaryFile(Log.Note(33).ToBytes());
        using var receipt = new TemporaryFile(ReceiptOf(12));
        using var proof = new TemporaryFile(Encoding.UTF8.GetBytes($"{Log.Proof(12, 40)}"));

        Assert.Null(await Verifier.FailureOfAsync(await Log.BundleAsync(), Key,
            new([checkpoint.Path], [receipt.Path], [proof.Path])));
    }

    [Fact]
    public async Task A_log_that_was_cut_is_found_by_a_checkpoint_and_a_receipt()
    {
        var cut = new SampleLog { Leaves = Log.Leaves[..50] };
        using var checkpoint = new TemporaryFile(Log.Note(60).ToBytes());
        using var receipt = new TemporaryFile(ReceiptOf(55));

        var byCheckpoint = await Verifier.FailureOfAsync(
            await cut.BundleAsync(), Key, new([checkpoint.Path], [], []));
        var byReceipt = await Verifier.FailureOfAsync(
            await cut.BundleAsync(), Key, new([], [receipt.Path], []));

        Assert.Equal(51, (byCheckpoint as Violation)?.Position);
        Assert.Equal(55, (byReceipt as Violation)?.Position);
    }

    /// <summary>Alters a log; says what was done and the first leaf that is bad.</summary>
    private static (string What, long First) Tampered(SampleLog log, Random random)
    {
        var at = random.Next(log.Leaves.Count) + 1L;
        switch (random.Next(7))
        {
            case 0:
                return (EditSome(log, at, random), at);
            case 1:
                log.Leaves.RemoveAt((int)at - 1);
                return ("deleted", at);
            case 2 when at < log.Leaves.Count:
                (log.Leaves[(int)at - 1], log.Leaves[(int)at]) =
                    (log.Leaves[(int)at], log.Leaves[(int)at - 1]);
                return ("swapped", at);
            case 3:
                log.Leaves.Insert((int)at - 1, log.Leaves[random.Next(log.Leaves.Count)]);
                return ("inserted", SameAt(log, at) ? at + 1 : at);
            case 4:
                Edit(log, at, leaf => leaf["recordedAt"] = "2026-01-01T00:00:00.000000Z");
                return ("backdated", at);
            case 5:
                log.Leaves.RemoveRange((int)at - 1, log.Leaves.Count - (int)at + 1);
                return ("tail cut", at);
            default:
                var bytes = (byte[])log.Leaves[(int)at - 1].Clone();
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                log.Leaves[(int)at - 1] = bytes;
                return ("a bit flipped", at);
        }
    }

    private static bool SameAt(SampleLog log, long position) =>
        log.Leaves[(int)position - 1].AsSpan().SequenceEqual(Log.Leaves[(int)position - 1]);

    private static string EditSome(SampleLog log, long at, Random random)
    {
        var names = JsonNode.Parse(log.Leaves[(int)at - 1])!.AsObject()
            .Select(member => member.Key).ToArray();
        var name = names[random.Next(names.Length)];
        Edit(log, at, leaf => leaf[name] = Other(leaf[name], random));
        return $"edited {name}";
    }

    private static JsonNode? Other(JsonNode? value, Random random) => value switch
    {
        JsonObject members when members.Count > 0 => With(members, random),
        JsonValue number when number.TryGetValue<long>(out var n) => n + 1 + random.Next(3),
        JsonValue text when text.TryGetValue<string>(out var s) => s + "x",
        null => "somebody",
        _ => "other",
    };

    private static JsonObject With(JsonObject members, Random random)
    {
        var copy = (JsonObject)members.DeepClone();
        var name = copy.Select(m => m.Key).ElementAt(random.Next(copy.Count));
        copy[name] = Other(copy[name], random);
        return copy;
    }

    private static void Edit(SampleLog log, long at, Action<JsonNode> edit)
    {
        var leaf = JsonNode.Parse(log.Leaves[(int)at - 1])!;
        edit(leaf);
        log.Leaves[(int)at - 1] = CanonicalJson.Encode(Encoding.UTF8.GetBytes(leaf.ToJsonString()));
    }

    /// <summary>
    /// A bundle with a right container around leaves that the writer would refuse: the honest
    /// checkpoint and tiles, and whatever the events are now.
    /// </summary>
    private static async Task<byte[]> Repacked(
        SampleLog log, SignedNote note, MerkleHash[] honest)
    {
        var bytes = await Log.BundleAsync(note: note, tiles: honest);
        return await Archives.RewriteAsync(bytes, "events.ndjson",
            [.. log.Leaves.SelectMany(leaf => leaf.Append((byte)'\n'))]);
    }

    /// <summary>
    /// Another history, as a thief of the key would tell it: dense, ordered, well formed.
    /// </summary>
    private static (SampleLog Log, string What, long First) Forged(Random random)
    {
        var nodes = Log.Leaves.Select(leaf => JsonNode.Parse(leaf)!).ToList();
        var at = random.Next(nodes.Count);
        var what = (string[])["edited", "deleted", "inserted", "swapped", "backdated", "cut"];
        var did = what[random.Next(what.Length)];
        switch (did)
        {
            case "edited":
                nodes[at]["actor"]!["id"] = "somebody";
                break;
            case "deleted":
                nodes.RemoveAt(at);
                break;
            case "inserted":
                nodes.Insert(at, nodes[random.Next(nodes.Count)].DeepClone());
                break;
            case "swapped":
                (nodes[at], nodes[^1]) = (nodes[^1], nodes[at]);
                break;
            case "backdated":
                nodes[at]["recordedAt"] = "2025-12-31T00:00:00.000000Z";
                break;
            default:
                nodes.RemoveRange(at, nodes.Count - at);
                break;
        }
        var times = nodes.Select(n => n["recordedAt"]!.ToString()).Order(StringComparer.Ordinal);
        foreach (var (index, (node, time)) in nodes.Zip(times.ToArray()).Index())
        {
            node["position"] = index + 1;
            node["recordedAt"] = time;
            if (string.CompareOrdinal(node["reportedAt"]?.ToString(), time) > 0)
                node["reportedAt"] = time;
        }
        var forged = new SampleLog
        {
            Leaves = [.. nodes.Select(n =>
                CanonicalJson.Encode(Encoding.UTF8.GetBytes(n.ToJsonString())))],
        };
        var first = 0;
        while (first < forged.Leaves.Count && first < Log.Leaves.Count
            && forged.Leaves[first].AsSpan().SequenceEqual(Log.Leaves[first]))
            first++;
        return (forged, did, first + 1);
    }

    private static byte[] ReceiptOf(long position)
    {
        var hash = MerkleHash.OfLeaf(Log.Leaves[(int)position - 1]);
        return Encoding.UTF8.GetBytes(
            $$"""{"events":[{"position":{{position}},"leafHash":"{{hash}}"}]}""");
    }
}
