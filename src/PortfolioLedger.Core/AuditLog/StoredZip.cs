using System.Buffers.Binary;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>A file in a <see cref="StoredZip"/>.</summary>
/// <param name="Name">Its name, with folders.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Crc">CRC-32 over it.</param>
/// <param name="Offset">Where its header begins.</param>
public readonly record struct StoredFile(string Name, uint Bytes, uint Crc, uint Offset);

/// <summary>
/// The one form in which this ledger writes and reads ZIP archives of evidence: files are stored,
/// not compressed. So the bytes depend on no compressor, nothing can unpack into more than it
/// is, and a reader can demand every byte of the container: what these functions give.
/// </summary>
/// <remarks>
/// APPNOTE.TXT of PKWARE: version 2.0, sizes in data descriptors so that it can be written into a
/// stream, the time 1980-01-01, no extra fields, no comments, names in ASCII.
/// </remarks>
public static class StoredZip
{
    /// <summary>The most files that an archive can hold.</summary>
    public const int MaxFiles = ushort.MaxValue;

    internal const int DescriptorSize = 16;
    internal const int EndSize = 22;
    private const int HeaderSize = 30;
    private const int DirectoryEntrySize = 46;
    private const ushort Version = 20;
    private const ushort SizesFollow = 0x0008;
    private const ushort FirstDay = 0x0021;
    private const int MaxName = 100;
    internal const int MaxEntry = DirectoryEntrySize + MaxName;

    /// <summary>How long the header of a file is.</summary>
    internal static int HeaderLength(string name) => HeaderSize + name.Length;

    /// <summary>What stands before a file.</summary>
    internal static byte[] Header(string name)
    {
        var bytes = new byte[HeaderLength(name)];
        var at = bytes.AsSpan();
        Put(ref at, 0x04034b50u);
        Common(ref at, default, name);
        Put(ref at, (ushort)0);
        Encoding.ASCII.GetBytes(name, at);
        return bytes;
    }

    /// <summary>What stands behind a file.</summary>
    internal static byte[] Descriptor(in StoredFile file)
    {
        var bytes = new byte[DescriptorSize];
        var at = bytes.AsSpan();
        Put(ref at, 0x08074b50u);
        Put(ref at, file.Crc);
        Put(ref at, file.Bytes);
        Put(ref at, file.Bytes);
        return bytes;
    }

    /// <summary>Its line in the directory at the end.</summary>
    internal static byte[] DirectoryEntry(in StoredFile file)
    {
        var bytes = new byte[DirectoryEntrySize + file.Name.Length];
        var at = bytes.AsSpan();
        Put(ref at, 0x02014b50u);
        Put(ref at, Version);
        Common(ref at, file, file.Name);
        at = at[12..];
        Put(ref at, file.Offset);
        Encoding.ASCII.GetBytes(file.Name, at);
        return bytes;
    }

    /// <summary>The end of an archive.</summary>
    internal static byte[] End(int files, uint directoryBytes, uint directoryOffset)
    {
        var bytes = new byte[EndSize];
        var at = bytes.AsSpan();
        Put(ref at, 0x06054b50u);
        at = at[4..];
        Put(ref at, (ushort)files);
        Put(ref at, (ushort)files);
        Put(ref at, directoryBytes);
        Put(ref at, directoryOffset);
        return bytes;
    }

    /// <summary>Reads a line of the directory, and takes it off the rest.</summary>
    /// <exception cref="FormatException">It is not in this form.</exception>
    internal static StoredFile ReadEntry(ref ReadOnlySpan<byte> directory)
    {
        if (directory.Length < DirectoryEntrySize)
            throw new FormatException("The archive's directory is cut off.");
        var length = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
        if (directory.Length < DirectoryEntrySize + length)
            throw new FormatException("The archive's directory is cut off.");
        var name = Encoding.Latin1.GetString(directory.Slice(DirectoryEntrySize, length));
        var file = new StoredFile(
            Named(name),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]));
        if (!directory[..(DirectoryEntrySize + length)].SequenceEqual(DirectoryEntry(file)))
            throw new FormatException(
                $"The directory's line of '{name}' is not as evidence is written: files are "
                + "stored, not compressed, and carry no times or extras.");
        directory = directory[(DirectoryEntrySize + length)..];
        return file;
    }

    /// <summary>
    /// What can be a name: letters, digits and <c>. _ -</c>, folders apart by <c>/</c>; never a
    /// way out of the folder in which an archive is unpacked.
    /// </summary>
    internal static string Named(string name) =>
        name.Length is > 0 and <= MaxName
        && name.Split('/').All(part => part.Length > 0 && part.Any(c => c != '.')
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            ? name
            : throw new FormatException("The archive has a file with a name that none may have.");

    private static void Common(ref Span<byte> at, in StoredFile file, string name)
    {
        Put(ref at, Version);
        Put(ref at, SizesFollow);
        Put(ref at, 0u);
        Put(ref at, FirstDay);
        Put(ref at, file.Crc);
        Put(ref at, file.Bytes);
        Put(ref at, file.Bytes);
        Put(ref at, (ushort)name.Length);
    }

    private static void Put(ref Span<byte> at, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, value);
        at = at[2..];
    }

    private static void Put(ref Span<byte> at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, value);
        at = at[4..];
    }
}
