using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports;

/// <summary>What a mapping must keep beside the form of its JSON.</summary>
internal static class MappingRules
{
    private static readonly DateTime Sample = new(2019, 11, 28, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Everything that is wrong, in words.</summary>
    public static IEnumerable<string> Faults(Mapping mapping) =>
        Texts(mapping).Concat(Kind(mapping)).Concat(Columns(mapping)).Concat(Dates(mapping))
            .Concat(Form(mapping.File));

    private static IEnumerable<string> Texts(Mapping mapping)
    {
        if (string.IsNullOrWhiteSpace(mapping.Source))
            yield return "source must say who published the file";
        if (string.IsNullOrWhiteSpace(mapping.Portfolio.Name))
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
        if (!Key.TryParse(mapping.Initiative.KeyPrefix + "x", out _))
            yield return $"initiative.keyPrefix begins a key, so it must be {Key.Form}";
        if (mapping.Budget is { } budget && !Periods.IsName(budget.Period))
            yield return $"budget.period must be a period: {Periods.Form}";
        if (mapping.Initiative.ParticipatingDepartments is { Separator: "" })
            yield return "initiative.participatingDepartments.separator must not be empty";
    }

    private static IEnumerable<string> Kind(Mapping mapping)
    {
        var changes = mapping.Kind == MappingKind.FieldChanges;
        if (changes != mapping.Changes is not null)
            yield return changes ? "kind field-changes needs changes"
                : "changes belong to the kind field-changes";
        if (mapping.Changes is not { } mapped)
            yield break;
        if (mapping.Budget is not null || mapping.Completion is not null)
            yield return "budget and completion belong to the kind periodic-snapshot";
        if (!ChangePatterns.IsOne(mapped.IdPattern))
            yield return "changes.idPattern must be a regular expression with one group";
        if (mapped.Release is { } release && !ChangePatterns.IsOne(release.Pattern))
            yield return "changes.release.pattern must be a regular expression with one group";
        if (mapped.Release is { EveryMonths: < 1 })
            yield return "changes.release.everyMonths must be at least 1";
        if (!ReadsBack(mapped.EffectiveOn.Format))
            yield return $"changes.effectiveOn.format '{mapped.EffectiveOn.Format}' gives no "
                + "whole date";
    }

    private static IEnumerable<string> Columns(Mapping mapping)
    {
        var columns = mapping.ReadColumns.Concat(mapping.Ignored).ToArray();
        if (columns.Any(string.IsNullOrWhiteSpace))
            yield return "a column must not be blank";
        foreach (var (header, column) in mapping.Columns
            ?? ImmutableSortedDictionary<string, string>.Empty)
            if (column != Lists.ColumnChoice.Ignore && !columns.Contains(column))
                yield return $"columns: '{header}' cannot be '{column}'; there are "
                    + $"{string.Join(", ", columns)}, or {Lists.ColumnChoice.Ignore} it";
        foreach (var twice in columns.GroupBy(c => c, StringComparer.Ordinal)
            .Where(g => g.Count() > 1))
            yield return $"the column '{twice.Key}' is named {twice.Count()} times";
    }

    private static IEnumerable<string> Dates(Mapping mapping)
    {
        if (!ReadsBack(mapping.ReportedAt.Format))
            yield return $"reportedAt.format '{mapping.ReportedAt.Format}' gives no whole date";
        if (mapping.Completion is { } completion && !ReadsBack(completion.Date.Format))
            yield return $"completion.date.format '{completion.Date.Format}' gives no whole date";
    }

    private static bool ReadsBack(string format)
    {
        try
        {
            var text = Sample.ToString(format, CultureInfo.InvariantCulture);
            return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
                && read == Sample;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Form(MappedFile? file)
    {
        if (file is null)
            yield break;
        if (!file.Encoding.Equals(MappedFile.Utf8, StringComparison.OrdinalIgnoreCase))
            yield return $"file.encoding must be \"{MappedFile.Utf8}\"; convert other files first";
        if (file.Delimiter is not ("," or ";" or "\t" or "|"))
            yield return "file.delimiter must be \",\", \";\", \"|\" or a tab";
        if (file.Numbers != MappedFile.PlainNumbers)
            yield return $"file.numbers must be \"{MappedFile.PlainNumbers}\"";
    }
}
