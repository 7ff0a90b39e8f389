using System.Collections.Immutable;

namespace PortfolioLedger.Imports;

/// <summary>The header of a file against the columns a mapping names.</summary>
internal static class HeaderCheck
{
    /// <summary>
    /// Where each column stands; an <see cref="ImportException"/> that lists every wrong, missing
    /// and repeated name otherwise. The order of columns is free.
    /// </summary>
    public static ImmutableSortedDictionary<string, int> Columns(CsvRecord header, Mapping mapping)
    {
        if (header.Broken is { } broken)
            throw new ImportException($"The header cannot be read: {broken.Detail}.");
        var expected = mapping.ReadColumns.Concat(mapping.Ignored)
            .ToImmutableSortedSet(StringComparer.Ordinal);
        string[] found = [.. header.Fields.Select(mapping.ColumnOf)];
        ImmutableArray<string> faults =
        [
            .. expected.Where(name => !found.Contains(name)).Select(name => Missing(name, found)),
            .. found.Select((name, at) => (name, at)).Where(f => !expected.Contains(f.name))
                .Select(f => Unknown(f.name, f.at, mapping)),
            .. found.Where(expected.Contains).GroupBy(name => name, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
                    .Select(g => $"The column '{g.Key}' is there {g.Count()} times."),
        ];
        return faults.IsEmpty
            ? found.Select((name, at) => KeyValuePair.Create(name, at))
                .ToImmutableSortedDictionary(StringComparer.Ordinal)
            : throw new ImportException(
                [$"The header does not fit the mapping '{mapping.Name}':", .. faults]);
    }

    private static string Missing(string name, string[] found) =>
        found.FirstOrDefault(f => Same(f, name)) is { } alike
            ? $"The column '{name}' is missing; it is written '{alike}' in the file."
            : $"The column '{name}' is missing.";

    private static string Unknown(string name, int at, Mapping mapping) =>
        $"Column {at + 1}, '{name}', is not known to the mapping '{mapping.Name}'; "
        + "name it there, under \"ignore\" if it is not wanted.";

    private static bool Same(string a, string b) =>
        a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
}
