using System.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PortfolioLedger.Core.AuditLog;

namespace PortfolioLedger.Tests.AuditLog;

/// <summary>A ledger with one witness, for tests that share it.</summary>
public sealed class LedgerWithWitness : IAsyncLifetime
{
    internal TestWitness Witness { get; private set; } = null!;

    public LedgerHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Witness = await TestWitness.StartAsync();
        Host = await LedgerHost.StartAsync(settings: TestWitness.Settings(Witness));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Witness.DisposeAsync();
    }
}

/// <summary>
/// Witnesses that lie are named, nothing of theirs is kept, and recording goes on; when they come
/// to their senses, so does the log.
/// </summary>
public sealed class WitnessLieTests(LedgerWithWitness ledger) : IClassFixture<LedgerWithWitness>
{
    [Theory]
    [InlineData("wrong-key", "invalid", "cosigned with another key")]
    [InlineData("same-name-other-key", "invalid", "cosigned with another key")]
    [InlineData("forged", "invalid", "forged, or of another checkpoint")]
    [InlineData("other-checkpoint", "invalid", "forged, or of another checkpoint")]
    [InlineData("future", "invalid", "a time in the future")]
    [InlineData("ancient", "invalid", "a time before the checkpoint was signed")]
    [InlineData("garbage", "invalid", "something else than lines of signatures")]
    [InlineData("binary", "invalid", "something else than lines of signatures")]
    [InlineData("nothing", "invalid", "something else than lines of signatures")]
    [InlineData("text-moved", "invalid", "something else than lines of signatures")]
    [InlineData("huge", "invalid", "more than 64 KiB")]
    [InlineData("endless", "invalid", "more than 64 KiB")]
    [InlineData("redirect", "refused", "redirects are not followed")]
    [InlineData("unknown-log", "refused", "does not know the log")]
    [InlineData("unknown-key", "refused", "does not accept the key of the log")]
    [InlineData("malformed", "refused", "does not understand")]
    [InlineData("teapot", "refused", "answered 418")]
    [InlineData("no-size", "invalid", "without the size")]
    [InlineData("wrong-size", "invalid", "without the size")]
    [InlineData("same-size", "invalid", "names the same")]
    [InlineData("ever-another-size", "invalid", "another size")]
    [InlineData("no-proof-needed", "invalid", "needs no proof")]
    [InlineData("knows-more", "contradicts", "lost or forked")]
    [InlineData("other-history", "contradicts", "lost or forked")]
    public async Task A_lie_is_named_and_not_kept_and_recording_goes_on(
        string lie, string kind, string word)
    {
        var portfolio = lie + "-" + Guid.NewGuid().ToString("n")[..8];
        ledger.Witness.Lies[portfolio] = LieOf(lie);
        var opened = await ledger.Host.OpenAsync(portfolio);
        var trouble = await opened.TroubleAsync();

        Assert.Equal(kind, (string)trouble["kind"]!);
        Assert.Contains(word, (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.StartsWith(
            "witness.example/w1 ", (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.Equal(0, await opened.KeptAsync());
        await opened.RecordAsync();
        Assert.Single((await opened.CheckpointAsync()).Signatures);
        var (status, detail) = await ledger.Host.HealthAsync();
        Assert.Equal("degraded", status);
        Assert.Contains($"'{portfolio}': ", detail, StringComparison.Ordinal);
        Assert.Equal(200, (await ledger.Host.Anonymous.Get("/health/ready")).Status);
        Assert.True(await ledger.Host.MetricAsync("ledger_log_cosignatures_total", kind) >= 1);

        ledger.Witness.Lies.TryRemove(portfolio, out _);
        var note = await opened.CosignedAsync();
        Assert.NotNull(Cosignature.Of(note, ledger.Witness.Key.Verifier));
        Assert.Null((await opened.WitnessAsync())["trouble"]);
        Assert.DoesNotContain($"'{portfolio}': ", (await ledger.Host.HealthAsync()).Detail,
            StringComparison.Ordinal);
        // Kept for whoever asks later what there was.
        Assert.True(await ledger.Host.ScalarAsync<long>(
            "select count(*) from log.trouble where portfolio = $1 and kind = $2", portfolio, kind)
            >= 1);
    }

    [Fact]
    public async Task A_cosignature_among_those_of_others_is_taken_and_theirs_are_not()
    {
        var portfolio = "others-" + Guid.NewGuid().ToString("n")[..8];
        using var other = NewKey("witness.example/other");
        ledger.Witness.Lies[portfolio] = (http, request) => TestWitness.SendAsync(http, 200,
            $"{ledger.Witness.Cosign(request.Note.Text, other)}\n"
            + $"{ledger.Witness.Cosign(request.Note.Text)}\n"
            + "— witness.example/future AAAAAAAAAAAAAAAA\n");
        var opened = await ledger.Host.OpenAsync(portfolio);
        var note = await opened.CosignedAsync();

        Assert.Equal(2, note.Signatures.Length);
        Assert.NotNull(Cosignature.Of(note, ledger.Witness.Key.Verifier));
    }

    [Fact]
    public async Task A_witness_that_has_forgotten_is_given_the_whole_log_again()
    {
        var opened = await ledger.Host.OpenAsync();
        await opened.RecordAsync();
        var origin = Checkpoint.Parse((await opened.CosignedAsync()).Text).Origin;
        ledger.Witness.Seen.TryRemove(origin, out _);
        await opened.RecordAsync();
        await opened.CosignedAsync();

        var statuses = ledger.Witness.Requests
            .Where(r => Checkpoint.Parse(r.Request.Note.Text).Origin == origin)
            .Select(r => (r.Request.OldSize, r.Status)).ToArray();
        Assert.Equal((0, 200), statuses[^1]);
        Assert.Equal(409, statuses[^2].Status);
        Assert.Null((await opened.WitnessAsync())["trouble"]);
    }

    [Fact]
    public async Task A_witness_whose_answer_was_lost_says_how_far_it_is_and_is_asked_from_there()
    {
        var portfolio = "lost-" + Guid.NewGuid().ToString("n")[..8];
        ledger.Witness.Lies[portfolio] = (http, request) =>
        {
            var checkpoint = Checkpoint.Parse(request.Note.Text);
            ledger.Witness.Seen[checkpoint.Origin] = (checkpoint.Size, checkpoint.Root);
            ledger.Witness.Lies.TryRemove(portfolio, out var _);
            http.Abort();
            return Task.CompletedTask;
        };
        var opened = await ledger.Host.OpenAsync(portfolio);
        await opened.RecordAsync();
        var note = await opened.CosignedAsync();

        var requests = ledger.Witness.Requests
            .Where(r => r.Request.Note.Text.Contains(portfolio, StringComparison.Ordinal))
            .ToArray();
        Assert.Contains(requests, r => r.Status == 409 && r.Request.OldSize == 0);
        Assert.Contains(requests, r => r.Status == 200 && r.Request.OldSize > 0);
        Assert.NotNull(Cosignature.Of(note, ledger.Witness.Key.Verifier));
    }

    private Func<HttpContext, WitnessRequest, Task> LieOf(string lie)
    {
        var witness = ledger.Witness;
        return lie switch
        {
            "wrong-key" => (http, request) => Send(http, witness.Cosign(
                request.Note.Text, NewKey("witness.example/w7"))),
            "same-name-other-key" => (http, request) => Send(http, witness.Cosign(
                request.Note.Text, NewKey(witness.Key.Verifier.Name))),
            "forged" => (http, request) =>
            {
                var true_ = witness.Cosign(request.Note.Text);
                return Send(http, true_ with
                {
                    Bytes = true_.Bytes.SetItem(40, (byte)(true_.Bytes[40] ^ 1)),
                });
            },
            "other-checkpoint" => (http, request) => Send(http, witness.Cosign(
                (Checkpoint.Parse(request.Note.Text) with { Size = 77 }).Text)),
            "future" => (http, request) => Send(http, witness.Cosign(
                request.Note.Text, null, DateTimeOffset.UtcNow.AddDays(1))),
            "ancient" => (http, request) => Send(http, witness.Cosign(
                request.Note.Text, null, DateTimeOffset.UnixEpoch)),
            "garbage" => (http, _) => TestWitness.SendAsync(http, 200, "<html>Welcome</html>\n"),
            "binary" => (http, _) => http.Response.Body.WriteAsync(new byte[] { 0xff, 0, 10 })
                .AsTask(),
            "nothing" => (http, _) => TestWitness.SendAsync(http, 200, ""),
            "text-moved" => (http, request) => TestWitness.SendAsync(http, 200,
                $"more of the text\n\n{witness.Cosign(request.Note.Text)}\n"),
            "huge" => (http, request) => TestWitness.SendAsync(http, 200,
                $"{witness.Cosign(request.Note.Text)}\n" + new string('a', 1_000_000)),
            "endless" => async (http, _) =>
            {
                http.Response.StatusCode = 409;
                while (!http.RequestAborted.IsCancellationRequested)
                    await http.Response.Body.WriteAsync(new byte[10_000], http.RequestAborted);
            },
            "redirect" => (http, _) =>
            {
                http.Response.Redirect(witness.Url + "/elsewhere", permanent: false);
                return Task.CompletedTask;
            },
            "unknown-log" => (http, _) => TestWitness.SendAsync(http, 404, "unknown"),
            "unknown-key" => (http, _) => TestWitness.SendAsync(http, 403, "unknown"),
            "malformed" => (http, _) => TestWitness.SendAsync(http, 400, "what?"),
            "teapot" => (http, _) => TestWitness.SendAsync(http, 418, "tea"),
            "no-size" => (http, _) => TestWitness.SendAsync(http, 409, "1\n"),
            "wrong-size" => (http, _) => TestWitness.SendAsync(
                http, 409, "007\n", "text/x.tlog.size"),
            "same-size" => (http, request) => TestWitness.SendAsync(
                http, 409, $"{request.OldSize}\n", "text/x.tlog.size"),
            "ever-another-size" => (http, request) => TestWitness.SendAsync(
                http, 409, request.OldSize == 0 ? "1\n" : "0\n", "text/x.tlog.size"),
            "knows-more" => (http, _) => TestWitness.SendAsync(
                http, 409, "10000\n", "text/x.tlog.size"),
            "no-proof-needed" => (http, _) => TestWitness.SendAsync(http, 422, "no"),
            _ => (http, request) => request.OldSize == 1
                ? TestWitness.SendAsync(http, 422, "no")
                : TestWitness.SendAsync(http, 409, "1\n", "text/x.tlog.size"),
        };
    }

    private static SigningKey NewKey(string name) =>
        new(name, SignatureKind.Cosignature, RandomNumberGenerator.GetBytes(32));

    private static Task Send(HttpContext http, NoteSignature line) =>
        TestWitness.SendAsync(http, 200, $"{line}\n");
}

/// <summary>Witnesses that are gone or slow hold up nobody.</summary>
public sealed class WitnessOutageTests
{
    [Fact]
    public async Task While_a_witness_is_down_the_other_cosigns_and_when_it_is_back_it_catches_up()
    {
        await using var gone = await TestWitness.StartAsync("witness.example/gone");
        await using var there = await TestWitness.StartAsync("witness.example/there");
        await gone.StopAsync();
        await using var host = await LedgerHost.StartAsync(
            settings: TestWitness.Settings(gone, there));
        var portfolio = await host.OpenAsync();
        await portfolio.RecordAsync();
        await portfolio.CosignedAsync();
        var trouble = await portfolio.TroubleAsync();
        Assert.Equal("unreachable", (string)trouble["kind"]!);
        Assert.Contains(
            "could not be reached", (string)trouble["detail"]!, StringComparison.Ordinal);
        Assert.Null((await portfolio.WitnessAsync(1))["trouble"]);
        var (status, detail) = await host.HealthAsync();
        Assert.Equal("degraded", status);
        Assert.Contains("witness.example/gone", detail, StringComparison.Ordinal);
        await portfolio.RecordAsync();
        await portfolio.CosignedAsync();
        await gone.ListenAsync();
        await portfolio.CosignedAsync(2);

        Assert.Null((await portfolio.WitnessAsync())["trouble"]);
        Assert.Equal("healthy", (await host.HealthAsync()).Status);
        // One outage is one entry, however often it was tried.
        Assert.Equal(1, await host.ScalarAsync<long>(
            "select count(*) from log.trouble where kind = 'unreachable'"));
    }

    [Fact]
    public async Task A_witness_that_never_answers_is_given_up_and_named_and_holds_up_nobody()
    {
        await using var slow = await TestWitness.StartAsync("witness.example/slow");
        await using var quick = await TestWitness.StartAsync("witness.example/quick");
        slow.Lies["*"] = async (http, _) =>
        {
            // The head comes, the body does not.
            http.Response.StatusCode = 200;
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await using var host = await LedgerHost.StartAsync(
            settings: TestWitness.Settings(slow, quick));
        var portfolio = await host.OpenAsync();
        await portfolio.CosignedAsync();
        await portfolio.RecordAsync();
        await portfolio.CosignedAsync();
        var trouble = await portfolio.TroubleAsync();

        Assert.Equal("unreachable", (string)trouble["kind"]!);
        Assert.Contains("did not answer within", (string)trouble["detail"]!,
            StringComparison.Ordinal);
        Assert.Null((await portfolio.WitnessAsync(1))["trouble"]);
        slow.Lies.Clear();
        await portfolio.CosignedAsync(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_witness_that_is_overloaded_is_asked_later(int status)
    {
        await using var witness = await TestWitness.StartAsync();
        var portfolios = new System.Collections.Concurrent.ConcurrentBag<string>();
        witness.Lies["*"] = (http, request) =>
        {
            portfolios.Add(Checkpoint.Parse(request.Note.Text).Origin);
            return TestWitness.SendAsync(http, status, "later");
        };
        await using var host = await LedgerHost.StartAsync(settings: TestWitness.Settings(witness));
        var portfolio = await host.OpenAsync();
        var trouble = await portfolio.TroubleAsync();
        Assert.Equal("unreachable", (string)trouble["kind"]!);
        Assert.Contains($"answered {status}", (string)trouble["detail"]!, StringComparison.Ordinal);
        witness.Lies.Clear();
        await portfolio.CosignedAsync();
        Assert.NotEmpty(portfolios);
    }
}
