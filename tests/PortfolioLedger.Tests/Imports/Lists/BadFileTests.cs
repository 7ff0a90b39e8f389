using System.Text;
using MiniExcelLibs;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Files that are not what they should be, and files that are written otherwise.</summary>
public sealed class BadFileTests
{
    private const string Departments = "Key;Name\r\ndep;Straßen & Brücken\r\n";

    private readonly ListSamples _samples = new();

    private string Name => _samples.Ledger.Head.Departments.Find(Key.Parse("dep"))!
        .NameOn(_samples.Ledger.Head.Day);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public async Task Encoding_and_delimiter_are_found_out(string encoding)
    {
        var coding =
            encoding == "windows-1252"
                ? CodePagesEncodingProvider.Instance.GetEncoding(1252)!
                : Encoding.GetEncoding(encoding);
        var report = await _samples.ImportAsync(
            CurrentLists,
            [.. coding.GetPreamble(), .. coding.GetBytes(Departments)]
        );
        Assert.Equal(("Straßen & Brücken", 1), (Name, report.Rows.Imported));
        Assert.Equal(encoding != "utf-8", report.Notes.Any(n =>
            n.StartsWith("The file is read as", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_broken_byte_in_a_file_of_utf_8_refuses_its_row_alone()
    {
        var report = await _samples.ImportAsync(CurrentLists,
            [.. Encoding.UTF8.GetBytes(Departments), .. "x;M"u8, 0xfc, .. "ller\r\n"u8]);
        var refused = Assert.Single(report.Refused);
        Assert.Equal(
            (2, 3L, "wrong-encoding"),
            (refused.Row, refused.Line, refused.Faults[0].Code)
        );
        Assert.Equal(1, report.Rows.Imported);
    }

    [Fact]
    public async Task An_encoding_that_is_stated_is_kept_to()
    {
        var mapping = MappingFile.Parse("""
            {"name":"mine","kind":"current-lists","source":"Mine","like":"current-lists",
             "rationale":"Imported from my list","file":{"encoding":"utf-8"}}
            """, "mine");
        var report = await _samples.ImportAsync(mapping, CodePagesEncodingProvider.Instance
            .GetEncoding(1252)!.GetBytes(Departments));
        Assert.Equal("wrong-encoding", Fault(report).Code);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("Key,Name\r\n", "The file has a header and no rows.")]
    [InlineData("Key\r\ndep\r\n", "The column 'Name' is missing")]
    [InlineData("Key,name\r\ndep,x\r\n", "The column 'name' is not known; 'Name' is.")]
    [InlineData("Key,Name,Name\r\ndep,x,y\r\n", "both hold the same")]
    [InlineData("Initiative,Initiative name,Budget Q1 2026\r\na,b,1\r\n", "names no period")]
    [InlineData("Outcome,Outcome name,Measurement May\r\na,b,1\r\n", "names no day")]
    public async Task A_file_of_which_nothing_can_be_read_says_why(string text, string why)
    {
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => _samples.ImportAsync(CurrentLists, text));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_samples.Ledger.Entries);
    }

    [Fact]
    public async Task A_row_with_another_number_of_fields_is_refused()
    {
        var report = await _samples.ImportAsync("Key,Name", "dep,Streets, roads", "x,Bridges");
        Assert.Equal("wrong-field-count", Fault(report).Code);
        Assert.Equal(1, report.Rows.Imported);
    }

    [Fact]
    public async Task Of_a_formula_in_a_workbook_its_value_counts_and_without_one_the_cell_is_blank()
    {
        var report = await _samples.ImportAsync(
            CurrentLists,
            Workbooks.Of(
                "initiatives",
                "<c r=\"A1\" t=\"inlineStr\"><is><t>Initiative</t></is></c>"
                    + "<c r=\"B1\" t=\"inlineStr\"><is><t>Initiative name</t></is></c>"
                    + "<c r=\"C1\" t=\"inlineStr\"><is><t>Budget 2026</t></is></c>",
                "<c r=\"A2\" t=\"inlineStr\"><is><t>a</t></is></c>"
                    + "<c r=\"B2\" t=\"str\"><f>UPPER(\"x\")</f><v>X</v></c><c "
                    + "r=\"C2\"><f>40+2</f><v>42</v></c>",
                "<c r=\"A3\" t=\"inlineStr\"><is><t>b</t></is></c>"
                    + "<c r=\"B3\" t=\"inlineStr\"><is><t>B</t></is></c><c "
                    + "r=\"C3\"><f>NOW()</f></c>",
                "<c r=\"A4\" t=\"inlineStr\"><is><t>c</t></is></c>"
                    + "<c r=\"B4\" t=\"inlineStr\"><is><t>C</t></is></c><c r=\"C4\" "
                    + "t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"
            )
        );
        Assert.Equal(("Budget 2026", "#DIV/0!", "formula"), Fault(report));
        var book = _samples.Ledger.Head;
        Assert.Equal(("X", 42m), (book.InitiativeName(Key.Parse("a")),
            book.Initiatives.Find(Key.Parse("a"))!.RequestedOn(book.Day)));
        Assert.Null(book.Initiatives.Find(Key.Parse("b"))!.RequestedOn(book.Day));
    }

    [Fact]
    public async Task Numbers_and_dates_of_a_workbook_are_taken_as_what_they_are()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[]
        {
            new Dictionary<string, object>
            {
                ["Initiative"] = 42d, ["Initiative name"] = "Dam", ["Budget 2026"] = 1234.5,
                ["Planned completion"] = new DateTime(2027, 6, 30),
            },
        }, sheetName: "Initiatives");
        var report = await _samples.ImportAsync(CurrentLists, stream.ToArray());
        Assert.Empty(report.Refused);
        var book = _samples.Ledger.Head;
        var dam = book.Initiatives.Find(Key.Parse("42"))!;
        Assert.Equal((1234.5m, new DateOnly(2027, 6, 30)),
            (dam.RequestedOn(book.Day), dam.BaselineCompletion.At(book.Day)!.Value));
    }

    [Fact]
    public async Task A_workbook_without_a_sheet_of_the_mapping_names_those_it_has()
    {
        var fault = await Assert.ThrowsAsync<ImportException>(() => _samples.ImportAsync(
            CurrentLists, Workbooks.Of("Budget", "<c r=\"A1\"><v>1</v></c>")));
        Assert.Contains("it has 'Budget'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_workbook_that_would_unfold_without_bounds_is_not_unfolded(bool declared)
    {
        var bomb = Workbooks.Bomb(ListWorkbook.MaxUnzippedBytes + 1, declared);
        Assert.True(bomb.Length < 2 * 1024 * 1024);
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => _samples.ImportAsync(CurrentLists, bomb));
        Assert.Contains(declared ? "unfold" : "cannot be read", fault.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1 }, "old form")]
    [InlineData(new byte[] { 0x50, 0x4b, 3, 4, 0, 0, 1, 2, 3 }, "cannot be read as one")]
    public async Task Other_files_are_not_taken_for_workbooks(byte[] bytes, string why)
    {
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => _samples.ImportAsync(CurrentLists, bytes));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_rows_take_bounded_memory()
    {
        var many = LongRuns.Times(20_000, 100_000);
        var text = new StringBuilder("Initiative,Initiative name,Department,Stage,Budget 2026\r\n");
        for (var i = 0; i < many; i++)
            text.Append("i-").Append(i).Append(",Initiative ").Append(i).Append(",dep,approved,")
                .Append(i).Append("\r\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var (before, most, told) = (GC.GetTotalMemory(forceFullCollection: true), 0L, 0);
        using var file = new SampleFile(bytes);
        var report = await new Importer(_samples.Ledger.Target, _samples.Ledger).RunAsync(
            CurrentLists, Samples.Portfolio, file.Name, new(DryRun: true, Open: City),
            _ => most = ++told % 5_000 == 0
                ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most,
            TestContext.Current.CancellationToken);
        Assert.Equal((many, 0), (report.Rows.Imported, report.Rows.Refused));
        // Others run beside it in the same process.
        Assert.InRange(most / 1024 / 1024, 1, 700);
    }
}
