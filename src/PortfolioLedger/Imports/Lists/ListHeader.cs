using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>A column of a file that holds a field.</summary>
/// <param name="At">Its index.</param>
/// <param name="Header">As in the file.</param>
/// <param name="Field">The field; null for the external id.</param>
/// <param name="Mapped">What the mapping says about it.</param>
/// <param name="For">What the placeholder stands for.</param>
internal sealed record BoundColumn(
    int At, string Header, ListField? Field, FieldColumn Mapped, string? For);

/// <summary>The header of a list against the columns a mapping names.</summary>
/// <param name="Columns">Those that are read, in the order of the mapping.</param>
/// <param name="Ignored">Those that are not.</param>
/// <param name="Missing">Columns of the mapping that are not in the file.</param>
/// <param name="Faults">Why it does not fit; empty when it does.</param>
internal sealed record ListHeader(
    ImmutableArray<BoundColumn> Columns, ImmutableArray<string> Ignored,
    ImmutableArray<string> Missing, ImmutableArray<string> Faults)
{
    /// <summary>How many columns the header has.</summary>
    public required int Width { get; init; }

    /// <summary>
    /// How many fields it lacks that only what is in the ledger already can be without.
    /// </summary>
    public required int Lacking { get; init; }

    /// <summary>Tells what each column of a header is.</summary>
    /// <param name="kind">Of the list.</param>
    /// <param name="list">What the mapping says of it.</param>
    /// <param name="headers">What stands in the first row.</param>
    /// <param name="mayBeWords">Whether rows of the file may hold words of persons.</param>
    public static ListHeader Read(
        ListKind kind, MappedList list, ImmutableArray<string> headers, bool mayBeWords = false)
    {
        var columns = new List<BoundColumn>();
        BoundColumn[] byHand = [.. ByHand(kind, list, headers)];
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var (field, mapped) in Mapped(kind, list))
        {
            var found = Bound(field, mapped, list, headers).ToArray();
            columns.AddRange(found);
            if (found.Length == 0 && byHand.All(c => c.Field != field)
                && (field is null || !mapped.Column.Contains('{')))
                missing.Add(mapped.Column);
        }
        missing.AddRange((list.Columns?.Keys ?? []).Except(headers));
        columns = [.. columns.Concat(byHand)
            .OrderBy(c => c.Field is null ? -1 : kind.Fields.IndexOf(c.Field))];
        var read = columns.Select(c => c.At).ToHashSet();
        ImmutableArray<string> ignored = [.. headers.Where((h, at) => !read.Contains(at)
            && h.Length > 0 && (list.IgnoreOthers || list.Ignore?.Contains(h) == true
                || list.Choice(h) is { Field: ColumnChoice.Ignore }))
            .Distinct(StringComparer.Ordinal)];
        var expected = Mapped(kind, list).SelectMany(m => m.Column.Headers).ToArray();
        return new([.. columns], ignored, missing.ToImmutable(),
        [
            .. Missed(kind, list, columns),
            .. headers.Index().Where(h => !read.Contains(h.Index) && h.Item.Length > 0
                    && !ignored.Contains(h.Item)).DistinctBy(h => h.Item, StringComparer.Ordinal)
                .Select(h => Unknown(
                    h.Item, mayBeWords && columns.Count == 0 ? h.Index : null, expected)),
            .. columns.GroupBy(c => (c.Field?.Name, c.For)).Where(g => g.Count() > 1
                    && g.First().Field?.Form != FieldForm.Texts
                    && !(g.First().Mapped.LastCounts && g.DistinctBy(c => c.Header).Count() == 1))
                .Select(g => $"The columns {string.Join(" and ", g.Select(c => $"'{c.Header}'"))} "
                    + "both hold the same; leave one of them."),
            .. columns.Select(Odd).OfType<string>(),
        ])
        {
            Width = headers.Length,
            Lacking = Lacked(kind, columns).Count(),
        };
    }

    /// <summary>A column as a preview shows it.</summary>
    public PreviewedColumn Shown(MappedList list, string header, int at) =>
        Columns.FirstOrDefault(c => c.At == at) is { } bound
            ? new(header, bound.Field?.Name ?? ColumnChoice.Id,
                bound.Field?.Per is null ? null : bound.For)
        : Ignored.Contains(header) ? new(header, ColumnChoice.Ignore, null)
        : new(header, null, null, Suggested(list, header));

    /// <summary>Headers that several columns have although only one of them can be read.</summary>
    public ImmutableArray<string> Repeated(ImmutableArray<string> headers) =>
    [
        .. headers.Where(h => h.Length > 0 && !Ignored.Contains(h))
            .GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1
                && Columns.Where(c => c.Header == g.Key).All(c =>
                    c.Field?.Form != FieldForm.Texts && !c.Mapped.LastCounts))
            .Select(g => g.Key),
    ];

    private static string? Suggested(MappedList list, string header) =>
        list.ExternalId.Headers.Any(h => Alike(h, header)) ? ColumnChoice.Id
        : list.Fields.Keys.FirstOrDefault(name => Alike(name, header)
            || list.Fields[name].All.Any(c => c.Headers.Any(h => Alike(h, header))));

    /// <summary>Why what a placeholder stands for cannot be.</summary>
    private static string? Odd(BoundColumn column) => column.Field?.Per switch
    {
        "period" when !Periods.IsName(column.For ?? "") =>
            $"The column '{column.Header}' names no period: '{column.For}' must be like 2026, "
                + "2026-h1, 2026-q1, 2026-03, fy2026 or whole-life.",
        "on" when !DateOnly.TryParseExact(column.For, "yyyy-MM-dd", out _) =>
            $"The column '{column.Header}' names no day: '{column.For}' must be like 2026-01-31.",
        "on" when !Days.IsPlausible(DateOnly.ParseExact(column.For!, "yyyy-MM-dd")) =>
            $"The column '{column.Header}' names no day: '{column.For}' must be {Days.Form}.",
        _ => null,
    };

    private static IEnumerable<(ListField? Field, FieldColumn Column)> Mapped(
        ListKind kind, MappedList list) =>
    [
        (null, list.ExternalId),
        .. kind.Fields.Where(f => list.Fields.ContainsKey(f.Name))
            .SelectMany(f => list.Fields[f.Name].All, (f, column) => (f, column)),
    ];

    private static IEnumerable<BoundColumn> Bound(
        ListField? field, FieldColumn mapped, MappedList list, ImmutableArray<string> headers)
    {
        for (var at = 0; at < headers.Length; at++)
            foreach (var name in list.Choice(headers[at]) is null ? mapped.Headers : [])
                if (Placeholder.Match(name, headers[at], out var @for))
                {
                    yield return new(at, headers[at], field, mapped, mapped.For ?? Of(field, @for));
                    break;
                }
    }

    /// <summary>
    /// Columns that somebody mapped one by one. What the mapping says of the cells of a field
    /// holds for them too.
    /// </summary>
    private static IEnumerable<BoundColumn> ByHand(
        ListKind kind, MappedList list, ImmutableArray<string> headers)
    {
        for (var at = 0; at < headers.Length; at++)
            if (list.Choice(headers[at]) is { Field: not ColumnChoice.Ignore } choice)
            {
                var field = choice.IsField ? kind.Field(choice.Field)! : null;
                var like = field is null ? list.ExternalId
                    : list.Fields.GetValueOrDefault(field.Name)?.All[0];
                yield return new(at, headers[at], field,
                    (like ?? new(headers[at])) with { Column = headers[at], Also = null },
                    Of(field, choice.For));
            }
    }

    private static string? Of(ListField? field, string? @for) =>
        field?.Per == "period" ? @for?.ToLowerInvariant() : @for;

    private static IEnumerable<string> Missed(
        ListKind kind, MappedList list, IReadOnlyCollection<BoundColumn> columns)
    {
        if (columns.All(c => c.Field is not null))
            yield return $"The column '{list.ExternalId.Column}' of the external id is missing.";
        // A list that has a column more about things that are there is one, without their names.
        if (!kind.Refers && columns.Any(c => c.Field is not null))
            yield break;
        foreach (var field in Lacked(kind, columns))
            yield return list.Fields.TryGetValue(field.Name, out var mapped)
                ? $"The column '{mapped.All[0].Column}' is missing; a list of {kind.Name} "
                    + $"needs its {field.Name}."
                : $"The mapping has no column for the {field.Name} of {kind.Name}.";
    }

    private static IEnumerable<ListField> Lacked(
        ListKind kind, IReadOnlyCollection<BoundColumn> columns) =>
        kind.Fields.Where(f => f.Required && columns.All(c => c.Field != f));

    /// <summary>
    /// Where no column is known the first row may be no header: what can be words of a person is
    /// not quoted then.
    /// </summary>
    private static string Unknown(string header, int? at, string[] expected) =>
        expected.FirstOrDefault(e => Alike(e, header)) is { } alike
            ? $"The column '{header}' is not known; '{alike}' is."
            : at is { } index ? $"Column {index + 1} is not known to the mapping by what stands in "
                + "the first row, which must be the header; name it in the mapping, under "
                + "\"ignore\" if it is not wanted."
            : $"The column '{header}' is not known to the mapping; name it there, under "
                + "\"ignore\" if it is not wanted.";

    /// <summary>Whether two headers have the same letters.</summary>
    internal static bool Alike(string a, string b) =>
        Letters(a).Equals(Letters(b), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}

/// <summary>
/// Headers with a placeholder: <c>Budget {period}</c> stands for <c>Budget 2026</c>.
/// </summary>
internal static class Placeholder
{
    /// <summary>Whether a header fits; what its placeholder stands for, if it has one.</summary>
    public static bool Match(string pattern, string header, out string? @for)
    {
        @for = null;
        if (Parts(pattern) is not var (before, after))
            return header == pattern;
        if (header.Length <= before.Length + after.Length
            || !header.StartsWith(before, StringComparison.Ordinal)
            || !header.EndsWith(after, StringComparison.Ordinal))
            return false;
        @for = header[before.Length..^after.Length].Trim();
        return @for.Length > 0;
    }

    /// <summary>The header with its placeholder filled in.</summary>
    public static string Fill(string pattern, string text) =>
        Parts(pattern) is var (before, after) ? before + text + after : pattern;

    /// <summary>The name of the placeholder; null when there is none.</summary>
    public static string? Name(string pattern) => Parts(pattern) is var (before, after)
        ? pattern[(before.Length + 1)..^(after.Length + 1)] : null;

    private static (string Before, string After)? Parts(string pattern)
    {
        var (open, close) = (pattern.IndexOf('{', StringComparison.Ordinal),
            pattern.IndexOf('}', StringComparison.Ordinal));
        return open >= 0 && close > open ? (pattern[..open], pattern[(close + 1)..]) : null;
    }
}
