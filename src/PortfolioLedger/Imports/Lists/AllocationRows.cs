using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>The spans of people that all rows of a list state together.</summary>
internal sealed class StatedPeople
{
    private readonly Dictionary<(Key, string, string), List<ListRow>> _rows = [];

    /// <summary>The spans of a list.</summary>
    public StatedPeople(IEnumerable<ListRow> rows)
    {
        foreach (var row in rows.Where(r => r.Kind == AllocationRows.Kind))
            if (_rows.TryGetValue(PeopleOf(row), out var spans))
                spans.Add(row);
            else
                _rows[PeopleOf(row)] = [row];
    }

    /// <summary>An earlier row of the list about the same people on the same days.</summary>
    public ListRow? Overlapping(ListRow row) => _rows[PeopleOf(row)]
        .TakeWhile(r => r.Place != row.Place).FirstOrDefault(r => r.Day("from") <= End(row)
            && row.Day("from") <= End(r));

    /// <summary>The day before the next span of the same people; null when there is none.</summary>
    public DateOnly? Until(ListRow row) => _rows[PeopleOf(row)].Select(r => r.Day("from"))
        .Where(from => from > row.Day("from")).Min()?.AddDays(-1);

    private static DateOnly End(ListRow row) => row.Day("to") ?? DateOnly.MaxValue;

    private static (Key, string, string) PeopleOf(ListRow row) => (row.Key,
        Slug.TryOf(row.Text("department") ?? "", "", out var key) ? key.Value : "",
        row.Text("role") ?? "");
}

/// <summary>
/// Lists of people: how many of a department work for an initiative in a role, on each day of a
/// span. The difference to the ledger is allocated or released; behind the last day nobody is left
/// of them, until the next span of the list.
/// </summary>
internal static class AllocationRows
{
    /// <summary>The kind of list.</summary>
    public static readonly ListKind Kind = new(
        "allocations", SubjectKind.Initiative, "croton",
        [
            new("department", FieldForm.Text, "dep", "key or name of the one whose people they are",
                Required: true),
            new("role", FieldForm.Text, "engineer", "what they do", Required: true),
            new("fte", FieldForm.Number, "2.5", "how many, in full-time equivalents; 0 for nobody",
                Required: true) { Sums = true },
            new("from", FieldForm.Day, "2026-01-15", "the first day", Required: true),
            new("to", FieldForm.Day, "2026-12-31", "the last day; without end if blank"),
        ], State)
    {
        Refers = true, Identity = ["department", "role", "from"],
        Held = (book, names, initiative, row, _) => Of(book, names, initiative, row) is { } held
            && row.Day("from") is { } from ? held.FteOn(from, book.Day) : null,
    };

    private static void State(RowDecisions d)
    {
        if (d.About() is not { } initiative)
            return;
        var row = d.Row;
        foreach (var field in Kind.Fields.Where(f => f.Required && row.Cell(f.Name) is null))
            d.Miss(field.Name, "must not be blank: people come from a department, in a role, from "
                + "a day on");
        if (row.Day("to") < row.Day("from"))
            d.Refuse(row.Cell("to")!, "malformed", "must not be before the first day");
        if (row.Number("fte") < 0)
            d.Refuse(row.Cell("fte")!, "malformed", "must not be negative; 0 for nobody");
        if (d.Faults.IsEmpty && d.People.Overlapping(row) is { } other)
            d.Refuse(row.Cell("from")!, "overlapping-people",
                $"is a day of row {other.Place.Row} too, which states the same people; end one "
                    + "span before the next begins");
        if (!d.Faults.IsEmpty)
        {
            d.Stop();
            return;
        }
        var department = d.Registering(SubjectKind.Department, row.Cell("department"));
        if (department is { } key)
            Differences(d, initiative, key);
    }

    private static void Differences(RowDecisions d, Key initiative, Key department)
    {
        var row = d.Row;
        var (role, from, to) = (row.Text("role")!, row.Day("from")!.Value, row.Day("to"));
        var held = d.Before.Initiatives.Find(initiative)?.Allocations
            .GetValueOrDefault(Allocation.IdOf(department, role))
            ?? Allocation.Nobody(department, role);
        var until = d.People.Until(row);
        // Who goes makes room for who comes.
        foreach (var (first, last, more) in Pieces(
            held, row.Number("fte")!.Value, from, to ?? until, d.Day)
            .Concat(to is { } end && end.AddDays(1) is var next && !(until < next)
                ? Pieces(held, 0, next, until, d.Day) : []).OrderBy(p => p.More))
            if (more != 0)
                d.Decide(more > 0
                    ? new AllocateResource(
                        initiative, department, role, more, first, last, d.EffectiveOn)
                    : new ReleaseResource(
                        initiative, department, role, -more, first, last, d.EffectiveOn),
                    row.Cell("fte"), row.Cell("to"));
    }

    /// <summary>How many more are stated than held, piece by piece of a span.</summary>
    private static List<(DateOnly From, DateOnly? To, decimal More)> Pieces(
        Allocation held, decimal stated, DateOnly from, DateOnly? to, DateOnly day)
    {
        var starts = held.Steps.Keys.Where(on => on > from && !(on > to)).Prepend(from).ToArray();
        var pieces = new List<(DateOnly From, DateOnly? To, decimal More)>();
        for (var i = 0; i < starts.Length; i++)
        {
            DateOnly? end = i + 1 < starts.Length ? starts[i + 1].AddDays(-1) : to;
            var more = stated - held.FteOn(starts[i], day);
            if (pieces.Count > 0 && pieces[^1].More == more)
                pieces[^1] = pieces[^1] with { To = end };
            else
                pieces.Add((starts[i], end, more));
        }
        return pieces;
    }

    private static Allocation? Of(Book book, ListNames names, Key initiative, ListRow row) =>
        row.Text("department") is { } named && row.Text("role") is { } role
        && names.Find(book, SubjectKind.Department, named) is { } department
            ? book.Initiatives.Find(initiative)?.Allocations
                .GetValueOrDefault(Allocation.IdOf(department, role))
            : null;
}
