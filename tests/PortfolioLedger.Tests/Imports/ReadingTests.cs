using System.Security.Cryptography;
using System.Text;
using PortfolioLedger.Imports;

namespace PortfolioLedger.Tests.Imports;

/// <summary>What is wrong in a file is named by row and column, and costs that row alone.</summary>
public sealed class ReadingTests
{
    private const string Good = "2020-01-01,7,Bridge,DOT,NA,Bridges,Design,100.50,,2021-01-01,,";

    [Fact]
    public async Task A_row_is_read_with_blank_as_unknown()
    {
        var row = Assert.Single((await Samples.ReadAsync(Good)).Rows);
        Assert.Equal("c-7", row.Initiative.Value);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), row.ReportedAt);
        Assert.Equal((100.50m, null), (row.Budget, row.BudgetChange));
        Assert.Null(row.Participating);
        Assert.Equal(new RowPlace(1, 2), row.Place);
    }

    [Theory]
    [InlineData("1.234,50")]
    [InlineData("1,234.50")]
    [InlineData("1e6")]
    [InlineData("$5")]
    [InlineData("1 000")]
    [InlineData("(5)")]
    public async Task A_number_in_another_form_is_named_by_row_and_column(string number)
    {
        var history = await Samples.ReadAsync(
            Good, $"2020-02-01,7,Bridge,DOT,,,,\"{number}\",,,,", Good);
        var refused = Assert.Single(history.Refused);
        Assert.Equal((2, 3L, "7"), (refused.Row, refused.Line, refused.ExternalId));
        var fault = Assert.Single(refused.Faults);
        Assert.Equal(("bad-number", "Budget", number), (fault.Code, fault.Column, fault.Value));
        Assert.Equal(2, history.Rows.Length);
    }

    [Theory]
    [InlineData("01/02/2020,7,B,,,,,,,,,", "bad-date", "Date")]
    [InlineData(",7,B,,,,,,,,,", "missing", "Date")]
    [InlineData("2020-01-01,,B,,,,,,,,,", "missing", "Id")]
    [InlineData("2020-01-01,+,B,,,,,,,,,", "bad-key", "Id")]
    [InlineData("2020-01-01,7,B,,,,,,,2020-02-30,,", "bad-date", "Due")]
    [InlineData("2020-01-01,7,B,,,,,,,,1.5,", "bad-number", "Days")]
    [InlineData("2020-01-01,7,B,,,,,1000000000000001,,,,", "bad-number", "Budget")]
    [InlineData("2020-01-01,7,B,,\"DOT, --\",,,,,,,", "bad-key", "Clients")]
    [InlineData("2020-01-01,7,B\0,,,,,,,,,", "bad-character", "Name")]
    [InlineData("2020-01-01,7,B,,", "wrong-field-count", null)]
    public async Task A_cell_that_cannot_be_read_names_its_column(
        string line, string code, string? column)
    {
        var history = await Samples.ReadAsync(Good, line, Good);
        var fault = Assert.Single(Assert.Single(history.Refused).Faults);
        Assert.Equal((code, column), (fault.Code, fault.Column));
        Assert.Equal((2, 3), (history.Rows.Length, history.Count));
    }

    [Theory]
    [InlineData("2020-02-01,8,\"Tunnel,DOT,,,,,,,,", "Name")]
    [InlineData("2020-02-01,8,Tunnel,DOT,,,,\"5,,,,", "Budget")]
    [InlineData("2020-02-01,8,Tun\"nel\"x,DOT,,,,,,,,", "Name")]
    [InlineData("2020-02-01,8,\"Tun\"nel,DOT,,,,,,,,", "Name")]
    public async Task A_quote_that_is_not_closed_costs_its_own_line_alone(
        string line, string column)
    {
        foreach (var next in new[] { Good,
            Good.Replace("Bridge,", "\"Bridge, old\",", StringComparison.Ordinal) })
        {
            var history = await Samples.ReadAsync(Good, line, next, Good);
            var refused = Assert.Single(history.Refused);
            Assert.Equal((2, 3L), (refused.Row, refused.Line));
            Assert.Equal(("bad-quote", column), (refused.Faults[0].Code, refused.Faults[0].Column));
            Assert.Equal(3, history.Rows.Length);
        }
    }

    [Fact]
    public async Task Rows_between_two_open_quotes_are_read()
    {
        const string open = "2020-02-01,8,\"Tunnel,DOT,,,,,,,,";
        var history = await Samples.ReadAsync(open, Good, open, Good);
        Assert.Equal([1, 3], history.Refused.Select(r => r.Row));
        Assert.Equal([2, 4], history.Rows.Select(r => r.Place.Row));
    }

    [Fact]
    public async Task A_quoted_field_may_hold_line_ends_quotes_and_delimiters()
    {
        var history = await Samples.ReadAsync(
            "2020-01-01,7,\"A \"\"big\"\",\r\nlong bridge\",,,,,,,,,", Good);
        Assert.Equal("A \"big\",\r\nlong bridge", history.Rows[0].Name);
        Assert.Equal(4, history.Rows[1].Place.Line);
    }

    [Fact]
    public async Task Bytes_of_another_encoding_are_named_by_row_column_and_offset()
    {
        var file = Samples.File(Good, "2020-02-01,8,Brücke,DOT,,,,,,,,", Good);
        var latin = Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(file));
        var history = await Samples.ReadAsync(latin);
        var refused = Assert.Single(history.Refused);
        var fault = Assert.Single(refused.Faults);
        Assert.Equal((2, "wrong-encoding", "Name"), (refused.Row, fault.Code, fault.Column));
        Assert.Contains(
            $"0xfc at offset {Array.IndexOf(latin, (byte)0xfc)}", fault.Detail,
            StringComparison.Ordinal);
        Assert.Equal(2, history.Rows.Length);
    }

    [Fact]
    public async Task A_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm()
    {
        var text = Encoding.UTF8.GetString(Samples.File(Good, "", Good))
            .Replace("\n", "\r\n", StringComparison.Ordinal);
        var history = await Samples.ReadAsync(
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]);
        Assert.Empty(history.Refused);
        Assert.Equal(2, history.Rows.Length);
    }

    [Fact]
    public async Task Two_byte_unicode_is_refused_as_a_whole()
    {
        var file = Encoding.Unicode.GetBytes("\ufeff" + Samples.Header);
        var fault = await Assert.ThrowsAsync<ImportException>(() => Samples.ReadAsync(file));
        Assert.Contains("UTF-16", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_does_not_fit_is_refused_with_every_wrong_name()
    {
        var header = Samples.Header.Replace("Phase", "phase", StringComparison.Ordinal)
            .Replace("Due", "Id", StringComparison.Ordinal) + ",Colour";
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => Samples.ReadAsync(Encoding.UTF8.GetBytes(header + "\n" + Good)));
        Assert.Contains(
            "'Phase' is missing; it is written 'phase'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'Due' is missing.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'Id' is there 2 times", fault.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Column 13, 'Colour', is not known", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Samples.Header)]
    public async Task A_file_without_rows_is_refused(string text) =>
        await Assert.ThrowsAsync<ImportException>(() =>
            Samples.ReadAsync(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Rows_are_sorted_by_reporting_time_id_and_row_and_the_file_is_fingerprinted()
    {
        var file = Samples.File(
            "2020-02-01,1,A,,,,,,,,,", "2020-01-01,3,B,,,,,,,,,", "2020-01-01,18,C,,,,,,,,,");
        var history = await Samples.ReadAsync(file);
        Assert.Equal([3, 2, 1], history.Rows.Select(r => r.Place.Row));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), history.Sha256);
    }
}
