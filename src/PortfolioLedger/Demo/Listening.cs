using System.Collections.Immutable;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>
/// What customers say: a little all the time, and in the spring of 2025 a wave of complaints about
/// brown water in the east of the district.
/// </summary>
internal static class Listening
{
    private static readonly string[] BrownWater =
    [
        "The water was brown again this morning.", "Our washing came out stained.",
        "Brown water for three days, and nobody said why.",
        "I let it run for ten minutes and it is still not clear.",
        "Is it safe for my baby? Nobody could tell me.",
        "We had to close the kitchen at noon because of the water.",
    ];

    private static readonly (string Segment, string Channel, string Theme, string Initiative,
        int Score, string Text)[] Steady =
    [
        ("households", "telephone", "billing", "smart-meters", 3, "I cannot follow my bill."),
        ("small-business", "web-form", "connection", "fast-connect", 2,
            "Five weeks for a connection is too long."),
        ("households", "survey", "service", "first-call", 2, "I called four times."),
        ("farms", "letter", "tariff", "leak-detection", 3, "Why do we pay for leaks?"),
        ("industry", "meeting", "outages", "storm-storage", 3,
            "Tell us of interruptions a day before."),
        ("households", "app", "service", "customer-app", 4, "Nice app. What do I do with it?"),
    ];

    /// <summary>How many voices make the wave.</summary>
    private const int Wave = 20;

    private const int Months = 17;

    /// <summary>The keys of the complaints of the wave, in order.</summary>
    public static ImmutableArray<string> Complaints { get; } =
        [.. Enumerable.Range(1, Wave).Select(i => $"brown-water-{i:00}")];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        Complaints.SelectMany((key, i) => Complained(key, i))
            .Concat(Enumerable.Range(0, Months).SelectMany(Said))
            .Append(On("2025-04-22", 9, Department("customers"), Complaints.Select(key =>
                new AnswerFeedback(Key.Parse(key), Sealed($"{key}:answer",
                    "The mains in your street are renewed this year, before all others.")))));

    /// <summary>From 17 February on, one in two days.</summary>
    private static IEnumerable<DemoMoment> Complained(string key, int i)
    {
        var day = new DateOnly(2025, 2, 17).AddDays(i * 2);
        yield return On(day, 12, Department("customers"),
            new ReceiveFeedback(Key.Parse(key), Sealed(key, BrownWater[i % BrownWater.Length]),
                Key.Parse(i % 5 == 4 ? "small-business" : "households"), "telephone",
                $"customer-{400 + i}", new(i % 3 == 0 ? 2 : 1, "1-5")),
            new ClassifyFeedback(Key.Parse(key), "brown-water", "clear water from the tap",
                "no complaints about colour"));
        yield return On(day.AddDays(1), 9, Pmo,
            new LinkFeedback(Key.Parse(key), Key.Parse("east-mains"), i % 4 == 0 ? 3 : 2));
    }

    /// <summary>One voice every month; every other one is answered.</summary>
    private static IEnumerable<DemoMoment> Said(int month)
    {
        var voice = Steady[month % Steady.Length];
        var key = $"voice-{month + 1:00}";
        var day = new DateOnly(2024, 8, 8).AddMonths(month);
        yield return On(day, 13, Department("customers"),
            new ReceiveFeedback(Key.Parse(key), Sealed(key, voice.Text), Key.Parse(voice.Segment),
                voice.Channel, $"customer-{100 + month}", new(voice.Score, "1-5")),
            new ClassifyFeedback(Key.Parse(key), voice.Theme));
        if (Day(Proposals.From(voice.Initiative).Proposed) < day)
            yield return On(day.AddDays(4), 9, Pmo,
                new LinkFeedback(Key.Parse(key), Key.Parse(voice.Initiative), 1 + month % 2));
        if (month % 2 == 0)
            yield return On(day.AddDays(9), 9, Department("customers"),
                new AnswerFeedback(Key.Parse(key)));
    }
}
