using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Files;

/// <summary>
/// A workbook without what differs from one writing to the next: times of entries, and the names
/// that parts call each other by. The same answer then has the same bytes everywhere.
/// </summary>
internal static partial class DeterministicZip
{
    /// <summary>The first moment that an archive can name.</summary>
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [GeneratedRegex("R[0-9a-f]{32}")]
    private static partial Regex RandomName { get; }

    /// <summary>The same archive, steady.</summary>
    public static byte[] Rewrite(Stream archive)
    {
        archive.Position = 0;
        using var result = new MemoryStream();
        using (var from = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            var names = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in from.Entries)
                Copy(part, to, names);
        }
        return result.ToArray();
    }

    private static void Copy(
        ZipArchiveEntry part, ZipArchive to, SortedDictionary<string, string> names)
    {
        var copy = to.CreateEntry(part.FullName, CompressionLevel.Optimal);
        copy.LastWriteTime = Start;
        using var source = part.Open();
        using var target = copy.Open();
        // Sheets hold what people wrote: there every text stays as it is.
        if (part.FullName.Contains("worksheets/sheet", StringComparison.Ordinal))
        {
            source.CopyTo(target);
            return;
        }
        using var reader = new StreamReader(source);
        target.Write(Encoding.UTF8.GetBytes(RandomName.Replace(reader.ReadToEnd(), found =>
        {
            if (!names.TryGetValue(found.Value, out var name))
                names[found.Value] = name = $"R{names.Count + 1}";
            return name;
        })));
    }
}
