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

    /// <summary>The name of a period: <c>2026</c>, <c>2026-03</c>, <c>2026-q1</c>, <c>whole-life</c>.</summary>
    public static IEnumerable<FieldFault> Period(string pointer, string? period) =>
        period is null || Key.TryParse(period, out _)
            ? []
            : [new(pointer, $"must be a period like \"2026\", \"2026-03\" or \"whole-life\" ({Key.Form})")];

    /// <summary>A number that must not be negative.</summary>
    public static IEnumerable<FieldFault> NotNegative(string pointer, decimal? value) =>
        value is < 0 ? [new(pointer, "must not be negative")] : [];
}
