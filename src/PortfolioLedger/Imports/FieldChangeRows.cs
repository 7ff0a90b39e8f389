using System.Collections.Immutable;

namespace PortfolioLedger.Imports;

/// <summary>One field of one initiative got another value.</summary>
/// <param name="Field">Which.</param>
/// <param name="Old">Before; null when unknown.</param>
/// <param name="New">Now; null when unknown.</param>
/// <param name="EffectiveOn">Since when.</param>
/// <param name="Document">The address of the document behind it.</param>
public sealed record FieldChange(
    string Field, string? Old, string? New, DateOnly EffectiveOn, string? Document);

/// <summary>Reads rows of field changes.</summary>
internal static class FieldChangeRows
{
    /// <summary>One row. It is recognised by its initiative and field.</summary>
    public static SnapshotRow Read(
        Cells cells, RowPlace place, Mapping mapping, MappedChanges changes)
    {
        var text = cells.Id(mapping.ExternalId);
        var id = Id(cells, text, mapping, changes);
        var field = cells.Required(new(changes.Field));
        var change = new FieldChange(field, cells.Text(new(changes.Old)),
            cells.Text(new(changes.New)),
            DateOnly.FromDateTime(cells.RequiredInstant(changes.EffectiveOn).UtcDateTime),
            changes.Evidence is { } evidence && cells.Text(new(evidence.Column)) is { } document
                ? evidence.Prefix + document : null);
        return new(place, cells.RequiredInstant(mapping.ReportedAt),
            id.Length == 0 ? text : $"{id}#{field}",
            cells.Named(id, mapping.Initiative.KeyPrefix, mapping.ExternalId.Column).Key,
            null,
            null,
            Department(cells, change, mapping, changes),
            null,
            null,
            null,
            null,
            null,
            null,
            null
        )
        {
            Change = change,
        };
    }

    /// <summary>
    /// By reporting time and row. Name and department are told to all rows of the same change: any
    /// of them may be the first.
    /// </summary>
    public static ImmutableArray<SnapshotRow> Ordered(
        IEnumerable<SnapshotRow> rows, Mapping mapping) =>
    [
        .. rows.GroupBy(r => (r.Initiative, r.ReportedAt)).SelectMany(together =>
        {
            var name = together.FirstOrDefault(r =>
                r.Change!.Field == mapping.Initiative.Name.Column && r.Change.New is not null);
            var department = together.FirstOrDefault(r => r.Department is not null)?.Department;
            return together.Select(r =>
                r with { Name = name?.Change!.New, Department = department });
        }).OrderBy(r => r.ReportedAt).ThenBy(r => r.Place.Row),
    ];

    private static string Id(Cells cells, string text, Mapping mapping, MappedChanges changes)
    {
        var match = ChangePatterns.From(changes.IdPattern).Match(text);
        if (match.Success)
            return match.Groups[1].Value;
        if (text.Length > 0)
            cells.Refuse("unknown-value", "is not the id of an initiative: it does not fit "
                + "changes.idPattern of the mapping", mapping.ExternalId.Column, text);
        return "";
    }

    private static NamedKey? Department(
        Cells cells, FieldChange change, Mapping mapping, MappedChanges changes) =>
        change.New is not null && change.Field == mapping.Initiative.Department?.Column
            ? cells.Named(mapping.Initiative.Department with { Column = changes.New })
            : null;
}
