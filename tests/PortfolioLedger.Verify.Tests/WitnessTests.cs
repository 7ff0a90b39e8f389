using System.Net;
using System.Text;
using PortfolioLedger.Verify.Witnessing;

namespace PortfolioLedger.Verify.Tests;

/// <summary>The witness, by its protocol and on the command line.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private static readonly SampleLog Log = SampleLog.Golden();
    private static readonly SigningKey Key = SampleLog.WitnessKey("witness.example.org");

    private readonly TemporaryFolder _folder = new();
    private Microsoft.AspNetCore.Builder.WebApplication? _app;
    private WitnessState? _state;
    private HttpClient _http = new();

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_log_that_grows_is_cosigned_and_its_last_checkpoint_served()
    {
        var (first, body) = await AddAsync(0, 20);
        var (second, _) = await AddAsync(20, 67);
        var served = SignedNote.Parse(await _http.GetByteArrayAsync(
            $"{WitnessState.HashOf(Log.Origin)}/checkpoint",
            TestContext.Current.CancellationToken));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first, second));
        Assert.StartsWith("— witness.example.org ", body, StringComparison.Ordinal);
        Assert.NotNull(Cosignature.Of(served, Key.Verifier));
        Assert.Equal(67, Checkpoint.Verified(served, Log.Key.Verifier).Size);
    }

    [Fact]
    public async Task Who_does_not_know_the_last_size_is_told_and_goes_on_from_there()
    {
        await AddAsync(0, 20);
        using var answer = await PostAsync(Request(0, 40));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("text/x.tlog.size", answer.Content.Headers.ContentType?.ToString());
        var size = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("20\n", size);
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(20, 40)).Status);
    }

    [Fact]
    public async Task Every_wrong_request_has_its_status()
    {
        using var stranger = SampleLog.KeyOf("other.example.org/capital/1");
        using var thief = SampleLog.KeyOf(Log.Origin, 8);
        var note = Log.Note();
        var forged = Log.Copy(thief).Note();
        await AddAsync(0, 20);

        await Assert_(HttpStatusCode.BadRequest, "old x\n\n" + note);
        await Assert_(HttpStatusCode.BadRequest, "");
        await Assert_(HttpStatusCode.BadRequest, "old 020\n\n" + note);
        await Assert_(HttpStatusCode.BadRequest, Request(30, 25));
        await Assert_(HttpStatusCode.BadRequest, "old 20\n" + string.Concat(
            Enumerable.Repeat(MerkleHash.OfNothing + "\n", 64)) + "\n" + note);
        await Assert_(HttpStatusCode.NotFound, $"old 0\n\n{Log.Copy(stranger).Note()}");
        await Assert_(HttpStatusCode.Forbidden, $"old 20\n\n{forged}");
        await Assert_(HttpStatusCode.Forbidden, $"old 20\n\n{note with
        {
            Signatures = [new(Log.Origin, Log.Key.Verifier.Id, [.. new byte[64]])],
        }}");
        await Assert_(HttpStatusCode.UnprocessableEntity, $"old 20\n\n{note}");
        await Assert_(HttpStatusCode.UnprocessableEntity,
            $"old 20\n{MerkleHash.OfNothing}\n\n{note}");
        await Assert_(HttpStatusCode.Conflict,
            $"{new WitnessRequest(20, [], Rewritten().Note(20))}");
        await Assert_(HttpStatusCode.RequestEntityTooLarge, new string('x', 100_000));
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(20, 20)).Status);

        async Task Assert_(HttpStatusCode status, string body)
        {
            using var answer = await PostAsync(body);
            Assert.Equal((status, body), (answer.StatusCode, body));
        }
    }

    [Fact]
    public async Task An_empty_log_has_the_root_of_nothing_and_a_proof_from_nothing_is_none()
    {
        var empty = SignedNote.Sign(
            new Checkpoint(Log.Origin, 0, Log.Root(5)).Text, Log.Key);
        using var wrongRoot = await PostAsync($"old 0\n\n{empty}");
        using var wrongProof = await PostAsync($"old 0\n{MerkleHash.OfNothing}\n\n{Log.Note()}");
        using var right = await PostAsync($"old 0\n\n{Log.Note(0)}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongRoot.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongProof.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_log_that_rewrote_its_history_is_never_cosigned()
    {
        await AddAsync(0, 30);
        var liar = Rewritten();
        using var answer = await PostAsync($"{new WitnessRequest(30, Proof(liar, 30, 67),
            liar.Note())}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            30, Checkpoint.Parse(_state!.Last(WitnessState.HashOf(Log.Origin))!.Text).Size);
    }

    [Fact]
    public async Task Of_requests_at_once_one_history_comes_out_and_nothing_rolls_back()
    {
        await AddAsync(0, 10);
        var answers = await Task.WhenAll(
            Enumerable.Range(11, 50).Select(size => AddAsync(10, size)));

        var size = Checkpoint.Parse(
            _state!.Last(WitnessState.HashOf(Log.Origin))!.Text).Size;
        Assert.Equal(HttpStatusCode.OK, Assert.Single(
            answers, a => a.Status != HttpStatusCode.Conflict).Status);
        Assert.Equal(HttpStatusCode.OK, (await AddAsync((int)size, 67)).Status);
    }

    [Fact]
    public async Task What_was_cosigned_is_known_after_a_restart()
    {
        await AddAsync(0, 30);
        await StopAsync();
        await StartAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await AddAsync(0, 40)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(30, 40)).Status);
    }

    [Fact]
    public async Task A_state_that_is_damaged_is_never_taken_for_none()
    {
        await AddAsync(0, 30);
        File.WriteAllText(_folder[$"{WitnessState.HashOf(Log.Origin)}.checkpoint"], "damaged");

        Assert.Equal(HttpStatusCode.InternalServerError, (await AddAsync(0, 40)).Status);
    }

    [Fact]
    public async Task A_checkpoint_that_was_never_seen_is_not_there()
    {
        foreach (var path in (string[])[$"{new string('a', 64)}/checkpoint",
            $"{new string('A', 64)}/checkpoint", "..%2f..%2fetc/checkpoint", "checkpoint"])
        {
            using var answer = await _http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_key_is_made_for_its_owner_alone_and_cosigns_what_extends()
    {
        using var folder = new TemporaryFolder();
        var made = await Verifier.RunAsync("keygen", "me.example.org", "--out", folder["me.key"]);
        var again = await Verifier.RunAsync("keygen", "me.example.org", "--out", folder["me.key"]);
        var key = VerifierKey.Parse(made.Output);
        File.WriteAllBytes(folder["first"], Log.Note(20).ToBytes());
        File.WriteAllBytes(folder["alone"], Log.Note(40).ToBytes());
        File.WriteAllBytes(folder["all.zip"], await Log.BundleAsync());
        File.WriteAllBytes(folder["liar.zip"], await Rewritten().BundleAsync());

        var first = await CosignAsync(folder, "first");
        var alone = await CosignAsync(folder, "alone");
        var liar = await CosignAsync(folder, "liar.zip");
        var all = await CosignAsync(folder, "all.zip");
        var shorter = await CosignAsync(folder, "first");

        Assert.Equal((0, 1), (made.ExitCode, again.ExitCode));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(folder["me.key"]));
        Assert.Equal((0, 1, 3, 0, 3),
            (first.ExitCode, alone.ExitCode, liar.ExitCode, all.ExitCode, shorter.ExitCode));
        Assert.NotNull(Cosignature.Of(
            SignedNote.Parse(Encoding.UTF8.GetBytes(all.Output)), key));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_key_that_is_missing_shared_or_of_a_log_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["first"], Log.Note(20).ToBytes());
        var missing = await CosignAsync(folder, "first");
        File.WriteAllText(folder["me.key"], Key.ToText());
        File.SetUnixFileMode(folder["me.key"],
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var shared = await CosignAsync(folder, "first");
        File.WriteAllText(folder["me.key"], Log.Key.ToText());
        File.SetUnixFileMode(folder["me.key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var ofLog = await CosignAsync(folder, "first");

        Assert.Equal((2, 2, 2), (missing.ExitCode, shared.ExitCode, ofLog.ExitCode));
        Assert.Contains("There is no key file", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("by others", shared.Errors, StringComparison.Ordinal);
        Assert.Contains("of a log, not of a witness", ofLog.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_and_stops_by_itself_when_told_to()
    {
        using var folder = new TemporaryFolder();
        await Verifier.RunAsync("keygen", "me.example.org", "--out", folder["me.key"]);
        using var process = Verifier.Start(["witness", "--listen", "127.0.0.1:0", "--witness-key",
            folder["me.key"], "--state", folder["state"], "--log", $"{Log.Key.Verifier}"]);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(
            TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(line!["listening on ".Length..]) };

        using var answer = await http.PostAsync("add-checkpoint",
            new ByteArrayContent(Encoding.UTF8.GetBytes(Request(0, 5))),
            TestContext.Current.CancellationToken);
        using var other = Verifier.Start(["witness", "--listen", "127.0.0.1:0", "--witness-key",
            folder["me.key"], "--state", folder["state"], "--log", $"{Log.Key.Verifier}"]);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((0, 1), (process.ExitCode, other.ExitCode));
    }

    private static Task<Answer> CosignAsync(TemporaryFolder folder, string input) =>
        Verifier.RunAsync("cosign", folder[input], "--key", $"{Log.Key.Verifier}",
            "--witness-key", folder["me.key"], "--state", folder["state"]);

    private static SampleLog Rewritten()
    {
        var log = Log.Copy();
        log.Leaves[5] = [.. log.Leaves[5], (byte)' '];
        log.Leaves[5] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Log.Leaves[5])
            .Replace("\"board\"", "\"bored\"", StringComparison.Ordinal));
        return log;
    }

    private static ImmutableArray<MerkleHash> Proof(SampleLog log, int from, int to)
    {
        var hashes = log.Hashes(to);
        return from >= to ? [] : MerkleTree.ConsistencyProof(from, to, (level, index) =>
            MerkleTree.RootOf(hashes.AsSpan((int)(index << level), 1 << level)));
    }

    private static string Request(int from, int to) =>
        $"{new WitnessRequest(from, Proof(Log, from, to), Log.Note(to))}";

    private async Task<(HttpStatusCode Status, string Body)> AddAsync(int from, int to)
    {
        using var answer = await PostAsync(Request(from, to));
        return (answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync("add-checkpoint",
        new ByteArrayContent(Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);

    private async Task StartAsync()
    {
        _state = WitnessState.Open(_folder.Path);
        var ledger = Log.Key.Named(SampleLog.Ledger).Verifier;
        _app = WitnessVerb.App(new(IPAddress.Loopback, 0),
            new(Key, _state, [ledger], TimeProvider.System));
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new() { BaseAddress = new(_app.Urls.Single()) };
    }

    private async Task StopAsync()
    {
        _http.Dispose();
        await _app!.DisposeAsync();
        _state!.Dispose();
    }
}
