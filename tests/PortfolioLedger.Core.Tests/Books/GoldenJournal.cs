using System.Text;
using System.Text.Json;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>
/// A stored journal with every kind of fact of schema version 1; it never changes.
/// </summary>
internal static class GoldenJournal
{
    public static IReadOnlyList<(Entry Entry, string Type, string Data)> Lines { get; } =
    [.. Read()];

    public static IEnumerable<Entry> Entries => Lines.Select(l => l.Entry);

    private static IEnumerable<(Entry, string, string)> Read()
    {
        using var stream = typeof(GoldenJournal).Assembly.GetManifestResourceStream(
            "golden-journal.ndjson"
        )!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } text)
        {
            using var line = JsonDocument.Parse(text);
            var root = line.RootElement;
            var (type, data) = (
                root.GetProperty("type").GetString()!,
                root.GetProperty("data").GetRawText()
            );
            yield return (EntryOf(root, type, data), type, data);
        }
    }

    private static Entry EntryOf(JsonElement root, string type, string data)
    {
        var version = root.GetProperty("schemaVersion").GetInt32();
        var position = root.GetProperty("position").GetInt64();
        return new(position, new Guid((int)position, 0, 0, new byte[8]),
            root.GetProperty("recordedAt").GetDateTimeOffset(),
            root.TryGetProperty("reportedAt", out var reported)
                ? reported.GetDateTimeOffset()
                : null,
            root.GetProperty("effectiveOn").Deserialize<DateOnly>(),
            root.GetProperty("actor").Deserialize<Actor>(LedgerJson.Stored)!,
            null,
            null,
            null,
            version,
            Catalogue.Read(type, version, Encoding.UTF8.GetBytes(data))
        );
    }
}
