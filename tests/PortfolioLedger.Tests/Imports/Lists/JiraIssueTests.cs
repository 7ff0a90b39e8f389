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

    [Fact]
    public async Task Issues_become_initiatives_and_repeated_columns_count_together()
    {
        var report = await _samples.ImportAsync(Jira, Issues);
        Assert.Equal(2, report.Rows.Imported);
        var book = _samples.Ledger.Head;
        var pay = book.Initiatives.Find(Key.Of("city-1"))!;
        Assert.Equal(("Pay online", "citizen-services", Stage.Active, 250_000m, 2), (pay.NameOn(book.Day),
            pay.Department?.Value, pay.StageOn(book.Day), pay.BudgetOn(book.Day),
            pay.Priority.At(book.Day)!.Value));
        Assert.Equal(["payments", "portal"], pay.ParticipatingDepartments.Select(d => d.Value));
        Assert.Equal("Sprint 2", pay.Phase.At(book.Day)!.Value);
        Assert.Equal((new DateOnly(2027, 3, 31), new DateOnly(2027, 5, 31)), (
            pay.BaselineCompletion.At(book.Day)!.Value, pay.ForecastCompletion.At(book.Day)!.Value));
        Assert.Null(pay.Sponsor);
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
