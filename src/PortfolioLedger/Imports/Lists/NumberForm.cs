using System.Collections.Immutable;
using System.Globalization;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// How a file writes one thousand two hundred thirty-four and a half. Nothing is guessed: a text
/// that does not have the form stated is no number.
/// </summary>
/// <param name="Example">1234.50 in this form.</param>
/// <param name="Decimal">Before the decimals.</param>
/// <param name="Group">Between thousands; null for nothing.</param>
public sealed record NumberForm(string Example, char Decimal, char? Group)
{
    private const char Comma = ',';
    private const char Point = '.';
    private const int MaxDigits = 40;

    /// <summary>All forms that can be stated.</summary>
    public static readonly ImmutableArray<NumberForm> All =
    [
        new("1234.50", Point, null), new("1234,50", Comma, null), new("1,234.50", Point, Comma),
        new("1.234,50", Comma, Point), new("1 234,50", Comma, ' '), new("1'234.50", Point, '\''),
    ];

    /// <summary>The form with this example, or null.</summary>
    public static NumberForm? Find(string example) => All.FirstOrDefault(f => f.Example == example);

    /// <summary>Reads a number; groups are of three digits or there are none.</summary>
    public bool TryParse(string text, out decimal number)
    {
        number = 0;
        var digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0);
        var end = digits.IndexOf(Decimal) is >= 0 and var at ? at : digits.Length;
        var whole = digits[..end];
        var decimals = end < digits.Length ? digits[(end + 1)..] : "0";
        if (text.Length is 0 or > MaxDigits || !AreDigits(decimals) || !IsWhole(whole))
            return false;
        var plain = $"{(text[0] == '-' ? "-" : "")}{WithoutGroups(whole)}.{decimals}";
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign
            | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private string WithoutGroups(ReadOnlySpan<char> whole) => Group is { } group
        ? whole.ToString().Replace(group.ToString(), "", StringComparison.Ordinal)
        : whole.ToString();

    private bool IsWhole(ReadOnlySpan<char> whole)
    {
        if (Group is not { } group || !whole.Contains(group))
            return AreDigits(whole);
        var first = true;
        foreach (var part in whole.ToString().Split(group))
        {
            if (!AreDigits(part) || (first ? part.Length > 3 : part.Length != 3))
                return false;
            first = false;
        }
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
