using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The audit log over HTTP: in the layout of C2SP tlog-tiles, so that public tools can read it, and
/// single proofs.
/// </summary>
internal sealed class LogEndpoints(
    CallerAccess access, BookKeeper keeper, LogAnswers answers, LogKeeper log, Journal journal,
    IAuditTrail trail)
{
    /// <summary>How long <c>proof=wait</c> waits.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static readonly Parameter<long?> Size = new("size", null, t => Feed.Position(t),
        "The checkpoint of this size; the newest if absent.", "4711", []);

    public static readonly Parameter<int> Cosigned = new("cosigned", 0, ReadCount,
        "Under the newest checkpoint that so many of the configured witnesses cosigned.", "1", []);

    public static readonly Parameter<long?> StampedSize = new("size", null,
        t => Feed.Position(t), "The stamp of the checkpoint of this size; the newest if absent.",
        "4711", []);

    public const string TimeStampReply = "application/timestamp-reply";

    public static readonly Parameter<long> From = new("from", 1, Feed.Position,
        "The smaller size.", "4000", []);

    public static readonly Parameter<long> To = new("to", 0, Feed.Position,
        "The larger size; what is signed now if absent.", "4711", []);

    public static readonly Parameter<string> Proof = new("proof", "", CommandEndpoints.ReadWait,
        "wait: until a checkpoint covers it, ten seconds at most.", "wait", ["wait"]);

    /// <summary>How the log stands.</summary>
    public async Task StateAsync(HttpContext http)
    {
        var head = await HeadAsync(http);
        http.Request.ReadArguments([]);
        await JsonAsync(http, await answers.StandingAsync(head, http.RequestAborted));
    }

    /// <summary>A checkpoint.</summary>
    public async Task CheckpointAsync(HttpContext http)
    {
        var portfolio = await PortfolioAsync(http);
        var given = http.Request.ReadArguments([Size, Cosigned]);
        var note = await answers.CosignedAsync(
            portfolio, given.Get(Size), given.Get(Cosigned), http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        await TextAsync(http, note.ToString());
    }

    /// <summary>A time stamp.</summary>
    public async Task TimeStampAsync(HttpContext http)
    {
        var portfolio = await PortfolioAsync(http);
        var given = http.Request.ReadArguments([StampedSize]);
        var stamp = await answers.TimeStampAsync(
            portfolio, given.Get(StampedSize), http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.ContentType = TimeStampReply;
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture,
            $"attachment; filename=\"{portfolio}-{stamp.Size}.tsr\"");
        await http.Response.Body.WriteAsync(stamp.Reply, http.RequestAborted);
    }

    /// <summary>The public keys, one a line.</summary>
    public async Task KeyAsync(HttpContext http)
    {
        var portfolio = await PortfolioAsync(http);
        http.Request.ReadArguments([]);
        var keys = await answers.KeysAsync(portfolio, http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        await TextAsync(http, string.Concat(keys.Select(key => $"{key}\n")));
    }

    /// <summary>A tile of hashes, or a bundle of entries.</summary>
    public async Task TileAsync(HttpContext http)
    {
        var portfolio = await PortfolioAsync(http);
        http.Request.ReadArguments([]);
        // Programs that are made from the API description escape the slashes.
        var path = Uri.UnescapeDataString(
            (string?)http.Request.RouteValues["tile"] ?? "");
        if (!Tile.TryParse(path, out var tile))
            throw ReadProblem.Unknown("tile", path);
        ReadOnlyMemory<byte> bytes = tile.Level is null
            ? await answers.EntriesAsync(portfolio, tile, http.RequestAborted)
            : await answers.HashesAsync(portfolio, tile, http.RequestAborted);
        // Entries are events: they leave the ledger as those of the feed do.
        if (tile.Level is null)
            await trail.LogExportAsync(http, portfolio, "entries", answer => answer with
            {
                Position = tile.Number * Tile.FullWidth + tile.Width, Bytes = bytes.Length,
            });
        await ForEverAsync(http, "application/octet-stream", bytes);
    }

    /// <summary>The data of an event, as it is hashed.</summary>
    public async Task DataAsync(HttpContext http)
    {
        var (portfolio, position) = await EventAsync(http);
        http.Request.ReadArguments([]);
        var leaf = await answers.LeafAsync(portfolio, position, http.RequestAborted);
        await LogAsync(http, portfolio, "data", position);
        await ForEverAsync(http, "application/json", CanonicalJson.Encode(leaf.Data));
    }

    /// <summary>The leaf of an event.</summary>
    public async Task LeafAsync(HttpContext http)
    {
        var (portfolio, position) = await EventAsync(http);
        http.Request.ReadArguments([]);
        var leaf = await answers.LeafAsync(portfolio, position, http.RequestAborted);
        await LogAsync(http, portfolio, "leaf", position);
        await ForEverAsync(http, "application/json", leaf.ToBytes());
    }

    /// <summary>Events leave the ledger here as by the feed, if one at a time.</summary>
    private Task LogAsync(HttpContext http, Key portfolio, string form, long position) =>
        trail.LogExportAsync(http, portfolio, form, answer => answer with { Position = position });

    /// <summary>The proof that an event is in the log.</summary>
    public async Task ProofAsync(HttpContext http)
    {
        var (portfolio, position) = await EventAsync(http);
        var given = http.Request.ReadArguments([Proof, Cosigned]);
        var cosigned = given.Get(Cosigned);
        if (given.Get(Proof).Length > 0)
            await log.IsSignedAsync(portfolio, position, Patience, http.RequestAborted);
        var proof = given.Get(Proof).Length > 0 && cosigned > 0
            ? await WaitForAsync(portfolio, position, cosigned, http.RequestAborted)
            : await answers.ProofAsync(portfolio, position, http.RequestAborted, cosigned);
        http.Response.Headers.CacheControl = "private, no-cache";
        await TextAsync(http, proof.ToString());
    }

    /// <summary>
    /// Another node may be the one that asks the witnesses, and so the database is looked at.
    /// </summary>
    private async Task<LogProof> WaitForAsync(
        Key portfolio, long position, int cosigned, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
            try
            {
                return await answers.ProofAsync(portfolio, position, cancel, cosigned);
            }
            catch (ProblemException none) when (none.Problem.Code == "not-cosigned-yet"
                && Stopwatch.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancel);
            }
    }

    /// <summary>A proof of consistency.</summary>
    public async Task ConsistencyAsync(HttpContext http)
    {
        var portfolio = await PortfolioAsync(http);
        var given = http.Request.ReadArguments([From, To]);
        var to = given.Get(To) is > 0 and var asked ? asked
            : (await answers.CheckpointAsync(portfolio, null, http.RequestAborted)).Size;
        var hashes = await answers.ConsistencyAsync(
            portfolio, given.Get(From), to, http.RequestAborted);
        await JsonAsync(http, new ConsistencyAnswer(
            portfolio, given.Get(From), to, [.. hashes.Select(hash => hash.ToString())]));
    }

    /// <summary>Acknowledges a restore: the next epoch begins.</summary>
    public async Task RestoreAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var head = await keeper.RequireHeadAsync(http);
        var actor = identity.ActAs(Role.Administrator);
        http.Request.ReadArguments([]);
        var asked = BodyReader.Read<RestorationRequest>(
            await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes),
            RestorationRequest.Example);
        var halt = await answers.HaltAsync(head.Portfolio, head.Epoch, http.RequestAborted);
        var answer = await journal.Submit(
            new(head.Portfolio, [LogHalt.Acknowledge(halt, asked.Grounds)], new(actor))
            {
                CorrelationId = Activity.Current?.TraceId.ToString(),
            },
            http.RequestAborted);
        if (answer is not Answer.Receipt receipt)
            throw new ProblemException(
                CommandEndpoints.ProblemOf(answer, head.Portfolio, false, []));
        await ReceiptWriter.WriteAsync(http, receipt, null, null);
    }

    private async Task<Book> HeadAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        return await keeper.RequireHeadAsync(http);
    }

    private async Task<Key> PortfolioAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        return (await Feed.EndAsync(http, keeper)).Portfolio;
    }

    private async Task<(Key Portfolio, long Position)> EventAsync(HttpContext http)
    {
        await access.RequireAsync(http);
        var text = (string)http.Request.RouteValues["position"]!;
        var position = PositionOf(text);
        // What is in memory need not be looked for in the database.
        if (position is >= 1
            && Key.TryParse((string?)http.Request.RouteValues["portfolio"], out var known)
            && keeper.Holds(known, position.Value))
            return (known, position.Value);
        var (portfolio, last) = await Feed.EndAsync(http, keeper);
        return position is >= 1 && position <= last ? (portfolio, position.Value)
            : throw ReadProblem.Unknown("event", text);
    }

    /// <summary>No number is no position.</summary>
    private static long? PositionOf(string text)
    {
        try
        {
            return Feed.Position(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Task TextAsync(HttpContext http, string text)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.Body.WriteAsync(
            Encoding.UTF8.GetBytes(text), http.RequestAborted).AsTask();
    }

    private static Task JsonAsync(HttpContext http, object answer)
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(
            http.Response.Body, answer, answer.GetType(), ViewJson.Options, http.RequestAborted);
    }

    /// <summary>What is signed never changes.</summary>
    private static Task ForEverAsync(
        HttpContext http, string mediaType, ReadOnlyMemory<byte> bytes)
    {
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.ContentType = mediaType;
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static int ReadCount(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= 99 ? count : throw new FormatException(
                "must be how many witnesses cosigned, from 1");
}
