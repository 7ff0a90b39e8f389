using System.Buffers;
using System.Globalization;
using System.Text;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>Numbers as ECMAScript's <c>Number::toString</c> writes them.</summary>
internal static class EcmaNumber
{
    /// <summary>Sign, "0.00000" and 17 digits are the longest: 25 bytes.</summary>
    internal const int MaxLength = 32;

    /// <summary>Room for what .NET writes before it is put in form.</summary>
    private const int Scratch = 64;

    private const int SignificantDigits = 15;
    private const int DistinctDigits = 17;
    private const int ExactIntegerDigits = 15;

    internal static string Text(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        TryFormat(value, text, out var written);
        return Encoding.ASCII.GetString(text[..written]);
    }

    internal static string Text(decimal value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(value, text)]);
    }

    /// <summary>Writes a decimal of 15 significant digits and gives its length.</summary>
    internal static int Format(decimal value, Span<byte> text)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[MaxLength];
        return DecimalDigits.Read(text[..length], digits).Rounded(SignificantDigits).Write(text);
    }

    internal static bool TryFormat(double value, Span<byte> destination, out int written)
    {
        if (!double.IsFinite(value))
            throw new FormatException("No canonical JSON: a number is NaN, infinite or too large.");
        Span<byte> text = stackalloc byte[Scratch];
        Span<byte> digits = stackalloc byte[Scratch];
        written = Shortest(value, text, digits).Write(text);
        if (text[..written].TryCopyTo(destination)) return true;
        written = 0;
        return false;
    }

    /// <summary>
    /// The shortest digits that give the same double back, as ECMAScript wants them. The runtime
    /// finds them, but for 2^−25 and 2^−958 one digit short, which is another double: powers of
    /// two, whose neighbours lie unevenly, are read back, and written in full where they differ.
    /// </summary>
    private static DecimalDigits Shortest(double value, Span<byte> text, Span<byte> digits)
    {
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var isShort = !double.IsPow2(Math.Abs(value))
            || double.Parse(text[..length], CultureInfo.InvariantCulture) == value;
        if (isShort) return DecimalDigits.Read(text[..length], digits);
        value.TryFormat(text, out length, "E40", CultureInfo.InvariantCulture);
        return DecimalDigits.Read(text[..length], digits).Rounded(DistinctDigits);
    }

    /// <summary>Writes a number found in a JSON text.</summary>
    internal static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        if (IsPlainInteger(json))
        {
            output.Write(json);
            return;
        }
        var value = double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        TryFormat(value, output.GetSpan(MaxLength), out var written);
        output.Advance(written);
    }

    /// <summary>An integer that a double holds exactly stands as it is; "-0" does not.</summary>
    private static bool IsPlainInteger(ReadOnlySpan<byte> json)
    {
        var digits = json[0] == '-' ? json[1..] : json;
        return digits.Length <= ExactIntegerDigits
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits.Length == json.Length || digits[0] != '0');
    }
}
