using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using static PortfolioLedger.Demo.Telling;

namespace PortfolioLedger.Demo;

/// <summary>Work from month to month: money spent, phases, slips, outputs handed over.</summary>
internal static class Delivery
{
    private static readonly string[] Phases = ["design", "procurement", "construction"];

    private static readonly (string Key, string Start, int Months, string? Ends)[] Work =
    [
        ("uv-treatment", "2024-10-07", 20, null),
        ("reservoir-roof", "2024-10-14", 16, null),
        ("smart-meters", "2024-11-04", 30, null),
        ("customer-app", "2024-10-07", 7, "2025-05-30"),
        ("smart-kiosks", "2024-11-11", 15, "2025-07-08"),
        ("leak-detection", "2024-10-21", 11, "2025-09-30"),
        ("first-call", "2024-10-28", 13, "2025-12-12"),
        ("east-mains", "2025-01-13", 18, null),
        ("sludge-energy", "2025-02-03", 22, null),
        ("storm-storage", "2025-03-03", 24, null),
        ("network-map", "2025-05-05", 12, null),
        ("fast-connect", "2025-05-12", 9, null),
    ];

    private static readonly (string Key, string Day, decimal Delta, string Why)[] Budgets =
    [
        ("uv-treatment", "2025-03-18", 450, "Lamps cost more than the offer said"),
        ("smart-meters", "2025-06-17", -600, "Two districts wait for the radio network"),
        ("east-mains", "2025-05-06", 900, "Brown water: the north of the district as well"),
        ("reservoir-roof", "2025-08-19", 310, "The beams have to be replaced after all"),
        ("network-map", "2025-10-21", -80, "The survey could be shared with the county"),
    ];

    private static readonly (string Key, string Day, int Days)[] Slips =
    [
        ("uv-treatment", "2025-02-20", 45), ("uv-treatment", "2025-06-24", 30),
        ("reservoir-roof", "2025-05-20", 60), ("reservoir-roof", "2025-09-16", 75),
        ("smart-meters", "2025-06-17", 120), ("customer-app", "2025-03-11", 21),
        ("leak-detection", "2025-04-22", -14), ("east-mains", "2025-05-20", -60),
        ("sludge-energy", "2025-06-10", 150), ("storm-storage", "2025-09-23", 20),
        ("first-call", "2025-08-12", 14), ("fast-connect", "2025-10-14", 10),
    ];

    private static readonly (string Key, string Output, string Name, string Planned, string Done)[]
        Outputs =
    [
        ("customer-app", "app-sign-in", "Sign-in with the bill", "2024-12-16", "2024-12-18"),
        ("customer-app", "app-bills", "Bills on the phone", "2025-02-14", "2025-02-28"),
        ("customer-app", "app-outages", "Map of outages", "2025-04-11", "2025-05-06"),
        ("customer-app", "app-release", "App in both stores", "2025-05-09", "2025-05-28"),
        ("leak-detection", "leak-loggers", "Loggers on 900 valves", "2025-03-14", "2025-03-10"),
        ("leak-detection", "leak-desk", "Leak desk in the control room", "2025-07-18",
            "2025-07-11"),
        ("leak-detection", "leak-routes", "Repair routes by size of leak", "2025-09-30",
            "2025-09-26"),
        ("first-call", "call-scripts", "Guided calls", "2025-02-28", "2025-03-07"),
        ("first-call", "call-history", "Customer history at the desk", "2025-07-31",
            "2025-08-20"),
        ("first-call", "call-back", "Call back instead of waiting", "2025-11-28", "2025-12-05"),
        ("uv-treatment", "uv-pilot", "Pilot line", "2025-03-31", "2025-05-12"),
        ("uv-treatment", "uv-hall", "Hall for the lamps", "2025-09-30", "2025-11-04"),
        ("smart-meters", "meters-town", "Meters in the old town", "2025-06-30", "2025-07-22"),
        ("east-mains", "mains-mill", "Mains below Mill Lane", "2025-08-29", "2025-08-12"),
        ("east-mains", "mains-school", "Mains at the school", "2025-11-14", "2025-10-30"),
        ("network-map", "map-survey", "Survey of the west", "2025-10-31", "2025-10-17"),
        ("fast-connect", "one-form", "One form instead of four", "2025-09-15", "2025-09-12"),
        ("smart-kiosks", "kiosk-pilot", "First kiosk", "2025-04-30", "2025-05-19"),
    ];

    private static readonly (string Key, string Output, string Name, string Planned)[] Awaited =
    [
        ("uv-treatment", "uv-lamps", "Lamps in the hall", "2026-02-27"),
        ("smart-meters", "meters-west", "Meters in the west", "2025-11-28"),
        ("storm-storage", "storm-tank", "Tank below the yard", "2026-06-30"),
    ];

    /// <summary>The moments of this chapter.</summary>
    public static IEnumerable<DemoMoment> All() =>
        Work.SelectMany(w => Started(w.Key, w.Start, w.Months))
            .Concat(Work.SelectMany(w => Spent(w.Key, w.Start, w.Months, w.Ends)))
            .Concat(Budgets.Select(b => Rebudgeted(b.Key, b.Day, b.Delta, b.Why)))
            .Concat(Slips.Select((s, i) => Slipped(i)))
            .Concat(Outputs.GroupBy(o => o.Key).SelectMany(Foreseen))
            .Concat(Outputs.Select(Delivered))
            .Concat(
                Awaited.Select(o =>
                    On(
                        Start(o.Key),
                        16,
                        Leads(o.Key),
                        new PlanOutput(
                            Key.Parse(o.Key),
                            Key.Parse(o.Output),
                            Day(o.Planned),
                            o.Name,
                            "product"
                        )
                    )
                )
            )
            .Concat(
                Work.Where(w => w.Ends is not null && w.Key != "smart-kiosks")
                    .Select(w =>
                        On(w.Ends!, 16, Leads(w.Key), new CompleteInitiative(Key.Parse(w.Key)))
                    )
            );

    /// <summary>
    /// When a department hopes to be ready as it asks for the money; null without a plan.
    /// </summary>
    public static DateOnly? Hoped(string key) =>
        Work.Any(w => w.Key == key) ? Planned(key) : null;

    private static IEnumerable<DemoMoment> Started(string key, string start, int months)
    {
        var (id, day) = (Key.Parse(key), Day(start));
        yield return On(day, 9, Leads(key), new StartInitiative(id), new EnterPhase(id, Phases[0]));
        yield return On(day, 15, Board, new BaselineSchedule(id, Planned(key),
            Why("The plan as agreed at the start"), day));
        for (var i = 1; i < Phases.Length; i++)
            if (day.AddMonths(months * i / 4) is var next && next < DemoStory.End
                && !(key is "smart-kiosks" && i == 2))
                yield return On(next, 10, Leads(key), new EnterPhase(id, Phases[i]));
    }

    /// <summary>
    /// Every month but the first an even part: least in design. While work is paused nothing.
    /// </summary>
    private static IEnumerable<DemoMoment> Spent(
        string key, string start, int months, string? ends)
    {
        var last = ends is null ? DemoStory.End : Day(ends);
        var even = Proposals.From(key).Budget * 1_000 / months;
        for (var i = 1; i <= months; i++)
        {
            var month = Day(start).AddMonths(i);
            var closed = new DateOnly(month.Year, month.Month, 1).AddDays(-1);
            if (closed > last || (key == "sludge-energy" && closed.Year == 2025
                && closed.Month is > 7 and < 11))
                continue;
            var part = i <= months / 4 ? .5m : i % 3 == 0 ? 1.25m : 1.1m;
            yield return On(closed, 17, Department("finance"), new RecordSpend(Key.Parse(key),
                $"{closed.Year:0000}-{closed.Month:00}", Usd(Math.Round(even * part, 0)),
                Proposals.From(key).Department == "capital" ? "construction" : "delivery"));
        }
    }

    private static DemoMoment Rebudgeted(string key, string day, decimal delta, string why) =>
        On(day, 14, Board, new ChangeBudget(Key.Parse(key), "whole-life", Usd(delta * 1_000),
            Usd((Proposals.From(key).Budget + delta) * 1_000), Why(why)));

    private static DemoMoment Slipped(int index)
    {
        var (key, day, days) = Slips[index];
        var old = Planned(key).AddDays(Slips.Take(index).Where(s => s.Key == key).Sum(s => s.Days));
        return On(day, 11, Leads(key),
            new ChangeForecastCompletion(Key.Parse(key), old.AddDays(days), old, days));
    }

    private static DemoMoment Delivered(
        (string Key, string Output, string Name, string Planned, string Done) o) =>
        On(o.Done, 12, Leads(o.Key), new DeliverOutput(Key.Parse(o.Key), Key.Parse(o.Output),
            Day(o.Done), AcceptedBy: "pmo-1"));

    /// <summary>Outputs are planned when the work starts, the first as the greatest part.</summary>
    private static IEnumerable<DemoMoment> Foreseen(
        IGrouping<string, (string Key, string Output, string Name, string Planned, string Done)> all
    )
    {
        var part = Math.Round(.8m / all.Count(), 2);
        yield return On(Start(all.Key), 16, Leads(all.Key), all.Select((o, i) => new PlanOutput(
            Key.Parse(o.Key), Key.Parse(o.Output), Day(o.Planned), o.Name, "product",
            new(i == 0 ? part + .1m : part))));
    }

    private static DateOnly Start(string key) => Day(Work.Single(w => w.Key == key).Start);

    private static DateOnly Planned(string key)
    {
        var (_, start, months, _) = Work.Single(w => w.Key == key);
        return Day(start).AddMonths(months);
    }

    private static Core.Kernel.Actor Leads(string key) =>
        Department(Proposals.From(key).Department);
}
