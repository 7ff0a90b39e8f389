namespace PortfolioLedger.Verify.Sources;

/// <summary>Some lines or entries of a log, one after another, in one piece of memory.</summary>
/// <param name="Bytes">All of them.</param>
/// <param name="Parts">Where each begins and how long it is.</param>
internal sealed record LeafBatch(byte[] Bytes, List<(int Start, int Length)> Parts)
{
    public ReadOnlyMemory<byte> this[int index] =>
        Bytes.AsMemory(Parts[index].Start, Parts[index].Length);

    /// <summary>The longest line that is read, in bytes; leaves are shorter than 64 KiB.</summary>
    public const int LongestLeaf = EntryBundle.MaxEntry;

    /// <summary>
    /// Cuts pieces of a file into batches of whole lines. A last line without its end is damage.
    /// </summary>
    public static IEnumerable<LeafBatch> Lines(
        IEnumerable<ReadOnlyMemory<byte>> pieces, int longest, string name)
    {
        var rest = Array.Empty<byte>();
        foreach (var piece in pieces)
        {
            var bytes = new byte[rest.Length + piece.Length];
            rest.CopyTo(bytes, 0);
            piece.Span.CopyTo(bytes.AsSpan(rest.Length));
            var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            if (bytes.Length - end > longest)
                throw new FormatException($"'{name}' has a line of more than {longest} bytes.");
            rest = bytes[end..];
            if (end > 0)
                yield return Cut(bytes, end);
        }
        if (rest.Length == 0)
            yield break;
        // A line that was cut off: its reader names it, if it is not whole but for its end.
        yield return new(rest, [(0, rest.Length)]);
        throw new FormatException($"'{name}' is cut off: its last line has no end.");
    }

    private static LeafBatch Cut(byte[] bytes, int end)
    {
        var parts = new List<(int, int)>(bytes.Length / 512);
        for (var start = 0; start < end;)
        {
            var length = bytes.AsSpan(start, end - start).IndexOf((byte)'\n');
            parts.Add((start, length));
            start += length + 1;
        }
        return new(bytes, parts);
    }
}
