using System.Globalization;
using System.Text;

namespace PortfolioLedger.Imports;

/// <summary>A history to fill in: the header a mapping reads, and one row as an example.</summary>
internal static class HistoryTemplate
{
    private static readonly DateTime Sample = new(2019, 11, 28, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>As CSV, ignored columns included: the header must have them all.</summary>
    public static byte[] Csv(Mapping mapping)
    {
        var columns = mapping.ReadColumns.Concat(mapping.Ignored).ToArray();
        var lines = new StringBuilder();
        lines.AppendJoin(mapping.Delimiter, columns.Select(c => Quoted(c, mapping))).Append("\r\n");
        lines
            .AppendJoin(
                mapping.Delimiter,
                columns.Select(c => Quoted(Example(mapping, c), mapping))
            )
            .Append("\r\n");
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static string Example(Mapping mapping, string column) =>
        column == mapping.ReportedAt.Column ? Date(mapping.ReportedAt)
        : column == mapping.ExternalId.Column ? "18"
        : column == mapping.Completion?.Date.Column ? Date(mapping.Completion.Date)
        : column == mapping.Changes?.EffectiveOn.Column ? Date(mapping.Changes.EffectiveOn)
        : column == mapping.Budget?.Total.Column ? "1234.50"
        : column == mapping.Initiative.Name.Column ? "Croton Falls"
        : "";

    private static string Date(DateColumn column) =>
        Sample.ToString(column.Format, CultureInfo.InvariantCulture);

    private static string Quoted(string text, Mapping mapping) =>
        text.AsSpan().ContainsAny($"\"\r\n{mapping.Delimiter}")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
