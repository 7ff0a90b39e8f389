using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Issues as Jira exports them; the sample is invented.</summary>
public sealed class JiraIssueTests
{
    private const string Issues = """
        Summary,Issue key,Issue id,Issue Type,Status,Project name,Priority,Assignee,Created,Due date,Labels,Labels,Sprint,Sprint,Component/s,Component/s,Custom field (Budget 2026),Custom field (Target end),Custom field (Story Points)
        Pay online,CITY-1,10001,Epic,In Progress,Citizen services,High,jdoe,12/Mar/26 3:04 PM,2027-03-31 00:00,web,pay,Sprint 1,Sprint 2,Payments,Portal,250000,31/May/27 12:00 AM,5
        "Book a date, online",CITY-2,10002,Epic,Waiting for customer,Citizen services,Medium,,2026-03-12 15:04,,,,,,,,,,
        Archive,CITY-3,10003,Epic,Done,Records,Low,,12/Mar/26 3:04 PM,1/Feb/26,,,Sprint 1,,,,0,,

        """;

    private readonly ListSamples _samples = new();

    private static string OneDue(string date) =>
        $"Summary,Issue key,Status,Due date\r\nPay online,CITY-1,In Progress,{date}\r\n";

    [Fact]
    public async Task Issues_become_initiatives_and_repeated_columns_count_together()
    {
        var report = await _samples.ImportAsync(Jira, Issues);
        Assert.Equal(2, report.Rows.Imported);
        var book = _samples.Ledger.Head;
        var pay = book.Initiatives.Find(Key.Parse("city-1"))!;
        Assert.Equal(
            ("Pay online", "citizen-services", Stage.Active, 250_000m, 2),
            (
                pay.NameOn(book.Day),
                pay.DepartmentOn(book.Day)?.Value,
                pay.StageOn(book.Day),
                pay.BudgetOn(book.Day),
                pay.Priority.At(book.Day)!.Value
            )
        );
        Assert.Equal(["payments", "portal"],
            pay.ParticipatingDepartmentsOn(book.Day).Select(d => d.Value));
        Assert.Equal("Sprint 2", pay.Phase.At(book.Day)!.Value);
        Assert.Equal(
            (new DateOnly(2027, 3, 31), new DateOnly(2027, 5, 31)),
            (pay.BaselineCompletion.At(book.Day)!.Value, pay.ForecastCompletion.At(book.Day)!.Value)
        );
        Assert.Null(pay.SponsorOn(book.Day));
    }

    [Fact]
    public async Task An_unknown_status_is_reported_with_its_cell()
    {
        var report = await _samples.ImportAsync(Jira, Issues);
        Assert.Equal(("Status", "Waiting for customer", "unknown-value"), Fault(report));
        Assert.Equal((2, 3L, "CITY-2"), (report.Refused[0].Row, report.Refused[0].Line,
            report.Refused[0].ExternalId));
        Assert.Contains("values of the mapping", report.Refused[0].Faults[0].Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_are_not_mapped_are_named_and_left()
    {
        var report = await _samples.ImportAsync(Jira, Issues);
        Assert.Equal(["Assignee", "Created", "Custom field (Story Points)", "Issue Type",
            "Issue id", "Labels"], report.IgnoredColumns);
    }

    [Theory]
    [InlineData("14/Mar/26 3:04 PM")]
    [InlineData("14/Mar/26 03:04 PM")]
    [InlineData("14/Mar/26 15:04")]
    [InlineData("14/Mar/26 9:04")]
    [InlineData("14/Mar/26 15:04:30")]
    [InlineData("14/Mar/26")]
    [InlineData("14/Mar/2026 3:04 PM")]
    [InlineData("14/Mar/2026 15:04")]
    [InlineData("14/Mar/2026")]
    [InlineData("2026-03-14")]
    [InlineData("2026-03-14 15:04")]
    [InlineData("2026-03-14 15:04:30")]
    [InlineData("2026-03-14T15:04")]
    [InlineData("2026-03-14T15:04:30Z")]
    [InlineData("2026-03-14T15:04:30.000Z")]
    [InlineData("2026-03-14T15:04:30.000+0000")]
    [InlineData("2026-03-14T00:00:00.000+0200")]
    [InlineData("2026-03-14T23:30:00-05:00")]
    public async Task A_day_is_read_in_each_form_that_Jira_writes_and_is_the_one_written(
        string written
    )
    {
        var report = await _samples.ImportAsync(Jira, OneDue(written));

        Assert.Empty(report.Refused);
        var book = _samples.Ledger.Head;
        Assert.Equal(new DateOnly(2026, 3, 14),
            book.Initiatives.Find(Key.Parse("city-1"))!.BaselineCompletion.At(book.Day)!.Value);
    }

    [Theory]
    [InlineData("14/Mär/26")]
    [InlineData("31/Feb/26 15:04")]
    [InlineData("14/Mar/26 25:04")]
    [InlineData("14/Mar/26 15:04 PM")]
    [InlineData("03/14/26")]
    [InlineData("in spring")]
    public async Task A_day_in_another_form_is_refused_by_its_cell(string written) =>
        Assert.Equal(
            ("Due date", written, "bad-date"),
            Fault(await _samples.ImportAsync(Jira, OneDue(written)))
        );

    [Fact]
    public async Task A_status_that_moved_on_appends_just_that()
    {
        await _samples.ImportAsync(Jira, Issues);
        var count = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Jira,
            Issues.Replace("In Progress", "Resolved", StringComparison.Ordinal));
        Assert.Equal(["HistoryImported", "InitiativeCompleted"],
            _samples.Ledger.Entries.Skip(count).Select(e => e.Fact.GetType().Name));
    }
}
