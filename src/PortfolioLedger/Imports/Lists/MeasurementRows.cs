using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of measurements, one of an outcome and a day in each row. Another value of a day that was
/// measured already corrects it.
/// </summary>
internal static class MeasurementRows
{
    /// <summary>The kind of list.</summary>
    public static readonly ListKind Kind = new(
        "measurements", SubjectKind.Outcome, "outages",
        [
            new("on", FieldForm.Day, "2026-02-28", "the day it was measured on", Required: true),
            new("value", FieldForm.Number, "7", "in the unit of the outcome", Required: true),
            new("n", FieldForm.Whole, "120", "how many observations it rests on"),
            new("method", FieldForm.Text, "meter readings", "how it was measured"),
            new("unit", FieldForm.Text, "hours", "of the value; that of the outcome"),
        ], State)
    {
        Refers = true, Identity = ["on"],
        Held = (book, _, outcome, row, _) => row.Day("on") is { } on
            ? HeldOn(book, outcome, on)?.Value : null,
    };

    private static void State(RowDecisions d)
    {
        if (d.About() is not { } outcome)
            return;
        var row = d.Row;
        if (row.Day("on") is not { } on || row.Number("value") is not { } value)
        {
            d.Miss(row.Day("on") is null ? "on" : "value",
                "must not be blank: a measurement has a day and a value");
            d.Stop();
            return;
        }
        if (on > d.Now.Day)
            d.Refuse(row.Cell("on")!, "future-measurement",
                "is to come: nothing can have been measured yet");
        if (row.Cell("unit") is { } unit
            && d.Now.Outcomes.Find(outcome)!.Unit is { } kept && unit.AsText != kept)
            d.Refuse(unit, "unit-mismatch", $"is another unit than '{kept}', in which '{outcome}' "
                + "is kept; give its values in it");
        var (n, method) = (row.Cell("n")?.AsWhole, row.Text("method"));
        if (HeldOn(d.Now, outcome, on) is not { } held)
            d.Decide(new MeasureOutcome(outcome, value, on, n, method),
                row.Cell("value"), row.Cell("n"), row.Cell("method"));
        else if (new[]
        {
            held.Value != value ? row.Cell("value") : null,
            n is not null && n != held.N ? row.Cell("n") : null,
            method is not null && method != held.Method ? row.Cell("method") : null,
        }.OfType<ListCell>().ToArray() is { Length: > 0 } changed)
            d.Decide(new CorrectMeasurement(outcome, on, value, n, method, Reason: d.Rationale),
                [.. changed]);
    }

    private static Measurement? HeldOn(Book book, Key outcome, DateOnly on) =>
        book.Outcomes.Find(outcome)?.Measurements.GetValueOrDefault(on).Values.LastOrDefault()
            ?.Value;
}
