using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>
/// Texts that packed entries share: a key or a name is written as its number, and read as the one
/// text that is there already. Bounded; what finds no room is written out.
/// </summary>
internal sealed class PackedTexts
{
    private const int MaxTexts = 100_000;
    private const int MaxTextLength = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private string[] _texts = new string[1024];
    private Key[] _keys = new Key[1024];

    /// <summary>The number of a text, from 0; −1 when it is to be written out.</summary>
    public int NumberOf(string text)
    {
        lock (_lock)
        {
            if (_numbers.TryGetValue(text, out var known))
                return known;
            if (_numbers.Count == MaxTexts || text.Length > MaxTextLength)
                return -1;
            var number = _numbers.Count;
            if (number == _texts.Length)
            {
                // Readers go on in the arrays they have: copies, not changes in place.
                Array.Resize(ref _texts, number * 2);
                Array.Resize(ref _keys, number * 2);
            }
            _texts[number] = text;
            if (Key.TryParse(text, out var key))
                _keys[number] = key;
            _numbers.Add(text, number);
            return number;
        }
    }

    /// <summary>The text with a number.</summary>
    public string TextOf(int number) => Volatile.Read(ref _texts)[number];

    /// <summary>The key with a number.</summary>
    public Key KeyOf(int number) => Volatile.Read(ref _keys)[number];
}

/// <summary>Writes values densely; only for memory: nothing of it is stored.</summary>
internal sealed class PackWriter(PackedTexts texts)
{
    private byte[] _bytes = new byte[32 * 1024];
    private int _length;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void WriteNumber(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

    public void WriteUnsigned(ulong value)
    {
        var target = Room(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        _length += length;
    }

    public void WriteBool(bool value) => WriteUnsigned(value ? 1u : 0u);

    public void WriteInt(int value) => WriteNumber(value);

    public void WriteDate(DateOnly value) => WriteNumber(value.DayNumber);

    public void WriteInstant(DateTimeOffset value)
    {
        WriteNumber(value.Ticks);
        WriteNumber(value.TotalOffsetMinutes);
    }

    /// <summary>Sign and scale, then the digits: 2.50 stays 2.50.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        WriteUnsigned(
            (ulong)(
                ((bits[3] >> 16) & 0xFF) << 2
                | (value < 0 || bits[3] < 0 ? 2 : 0)
                | (bits[2] != 0 ? 1 : 0)
            )
        );
        WriteUnsigned((uint)bits[0] | (ulong)(uint)bits[1] << 32);
        if (bits[2] != 0)
            WriteUnsigned((uint)bits[2]);
    }

    /// <summary>A key; the default key has no text.</summary>
    public void WriteKey(Key value) => WriteText(value.Value);

    public void WriteCurrency(Currency value) => WriteText(value.Code);

    /// <summary>0 for none, 1 before a text written out, else its number.</summary>
    public void WriteText(string? value)
    {
        if (value is null)
        {
            WriteUnsigned(0);
            return;
        }
        var number = texts.NumberOf(value);
        WriteUnsigned((ulong)(number < 0 ? 1 : number + 2));
        if (number < 0)
            WriteBytes(Encoding.UTF8.GetBytes(value));
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteUnsigned((ulong)value.Length);
        value.CopyTo(Room(value.Length));
        _length += value.Length;
    }

    /// <summary>What has no dense form of its own.</summary>
    public void WriteJson<T>(T value) =>
        WriteBytes(JsonSerializer.SerializeToUtf8Bytes(value, LedgerJson.Stored));

    private Span<byte> Room(int needed)
    {
        if (_bytes.Length - _length < needed)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + needed));
        return _bytes.AsSpan(_length);
    }
}

/// <summary>Reads what <see cref="PackWriter"/> wrote, value for value.</summary>
internal sealed class PackReader(PackedTexts texts, byte[] bytes)
{
    private int _at;

    public long ReadNumber()
    {
        var value = ReadUnsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ulong ReadUnsigned()
    {
        ulong value = bytes[_at++];
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            ulong next = bytes[_at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    public bool ReadBool() => ReadUnsigned() == 1;

    public int ReadInt() => (int)ReadNumber();

    public DateOnly ReadDate() => DateOnly.FromDayNumber((int)ReadNumber());

    public DateTimeOffset ReadInstant() => new(ReadNumber(), TimeSpan.FromMinutes(ReadNumber()));

    public decimal ReadDecimal()
    {
        var head = (int)ReadUnsigned();
        var low = ReadUnsigned();
        var high = (head & 1) != 0 ? (int)ReadUnsigned() : 0;
        return new((int)low, (int)(low >> 32), high, (head & 2) != 0, (byte)(head >> 2));
    }

    public Key ReadKey()
    {
        var number = (int)ReadUnsigned();
        return number >= 2 ? texts.KeyOf(number - 2)
            : Key.TryParse(Encoding.UTF8.GetString(ReadBytes()), out var key) ? key : default;
    }

    public Currency ReadCurrency() =>
        Currency.TryParse(ReadText(), out var currency) ? currency : default;

    public string? ReadText()
    {
        var number = (int)ReadUnsigned();
        return number switch
        {
            0 => null,
            1 => Encoding.UTF8.GetString(ReadBytes()),
            _ => texts.TextOf(number - 2),
        };
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = (int)ReadUnsigned();
        _at += length;
        return bytes.AsSpan(_at - length, length);
    }

    public T ReadJson<T>() => JsonSerializer.Deserialize<T>(ReadBytes(), LedgerJson.Stored)!;
}
