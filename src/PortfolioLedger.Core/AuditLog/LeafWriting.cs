using System.Buffers;
using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>The values of a leaf's members in their one textual form.</summary>
internal static class LeafWriting
{
    internal static void WriteText(this PooledBytes output, string? text)
    {
        if (text is null) output.Write("null"u8);
        else CanonicalString.Write(text, output);
    }

    internal static void WriteInteger(this PooledBytes output, long value) =>
        output.WriteFormatted(value, default);

    internal static void WriteDate(this PooledBytes output, DateOnly date) =>
        output.WriteQuoted(date, "yyyy-MM-dd");

    internal static void WriteId(this PooledBytes output, Guid id) => output.WriteQuoted(id, "D");

    /// <summary>RFC 3339 in UTC with six fractional digits.</summary>
    internal static void WriteInstant(this PooledBytes output, DateTimeOffset? instant)
    {
        if (instant is not { } known)
        {
            output.Write("null"u8);
            return;
        }
        // The database keeps microseconds: a finer instant would not come back as it was hashed.
        if (known.Ticks % TimeSpan.TicksPerMicrosecond != 0)
            throw new ArgumentException($"The instant {known:O} is finer than a microsecond.");
        output.WriteQuoted(known.UtcDateTime, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
    }

    private static void WriteQuoted<T>(
        this PooledBytes output, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        output.WriteByte((byte)'"');
        output.WriteFormatted(value, format);
        output.WriteByte((byte)'"');
    }

    private static void WriteFormatted<T>(
        this PooledBytes output, T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(
            output.GetSpan(64), out var written, format, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
