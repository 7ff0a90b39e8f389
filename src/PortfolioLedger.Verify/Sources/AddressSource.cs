using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace PortfolioLedger.Verify.Sources;

/// <summary>The address of a log: tiles, entries and long data, as they are served.</summary>
internal sealed class AddressSource : LogSource
{
    private const int Ahead = 8;
    private const int MostOfKeys = 64 * 1024;

    private readonly LogClient _client;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private AddressSource(
        LogClient client, SignedNote note, ImmutableArray<VerifierKey> keys)
    {
        (_client, Note, OwnKeys) = (client, note, keys);
        Checkpoint = Core.AuditLog.Checkpoint.Parse(note.Text);
        To = Checkpoint.Size;
    }

    public override bool HasTiles => true;

    public static async Task<AddressSource> OpenAsync(LogClient client, CancellationToken cancel)
    {
        var note = await client.GetAsync("checkpoint", SignedNote.MaxBytes, cancel);
        var keys = await client.GetAsync("key", MostOfKeys, cancel);
        try
        {
            return new(client, SignedNote.Parse(note),
                Commands.Keys.Parse(Encoding.UTF8.GetString(keys)));
        }
        catch (FormatException e)
        {
            throw Failure.Of(
                $"What is served there is no log with checkpoint and key: {e.Message}");
        }
    }

    public override async Task TilesAsync(ProvenTiles tiles, CancellationToken cancel)
    {
        var touched = Numbers(Checkpoint.Size);
        foreach (var part in ProvenTiles.Needed(Checkpoint.Size, touched).Chunk(Ahead))
        {
            var read = part.Select(t => _client.TileAsync(t, cancel)).ToArray();
            foreach (var (tile, bytes) in part.Zip(await Task.WhenAll(read)))
                tiles.Add(tile, bytes);
        }
    }

    public override async IAsyncEnumerable<LeafBatch> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var tiles = Numbers(To).Select(n => Tile.In(To, null, n)!.Value);
        foreach (var part in tiles.Chunk(Ahead))
        {
            var read = part.Select(t => _client.EntriesAsync(t, cancel)).ToArray();
            foreach (var batch in read)
                yield return await batch;
        }
    }

    public override Task<byte[]> DataAsync(long position, CancellationToken cancel) =>
        _client.GetAsync($"data/{position}", EvidenceBundle.LongestData, cancel);

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<long> Numbers(long size)
    {
        for (long number = 0; number * Tile.FullWidth < size; number++)
            yield return number;
    }
}

/// <summary>Asks the address of a log.</summary>
internal sealed class LogClient : IDisposable
{
    private const int LongestEntries = Tile.FullWidth * (2 + EntryBundle.MaxEntry);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly string _address;

    /// <param name="address">Of the log, <c>https://…/api/v1/portfolios/capital/log</c>.</param>
    /// <param name="headers">To be sent with each request.</param>
    public LogClient(string address, IEnumerable<(string Name, string Value)> headers)
    {
        _address = address.TrimEnd('/') + "/";
        // The token is for this address alone: nothing is followed elsewhere.
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        foreach (var (name, value) in headers)
            if (!_http.DefaultRequestHeaders.TryAddWithoutValidation(name, value))
                throw Failure.Usage($"'{name}' is no header of a request.");
    }

    /// <summary>What is served below the address, up to so many bytes.</summary>
    public async Task<byte[]> GetAsync(string path, int most, CancellationToken cancel) =>
        await FindAsync(path, most, cancel)
            ?? throw Failure.Of($"{_address}{path} is not there (404).");

    /// <summary>A tile; from a longer one where this width is not served.</summary>
    public async Task<byte[]> TileAsync(Tile tile, CancellationToken cancel)
    {
        const int whole = Tile.FullWidth * MerkleHash.Size;
        if (await FindAsync(tile.Path, whole, cancel) is { } found)
            return found;
        var longer = await GetAsync(tile.Whole.Path, whole, cancel);
        return longer[..Math.Min(longer.Length, tile.Width * MerkleHash.Size)];
    }

    /// <summary>The entries of a tile.</summary>
    public async Task<LeafBatch> EntriesAsync(Tile tile, CancellationToken cancel)
    {
        var bytes = await FindAsync(tile.Path, LongestEntries, cancel)
            ?? await GetAsync(tile.Whole.Path, LongestEntries, cancel);
        var (parts, at) = (new List<(int, int)>(tile.Width), 0);
        foreach (var entry in EntryBundle.Read(bytes))
        {
            if (parts.Count == tile.Width)
                break;
            parts.Add((at + 2, entry.Length));
            at += 2 + entry.Length;
        }
        return parts.Count == tile.Width ? new(bytes, parts) : throw new Violation(
            $"'{tile.Path}' holds {parts.Count} entries; it must hold {tile.Width}",
            tile.Number * Tile.FullWidth + parts.Count + 1);
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]?> FindAsync(string path, int most, CancellationToken cancel)
    {
        // Of the whole answer: who begins one may still never end it.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var answer = await _http.GetAsync(
                _address + path, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (!answer.IsSuccessStatusCode)
                throw Failure.Of($"{_address}{path} answers {(int)answer.StatusCode}"
                    + (answer.StatusCode is HttpStatusCode.Unauthorized
                        or HttpStatusCode.Forbidden ? "; give --token or --header." : "."));
            return await WholeAsync(answer, path, most, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            or InvalidOperationException or UriFormatException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw Failure.Of($"{_address}{path} does not answer: "
                + (e is OperationCanceledException ? "it took longer than a minute." : e.Message));
        }
    }

    private async Task<byte[]> WholeAsync(
        HttpResponseMessage answer, string path, int most, CancellationToken cancel)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            if (bytes.Length + read > most)
                throw Failure.Of($"{_address}{path} sends more than {most} bytes.");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
