using System.Data;
using System.Globalization;
using MiniExcelLibs;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>One workbook with a sheet for each list.</summary>
public sealed class WholeWorkbookTests
{
    private static readonly (string Sheet, string[] Rows)[] First =
    [
        ("departments", ["Key|Name", "water|Water Works"]),
        ("customer-segments", ["Segment|Segment name", "households|Households"]),
        ("value-streams", ["Value stream|Value stream name|Owner department|Importance|"
            + "Tangible share|Money 2026|FTE 2026", "supply|Supply|water|0.5|0.7|4000|25"]),
        ("objectives", ["Objective|Title|Statement|Owner|Horizon end|Weight",
            "growth|Growth|Serve two more counties|ceo|2028-12-31|60 %",
            "trust|Trust|Be believed in the region|ceo|2028-12-31|40 %"]),
        ("initiatives", ["Initiative|Initiative name|Department|Value stream|Stage|Phase|Priority|"
            + "Start|Planned completion|Forecast completion|Budget 2026|Spend to date|"
            + "Contribution growth|Confidence growth",
            "croton|Croton Falls|Water Works|Supply|active|design|2|2026-01-15|2027-06-30|"
            + "2027-09-30|600|120|9|0.8"]),
        ("financial-cases", ["Initiative|Discount rate|Cash flow 2026|Cash flow 2027",
            "Croton Falls|8 %|-600|900"]),
        ("allocations", ["Initiative|Department|Role|FTE|From|To",
            "croton|Water Works|engineer|2.5|2026-01-15|2026-12-31"]),
        ("outcomes", ["Outcome|Outcome name|Unit|Direction|Baseline|Baseline on|Target at most|"
            + "Target by|Target change|Initiatives",
            "outages|Outage hours|hours|decrease|10|2026-01-01|2|2026-12-31||Croton Falls"]),
        ("measurements", ["Outcome|Measured on|Value|Observations|Method",
            "Outage hours|2026-02-28|7|120|meters"]),
        ("benefits", ["Outcome|Initiative|Period|Owner|Planned|Realised",
            "outages|croton|2026|maria|500|50"]),
        ("feedback", ["Feedback|Text|Segment|Received on|Theme|Need|Initiative|Importance",
            "fb-1|It was brown again|Households|2026-02-20|quality|clean water|croton|3"]),
    ];

    /// <summary>The same with another statement in every cell that a decision can change.</summary>
    private static readonly (string, string)[] Changes =
    [
        ("Water Works", "Water"), ("|Households", "|Homes"), ("0.5|0.7|4000|25", "0.4|0.6|5000|20"),
        ("Growth|Serve two more counties|ceo", "Wider|Serve three more counties|cfo"),
        ("2028-12-31|60 %", "2029-12-31|70 %"), ("40 %", "30 %"),
        ("Croton Falls", "Croton"), ("active|design|2", "paused|build|3"),
        ("2027-06-30|2027-09-30|600|120|9|0.8", "2027-07-31|2027-10-31|650|130|3|0.7"),
        ("8 %|-600|900", "9 %|-650|900"), ("2.5|2026-01-15|2026-12-31", "3|2026-01-15|2026-11-30"),
        ("10|2026-01-01|2|2026-12-31|", "11|2026-01-01|3|2026-12-31|scope"),
        ("7|120|meters", "8|130|meters"), ("maria|500|50", "omar|550|60"),
        ("quality|clean water|croton|3", "taste|clean water|croton|2"),
    ];

    private readonly ListSamples _samples = new();

    [Fact]
    public async Task Sheets_in_reverse_order_are_imported_as_those_in_the_right_order()
    {
        var report = await _samples.ImportAsync(CurrentLists, Workbook(First.Reverse()));
        Assert.Empty(report.Refused);
        Assert.Equal(new RowCounts(12, 12, 0, 0, 0, 0) { New = 8 }, report.Rows);
        Assert.All(report.ControlTotals, t => Assert.Equal(0, t.Difference));
        var ordered = new ListSamples();
        await ordered.ImportAsync(CurrentLists, Workbook(First));
        Assert.Equal(ordered.Ledger.Entries.Select(e => e.CausationId),
            _samples.Ledger.Entries.Select(e => e.CausationId));
        Assert.Equal(
            ordered.Ledger.Entries.Skip(2).Select(e => e.Fact.Sentence(ordered.Ledger.Head)),
            _samples.Ledger.Entries.Skip(2).Select(e => e.Fact.Sentence(_samples.Ledger.Head)));
    }

    [Fact]
    public async Task The_whole_workbook_again_appends_nothing()
    {
        await _samples.ImportAsync(CurrentLists, Workbook(First.Reverse()));
        var before = _samples.Ledger.Entries.Count;
        var report = await _samples.ImportAsync(CurrentLists, Workbook(First));
        Assert.Equal((before, 12), (_samples.Ledger.Entries.Count, report.Rows.Unchanged));
        Assert.Empty(report.Conflicts);
    }

    [Fact]
    public async Task Every_change_a_list_records_is_known_as_a_field_that_people_decide_on()
    {
        await _samples.ImportAsync(CurrentLists, Workbook(First));
        var report = await _samples.ImportAsync(CurrentLists, Workbook(Changed()));
        Assert.Empty(report.Refused);
        Assert.Equal(12, report.Rows.Imported);
        foreach (var (submission, entries) in _samples.Ledger.Appended)
            foreach (var (command, entry) in submission.Commands.Zip(entries))
                if (entry.Fact is not HistoryImported)
                {
                    Assert.NotNull(DecidedField.Of(command));
                    Assert.Equal(DecidedField.Of(command), DecidedField.Of(entry.Fact));
                }
    }

    [Fact]
    public async Task A_workbook_that_people_have_overtaken_overturns_nothing()
    {
        await _samples.ImportAsync(CurrentLists, Workbook(First));
        await _samples.ImportAsync(CurrentLists, Workbook(Changed()));
        var facts = _samples.Ledger.Appended.SelectMany(a => a.Submission.Commands)
            .Where(c => DecidedField.Of(c) is not null).ToArray();
        // The same decisions, taken by a person.
        var people = new ListSamples();
        await people.ImportAsync(CurrentLists, Workbook(First));
        people.Decide("omar", [.. facts]);
        var before = people.Ledger.Entries.Count;
        var report = await people.ImportAsync(CurrentLists, Workbook(First));
        Assert.Empty(people.Ledger.Entries.Skip(before).Select(e =>
            e.Fact.Sentence(people.Ledger.Head)));
        Assert.Equal(0, report.Rows.Refused);
        // Weights are stated here by the list of objectives, not by comparisons.
        Assert.Equal(ListKinds.All.Select(k => k.Name).Where(k => k != ComparisonRows.Kind.Name)
            .Order(StringComparer.Ordinal),
            report.Conflicts.Select(c => c.List!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(report.Conflicts, c => Assert.Equal("omar", c.Since.By));
        // Also when it is another file that says the same.
        var other = First.Reverse().Append(("Notes", ["Written by"])).ToArray();
        var again = await people.ImportAsync(CurrentLists, Workbook(other));
        Assert.Equal(before, people.Ledger.Entries.Count);
        Assert.Equal(report.Conflicts, again.Conflicts);
        var overwritten = await people.ImportAsync(CurrentLists, Workbook(First),
            new() { Overwrite = true });
        Assert.All(overwritten.Conflicts, c => Assert.True(c.Overwritten));
        Assert.Empty((await people.ImportAsync(CurrentLists, Workbook(First))).Conflicts);
    }

    [Fact]
    public void The_template_has_a_sheet_for_every_kind_of_list()
    {
        var template = ImportTemplate.Create(CurrentLists, "xlsx", null);
        using var stream = new MemoryStream(template.Bytes);
        Assert.Equal([.. ListKinds.All.Select(k => k.Name), "Notes"], stream.GetSheetNames());
    }

    private static IEnumerable<(string, string[])> Changed() => First.Select(sheet => (sheet.Sheet,
        sheet.Rows.Select((row, i) => i == 0 ? row : Changes.Aggregate(row, (text, change) =>
            text.Replace(change.Item1, change.Item2, StringComparison.Ordinal))).ToArray()));

    private static byte[] Workbook(IEnumerable<(string Sheet, string[] Rows)> sheets)
    {
        using var set = new DataSet { Locale = CultureInfo.InvariantCulture };
        foreach (var (sheet, rows) in sheets)
        {
            var table = set.Tables.Add(sheet);
            foreach (var header in rows[0].Split('|'))
                table.Columns.Add(header, typeof(string));
            foreach (var row in rows.Skip(1))
                table.Rows.Add([.. row.Split('|').Cast<object>()]);
        }
        using var stream = new MemoryStream();
        stream.SaveAs(set);
        return stream.ToArray();
    }
}
