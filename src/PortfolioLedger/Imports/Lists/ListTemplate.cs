using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Files;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Files to fill in: the header a mapping reads, one row as an example, and what each column means.
/// </summary>
internal static class ListTemplate
{
    private const string Notes = "Notes";

    private static readonly ImmutableSortedDictionary<string, string> Examples =
        new Dictionary<string, string>
        {
            ["period"] = "2026",
            ["criterion"] = "value",
            ["objective"] = "growth",
            ["on"] = "2026-01-31",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly OpenXmlConfiguration Plain = new()
    {
        AutoFilter = false,
        TableStyles = TableStyles.None,
        EnableConvertByteArray = false,
    };

    /// <summary>
    /// One list as CSV: the header, the example, and nothing that would be imported.
    /// </summary>
    public static byte[] Csv(ListMapping mapping, MappedList list)
    {
        var delimiter = mapping.Text.Delimiter is "auto" ? "," : mapping.Text.Delimiter;
        var lines = new StringBuilder();
        var columns = Columns(mapping, list).ToArray();
        lines
            .AppendJoin(delimiter, columns.Select(c => Quoted(c.Header, delimiter)))
            .Append("\r\n");
        lines
            .AppendJoin(delimiter, columns.Select(c => Quoted(c.Example, delimiter)))
            .Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }

    /// <summary>All lists as a workbook, one on each sheet, with the notes on the last.</summary>
    public static byte[] Workbook(ListMapping mapping)
    {
        using var sheets = new DataSet { Locale = CultureInfo.InvariantCulture };
        foreach (var list in mapping.Lists)
        {
            var table = sheets.Tables.Add(list.Sheet ?? list.Of);
            var columns = Columns(mapping, list).ToArray();
            foreach (var column in columns)
                table.Columns.Add(column.Header, typeof(string));
            table.Rows.Add([.. columns.Select(c => (object)c.Example)]);
        }
        var notes = sheets.Tables.Add(Notes);
        foreach (var header in (string[])["List", "Column", "Form", "Needed", "Meaning"])
            notes.Columns.Add(header, typeof(string));
        foreach (var list in mapping.Lists)
            foreach (var c in Columns(mapping, list))
                notes.Rows.Add(list.Of, c.Header, c.Form, c.Needed, c.Note);
        using var stream = new MemoryStream();
        stream.SaveAs(sheets, configuration: Plain);
        return DeterministicZip.Rewrite(stream);
    }

    /// <summary>The columns of a list, in the order of a template.</summary>
    public static IEnumerable<TemplateColumn> Columns(ListMapping mapping, MappedList list)
    {
        var kind = ListKinds.Find(list.Of)!;
        yield return new(list.ExternalId.Column, list.ExternalId.Column, kind.ExampleId, "text",
            "always", kind.Refers
                ? $"key or name of the {Subject.NameOf(kind.Subject)} the row is about"
                : "what the source calls it; its key is made of it");
        foreach (var field in kind.Fields.Where(f => list.Fields.ContainsKey(f.Name)))
        foreach (var mapped in list.Fields[field.Name].All)
            yield return new(
                Filled(field, mapped),
                mapped.Column,
                Example(mapping, field, mapped),
                Form(mapping, field, mapped),
                field.Required ? kind.Refers ? "always" : "for something new" : "",
                field.Note
                    + (
                        field.Per is { } per && mapped.For is null
                            ? $"; a column for each {per}"
                            : ""
                    )
            );
    }

    private static string Filled(ListField field, FieldColumn mapped) =>
        field.Per is { } per ? Placeholder.Fill(mapped.Column, Examples[per]) : mapped.Column;

    private static string Example(ListMapping mapping, ListField field, FieldColumn mapped) =>
        field.Example is "" ? ""
        : mapped.Values is { } values ? values.FirstOrDefault(v => v.Value == field.Example).Key
            ?? values.Keys.First()
        : field.Form switch
        {
            FieldForm.Number or FieldForm.Share => field.Example.Replace(
                '.', NumberForm.Find(mapping.Text.Numbers)!.Decimal),
            FieldForm.Day => DateOnly.ParseExact(field.Example, "yyyy-MM-dd")
                .ToDateTime(new TimeOnly(9, 0))
                .ToString(mapping.Text.DateForms[0], CultureInfo.InvariantCulture),
            FieldForm.Texts => string.Join($"{mapped.Separator} ", field.Example.Split("; "))
                is var texts && mapped.Separator is null ? field.Example.Split("; ")[0] : texts,
            _ => field.Example,
        };

    private static string Form(ListMapping mapping, ListField field, FieldColumn mapped) =>
        mapped.Values is { } values ? $"one of {string.Join(", ", values.Keys)}" : field.Form switch
        {
            FieldForm.Choice => $"one of {string.Join(", ", field.Choices!.Value)}",
            FieldForm.Number => $"number like {mapping.Text.Numbers}",
            FieldForm.Whole => "whole number",
            FieldForm.Share => "0 to 1, or 0 % to 100 %",
            FieldForm.Day => $"date {string.Join(" or ", mapping.Text.DateForms)}",
            FieldForm.Texts => mapped.Separator is { } separator
                ? $"texts with '{separator}' between them" : "text; the column can be repeated",
            _ => "text",
        };

    private static string Quoted(string text, string delimiter) =>
        text.AsSpan().ContainsAny($"\"\r\n{delimiter}")
            ? $"\"{text.Replace("\"", "\"\"")}\""
            : text;
}

/// <summary>A column as a template shows it.</summary>
/// <param name="Header">Filled in.</param>
/// <param name="Column">As in the mapping.</param>
/// <param name="Example">A cell.</param>
/// <param name="Form">What its cells must hold.</param>
/// <param name="Needed">When it must not be blank.</param>
/// <param name="Note">What it means.</param>
internal sealed record TemplateColumn(
    string Header, string Column, string Example, string Form, string Needed, string Note);
