using System.Text;
using System.Text.Json.Nodes;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Verify.Rules;

namespace PortfolioLedger.Verify.Tests;

/// <summary>The program as anybody runs it.</summary>
public sealed class VerbTests
{
    private static readonly SampleLog Log = SampleLog.Golden();
    private static readonly string Key = Log.Key.Verifier.ToString();

    [Theory]
    [InlineData("ranking")]
    [InlineData("alignment")]
    [InlineData("initiatives")]
    [InlineData("outcomes-versus-outputs")]
    [InlineData("value-streams")]
    [InlineData("decisions")]
    [InlineData("objectives")]
    [InlineData("scorecard")]
    [InlineData("timeline")]
    public async Task A_view_is_computed_again_and_a_digest_that_lies_is_found(string view)
    {
        var digest = DigestOf(view, 60);
        using var honest = new TemporaryFile(await Log.BundleAsync(views: [digest]));
        using var lying = new TemporaryFile(await Log.BundleAsync(
            views: [digest with { Digest = digest.Digest[..^1] + "x" }]));

        var all = await Verifier.RunAsync("replay", honest.Path, "--key", Key);
        var one = await Verifier.RunAsync("replay", honest.Path, "--key", Key, "--view", view,
            "--as-of-position", "60", "--digest", digest.Digest, "--json");
        var lie = await Verifier.RunAsync("replay", lying.Path, "--key", Key);

        Assert.Equal((0, 0, 3), (all.ExitCode, one.ExitCode, lie.ExitCode));
        Assert.Equal(digest.Digest, (string?)one.Json["digest"]);
        Assert.Contains($"another answer for '{view}'", lie.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_past_day_and_a_business_day_are_answered_as_the_ledger_does()
    {
        using var file = new TemporaryFile(await Log.BundleAsync());
        var book = BookAt(59, new(2026, 3, 1));

        var answer = await Verifier.RunAsync("replay", file.Path, "--view", "ranking", "--as-of",
            "2026-04-02", "--effective-on", "2026-03-01", "--json");

        Assert.Equal(59, (long)answer.Json["asOfPosition"]!);
        Assert.Equal(ViewDigest.Of(Ranking.Compute(book), book), (string?)answer.Json["digest"]);
    }

    [Fact]
    public async Task Rules_that_decisions_break_are_named_with_position_and_words()
    {
        using var file = new TemporaryFile(await Log.BundleAsync());

        var answer = await Verifier.RunAsync("rules", file.Path, "--key", Key, "--json");

        Assert.Equal(1, answer.ExitCode);
        Assert.Equal(
            [
                "39 budget-arithmetic: 600000 and 1 are not 640000 ('intake', 2026)",
                "43 schedule-arithmetic: from 2027-01-15 to 2027-01-20 are 5 days, not 4",
            ],
            answer.Json["breaches"]!.AsArray().Select(breach =>
                $"{breach!["position"]} {breach["rule"]}: {breach["words"]}"));
    }

    [Theory]
    [InlineData("own-proposal", "initiative-approved", "actor.id", "\"board\"")]
    [InlineData("role", "objective-approved", "actor.role", "\"contributor\"")]
    [InlineData("role", "spend-recorded", "actor.role", "\"viewer\"")]
    [InlineData("weights-are-one", "objectives-reweighted", "data.weights",
        "{\"growth\":\"0.9\",\"resilience\":\"0.2\"}")]
    [InlineData("budget-arithmetic", "budget-changed", "data.newTotal.amount", "\"123456\"")]
    [InlineData("evidence-before-decision", "budget-changed", "data.grounds.evidence",
        "[{\"kind\":\"ranking\",\"ref\":\"later\"}]")]
    [InlineData("evidence-before-decision", "budget-changed", "data.grounds.evidence",
        "[{\"kind\":\"document\",\"ref\":\"memo\",\"position\":66}]")]
    public void A_ledger_that_forgot_a_rule_is_found(
        string rule, string type, string member, string value)
    {
        var before = Breaches(Honest(), rule);
        var (log, position) = Altered(type, member, value);

        var after = Breaches(log, rule);

        Assert.Empty(before);
        Assert.Equal(position, Assert.Single(after).Position);
    }

    [Fact]
    public async Task Claims_of_imported_history_are_counted_apart_and_fail_only_when_strict()
    {
        var log = Honest("2026-01-01T00:00:00.000000Z");
        using var file = new TemporaryFile(await log.BundleAsync());

        var mild = await Verifier.RunAsync("rules", file.Path, "--key", Key, "--json");
        var strict = await Verifier.RunAsync("rules", file.Path, "--key", Key, "--strict");

        Assert.Equal((0, 1), (mild.ExitCode, strict.ExitCode));
        Assert.Equal((0, 1), ((int)mild.Json["broken"]!, (int)mild.Json["claims"]!));
    }

    [Fact]
    public async Task A_part_of_the_events_cannot_be_folded_and_says_so()
    {
        using var file = new TemporaryFile(await Log.BundleAsync(new(5, 9)));

        foreach (var verb in (string[])["rules", "replay"])
        {
            var answer = await Verifier.RunAsync(verb, file.Path);

            Assert.Equal(1, answer.ExitCode);
            Assert.Contains("all from the first on are needed", answer.Errors,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_export_is_verified_by_its_checkpoint()
    {
        using var export = new TemporaryFile(Encoding.UTF8.GetBytes(Export(Log)));
        using var other = new TemporaryFile(Encoding.UTF8.GetBytes(
            Export(Log).Replace("Water", "Fire", StringComparison.Ordinal)));
        using var cut = new TemporaryFile(Encoding.UTF8.GetBytes(Export(Log)[..^9]));
        using var note = new TemporaryFile(Log.Note().ToBytes());
        using var older = new TemporaryFile(Log.Note(30).ToBytes());

        var good = await Verifier.RunAsync("log", export.Path, "--key", Key, "--checkpoint-of",
            note.Path, "--checkpoint", older.Path);
        var bad = await Verifier.RunAsync(
            "log", other.Path, "--key", Key, "--checkpoint-of", note.Path);
        var short_ = await Verifier.RunAsync(
            "log", cut.Path, "--key", Key, "--checkpoint-of", note.Path);
        var alone = await Verifier.RunAsync("log", export.Path, "--key", Key);

        Assert.Equal((0, 3, 3, 2),
            (good.ExitCode, bad.ExitCode, short_.ExitCode, alone.ExitCode));
        Assert.Contains("position 67", short_.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_usage_is_named_in_one_sentence()
    {
        using var file = new TemporaryFile(await Log.BundleAsync());
        using var empty = new TemporaryFile([]);
        string[][] all =
        [
            [], ["nothing"], ["log"], ["log", "no-such-file"], ["log", file.Path, "--key", "x+y+z"],
            ["log", file.Path, "--receipt", file.Path], ["log", file.Path, "--quorum", "many"],
            ["replay", file.Path, "--view", "weather"],
            ["replay", file.Path, "--view", "ranking", "--as-of", "tomorrow"],
            ["replay", file.Path, "--view", "ranking", "--as-of-position", "1000"],
            ["log", file.Path, "--key", Log.Key.ToText()],
            ["log", file.Path, "--witness", Key],
        ];
        foreach (var arguments in all)
        {
            var answer = await Verifier.RunAsync(arguments);

            Assert.True(answer.ExitCode == 2, string.Join(' ', arguments) + answer.Errors);
            Assert.NotEmpty(answer.Errors);
        }
        Assert.Equal(3, (await Verifier.RunAsync("log", empty.Path)).ExitCode);
        Assert.Equal(1, (await Verifier.RunAsync("log", "http://127.0.0.1:9/log")).ExitCode);
    }

    private static List<Breach> Breaches(SampleLog log, string rule)
    {
        var rules = new RuleBook();
        var folder = new Replay.Folder(Core.Kernel.Key.Parse("capital"), rules.Ask);
        foreach (var leaf in log.Leaves)
            folder.Take(PostingOf(leaf));
        return [.. rules.Breaches.Where(breach => breach.Rule == rule && !breach.IsClaim)];
    }

    /// <summary>The golden journal without its two steps that do not add up.</summary>
    private static IEnumerable<JsonNode> HonestLines()
    {
        foreach (var line in SampleLog.Lines())
        {
            if ((int)line["position"]! == 39)
                line["data"]!["newTotal"]!["amount"] = "600001";
            if ((int)line["position"]! == 43)
                line["data"]!["days"] = 5;
            yield return line;
        }
    }

    /// <summary>A log of them; with a claim at the end that was known before.</summary>
    private static SampleLog Honest(string? claimedAt = null)
    {
        var log = new SampleLog();
        foreach (var line in HonestLines())
            log.Add(line);
        if (claimedAt is null)
            return log;
        log.Add(JsonNode.Parse($$$"""
            {"position":68,"recordedAt":"2026-06-04T09:00:00.000000Z",
             "reportedAt":"{{{claimedAt}}}",
             "effectiveOn":"2026-01-01","actor":{"id":"import:city","role":"administrator"},
             "type":"customer-segment-registered","schemaVersion":1,
             "data":{"segment":"tourists","name":"Tourists"}}
            """)!);
        return log;
    }

    private static (SampleLog Log, long Position) Altered(string type, string member, string value)
    {
        var (log, position) = (new SampleLog(), 0L);
        foreach (var line in HonestLines())
        {
            if (member == "actor.id" && line["type"]!.ToString() == "initiative-proposed")
                line["actor"]!["id"] = "board";
            if (line["type"]!.ToString() == type && position == 0)
            {
                var (parent, names) = (line, member.Split('.'));
                foreach (var name in names[..^1])
                    parent = parent[name]!;
                parent[names[^1]] = JsonNode.Parse(value);
                position = line["position"]!.GetValue<long>();
            }
            log.Add(line);
        }
        return (log, position);
    }

    private static Posting PostingOf(byte[] bytes)
    {
        var (said, data, _) = ReadLeaf.Parse(bytes);
        Assert.True(Enumeration<Role>.TryParse(said.ActorRole, out var role));
        return new(said.Position, said.RecordedAt, said.ReportedAt, said.EffectiveOn,
            new(said.ActorId, role), Catalogue.Read(said.Type, said.SchemaVersion, data.Span));
    }

    private static Book BookAt(int position, DateOnly? on = null) => Refold.Over(
        on is { } day ? Book.EmptyOn(Core.Kernel.Key.Parse("capital"), day)
            : Book.Empty(Core.Kernel.Key.Parse("capital")),
        [.. Log.Leaves.Take(position).Select(PostingOf)]).Last();

    /// <summary>The book and all entries of a log.</summary>
    internal static (Book Book, IReadOnlyList<Posting> Journal) Folded(SampleLog log)
    {
        var journal = log.Leaves.Select(PostingOf).ToArray();
        return (Refold.Over(Book.Empty(Core.Kernel.Key.Parse("capital")), journal).Last(), journal);
    }

    private static BundleView DigestOf(string view, int position)
    {
        var book = BookAt(position);
        var journal = Log.Leaves.Select(PostingOf).ToArray();
        return new(view, 1, position, book.Day,
            Replay.ViewDigests.Compute(view, book, journal));
    }

    /// <summary>The feed as the ledger exports it.</summary>
    private static string Export(SampleLog log)
    {
        var lines = new StringBuilder();
        foreach (var bytes in log.Leaves)
        {
            var leaf = JsonNode.Parse(bytes)!;
            var e = new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = leaf["id"]!.DeepClone(),
                ["source"] = "/api/v1/portfolios/capital",
                ["type"] = leaf["type"]!.DeepClone(),
                ["time"] = leaf["recordedAt"]!.DeepClone(),
                ["position"] = leaf["position"]!.DeepClone(),
                ["effectiveon"] = leaf["effectiveOn"]!.DeepClone(),
                ["actor"] = leaf["actor"]!["id"]!.DeepClone(),
                ["actorrole"] = leaf["actor"]!["role"]!.DeepClone(),
                ["schemaversion"] = leaf["schemaVersion"]!.DeepClone(),
                ["epoch"] = 1,
                ["data"] = leaf["data"]!.DeepClone(),
            };
            if (leaf["reportedAt"] is { } reported)
                e["reportedat"] = reported.DeepClone();
            lines.Append(e.ToJsonString()).Append('\n');
        }
        return lines.ToString();
    }
}
