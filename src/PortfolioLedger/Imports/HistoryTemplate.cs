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

    /// <summary>What a column holds, in a few words.</summary>
    public static string Meaning(Mapping mapping, string column) =>
        column == mapping.ReportedAt.Column
            ? $"when the source knew it: {mapping.ReportedAt.Format}"
        : column == mapping.ExternalId.Column ? "what the source calls the initiative"
        : column == mapping.Initiative.Name.Column ? "name of the initiative"
        : column == mapping.Initiative.Summary?.Column ? "what it is about"
        : column == mapping.Initiative.Department?.Column ? "the department that leads it"
        : column == mapping.Initiative.ParticipatingDepartments?.Column
            ? "departments that take part, with "
                + $"'{mapping.Initiative.ParticipatingDepartments.Separator}' between them"
        : column == mapping.Initiative.ValueStream?.Column ? "the value stream it serves"
        : column == mapping.Phase?.Column ? "its phase"
        : column == mapping.Budget?.Total.Column
            ? $"its budget, in units of {(int)mapping.Budget.Unit:N0}"
        : column == mapping.Budget?.Change?.Column ? "the change of its budget"
        : column == mapping.Completion?.Date.Column
            ? $"its expected completion: {mapping.Completion.Date.Format}"
        : column == mapping.Completion?.ChangeInDays?.Column ? "the change of that, in days"
        : column == mapping.Changes?.Field ? "which field changed"
        : column == mapping.Changes?.Old ? "its value before"
        : column == mapping.Changes?.New ? "its value now"
        : column == mapping.Changes?.EffectiveOn.Column
            ? $"when it was written: {mapping.Changes.EffectiveOn.Format}"
        : column == mapping.Changes?.Evidence?.Column ? "the document that says so" : "";

    private static string Date(DateColumn column) =>
        Sample.ToString(column.Format, CultureInfo.InvariantCulture);

    private static string Quoted(string text, Mapping mapping) =>
        text.AsSpan().ContainsAny($"\"\r\n{mapping.Delimiter}")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
