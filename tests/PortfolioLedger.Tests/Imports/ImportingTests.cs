using PortfolioLedger.Core;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Imports;

/// <summary>Importing as a whole, into a ledger in memory.</summary>
public sealed class ImportingTests
{
    private const string First = "2020-01-01,7,Bridge,DOT,,Bridges,Design,100,,2021-01-01,,";
    private const string Second = "2020-02-01,7,Bridge,DOT,,Bridges,Design,120,20,2021-01-01,,";
    private const string Third = "2020-03-01,7,Bridge,DOT,,Bridges,Building,120,0,2021-02-01,31,";
    private const string Same = "2020-04-01,7,Bridge,DOT,,Bridges,Building,120,0,2021-02-01,0,";

    private readonly MemoryLedger _ledger = new(Samples.Portfolio);

    [Fact]
    public async Task The_portfolio_is_opened_and_the_file_named_at_the_first_reporting_time()
    {
        var report = await _ledger.ImportAsync(Second, First);
        Assert.Equal("City plan", Assert.IsType<PortfolioOpened>(_ledger.Entries[0].Fact).Name);
        var imported = Assert.IsType<HistoryImported>(_ledger.Entries[1].Fact);
        Assert.Equal((report.Sha256, 2, "city", "City reports"),
            (imported.Sha256, imported.Rows, imported.Mapping, imported.Source));
        Assert.All(_ledger.Entries.Take(2), e => Assert.Equal(2020_01_01, Day(e.ReportedAt)));
        Assert.All(_ledger.Entries, e => Assert.Equal("import:city", e.Actor.Id));
        Assert.Equal(2020_02_01, Day(_ledger.Entries[^1].ReportedAt));
        Assert.Equal(new DateOnly(2020, 2, 1), _ledger.Entries[^1].EffectiveOn);
    }

    [Fact]
    public async Task Repeating_an_import_appends_nothing()
    {
        await _ledger.ImportAsync(First, Second, Third, Same);
        var before = _ledger.Entries.Count;
        var report = await _ledger.ImportAsync(First, Second, Third, Same);
        Assert.Equal((ImportOutcome.Imported, 0, before),
            (report.Outcome, report.ExitCode, _ledger.Entries.Count));
        Assert.Equal(new RowCounts(4, 0, 1, 3, 0, 0), report.Rows);
    }

    [Fact]
    public async Task A_longer_file_adds_only_its_new_rows()
    {
        await _ledger.ImportAsync(First, Second);
        var before = _ledger.Entries.Count;
        var report = await _ledger.ImportAsync(First, Second, Third, Same);
        Assert.Equal(new RowCounts(4, 1, 1, 2, 0, 0), report.Rows);
        Assert.Equal(["history-imported", "phase-entered", "forecast-completion-changed"],
            _ledger.Entries.Skip(before).Select(e => Catalogue.KindOf(e.Fact).Name));
        Assert.Equal(2020_03_01, Day(_ledger.Entries[before].ReportedAt));
    }

    [Fact]
    public async Task A_file_of_the_next_reports_alone_goes_on_from_what_is_in_the_ledger()
    {
        await _ledger.ImportAsync(First);
        var report = await _ledger.ImportAsync(Second, Third);
        Assert.Equal(1, report.Events["budget-changed"]);
        Assert.DoesNotContain("initiative-proposed", report.Events.Keys);
        Assert.Equal(
            120,
            _ledger.Head.Initiatives.Find(Key.Parse("c-7"))!.BudgetOf("whole-life").Final
        );
    }

    [Fact]
    public async Task A_bad_row_is_reported_and_the_others_are_imported()
    {
        var report = await _ledger.ImportAsync(
            "x" + First, Second, Third.Replace("31,", "1.5,", StringComparison.Ordinal), Same);
        Assert.Equal(0, report.ExitCode);
        Assert.Equal(new RowCounts(4, 2, 0, 0, 2, 0) { New = 1 }, report.Rows);
        Assert.Equal([1, 3], report.Refused.Select(r => r.Row));
        Assert.Equal(["Remark"], report.IgnoredColumns);
    }

    [Fact]
    public async Task Strict_writes_nothing_when_a_row_is_refused()
    {
        using var file = new SampleFile(First, Second + "x,");
        var report = await _ledger.ImportAsync(Samples.Mapping, file.Name, strict: true);
        Assert.Equal((ImportOutcome.Refused, 1), (report.Outcome, report.ExitCode));
        Assert.Equal(new RowCounts(2, 0, 0, 0, 1, 1), report.Rows);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task Strict_imports_a_file_without_refused_rows()
    {
        using var file = new SampleFile(First, Second);
        Assert.Equal(0,
            (await _ledger.ImportAsync(Samples.Mapping, file.Name, strict: true)).ExitCode);
        Assert.NotEmpty(_ledger.Entries);
    }

    [Fact]
    public async Task A_dry_run_reports_what_an_import_would_do_and_writes_nothing()
    {
        using var file = new SampleFile(First, Second, Third, Same, "bad");
        _ledger.Held = true;
        var rehearsed = await _ledger.ImportAsync(Samples.Mapping, file.Name, dryRun: true);
        Assert.Empty(_ledger.Entries);
        _ledger.Held = false;
        var imported = await _ledger.ImportAsync(Samples.Mapping, file.Name);
        Assert.Equal(imported.Rows, rehearsed.Rows);
        Assert.Equal(imported.Events, rehearsed.Events);
    }

    [Fact]
    public async Task The_same_initiative_twice_at_one_time_is_refused()
    {
        var report = await _ledger.ImportAsync(
            First, First.Replace("100", "200", StringComparison.Ordinal));
        Assert.Equal("duplicate-row", Assert.Single(report.Refused).Faults[0].Code);
        Assert.Equal(2, report.Refused[0].Row);
    }

    [Fact]
    public async Task Ids_that_make_the_same_key_are_refused()
    {
        var report = await _ledger.ImportAsync(
            First.Replace(",7,", ",7+,", StringComparison.Ordinal),
            First.Replace(",7,", ",7-,", StringComparison.Ordinal));
        Assert.Equal("bad-key", Assert.Single(report.Refused).Faults[0].Code);
    }

    [Fact]
    public async Task The_first_row_of_an_initiative_must_name_it()
    {
        var report = await _ledger.ImportAsync("2020-01-01,7,,,,,,,,,,", Second);
        Assert.Equal(("missing", "Name"), Assert.Single(report.Refused).Faults[0] is var f
            ? (f.Code, f.Column) : default);
        Assert.Equal(1, report.Events["initiative-proposed"]);
    }

    [Fact]
    public async Task History_older_than_what_the_ledger_knows_is_out_of_order()
    {
        await _ledger.ImportAsync(Second);
        var before = _ledger.Entries.Count;
        var report = await _ledger.ImportAsync(
            First.Replace(",7,", ",8,", StringComparison.Ordinal));
        Assert.Equal("out-of-order", Assert.Single(report.Refused).Faults[0].Code);
        Assert.Equal(before, _ledger.Entries.Count);
    }

    [Fact]
    public async Task History_from_the_future_is_refused()
    {
        _ledger.Now = new(2019, 12, 31, 0, 0, 0, TimeSpan.Zero);
        var report = await _ledger.ImportAsync(First);
        Assert.Equal("out-of-order", Assert.Single(report.Refused).Faults[0].Code);
        Assert.Empty(_ledger.Entries);
    }

    [Fact]
    public async Task Another_currency_than_the_portfolios_is_refused_as_a_whole()
    {
        await _ledger.ImportAsync(First);
        using var file = new SampleFile(Second);
        var dollars = MappingFile.Parse(
            Samples.MappingJson.Replace("EUR", "USD", StringComparison.Ordinal), "city");
        await Assert.ThrowsAsync<ImportException>(() => _ledger.ImportAsync(dollars, file.Name));
    }

    [Fact]
    public async Task Two_imports_at_once_into_one_portfolio_are_refused()
    {
        _ledger.Held = true;
        var fault = await Assert.ThrowsAsync<ImportException>(() => _ledger.ImportAsync(First));
        Assert.Contains("Another import", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_is_broken_off_goes_on_where_it_stopped()
    {
        _ledger.Instead = (2, new Answer.Unavailable("overloaded", "The ledger is busy."));
        var broken = await _ledger.ImportAsync(First, Second, Third);
        Assert.Equal((ImportOutcome.BrokenOff, 1), (broken.Outcome, broken.ExitCode));
        Assert.Equal(new RowCounts(3, 1, 0, 0, 0, 2) { New = 1 }, broken.Rows);
        _ledger.Instead = null;
        var resumed = await _ledger.ImportAsync(First, Second, Third);
        Assert.Equal(new RowCounts(3, 2, 0, 1, 0, 0), resumed.Rows);
        Assert.Single(_ledger.Entries, e => e.Fact is HistoryImported);
    }

    [Fact]
    public async Task What_is_left_out_or_brought_together_is_noted()
    {
        var report = await _ledger.ImportAsync(First,
            Second.Replace("Bridge,DOT", "Old bridge,D.O.T", StringComparison.Ordinal),
            "2020-02-01,8,Road,Dot,,,,,,,,");
        Assert.Contains(report.Notes, n =>
            n.Contains("'Dot' is taken for 'DOT'", StringComparison.Ordinal));
        Assert.Contains(report.Notes, n =>
            n.Contains("'Name'; 1 later rows", StringComparison.Ordinal));
    }

    private static int Day(DateTimeOffset? at) =>
        at!.Value.Year * 10_000 + at.Value.Month * 100 + at.Value.Day;
}
