using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of outcomes: baseline, target, measurements and what they are linked to.
/// </summary>
internal static class OutcomeRows
{
    private static readonly ImmutableArray<string> Values =
        ["baseline", "targetMin", "targetMax", "measured", "measurement"];

    /// <summary>One of them.</summary>
    public static void State(RowDecisions d)
    {
        var row = d.Row;
        var held = d.Before.Outcomes.Find(row.Key);
        if (held is not null)
        {
            Unit(d, held);
            Revise(d, held);
        }
        else
            d.Decide(new DefineOutcome(row.Key, d.Required("name"),
                row.Choice<Direction>("direction") ?? Direction.Increase, row.Text("unit"),
                row.Choice<OutcomeKind>("kind"), row.Choice<OutcomeCategory>("category"),
                row.Text("owner"), d.Registering(SubjectKind.CustomerSegment, row.Cell("segment")),
                row.Text("frequency"), d.EffectiveOn));
        Baseline(d, held);
        Target(d, held);
        Measured(d);
        Links(d, held);
    }

    /// <summary>
    /// What it was defined with is revised where the list says another; what it leaves blank
    /// stays, and so does the direction once a target is set.
    /// </summary>
    private static void Revise(RowDecisions d, Outcome held)
    {
        var (row, day) = (d.Row, d.Day);
        var direction = d.Other(row.Choice<Direction>("direction"), held.DirectionOn(day));
        if (direction is not null && d.Now.Outcomes.Find(row.Key) is { Target.IsEmpty: false })
        {
            d.Left.Add(row.Cell("direction")!);
            direction = null;
        }
        var revision = new ReviseOutcome(row.Key, d.Grounds);
        d.Revise("name", revision with { Name = d.Other("name", held.NameOn(day)) });
        d.Revise("direction", revision with { Direction = direction });
        d.Revise("kind", revision with
        {
            Kind = d.Other(row.Choice<OutcomeKind>("kind"), held.KindOn(day)),
        });
        d.Revise("category", revision with
        {
            Category = d.Other(row.Choice<OutcomeCategory>("category"), held.CategoryOn(day)),
        });
        d.Revise("owner", revision with { Owner = d.Other("owner", held.OwnerOn(day)) });
        d.Revise("segment", revision with
        {
            Segment = d.Other(d.Registering(SubjectKind.CustomerSegment, row.Cell("segment")),
                held.SegmentOn(day)),
        });
        d.Revise("frequency", revision with
        {
            Frequency = d.Other("frequency", held.FrequencyOn(day)),
        });
    }

    /// <summary>Numbers of another unit would be taken for those of the outcome's.</summary>
    private static void Unit(RowDecisions d, Outcome known)
    {
        if (
            d.Row.Cell("unit") is { } cell
            && known.Unit is { } unit
            && cell.AsText != unit
            && d.Row.Cells.Any(c => Values.Contains(c.Field))
        )
            d.Refuse(
                cell,
                "unit-mismatch",
                $"is another unit than '{unit}', in which '{known.Key}' is kept; give its values "
                    + "in it"
            );
        else
            d.Keep("unit", known.Unit);
    }

    private static void Baseline(RowDecisions d, Outcome? held)
    {
        if (Pair(d, "baseline", "baselineOn") is not var (value, on))
            return;
        if (held?.Baseline.At(d.Day)?.Value != new Baseline(value, on))
            d.Decide(new SetBaseline(d.Row.Key, value, on, d.Grounds),
                d.Row.Cell("baseline"), d.Row.Cell("baselineOn"));
    }

    private static void Target(RowDecisions d, Outcome? held)
    {
        var row = d.Row;
        var (min, max, by) = (
            row.Number("targetMin"),
            row.Number("targetMax"),
            row.Day("targetBy")
        );
        if (min is null && max is null)
            return;
        if (by is not { } day)
            d.Miss("targetBy", "must say by when the target is to be reached");
        else if (min > max)
            d.Refuse(row.Cell("targetMin")!, "malformed", "must not be greater than the most");
        else if (held?.Target.At(d.Day)?.Value != new Target(min, max, day))
            d.Decide(d.Now.Outcomes.Find(row.Key) is { Target.Values.IsEmpty: false }
                ? new ChangeTarget(row.Key,
                    row.Choice<TargetChangeKind>("targetChange") ?? TargetChangeKind.Ambition, day,
                    d.Grounds, min, max)
                : new SetTarget(row.Key, day, d.Grounds, min, max),
                row.Cell("targetMax") ?? row.Cell("targetMin"), row.Cell("targetMin"),
                row.Cell("targetBy"));
    }

    private static void Measured(RowDecisions d)
    {
        var latest = Pair(d, "measured", "measuredOn");
        if (latest is var (value, on))
            Measure(d, on, value, d.Row.Cell("measured")!);
        foreach (var cell in d.Row.Each("measurement"))
        {
            var day = DateOnly.ParseExact(cell.For!, "O");
            if (latest?.On != day)
                Measure(d, day, cell.AsNumber, cell);
            else if (latest.Value.Value != cell.AsNumber)
                d.Refuse(cell, "duplicate-measurement",
                    $"is another value than the latest one, which is of {day:O} too");
        }
    }

    private static void Measure(RowDecisions d, DateOnly on, decimal value, ListCell cell)
    {
        var held = d.Now.Outcomes.Find(d.Row.Key)?.Measurements.GetValueOrDefault(on)
            .Values.LastOrDefault()?.Value;
        if (held is null)
            d.Decide(new MeasureOutcome(d.Row.Key, value, on), cell);
        else if (held.Value != value)
            d.Decide(new CorrectMeasurement(d.Row.Key, on, value, Reason: d.Rationale), cell);
    }

    private static void Links(RowDecisions d, Outcome? held)
    {
        Link(d, held, "objectives", SubjectKind.Objective,
            key => new LinkOutcome(d.Row.Key, d.Grounds, Objective: key));
        Link(d, held, "initiatives", SubjectKind.Initiative,
            key => new LinkOutcome(d.Row.Key, d.Grounds, Initiative: key));
    }

    private static void Link(RowDecisions d, Outcome? held, string field, SubjectKind kind,
        Func<Key, LinkOutcome> link)
    {
        if (d.Row.Cell(field) is not { } cell)
            return;
        foreach (var text in cell.AsTexts)
            if (d.Known(kind, cell, text) is { } key
                && held?.LinkOn(new(kind, key), d.Day) is null or 0)
                d.Decide(link(key), cell);
    }

    /// <summary>A value with its day; the row is refused when one stands alone.</summary>
    private static (decimal Value, DateOnly On)? Pair(RowDecisions d, string value, string on)
    {
        if ((d.Row.Number(value), d.Row.Day(on)) is ({ } number, { } day))
        {
            if (day <= d.Now.Day)
                return (number, day);
            d.Refuse(d.Row.Cell(on)!, "future-measurement",
                "is to come: nothing can have been measured yet");
            return null;
        }
        if (d.Row.Cell(value) is not null)
            d.Miss(on, $"must say the day of the {value} value");
        return null;
    }
}
