using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Lists;

/// <summary>What a mapping of lists must keep beside the form of its JSON.</summary>
internal static class ListMappingRules
{
    private static readonly DateTime Sample = new(2019, 11, 28, 13, 14, 0, DateTimeKind.Utc);

    /// <summary>Everything that is wrong, in words.</summary>
    public static IEnumerable<string> Faults(ListMapping mapping) =>
        Texts(mapping).Concat(File(mapping.Text)).Concat(mapping.Lists.SelectMany(Check));

    private static IEnumerable<string> Texts(ListMapping mapping)
    {
        if (string.IsNullOrWhiteSpace(mapping.Source))
            yield return "source must say who keeps the lists";
        if (mapping.Portfolio is { Name: var name } && string.IsNullOrWhiteSpace(name))
            yield return "portfolio.name must not be blank";
        foreach (
            var fault in PlainTexts.Faults(
                ("source", mapping.Source),
                ("rationale", mapping.Rationale)
            )
        )
            yield return fault;
        if (mapping.Source.Length > PlainTexts.MaxIdLength)
            yield return $"source {PlainTexts.IdTooLong}";
        if (mapping.Rationale.Trim().Length < Grounds.MinRationaleLength)
            yield return $"rationale must have at least {Grounds.MinRationaleLength} characters";
        if (mapping.Lists.IsEmpty)
            yield return "lists must name at least one list, or like a preset that does";
        foreach (var twice in mapping.Lists.GroupBy(l => l.Of).Where(g => g.Count() > 1))
            yield return $"lists has '{twice.Key}' {twice.Count()} times";
    }

    private static IEnumerable<string> File(MappedListFile file)
    {
        if (file.Encoding is not ("auto" or "utf-8" or "utf-16" or "windows-1252"))
            yield return "file.encoding must be \"auto\", \"utf-8\", \"utf-16\" or "
                + "\"windows-1252\"";
        if (file.Delimiter is not ("auto" or "," or ";" or "\t" or "|"))
            yield return "file.delimiter must be \"auto\", \",\", \";\", \"|\" or a tab";
        if (NumberForm.Find(file.Numbers) is null)
            yield return "file.numbers must be one of "
                + string.Join(", ", NumberForm.All.Select(f => $"\"{f.Example}\""));
        foreach (var form in file.DateForms.Where(form => !IsDate(form)))
            yield return $"file.dates: '{form}' gives no whole date";
        if (file.DateForms.IsEmpty)
            yield return "file.dates must name at least one form";
    }

    private static IEnumerable<string> Check(MappedList list)
    {
        if (ListKinds.Find(list.Of) is not { } kind)
            return [$"lists: '{list.Of}' is no list; there are "
                + string.Join(", ", ListKinds.All.Select(k => k.Name))];
        return Fields(list, kind).Concat(Columns(list, kind));
    }

    private static IEnumerable<string> Fields(MappedList list, ListKind kind)
    {
        if (!Key.TryParse(list.KeyPrefix + "x", out _))
            yield return $"{list.Of}.keyPrefix begins a key, so it must be {Key.Form}";
        foreach (var name in list.Fields.Keys.Where(name => kind.Field(name) is null))
            yield return $"{list.Of} has no field '{name}'; it has "
                + string.Join(", ", kind.Fields.Select(f => f.Name));
        foreach (
            var field in kind.Fields.Where(f => f.Required && !list.Fields.ContainsKey(f.Name))
        )
            yield return $"{list.Of} needs a column for its {field.Name}";
    }

    private static IEnumerable<string> Columns(MappedList list, ListKind kind)
    {
        foreach (var (name, columns) in list.Fields)
            foreach (var column in columns.All)
                if (kind.Field(name) is { } field && Wrong(field, column) is { } fault)
                    yield return $"{list.Of}.{name}: {fault}";
        foreach (var (header, text) in list.Columns
            ?? ImmutableSortedDictionary<string, string>.Empty)
            if (ColumnChoice.Parse(text).Fault(kind, header) is { } wrong)
                yield return $"{list.Of}.columns: {wrong}";
        foreach (var twice in list.Fields.Values.SelectMany(f => f.All).Append(list.ExternalId)
            .SelectMany(c => c.Headers).Concat(list.Ignore ?? [])
            .GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return $"{list.Of} names the column '{twice.Key}' {twice.Count()} times";
    }

    private static string? Wrong(ListField field, FieldColumn column) =>
        column.Headers.Any(string.IsNullOrWhiteSpace) ? "a column must not be blank"
        : field.Per is { } per && column.For is null && column.Headers.Any(h =>
            Placeholder.Name(h) != per)
            ? $"say which {per} the column '{column.Column}' is for: by \"for\", or by {{{per}}} "
                + "in its header"
        : field.Per is null && column.Headers.Any(h => Placeholder.Name(h) is not null)
            ? $"the column '{column.Column}' stands for one thing only; it takes no placeholder"
        : column.Values is { } values && field.Choices is { } choices
            && values.Values.FirstOrDefault(v => !choices.Contains(v)) is { } odd
            ? $"'{odd}' is none of {string.Join(", ", choices)}"
        : column.Separator is "" ? "the separator must not be empty" : null;

    private static bool IsDate(string form)
    {
        try
        {
            var text = Sample.ToString(form, CultureInfo.InvariantCulture);
            return DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var read)
                && read.UtcDateTime.Date == Sample.Date;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
