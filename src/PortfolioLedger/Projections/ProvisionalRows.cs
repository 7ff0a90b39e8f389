namespace PortfolioLedger.Projections;

/// <summary>
/// What is stored of one table about a day that is not over and the days to come, and may still
/// change.
/// </summary>
/// <param name="Rows">Those that begin on that day or later, by key and first day.</param>
/// <param name="Ended">
/// Those of before that end on that day or later, by key: the first day they no longer hold.
/// </param>
internal sealed record ProvisionalRows(
    IReadOnlyDictionary<(string Key, DateOnly From), RangedRow> Rows,
    IReadOnlyDictionary<string, DateOnly> Ended)
{
    /// <summary>Nothing is stored.</summary>
    public static readonly ProvisionalRows None = new(
        new Dictionary<(string Key, DateOnly From), RangedRow>(),
        new Dictionary<string, DateOnly>());

    /// <summary>What is left of written rows when a day has begun.</summary>
    public static ProvisionalRows From(ValidityRanges written, DateOnly day)
    {
        var ended = written.Ended.Where(e => e.Value >= day).ToDictionary();
        foreach (var row in written.Added)
            if (row.ValidFrom < day && row.ValidTo is { } to && to >= day)
                ended[row.Key] = to;
        return new(written.Added.Where(r => r.ValidFrom >= day)
            .ToDictionary(r => (r.Key, r.ValidFrom)), ended);
    }
}

/// <summary>What is written to one table.</summary>
/// <param name="Removed">Stored rows that are gone or different now.</param>
/// <param name="Ended">
/// Rows from before the day that was not over, by key: the first day they no longer hold; null:
/// they go on after all.
/// </param>
/// <param name="Added">Rows to insert.</param>
internal sealed record TableChange(
    IReadOnlyList<(string Key, DateOnly From)> Removed,
    IReadOnlyList<(string Key, DateOnly? Day)> Ended,
    IReadOnlyList<RangedRow> Added)
{
    /// <summary>
    /// Only what is different from the stored; everything where that is not known, because it is
    /// removed before.
    /// </summary>
    public static TableChange From(ProvisionalRows? stored, ValidityRanges now)
    {
        if (stored is null)
            return new([], [.. now.Ended.Select(e => (e.Key, (DateOnly?)e.Value))], [.. now.Added]);
        var rows = now.Added.ToDictionary(r => (r.Key, r.ValidFrom));
        return new(
            [
                .. stored.Rows.Where(s => !rows.TryGetValue(s.Key, out var row) || row != s.Value)
                    .Select(s => s.Key),
            ],
            [
                .. now.Ended.Where(e => !stored.Ended.TryGetValue(e.Key, out var day)
                    || day != e.Value).Select(e => (e.Key, (DateOnly?)e.Value)),
                .. stored.Ended.Keys.Where(key => !now.Ended.ContainsKey(key))
                    .Select(key => (key, (DateOnly?)null)),
            ],
            [
                .. rows.Where(r => !stored.Rows.TryGetValue(r.Key, out var row) || row != r.Value)
                    .Select(r => r.Value),
            ]);
    }
}
