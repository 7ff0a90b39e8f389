using PortfolioLedger.Imports.Lists;

namespace PortfolioLedger.Imports;

/// <summary>A file to fill in for a mapping.</summary>
/// <param name="FileName">What it is called.</param>
/// <param name="ContentType">For HTTP.</param>
/// <param name="Bytes">The file.</param>
internal sealed record ImportTemplate(string FileName, string ContentType, byte[] Bytes)
{
    private const string Csv = "text/csv; charset=utf-8";

    private const string Xlsx =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>
    /// The template of a mapping; a <see cref="FormatException"/> when it has no such list.
    /// </summary>
    /// <param name="mapping">Whose columns.</param>
    /// <param name="format"><c>csv</c> for one list, <c>xlsx</c> for all.</param>
    /// <param name="list">Which list of a CSV; the first if null.</param>
    public static ImportTemplate Create(IMapping mapping, string format, string? list)
    {
        if (mapping is Mapping history)
            return format == "xlsx"
                ? throw new FormatException("cannot be xlsx: a history is read as CSV")
                : new($"{mapping.Name}.csv", Csv, HistoryTemplate.Csv(history));
        var lists = (ListMapping)mapping;
        var chosen = list is null ? lists.Lists[0] : lists.Lists.FirstOrDefault(l => l.Of == list)
            ?? throw new FormatException(
                $"must be one of {string.Join(", ", lists.Lists.Select(l => l.Of))}");
        return format == "xlsx"
            ? new($"{mapping.Name}.xlsx", Xlsx, ListTemplate.Workbook(lists))
            : new($"{mapping.Name}-{chosen.Of}.csv", Csv, ListTemplate.Csv(lists, chosen));
    }
}
