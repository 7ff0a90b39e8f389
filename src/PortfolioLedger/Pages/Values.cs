using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PortfolioLedger.Pages;

/// <summary>Values as people read them, the same in every language of the server.</summary>
internal static class Values
{
    /// <summary>How JSON writes instants.</summary>
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    /// <summary>2026-03-31.</summary>
    public static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>48,211.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>At most four decimals, with thousands apart.</summary>
    public static string Number(decimal value) =>
        value.ToString("#,##0.####", CultureInfo.InvariantCulture);

    /// <summary>A share in percent with one decimal: 83.3 %.</summary>
    public static string Share(decimal share) =>
        (share * 100).ToString("#,##0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A field of JSON as words: <c>notFundedDay</c> is "Not funded day".</summary>
    public static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var c in name.Replace('-', ' '))
            if (char.IsAsciiLetterUpper(c))
                words.Append(' ').Append(char.ToLowerInvariant(c));
            else
                words.Append(words.Length == 0 ? char.ToUpperInvariant(c) : c);
        return words.ToString();
    }

    /// <summary>A single value; a dash where nothing is known.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => "–",
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Number => value.TryGetDecimal(out var number)
            ? Number(number) : value.GetRawText(),
        _ => Moment(value.GetString() ?? "–"),
    };

    /// <summary>An instant to the second; any other text as it is.</summary>
    private static string Moment(string text) => text.Length == Instant.Length
        && DateTime.TryParseExact(text, Instant, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        ? at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : text;

    /// <summary>Whether it says nothing.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    /// <summary>Whether it is one value, not several.</summary>
    public static bool IsSingle(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
