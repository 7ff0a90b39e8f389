using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PortfolioLedger.Verify.Tests;

/// <summary>A log at an address: what a ledger serves, and what a lying one might.</summary>
public sealed class AddressTests
{
    private static readonly SampleLog Log = SampleLog.Long(600);
    private static readonly string Key = Log.Key.Verifier.ToString();

    [Fact]
    public async Task A_log_is_verified_folded_and_cosigned_from_its_address()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(Log);
        File.WriteAllBytes(folder["older"], Log.Note(300).ToBytes());
        File.WriteAllText(folder["proof"], $"{Log.Proof(599, 600)}");
        await Verifier.RunAsync("keygen", "me.example.org", "--out", folder["me.key"]);
        string[] cosign = ["--key", Key, "--witness-key", folder["me.key"], "--state",
            folder["state"], "--token", "secret"];

        var log = await Verifier.RunAsync("log", served.Address, "--key", Key, "--token", "secret",
            "--checkpoint", folder["older"], "--proof", folder["proof"]);
        var rules = await Verifier.RunAsync(
            "rules", served.Address, "--key", Key, "--header", "Authorization: Bearer secret");
        var first = await Verifier.RunAsync(["cosign", folder["older"], .. cosign]);
        var next = await Verifier.RunAsync(["cosign", served.Address, .. cosign]);
        var nobody = await Verifier.RunAsync("log", served.Address, "--key", Key);

        Assert.Equal((0, 1, 0, 0, 1), (
            log.ExitCode, rules.ExitCode, first.ExitCode, next.ExitCode, nobody.ExitCode));
        Assert.Contains("position 599", log.Output, StringComparison.Ordinal);
        Assert.Contains("answers 401; give --token", nobody.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_serves_another_entry_or_tile_or_data_is_found()
    {
        foreach (var (path, position) in new (string, int?)[]
        {
            ("tile/entries/000", 256), ("tile/entries/002.p/88", 600), ("tile/0/001", null),
            ("tile/1/000.p/2", null), ("data/599", 599),
        })
        {
            await using var served = await Served.StartAsync(Log, path);

            var answer = await Verifier.RunAsync(
                "log", served.Address, "--key", Key, "--token", "secret", "--json");

            Assert.True(answer.ExitCode == 3, $"{path}: {answer.Output}");
            if (position is { } named)
                Assert.Equal(named, (int)answer.Json["position"]!);
        }
    }

    [Fact]
    public async Task A_log_that_shows_another_history_than_before_is_never_cosigned()
    {
        using var folder = new TemporaryFolder();
        var liar = Log.Copy();
        liar.Leaves[5] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Log.Leaves[5])
            .Replace("\"board\"", "\"bored\"", StringComparison.Ordinal));
        await using var served = await Served.StartAsync(liar);
        File.WriteAllBytes(folder["older"], Log.Note(300).ToBytes());
        await Verifier.RunAsync("keygen", "me.example.org", "--out", folder["me.key"]);
        string[] cosign = ["--key", Key, "--witness-key", folder["me.key"], "--state",
            folder["state"], "--token", "secret"];

        var first = await Verifier.RunAsync(["cosign", folder["older"], .. cosign]);
        var next = await Verifier.RunAsync(["cosign", served.Address, .. cosign]);

        Assert.Equal((0, 3), (first.ExitCode, next.ExitCode));
        Assert.Contains("does not extend", next.Errors, StringComparison.Ordinal);
    }

    /// <summary>A log behind an address that wants a token.</summary>
    private sealed class Served(WebApplication app) : IAsyncDisposable
    {
        public string Address => $"{app.Urls.Single()}/log";

        /// <summary>Serves a log; a byte of one path is another.</summary>
        public static async Task<Served> StartAsync(SampleLog log, string? damaged = null)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
            builder.Services.AddRoutingCore();
            var app = builder.Build();
            app.UseRouting();
            app.MapGet("/log/{**path}", async (HttpContext context) =>
            {
                var path = (string)context.Request.RouteValues["path"]!;
                var body = context.Request.Headers.Authorization == "Bearer secret"
                    ? Body(log, path) : null;
                if (body is null)
                {
                    context.Response.StatusCode =
                        context.Request.Headers.Authorization == "Bearer secret" ? 404 : 401;
                    return;
                }
                if (path == damaged)
                    body[^40] ^= 1;
                await context.Response.Body.WriteAsync(body);
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static byte[]? Body(SampleLog log, string path)
        {
            if (path == "checkpoint")
                return log.Note().ToBytes();
            if (path == "key")
                return Encoding.UTF8.GetBytes($"{log.Key.Verifier}\n");
            if (path.StartsWith("data/", StringComparison.Ordinal))
                return (byte[])log.Data[long.Parse(path[5..])].Clone();
            if (!Tile.TryParse(path["tile/".Length..], out var tile)
                || Tile.In(log.Leaves.Count, tile.Level, tile.Number) != tile)
                return null;
            if (tile.Level is not null)
                return Tile.Bytes(log.TileOf(tile, log.Hashes(log.Leaves.Count)));
            var entries = new ArrayBufferWriter<byte>();
            foreach (var leaf in log.Leaves.Skip((int)tile.Number * 256).Take(tile.Width))
                EntryBundle.Write(entries, leaf);
            var bytes = entries.WrittenSpan.ToArray();
            return bytes;
        }
    }
}
