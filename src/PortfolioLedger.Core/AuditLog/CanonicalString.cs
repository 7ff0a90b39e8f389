using System.Buffers;
using System.Text.Unicode;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>Strings in canonical form: only what RFC 8785 escapes is escaped.</summary>
internal static class CanonicalString
{
    /// <summary>The longest escape is <c>\u001f</c>.</summary>
    internal const int MaxEscapeLength = 6;

    /// <summary>The characters that cannot stand for themselves.</summary>
    internal static readonly string Escapes =
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code));

    private static readonly SearchValues<char> Escaped = SearchValues.Create(Escapes);

    /// <summary>
    /// Copies the inside of a JSON string that holds no escape: what a parser let pass unescaped
    /// is canonical as it stands. False, and nothing written, when it holds one.
    /// </summary>
    internal static bool TryWriteRaw(ReadOnlySpan<byte> inside, IBufferWriter<byte> output)
    {
        if (inside.Contains((byte)'\\')) return false;
        if (!Utf8.IsValid(inside)) throw NoUnicode();
        var target = output.GetSpan(inside.Length + 2);
        target[0] = (byte)'"';
        inside.CopyTo(target[1..]);
        target[inside.Length + 1] = (byte)'"';
        output.Advance(inside.Length + 2);
        return true;
    }

    internal static void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        output.WriteByte((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            WritePlain(text[..plain], output);
            if (plain == text.Length) break;
            output.Advance(Escape(text[plain], output.GetSpan(MaxEscapeLength)));
            text = text[(plain + 1)..];
        }
        output.WriteByte((byte)'"');
    }

    /// <summary>Reads text out of parsed JSON, which may yet hold lone surrogates.</summary>
    internal static string Unescape<T>(T source, Func<T, string> read)
    {
        try
        {
            return read(source);
        }
        catch (InvalidOperationException e)
        {
            throw NoUnicode(e);
        }
    }

    private static void WritePlain(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        var target = output.GetSpan(text.Length * 3);
        var status = Utf8.FromUtf16(
            text, target, out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done) throw NoUnicode();
        output.Advance(written);
    }

    /// <summary>Writes the escape of a character and gives its length.</summary>
    internal static int Escape(char character, Span<byte> target)
    {
        ReadOnlySpan<byte> escape = character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex(character >> 4), Hex(character)],
        };
        escape.CopyTo(target);
        return escape.Length;
    }

    private static byte Hex(int value) => "0123456789abcdef"u8[value & 0xF];

    private static FormatException NoUnicode(Exception? cause = null) => new(
        "No canonical JSON: a string holds a lone surrogate or bytes that are not UTF-8.", cause);
}
