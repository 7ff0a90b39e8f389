using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Tests.Imports.Lists;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Columns whose headers a mapping does not know, mapped one by one.</summary>
public sealed class HandMappingTests
{
    private readonly ListSamples _samples = new();

    [Fact]
    public async Task Columns_of_a_list_are_what_somebody_said_they_are()
    {
        var report = await _samples.ImportAsync(
            Mapped("Nr=externalId,Projekt=name,Stand=stage,Geld 26=budget 2026,Notiz=ignore"),
            "Nr;Projekt;Stand;Geld 26;Notiz\r\n7;Brücke;approved;600;x\r\n");

        Assert.Equal((1, 0), (report.Rows.Imported, report.Rows.Refused));
        Assert.Equal(["Notiz"], report.IgnoredColumns);
        var book = _samples.Ledger.Head;
        var bridge = book.Initiatives.Find(Key.Parse("7"))!;
        Assert.Equal(("Brücke", 600m), (bridge.NameOn(book.Day), bridge.BudgetOn(book.Day)));
    }

    [Fact]
    public async Task What_is_said_of_a_column_counts_before_what_its_header_says()
    {
        await _samples.ImportAsync(
            Mapped("Summary=phase,Budget 2026=ignore"),
            "Initiative,Initiative name,Stage,Summary,Budget 2026\r\na,A,active,design,5\r\n");

        var book = _samples.Ledger.Head;
        var a = book.Initiatives.Find(Key.Parse("a"))!;
        Assert.Equal("design", a.Phase.At(book.Day)?.Value);
        Assert.Null(a.BudgetOn(book.Day));
    }

    [Fact]
    public async Task The_words_of_a_mapping_hold_for_a_column_mapped_by_hand()
    {
        var jira = HandMapping.WithColumns(ListSamples.Jira, HandMapping.Parse("Stand=stage"));

        await _samples.ImportAsync(jira, "Issue key,Summary,Stand\r\nCITY-1,Dam,In Progress\r\n");

        var book = _samples.Ledger.Head;
        Assert.Equal(Stage.Active,
            book.Initiatives.Find(Key.Parse("city-1"))!.StageOn(book.Day));
    }

    [Fact]
    public async Task A_fault_names_the_header_of_the_file()
    {
        var report = await _samples.ImportAsync(
            Mapped("Nr=externalId,Projekt=name,Geld=requestedBudget 2026"),
            "Nr,Projekt,Geld\r\n7,Bridge,many\r\n");

        Assert.Equal(("Geld", "many", "bad-number"), ListSamples.Fault(report));
    }

    [Theory]
    [InlineData("Projekt=nom", "'Projekt' cannot be 'nom'; initiatives have externalId, name")]
    [InlineData("Geld=budget", "'Geld' must say for which period: 'budget 2026'")]
    [InlineData("Projekt=name 2026", "name takes no '2026'")]
    [InlineData("Projekt=ignore it", "write ignore alone")]
    public void A_choice_that_cannot_be_says_what_can(string columns, string why)
    {
        var fault = Assert.Throws<FormatException>(() => Mapped(columns));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Projekt")]
    [InlineData("=name")]
    [InlineData("Projekt=")]
    public void A_choice_without_header_or_field_is_refused(string columns) =>
        Assert.Throws<FormatException>(() => HandMapping.Parse(columns));

    [Fact]
    public void Headers_may_hold_commas_and_equals_signs()
    {
        var columns = HandMapping.Parse("Stadt\\, Land=name,a=b=ignore");

        Assert.Equal([("Stadt, Land", "name"), ("a=b", "ignore")],
            columns.Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public async Task Two_columns_for_one_field_are_refused()
    {
        var fault = await Assert.ThrowsAsync<ImportException>(() => _samples.ImportAsync(
            Mapped("Projekt=name"), "Initiative,Initiative name,Projekt\r\na,A,B\r\n"));

        Assert.Contains("both hold the same", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_with_other_headers_is_read_by_them()
    {
        var mapping = HandMapping.WithColumns(
            Samples.Mapping, HandMapping.Parse("Projektname=Name,Notiz=ignore"));
        var header = Samples.Header.Replace("Name", "Projektname", StringComparison.Ordinal);
        using var file = new SampleFile(Encoding.UTF8.GetBytes(
            $"{header},Notiz\n2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,,x\n"));
        var ledger = new MemoryLedger(Samples.Portfolio);

        var report = await ledger.ImportAsync(mapping, file.Name);

        Assert.Equal(1, report.Rows.Imported);
        Assert.Equal(["Remark", "Notiz"], report.IgnoredColumns);
        Assert.Equal("Bridge", ledger.Head.InitiativeName(Key.Parse("c-7")));
    }

    [Fact]
    public void A_history_has_no_lists_and_no_columns_of_others()
    {
        Assert.Throws<FormatException>(
            () => HandMapping.OfList(Samples.Mapping, "initiatives"));
        var fault = Assert.Throws<FormatException>(() => HandMapping.WithColumns(
            Samples.Mapping, HandMapping.Parse("Projektname=Title")));
        Assert.Contains("'Projektname' cannot be 'Title'; there are Date, Id, Name", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_need_a_list_where_there_are_several()
    {
        var fault = Assert.Throws<FormatException>(() => HandMapping.WithColumns(
            ListSamples.CurrentLists, HandMapping.Parse("Projekt=name")));

        Assert.Contains("needs 'list'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_keeps_columns_that_were_mapped_by_hand()
    {
        var written = MappingFile.Write(Mapped("Projekt=name"));

        var read = (ListMapping)MappingFile.Parse(written, "again");
        Assert.Equal("name", read.Lists[0].Columns!["Projekt"]);
    }

    [Fact]
    public async Task Rows_about_what_is_new_are_counted_apart_from_those_that_change()
    {
        var first = await _samples.ImportAsync("Initiative,Initiative name", "a,A", "b,B");
        var second = await _samples.ImportAsync("Initiative,Initiative name", "a,Aa", "c,C");

        Assert.Equal((2, 2), (first.Rows.Imported, first.Rows.New));
        Assert.Equal((2, 1), (second.Rows.Imported, second.Rows.New));
    }

    private static IMapping Mapped(string columns) => HandMapping.WithColumns(
        HandMapping.OfList(ListSamples.CurrentLists, "initiatives"), HandMapping.Parse(columns));
}
