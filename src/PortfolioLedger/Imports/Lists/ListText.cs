using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace PortfolioLedger.Imports.Lists;

/// <summary>A list in a text file: its encoding and delimiter are stated or found out.</summary>
internal static class ListText
{
    private const string Candidates = ",;\t|";

    private static readonly Encoding Windows1252 =
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding a mapping names, or the one the bytes show.</summary>
    /// <param name="stated">
    /// <c>auto</c>, <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.
    /// </param>
    /// <param name="bytes">What the bytes of the file showed.</param>
    public static Encoding EncodingOf(string stated, ByteSurvey bytes) => stated switch
    {
        "utf-8" => Encoding.UTF8,
        "utf-16" => Encoding.Unicode,
        "windows-1252" => Windows1252,
        _ when bytes.Utf16 is { } utf16 => utf16,
        // One broken byte in a file that is UTF-8 elsewhere is a broken byte, not another encoding.
        _ when bytes.Broken && !bytes.Utf8 => Windows1252,
        _ => Encoding.UTF8,
    };

    /// <summary>The records of a text, the header first.</summary>
    public static async IAsyncEnumerable<ListRecord> ReadAsync(
        Stream file, Encoding encoding, string delimiter, Action<long> bytesRead,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var utf8 = encoding is UTF8Encoding ? file
            : Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8, leaveOpen: true);
        using var lines = new CsvLines(utf8);
        await using var source = lines.ReadAsync(cancel).GetAsyncEnumerator(cancel);
        if (!await source.MoveNextAsync())
            yield break;
        var separator = delimiter == "auto" ? DelimiterOf(source.Current.Text) : delimiter[0];
        await foreach (var record in new CsvRecords(Again(source), separator).ReadAsync(cancel))
        {
            yield return new(record.Line, record.Fields, record.Broken, record.BrokenField);
            bytesRead(file.Position);
        }
    }

    /// <summary>The delimiter that stands most often in a header, outside of quotes.</summary>
    public static char DelimiterOf(string header)
    {
        var counts = new int[Candidates.Length];
        var quoted = false;
        foreach (var c in header)
        {
            quoted ^= c == '"';
            if (!quoted && Candidates.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at)
                counts[at]++;
        }
        return Candidates[Array.IndexOf(counts, counts.Max())];
    }

    private static async IAsyncEnumerable<CsvLine> Again(IAsyncEnumerator<CsvLine> begun)
    {
        do
            yield return begun.Current;
        while (await begun.MoveNextAsync());
    }
}

/// <summary>What the bytes of a file show about its encoding.</summary>
/// <param name="Utf16">Its byte order mark says UTF-16.</param>
/// <param name="Utf8">Some character of several bytes is right in UTF-8.</param>
/// <param name="Broken">Some byte is wrong in UTF-8.</param>
internal readonly record struct ByteSurvey(Encoding? Utf16, bool Utf8, bool Broken)
{
    /// <summary>Looks at a piece of a file after the pieces before it.</summary>
    /// <param name="piece">With the bytes left over of the piece before.</param>
    /// <param name="isLast">Nothing comes after it.</param>
    /// <param name="rest">How many bytes at its end belong to the next piece.</param>
    public ByteSurvey With(ReadOnlySpan<byte> piece, bool isLast, out int rest)
    {
        var (utf8, broken) = (Utf8, Broken);
        rest = 0;
        while (piece.IndexOfAnyExceptInRange((byte)0, (byte)0x7f) is >= 0 and var next)
        {
            piece = piece[next..];
            var status = Rune.DecodeFromUtf8(piece, out _, out var length);
            if (status == OperationStatus.NeedMoreData && !isLast)
            {
                rest = piece.Length;
                break;
            }
            utf8 |= status == OperationStatus.Done;
            broken |= status != OperationStatus.Done;
            piece = piece[length..];
        }
        return this with { Utf8 = utf8, Broken = broken };
    }

    /// <summary>Looks at the first bytes of a file.</summary>
    public static ByteSurvey Count(ReadOnlySpan<byte> start) => new(
        start.StartsWith<byte>([0xff, 0xfe]) ? Encoding.Unicode
        : start.StartsWith<byte>([0xfe, 0xff]) ? Encoding.BigEndianUnicode : null, false, false);
}
