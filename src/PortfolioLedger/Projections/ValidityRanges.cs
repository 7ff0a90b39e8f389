using System.Collections.Immutable;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Projections;

/// <summary>A row as it is stored: a state and the days it holds.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Row">The state, as JSON.</param>
/// <param name="ValidFrom">The first day on which it holds.</param>
/// <param name="ValidTo">The first day on which it holds no longer; null: no end is known.</param>
internal readonly record struct RangedRow(
    string Key, string Row, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>
/// Turns the states of single days into rows with the days they hold, for one table: equal states
/// of following days are one row.
/// </summary>
/// <param name="before">The state of the day before, whose rows are stored and open.</param>
internal sealed class ValidityRanges(DailyRows before)
{
    private readonly SortedDictionary<string, (string Row, DateOnly? Opened)> _open =
        new(before.Rows.ToDictionary(r => r.Key, r => (r.Value, (DateOnly?)null)),
            StringComparer.Ordinal);

    private readonly SortedDictionary<string, DateOnly> _ended = new(StringComparer.Ordinal);

    private List<RangedRow> _closed = [];

    /// <summary>Stored open rows that end, by key: the first day they no longer hold.</summary>
    public IReadOnlyDictionary<string, DateOnly> Ended => _ended;

    /// <summary>The rows to insert.</summary>
    public IEnumerable<RangedRow> Added => _closed.Concat(_open
        .Where(o => o.Value.Opened is not null)
        .Select(o => new RangedRow(o.Key, o.Value.Row, o.Value.Opened!.Value, null)));

    /// <summary>Takes the rows whose days are over.</summary>
    public List<RangedRow> TakeClosed()
    {
        var closed = _closed;
        _closed = [];
        return closed;
    }

    /// <summary>The state now.</summary>
    public DailyRows State => new(_open.ToImmutableSortedDictionary(
        o => o.Key, o => o.Value.Row, StringComparer.Ordinal));

    /// <summary>The state at the end of a day; days come in their order.</summary>
    public void Set(DateOnly day, DailyRows state)
    {
        foreach (var (key, (row, opened)) in _open.ToArray())
            if (!state.Rows.TryGetValue(key, out var now) || now != row)
            {
                _open.Remove(key);
                if (opened is { } from)
                    _closed.Add(new(key, row, from, day));
                else
                    _ended[key] = day;
            }
        foreach (var (key, row) in state.Rows)
            if (!_open.ContainsKey(key))
                _open[key] = (row, day);
    }
}
