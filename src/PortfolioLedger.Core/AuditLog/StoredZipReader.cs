using System.Buffers.Binary;
using System.IO.Hashing;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Reads a <see cref="StoredZip"/>, and nothing else: every byte of the container is the one that
/// the writer would have written, and what a file holds must have its CRC-32.
/// </summary>
public sealed class StoredZipReader
{
    private readonly Stream _archive;
    private readonly SortedDictionary<string, StoredFile> _byName = new(StringComparer.Ordinal);

    private StoredZipReader(Stream archive, ImmutableArray<StoredFile> files)
    {
        (_archive, Files) = (archive, files);
        foreach (var file in files)
            _byName.Add(file.Name, file);
    }

    /// <summary>The files, in the order in which they stand.</summary>
    public ImmutableArray<StoredFile> Files { get; }

    /// <summary>Reads the container of an archive.</summary>
    /// <param name="archive">It can seek, stays open and belongs to the reader alone.</param>
    /// <exception cref="FormatException">A byte of the container is another.</exception>
    public static StoredZipReader Open(Stream archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (archive.Length > uint.MaxValue)
            throw new FormatException("The archive has more than 4 GiB.");
        if (archive.Length < StoredZip.EndSize)
            throw new FormatException("It is no archive: it is too short.");
        var end = Read(archive, archive.Length - StoredZip.EndSize, StoredZip.EndSize);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (!end.AsSpan().SequenceEqual(StoredZip.End(count, bytes, start))
            || start + (long)bytes != archive.Length - StoredZip.EndSize
            || bytes > count * (long)StoredZip.MaxEntry)
            throw new FormatException(
                "It is no archive of evidence, or is cut off: its end is not where it should be.");
        var files = Directory(Read(archive, start, (int)bytes), count);
        Match(archive, files, start);
        return new(archive, files);
    }

    /// <summary>The file with a name; null when there is none.</summary>
    public StoredFile? Find(string name) =>
        _byName.TryGetValue(name, out var file) ? file : null;

    /// <summary>A file whole.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="FormatException">It is damaged, or longer.</exception>
    public byte[] ReadAll(in StoredFile file, int most)
    {
        if (file.Bytes > most)
            throw new FormatException($"'{file.Name}' has {file.Bytes} bytes, more than {most}.");
        var bytes = new byte[file.Bytes];
        var at = 0;
        foreach (var part in Parts(file, bytes.Length))
        {
            part.Span.CopyTo(bytes.AsSpan(at));
            at += part.Length;
        }
        return bytes;
    }

    /// <summary>
    /// A file piece by piece; a piece is overwritten by the next. That the file is not damaged is
    /// known when the last piece was taken.
    /// </summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Parts(StoredFile file, int pieces = 1024 * 1024)
    {
        var crc = new Crc32();
        var buffer = new byte[Math.Max(1, Math.Min(pieces, (int)Math.Min(file.Bytes, 1 << 30)))];
        long at = file.Offset + StoredZip.HeaderLength(file.Name);
        for (var left = (long)file.Bytes; left > 0;)
        {
            var piece = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            _archive.Position = at;
            _archive.ReadExactly(piece.Span);
            crc.Append(piece.Span);
            yield return piece;
            (at, left) = (at + piece.Length, left - piece.Length);
        }
        if (crc.GetCurrentHashAsUInt32() != file.Crc)
            throw new FormatException($"'{file.Name}' is damaged: its checksum is another.");
    }

    private static ImmutableArray<StoredFile> Directory(ReadOnlySpan<byte> directory, int count)
    {
        var files = ImmutableArray.CreateBuilder<StoredFile>(count);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var file = StoredZip.ReadEntry(ref directory);
            if (!names.Add(file.Name))
                throw new FormatException($"The archive has two files named '{file.Name}'.");
            files.Add(file);
        }
        return directory.IsEmpty ? files.MoveToImmutable()
            : throw new FormatException("Something stands behind the archive's directory.");
    }

    /// <summary>
    /// Files stand one behind another without gaps, with what belongs around them.
    /// </summary>
    private static void Match(Stream archive, ImmutableArray<StoredFile> files, uint end)
    {
        var at = 0L;
        foreach (var file in files)
        {
            var header = StoredZip.Header(file.Name);
            var behind = at + header.Length + file.Bytes;
            if (file.Offset != at || behind + StoredZip.DescriptorSize > end
                || !Read(archive, at, header.Length).AsSpan().SequenceEqual(header)
                || !Read(archive, behind, StoredZip.DescriptorSize).AsSpan()
                    .SequenceEqual(StoredZip.Descriptor(file)))
                throw new FormatException(
                    $"The archive is damaged around '{file.Name}': a byte there is another.");
            at = behind + StoredZip.DescriptorSize;
        }
        if (at != end)
            throw new FormatException("Something stands between the archive's files.");
    }

    private static byte[] Read(Stream archive, long offset, int count)
    {
        if (offset < 0 || offset + count > archive.Length)
            throw new FormatException("The archive is cut off.");
        var bytes = new byte[count];
        archive.Position = offset;
        archive.ReadExactly(bytes);
        return bytes;
    }
}
