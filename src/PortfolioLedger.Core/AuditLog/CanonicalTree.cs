using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>Walks a parsed JSON value and writes it in canonical form.</summary>
internal static class CanonicalTree
{
    private static readonly Comparison<JsonProperty> ByName = CanonicalKey.Compare;

    internal static void Write(JsonElement element, IBufferWriter<byte> output, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, output, Deeper(depth));
                break;
            case JsonValueKind.Array:
                WriteArray(element, output, Deeper(depth));
                break;
            case JsonValueKind.String:
                WriteString(element, output);
                break;
            case JsonValueKind.Number:
                EcmaNumber.Write(JsonMarshal.GetRawUtf8Value(element), output);
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                output.Write(JsonMarshal.GetRawUtf8Value(element));
                break;
            default:
                throw new FormatException("No canonical JSON: there is no value.");
        }
    }

    private static int Deeper(int depth) => depth < CanonicalJson.MaxDepth
        ? depth + 1
        : throw new FormatException(
            $"No canonical JSON: nested deeper than {CanonicalJson.MaxDepth} levels.");

    private static void WriteArray(JsonElement array, IBufferWriter<byte> output, int depth)
    {
        output.WriteByte((byte)'[');
        var first = true;
        foreach (var item in array.EnumerateArray())
        {
            if (!first) output.WriteByte((byte)',');
            first = false;
            Write(item, output, depth);
        }
        output.WriteByte((byte)']');
    }

    private static void WriteObject(JsonElement element, IBufferWriter<byte> output, int depth)
    {
        output.WriteByte((byte)'{');
        if (IsOrdered(element)) WriteAsIs(element, output, depth);
        else WriteSorted(element, output, depth);
        output.WriteByte((byte)'}');
    }

    /// <summary>Keys rise strictly: nothing to sort, and no key comes twice.</summary>
    private static bool IsOrdered(JsonElement element)
    {
        JsonProperty? previous = null;
        foreach (var property in element.EnumerateObject())
        {
            if (previous is { } before && CanonicalKey.Compare(before, property) >= 0)
                return false;
            previous = property;
        }
        return true;
    }

    private static void WriteAsIs(JsonElement element, IBufferWriter<byte> output, int depth)
    {
        var first = true;
        foreach (var property in element.EnumerateObject())
        {
            WriteProperty(property, first, output, depth);
            first = false;
        }
    }

    private static void WriteSorted(JsonElement element, IBufferWriter<byte> output, int depth)
    {
        var rented = ArrayPool<JsonProperty>.Shared.Rent(element.GetPropertyCount());
        var count = 0;
        try
        {
            foreach (var property in element.EnumerateObject()) rented[count++] = property;
            var sorted = rented.AsSpan(0, count);
            Sort(sorted);
            for (var i = 0; i < count; i++)
            {
                if (i > 0) RefuseTwins(sorted[i - 1], sorted[i]);
                WriteProperty(sorted[i], i == 0, output, depth);
            }
        }
        finally
        {
            // A reference left in the pool would keep a whole document alive.
            rented.AsSpan(0, count).Clear();
            ArrayPool<JsonProperty>.Shared.Return(rented);
        }
    }

    private static void Sort(Span<JsonProperty> properties)
    {
        try
        {
            properties.Sort(ByName);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException refused)
        {
            throw new FormatException(refused.Message, e);
        }
    }

    private static void RefuseTwins(JsonProperty one, JsonProperty next)
    {
        if (CanonicalKey.Compare(one, next) == 0)
            throw new FormatException(
                $"No canonical JSON: the key \"{CanonicalKey.Name(next)}\" comes twice.");
    }

    private static void WriteProperty(
        JsonProperty property, bool first, IBufferWriter<byte> output, int depth)
    {
        if (!first) output.WriteByte((byte)',');
        CanonicalKey.Write(property, output);
        output.WriteByte((byte)':');
        Write(property.Value, output, depth);
    }

    private static void WriteString(JsonElement element, IBufferWriter<byte> output)
    {
        var quoted = JsonMarshal.GetRawUtf8Value(element);
        if (!CanonicalString.TryWriteRaw(quoted[1..^1], output))
            CanonicalString.Write(CanonicalString.Unescape(element, e => e.GetString()!), output);
    }
}
