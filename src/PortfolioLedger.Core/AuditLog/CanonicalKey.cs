using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>Keys of objects: their order by UTF-16 code units, and how they are written.</summary>
internal static class CanonicalKey
{
    /// <summary>Orders two properties by the UTF-16 code units of their names.</summary>
    internal static int Compare(JsonProperty x, JsonProperty y)
    {
        var left = JsonMarshal.GetRawUtf8PropertyName(x);
        var right = JsonMarshal.GetRawUtf8PropertyName(y);
        return left.Contains((byte)'\\') || right.Contains((byte)'\\')
            ? string.CompareOrdinal(Name(x), Name(y))
            : CompareUtf16(left, right);
    }

    internal static void Write(JsonProperty property, IBufferWriter<byte> output)
    {
        if (!CanonicalString.TryWriteRaw(JsonMarshal.GetRawUtf8PropertyName(property), output))
            CanonicalString.Write(Name(property), output);
    }

    /// <summary>
    /// The order of UTF-16 on UTF-8 bytes, without decoding. Both orders agree except that
    /// characters beyond U+FFFF (lead byte F0 and up) are surrogates in UTF-16 and so come before
    /// U+E000–U+FFFF (lead bytes EE and EF).
    /// </summary>
    private static int CompareUtf16(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length) return left.Length - right.Length;
        var (a, b) = (left[common], right[common]);
        var order = a - b;
        var swapped = a >= 0xEE && b >= 0xEE && (a >= 0xF0) != (b >= 0xF0);
        return swapped ? -order : order;
    }

    internal static string Name(JsonProperty property) =>
        CanonicalString.Unescape(property, p => p.Name);
}
