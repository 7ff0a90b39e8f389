namespace PortfolioLedger.Core.Kernel;

/// <summary>Checks of single fields, in the words the API answers with.</summary>
public static class Check
{
    /// <summary>The longest text of a field, in characters.</summary>
    public const int LongestText = 10_000;

    /// <summary>A text that must say something, if it is there at all.</summary>
    public static IEnumerable<FieldFault> Text(string pointer, string? text) => text switch
    {
        null => [],
        { Length: > LongestText } => [new(pointer, $"must have at most {LongestText} characters")],
        _ when string.IsNullOrWhiteSpace(text) => [new(pointer, "must not be blank")],
        _ => [],
    };

    /// <summary>Texts of a list, which must each say something.</summary>
    public static IEnumerable<FieldFault> Texts(string pointer, ImmutableArray<string>? texts) =>
        (texts ?? []).SelectMany((text, index) => Text($"{pointer}/{index}", text));

    /// <summary>A list in which nothing may be named twice.</summary>
    public static IEnumerable<FieldFault> Distinct<T>(string pointer, ImmutableArray<T>? items)
    {
        for (var i = 1; i < (items?.Length ?? 0); i++)
            if (items!.Value.AsSpan(0, i).Contains(items.Value[i]))
                yield return new($"{pointer}/{i}", "must not be named twice");
    }

    /// <summary>The name of a period: <c>2026</c>, <c>2026-03</c>, <c>2026-q1</c>, <c>whole-life</c>.</summary>
    public static IEnumerable<FieldFault> Period(string pointer, string? period) =>
        period is null || Key.TryParse(period, out _)
            ? []
            : [new(pointer, $"must be a period like \"2026\", \"2026-03\" or \"whole-life\" ({Key.Form})")];

    /// <summary>A number that must not be negative.</summary>
    public static IEnumerable<FieldFault> NotNegative(string pointer, decimal? value) =>
        value is < 0 ? [new(pointer, "must not be negative")] : [];
}
