using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// A number as 0.digits × 10^<see cref="_point"/>, without zeros at either end; zero has no digits
/// and no sign.
/// </summary>
internal readonly ref struct DecimalDigits
{
    private const int LastPlainPoint = 21;
    private const int FirstPlainPoint = -5;

    private readonly bool _negative;
    private readonly Span<byte> _digits;
    private readonly int _point;

    private DecimalDigits(bool negative, Span<byte> digits, int point)
    {
        var leading = digits.IndexOfAnyExcept((byte)'0');
        _digits = leading < 0 ? [] : digits[leading..].TrimEnd((byte)'0');
        _point = point - Math.Max(leading, 0);
        _negative = negative && leading >= 0;
    }

    /// <summary>Reads what .NET writes: "-12.5", "1E+21", "5E-324".</summary>
    internal static DecimalDigits Read(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        var exponent = 0;
        var mark = text.IndexOf((byte)'E');
        if (mark >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
            text = text[..mark];
        }
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? [] : text[(dot + 1)..];
        whole.CopyTo(buffer);
        fraction.CopyTo(buffer[whole.Length..]);
        var digits = buffer[..(whole.Length + fraction.Length)];
        return new DecimalDigits(negative, digits, whole.Length + exponent);
    }

    /// <summary>Rounded half-even to so many significant digits.</summary>
    internal DecimalDigits Rounded(int significant)
    {
        if (_digits.Length <= significant) return this;
        var kept = _digits[..significant];
        var rest = _digits[significant..];
        // No zeros at the end: "5" alone is the exact half.
        var isHalf = rest.Length == 1 && rest[0] == '5';
        var isUp = isHalf ? (kept[^1] - '0') % 2 == 1 : rest[0] >= '5';
        if (!isUp) return new DecimalDigits(_negative, kept, _point);
        var last = kept.LastIndexOfAnyExcept((byte)'9');
        if (last < 0)
        {
            kept[0] = (byte)'1';
            return new DecimalDigits(_negative, kept[..1], _point + 1);
        }
        kept[last]++;
        return new DecimalDigits(_negative, kept[..(last + 1)], _point);
    }

    /// <summary>Writes the number as ECMAScript does and gives its length.</summary>
    internal int Write(Span<byte> target)
    {
        var text = new Ascii(target);
        if (_negative) text.Add('-');
        if (_digits.IsEmpty) text.Add('0');
        else if (_point is < FirstPlainPoint or > LastPlainPoint) WriteScientific(ref text);
        else if (_point <= 0) WriteFraction(ref text);
        else WritePlain(ref text);
        return text.Length;
    }

    private void WriteFraction(ref Ascii text)
    {
        text.Add("0."u8);
        text.AddZeros(-_point);
        text.Add(_digits);
    }

    private void WritePlain(ref Ascii text)
    {
        var whole = Math.Min(_point, _digits.Length);
        text.Add(_digits[..whole]);
        text.AddZeros(_point - whole);
        if (whole == _digits.Length) return;
        text.Add('.');
        text.Add(_digits[whole..]);
    }

    private void WriteScientific(ref Ascii text)
    {
        text.Add(_digits[..1]);
        if (_digits.Length > 1)
        {
            text.Add('.');
            text.Add(_digits[1..]);
        }
        var exponent = _point - 1;
        text.Add('e');
        text.Add(exponent < 0 ? '-' : '+');
        text.Add(Math.Abs(exponent));
    }

    /// <summary>Appends to a span that is known to be long enough.</summary>
    private ref struct Ascii(Span<byte> target)
    {
        private readonly Span<byte> _target = target;

        internal int Length { get; private set; }

        internal void Add(char character) => _target[Length++] = (byte)character;

        internal void Add(ReadOnlySpan<byte> text)
        {
            text.CopyTo(_target[Length..]);
            Length += text.Length;
        }

        internal void AddZeros(int count)
        {
            _target.Slice(Length, count).Fill((byte)'0');
            Length += count;
        }

        internal void Add(int number)
        {
            number.TryFormat(
                _target[Length..], out var written, default, CultureInfo.InvariantCulture);
            Length += written;
        }
    }
}
