namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>
/// Forms of simple types, and meanings of fields that events share; what a field of one event
/// means is said beside the event.
/// </summary>
internal static class EventWords
{
    internal static readonly SortedDictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["Key"] = "key",
        ["String"] = "text",
        ["Decimal"] = "number as text",
        ["Share"] = "share 0 to 1 as text",
        ["Int32"] = "whole number",
        ["Int64"] = "whole number",
        ["Boolean"] = "`true`, `false`",
        ["DateOnly"] = "date",
        ["Guid"] = "id, a UUID",
        ["DateTimeOffset"] = "instant",
        ["Currency"] = "ISO 4217 code",
        ["Money"] = "`{\"amount\":\"1200.5\",\"currency\":\"USD\"}`",
        ["SealedText"] = "commitment in base64",
        ["Strength"] = "`0`, `1`, `3`, `9`",
        ["Subject"] = "`kind/key`",
        ["AsOfRule"] = "`now`, `end-of-last-week`, `end-of-last-month`, `end-of-last-quarter`, "
            + "`end-of-last-year`, `end-of-last-fiscal-year`, `last-review-cycle`, a date or a "
            + "position, as text",
    };

    private static readonly SortedDictionary<string, string> Common = new(StringComparer.Ordinal)
    {
        ["initiative"] = "Which initiative.",
        ["objective"] = "Which objective.",
        ["outcome"] = "Which outcome.",
        ["feedback"] = "Which feedback.",
        ["department"] = "Which department.",
        ["decision"] = "Which decision.",
        ["valueStream"] = "Which value stream.",
        ["model"] = "Which scoring model.",
        ["portfolio"] = "Which portfolio.",
        ["grounds"] = "Why, and on what evidence.",
        ["name"] = "For people.",
        ["period"] = "`2026`, `2026-h1`, `2026-q1`, `2026-03`, `fy2026`, `whole-life`.",
        ["version"] = "Of the scoring model, from 1.",
        ["kind"] = "What kind it is.",
        ["level"] = "On which level it stands.",
        ["owner"] = "Who answers for it.",
        ["value"] = "In the unit of the outcome.",
        ["on"] = "The day.",
        ["n"] = "How many observations it rests on.",
        ["min"] = "Least value that is good enough.",
        ["max"] = "Greatest value that is good enough.",
        ["by"] = "The day it is to be reached.",
        ["confidence"] = "How sure the claim is; unstated counts as 1.",
        ["case"] = "The case as submitted.",
        ["RankedInitiative.score"] = "Under the scoring model.",
        ["rank"] = "From 1, the best.",
        ["funded"] = "Whether the budget covers it.",
        ["averageProfit"] = "Average profit a year.",
        ["investment"] = "What is invested.",
        ["base"] = "What the profit is divided by.",
        ["salvage"] = "What remains at the end.",
        ["workingCapital"] = "Capital tied up meanwhile.",
        ["fiscalYearStart"] = "Month and day, `07-01`.",
        ["currency"] = "All money is in this currency.",
        ["report"] = "Which report.",
        ["definition"] = "What it shows.",
        ["dashboard"] = "Which dashboard.",
        ["content"] = "What it shows.",
        ["subscription"] = "Which subscription.",
    };

    /// <summary>The meaning of a field, first of this type alone, then of all.</summary>
    internal static string? Of(string type, string field) =>
        Common.GetValueOrDefault($"{type}.{field}") ?? Common.GetValueOrDefault(field);
}
