using System.Buffers;
using System.Buffers.Binary;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Entries of a log one after another, each behind its length in two bytes (C2SP tlog-tiles).
/// </summary>
public static class EntryBundle
{
    /// <summary>The longest entry that a bundle can hold, in bytes.</summary>
    public const int MaxEntry = ushort.MaxValue;

    /// <summary>Appends an entry.</summary>
    /// <exception cref="ArgumentException">It is longer than a bundle can hold.</exception>
    public static void Write(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (entry.Length > MaxEntry)
            throw new ArgumentException(
                $"An entry has at most {MaxEntry} bytes; this one has {entry.Length}.",
                nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(2), (ushort)entry.Length);
        bundle.Advance(2);
        bundle.Write(entry);
    }

    /// <summary>The entries of a bundle.</summary>
    /// <exception cref="FormatException">It ends within an entry.</exception>
    public static ImmutableArray<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> bundle)
    {
        var entries = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(Tile.FullWidth);
        while (!bundle.IsEmpty)
        {
            var length = bundle.Length < 2 ? int.MaxValue
                : 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (length > bundle.Length)
                throw new FormatException(
                    $"The bundle ends within entry {entries.Count} (counted from 0).");
            entries.Add(bundle[2..length]);
            bundle = bundle[length..];
        }
        return entries.DrainToImmutable();
    }
}
