using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Lets the framework's writer escape strings and names as RFC 8785 does: only what JSON cannot
/// hold as it is, everything else stands for itself.
/// </summary>
internal sealed unsafe class CanonicalEncoder : JavaScriptEncoder
{
    internal static readonly CanonicalEncoder Instance = new();

    /// <summary>
    /// Where to look closer: halves of a character may stand alone, and are then replaced.
    /// </summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        CanonicalString.Escapes
            + string.Concat(Enumerable.Range(0xD800, 0x800).Select(code => (char)code))
    );

    public override int MaxOutputCharactersPerInputCharacter => CanonicalString.MaxEscapeLength;

    public override int FindFirstCharacterToEncode(char* text, int textLength) =>
        new ReadOnlySpan<char>(text, textLength).IndexOfAny(Suspicious);

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar < 0x20 || unicodeScalar is '"' or '\\';

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        if (!WillEncode(unicodeScalar))
            return new Rune(unicodeScalar).TryEncodeToUtf16(target, out numberOfCharactersWritten);
        Span<byte> escape = stackalloc byte[CanonicalString.MaxEscapeLength];
        escape = escape[..CanonicalString.Escape((char)unicodeScalar, escape)];
        return Ascii.ToUtf16(escape, target, out numberOfCharactersWritten) == OperationStatus.Done;
    }
}
