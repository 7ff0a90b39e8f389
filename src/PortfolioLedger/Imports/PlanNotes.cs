using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports;

/// <summary>Collects what an import leaves out or brings together without refusing a row.</summary>
internal sealed class PlanNotes(Mapping mapping)
{
    private readonly SortedSet<string> _merged = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<Key>> _left = new(StringComparer.Ordinal);
    private readonly Dictionary<Key, SnapshotRow> _first = [];
    private readonly Dictionary<Key, DateTimeOffset> _claimed = [];
    private int _unnamed;
    private int _early;

    /// <summary>The notes, in words.</summary>
    public ImmutableArray<string> All =>
        [
            .. _merged,
            .. _left.Select(l =>
                $"The first row of an initiative says its '{l.Key}'; "
                + $"{l.Value.Count} later rows of {l.Value.Distinct().Count()} initiatives say "
                + "another, which is not recorded."
            ),
            .. Counted(
                _unnamed,
                "initiatives have no name where they begin; the external id is taken."
            ),
            .. Counted(
                _early,
                "rows were to take effect before their initiative began; they do so with it."
            ),
        ];

    private static IEnumerable<string> Counted(int count, string what) =>
        count == 0 ? [] : [$"{count} {what}"];

    /// <summary>Looks at a row that is kept.</summary>
    public void Add(SnapshotRow row, Published before)
    {
        foreach (var (key, name) in row.Departments)
            Merged("department", key, name, before.Departments);
        if (row.ValueStream is { } stream)
            Merged("value stream", stream.Key, stream.Name, before.ValueStreams);
        if (row.Change is { } change)
        {
            Add(row, change, before);
            return;
        }
        if (_first.TryAdd(row.Initiative, row))
            return;
        var first = _first[row.Initiative];
        var initiative = mapping.Initiative;
        Left(row, initiative.Name.Column, first.Name == row.Name);
        Left(row, initiative.Summary?.Column, first.Summary == row.Summary);
        Left(row, initiative.Department?.Column, first.Department == row.Department);
        Left(row, initiative.ValueStream?.Column, first.ValueStream == row.ValueStream);
        Left(row, initiative.ParticipatingDepartments?.Column,
            (first.Participating ?? []).SequenceEqual(row.Participating ?? []));
    }

    private void Add(SnapshotRow row, FieldChange change, Published before)
    {
        if (!before.Initiatives.TryGetValue(row.Initiative, out var figures))
        {
            _claimed[row.Initiative] = row.ReportedAt;
            _unnamed += row.Name is null ? 1 : 0;
            return;
        }
        _early += change.EffectiveOn < figures.From ? 1 : 0;
        if (change.New is not null && row.ReportedAt != _claimed.GetValueOrDefault(row.Initiative)
            && (change.Field == mapping.Initiative.Name.Column
                || change.Field == mapping.Initiative.Department?.Column))
            Left(row, change.Field, same: false);
    }

    private void Left(SnapshotRow row, string? column, bool same)
    {
        if (column is null || same)
            return;
        if (!_left.TryGetValue(column, out var rows))
            _left[column] = rows = [];
        rows.Add(row.Initiative);
    }

    private void Merged(
        string kind, Key key, string name, ImmutableSortedDictionary<Key, string> known)
    {
        if (known.TryGetValue(key, out var other) && other != name)
            _merged.Add($"The {kind} '{name}' is taken for '{other}': both have the key '{key}'.");
    }
}
