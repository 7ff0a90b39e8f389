using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PortfolioLedger.Verify.Sources;

/// <summary>
/// An export of the event feed, one CloudEvent a line, with the checkpoint it must belong to. The
/// leaves are made from it; there are no hashes of them, so the root says whether all are right.
/// </summary>
internal sealed class ExportSource : LogSource
{
    /// <summary>Data of any length is in its line.</summary>
    private const int LongestLine = EvidenceBundle.LongestData;

    private readonly FileStream _file;
    private readonly LogOrigin _origin;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private ExportSource(FileStream file, SignedNote note)
    {
        (_file, Note) = (file, note);
        Checkpoint = Core.AuditLog.Checkpoint.Parse(note.Text);
        _origin = LogOrigin.Parse(Checkpoint.Origin);
        To = Checkpoint.Size;
    }

    public override bool HasTiles => false;

    public static ExportSource Open(FileStream file, SignedNote note) => new(file, note);

    public override Task TilesAsync(ProvenTiles tiles, CancellationToken cancel) =>
        Task.CompletedTask;

    public override async IAsyncEnumerable<LeafBatch> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        _file.Position = 0;
        foreach (var batch in LeafBatch.Lines(Pieces(), LongestLine, _file.Name))
            yield return batch;
    }

    /// <summary>The leaf of an event, from its attributes and data.</summary>
    public override (ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte>? Beside) LeafOf(
        ReadOnlyMemory<byte> line)
    {
        try
        {
            using var read = JsonDocument.Parse(line);
            var e = new Attributes(read.RootElement);
            var data = CanonicalJson.Encode(e.Element("data"));
            return (Core.AuditLog.Leaf.Bytes(EnvelopeOf(e), data), data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException
            or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw new FormatException("The line is not an event of the feed.", e);
        }
    }

    public override Task<byte[]> DataAsync(long position, CancellationToken cancel) =>
        throw new NotSupportedException("data stands in its line");

    public override ValueTask DisposeAsync() => _file.DisposeAsync();

    private LeafEnvelope EnvelopeOf(Attributes e)
    {
        var portfolio = e.Text("source").Split('/')[^1];
        return new(
            portfolio, e.Integer("epoch") ?? _origin.Epoch,
            e.Element("position").GetInt64(), e.Element("id").GetGuid(), e.Text("type"),
            e.Integer("schemaversion") ?? 1, e.Instant("time")!.Value,
            e.Instant("reportedat"), DateOnly.ParseExact(
                e.Text("effectiveon"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            e.Text("actor"), e.Text("actorrole"), e.TextOrNull("actordepartment"),
            e.TextOrNull("onbehalfof"), e.TextOrNull("correlationid"),
            e.TextOrNull("causationid"));
    }

    private IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        var buffer = new byte[1024 * 1024];
        while (_file.Read(buffer) is var count and > 0)
            yield return buffer.AsMemory(0, count);
    }

    /// <summary>Attributes of a CloudEvent.</summary>
    private readonly struct Attributes(JsonElement root)
    {
        public JsonElement Element(string name) => root.GetProperty(name);

        public string Text(string name) =>
            Element(name).GetString() ?? throw new FormatException($"'{name}' is null.");

        public string? TextOrNull(string name) =>
            root.TryGetProperty(name, out var found) ? found.GetString() : null;

        public int? Integer(string name) =>
            root.TryGetProperty(name, out var found) ? found.GetInt32() : null;

        public DateTimeOffset? Instant(string name) => TextOrNull(name) is { } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
    }
}
