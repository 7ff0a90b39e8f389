using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace PortfolioLedger.Imports;

/// <summary>One line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">With its line end; bytes that are no UTF-8 are replaced.</param>
/// <param name="BadAt">
/// Where in the text the first replaced byte stands; null when there is none.
/// </param>
/// <param name="BadByte">That byte and its offset in the file, in words.</param>
internal sealed record CsvLine(long Number, string Text, int? BadAt, string? BadByte);

/// <summary>The lines of a UTF-8 file, streamed, with the SHA-256 of all its bytes.</summary>
internal sealed class CsvLines(Stream file) : IDisposable
{
    private const int MaxLineBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _number;

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Of everything read so far, 64 hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>The lines, once, in order.</summary>
    public async IAsyncEnumerable<CsvLine> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var pipe = PipeReader.Create(file, new(leaveOpen: true));
        ReadResult read;
        do
        {
            read = await pipe.ReadAsync(cancel);
            var rest = read.Buffer;
            while (!rest.IsEmpty && rest.PositionOf((byte)'\n') is { } end)
            {
                var next = rest.GetPosition(1, end);
                yield return Line(rest.Slice(0, next));
                rest = rest.Slice(next);
            }
            if (read.IsCompleted && !rest.IsEmpty)
            {
                yield return Line(rest);
                rest = rest.Slice(rest.End);
            }
            if (rest.Length > MaxLineBytes)
                throw new ImportException(
                    $"Line {_number + 1} is longer than 16 MB: this is no CSV file.");
            pipe.AdvanceTo(rest.Start, rest.End);
        }
        while (!read.IsCompleted);
        await pipe.CompleteAsync();
    }

    public void Dispose() => _hash.Dispose();

    private CsvLine Line(ReadOnlySequence<byte> sequence)
    {
        ReadOnlySpan<byte> bytes = sequence.ToArray();
        _hash.AppendData(bytes);
        var offset = Offset;
        Offset += bytes.Length;
        if (++_number == 1)
            RefuseOtherUnicode(bytes);
        if (offset == 0 && bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[3..];
            offset = 3;
        }
        try
        {
            return new(_number, Strict.GetString(bytes), null, null);
        }
        catch (DecoderFallbackException)
        {
            return Broken(bytes, offset);
        }
    }

    private CsvLine Broken(ReadOnlySpan<byte> bytes, long offset)
    {
        var good = 0;
        while (Rune.DecodeFromUtf8(bytes[good..], out _, out var length) == OperationStatus.Done)
            good += length;
        return new(_number, Encoding.UTF8.GetString(bytes), Strict.GetCharCount(bytes[..good]),
            $"the byte 0x{bytes[good]:x2} at offset {offset + good}");
    }

    private static void RefuseOtherUnicode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xff, 0xfe]) || bytes.StartsWith<byte>([0xfe, 0xff])
            || bytes.Contains((byte)0))
            throw new ImportException(
                "The file is not written in UTF-8 (it looks like UTF-16); "
                + "save it as \"CSV UTF-8\".");
    }
}
