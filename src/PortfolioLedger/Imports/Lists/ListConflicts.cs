using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Finds cells that would overturn what people decided after the list spoke. Three things show that
/// a list spoke before a decision: its day was stated and is over by then; the same file was
/// imported before it; or the cell says what the ledger held before it, so whoever keeps the list
/// has not taken notice. A cell that says something else is a new statement and is recorded.
/// </summary>
/// <param name="decided">By people, since an import stated it last.</param>
/// <param name="stated">The day of the list, when it was stated.</param>
/// <param name="overwrites">They are recorded all the same.</param>
/// <param name="at">The ledger at a position, on a day.</param>
internal sealed class ListConflicts(
    DecisionsOfPeople decided, DateOnly? stated, bool overwrites,
    Func<long, DateOnly, CancellationToken, Task<Book>> at)
{
    /// <summary>They are recorded all the same, and told.</summary>
    public bool Overwrites => overwrites;

    /// <summary>The cells of a row in conflict, each with the decision it would overturn.</summary>
    /// <param name="decisions">What the row leads to.</param>
    /// <param name="again">What it would lead to on another book.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ImmutableArray<(ListCell Cell, Posting Since)>> FindAsync(
        RowDecisions decisions, Func<Book, RowDecisions> again, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<(ListCell, Posting)>();
        foreach (var command in decisions.Commands)
            if (decisions.CellsOf(command) is { IsEmpty: false } cells
                && DecidedField.Of(command) is { } field)
                foreach (var (cell, since) in await FindAsync(
                    field, cells, decisions.Day, again, cancel))
                    if (!found.Any(f => f.Item1 == cell))
                        found.Add((cell, since));
        return found.ToImmutable();
    }

    private async Task<IEnumerable<(ListCell, Posting)>> FindAsync(
        DecidedField field, ImmutableArray<ListCell> cells, DateOnly day,
        Func<Book, RowDecisions> again, CancellationToken cancel)
    {
        ImmutableArray<Posting> later = [.. decided.On(field, day)];
        if (later.IsEmpty)
            return [];
        var latest = later[0];
        if (stated < DateOnly.FromDateTime(latest.RecordedAt.UtcDateTime)
            || decided.ImportedAt < latest.Position)
            return cells.Select(cell => (cell, latest));
        var stale = new List<ListCell>();
        foreach (var decision in later)
        {
            var before = again(await at(decision.Position - 1, day, cancel));
            stale.AddRange(cells.Where(c => !stale.Contains(c) && before.Agrees(field, c)));
        }
        return stale.Select(cell => (cell, latest));
    }
}
