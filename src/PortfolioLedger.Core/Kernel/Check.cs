using System.Globalization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>Checks of single fields, in the words the API answers with.</summary>
public static class Check
{
    /// <summary>The longest text of a field, in characters.</summary>
    public const int MaxTextLength = 10_000;

    /// <summary>The longest list of texts and references of one command.</summary>
    private const int MaxItems = 1_000;

    /// <summary>
    /// The most people of a department or value stream: more than any organisation has.
    /// </summary>
    private const decimal MaxFte = 1_000_000;

    /// <summary>A text that must say something, if it is there at all.</summary>
    public static IEnumerable<FieldFault> Text(string pointer, string? text) =>
        text switch
        {
            null => [],
            { Length: <= MaxTextLength } when !text.Any(IsVisible) =>
            [
                new(pointer, "must not be blank"),
            ],
            _ => NotTooLong(pointer, text),
        };

    /// <summary>A text that may be blank.</summary>
    public static IEnumerable<FieldFault> NotTooLong(string pointer, string text) =>
        text.Length <= MaxTextLength ? []
            : [new(pointer, $"must have at most {MaxTextLength} characters")];

    /// <summary>
    /// What is wrong with the first character that is no part of a text: a control character other
    /// than a tab or the end of a line, or U+FFFE or U+FFFF; null when there is none.
    /// </summary>
    public static string? UnsupportedCharacters(string text)
    {
        foreach (var c in text)
            if ((char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\ufffe' or '\uffff')
                return $"must not contain the character U+{(int)c:X4}";
        return null;
    }

    /// <summary>Neither white space nor one of the characters that nobody sees.</summary>
    private static bool IsVisible(char c) => !char.IsWhiteSpace(c)
        && char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>Texts of a list, which must each say something.</summary>
    public static IEnumerable<FieldFault> Texts(string pointer, ImmutableArray<string>? texts) =>
        NotTooMany(pointer, texts).Concat(
            (texts ?? []).SelectMany((text, index) => Text($"{pointer}/{index}", text)));

    /// <summary>A list in which nothing may be named twice.</summary>
    public static IEnumerable<FieldFault> Distinct<T>(string pointer, ImmutableArray<T>? items) =>
        (items is { IsDefault: false } some ? some : []).Index().GroupBy(i => i.Item, i => i.Index)
            .SelectMany(same => same.Skip(1)).Order()
            .Select(i => new FieldFault($"{pointer}/{i}", "must not be named twice"));

    /// <summary>A list that people can still read.</summary>
    public static IEnumerable<FieldFault> NotTooMany<T>(string pointer, ImmutableArray<T>? items) =>
        items is { IsDefault: false, Length: > MaxItems }
            ? [new(pointer, $"must have at most {MaxItems} entries")] : [];

    /// <summary>
    /// The name of a period: <c>2026</c>, <c>2026-03</c>, <c>2026-q1</c>, <c>whole-life</c>.
    /// </summary>
    public static IEnumerable<FieldFault> Period(string pointer, string? period) =>
        period is null || Periods.IsName(period)
            ? [] : [new(pointer, $"must be a period: {Periods.Form}")];

    /// <summary>
    /// People in full-time equivalents: none or more, and no more than there can be.
    /// </summary>
    public static IEnumerable<FieldFault> Fte(string pointer, decimal? fte) =>
        fte is < 0 or > MaxFte
            ? [new(pointer, $"must be from 0 to {MaxFte:0}, in full-time equivalents")] : [];

    /// <summary>A number that must not be negative.</summary>
    public static IEnumerable<FieldFault> NotNegative(string pointer, decimal? value) =>
        value is < 0 ? [new(pointer, "must not be negative")] : [];
}
