using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports;

/// <summary>The enhancement proposals of Kubernetes, 2020 to 2026, in a ledger in memory.</summary>
public sealed class KubernetesEnhancementsTests
{
    private static readonly Key Portfolio = Key.Parse("kep");

    private readonly MemoryLedger _ledger = new(Portfolio)
    {
        Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public async Task The_file_gives_the_expected_events()
    {
        var report = await ImportAsync();

        Assert.Equal(0, report.ExitCode);
        Assert.Equal(new(8_364, 3_966, 4_360, 0, 38, 0) { New = 684 }, report.Rows);
        Assert.Equal(684, report.Events["initiative-proposed"]);
        Assert.Equal(25, report.Events["department-registered"]);
        Assert.Equal(512, report.Events["initiative-approved"]);
        Assert.Equal(307, report.Events["initiative-completed"]);
        Assert.Equal(10, report.Events["initiative-killed"]);
        Assert.Equal(3, report.Events["initiative-rejected"]);
        Assert.Equal(1, report.Events["initiative-deferred"]);
        Assert.Equal(1_083, report.Events["phase-entered"]);
        Assert.Equal(1_359, report.Events["forecast-completion-changed"]);
    }

    [Fact]
    public async Task The_fifteen_reversals_of_the_source_are_there()
    {
        await ImportAsync();
        var reopened = _ledger.Entries.Where(e => e.Fact is InitiativeReopened).ToArray();
        var published = Rows().Where(r => (r[6], r[7], r[8])
            is ("status", "implemented", "implementable")).ToArray();

        Assert.Equal(15, reopened.Length);
        Assert.Equal(published.Select(r => (DateTimeOffset?)Instant(r[0])),
            reopened.Select(e => e.ReportedAt));
        Assert.Equal(published.Select(r => $"kep-{r[4].Split('/')[^2]}"),
            reopened.Select(e => ((InitiativeReopened)e.Fact).Initiative.Value));
    }

    [Fact]
    public async Task Dirty_values_are_reported_row_by_row()
    {
        var report = await ImportAsync();
        var values = report.Refused.SelectMany(r => r.Faults).CountBy(f => f.Value!)
            .ToDictionary(StringComparer.Ordinal);

        Assert.All(report.Refused, r => Assert.Equal("unknown-value", r.Faults[0].Code));
        Assert.Equal(3, values["implementeable"]);
        Assert.Equal(1, values["imlpemented"]);
        Assert.Equal(10, values["keps/NNNN-kep-template/kep.yaml"]);
        Assert.Equal(6, values["replaced"]);
        Assert.Equal(4, values["provisional"]);
    }

    [Fact]
    public async Task Every_imported_row_is_known_when_merged_and_counts_since_it_was_written()
    {
        await ImportAsync();
        var rows = Rows();
        var checkedRows = 0;
        foreach (var entry in _ledger.Entries.Where(e => e.Fact is PhaseEntered))
        {
            var row = rows[RowOf(entry) - 1];
            Assert.Equal(Instant(row[0]), entry.ReportedAt);
            if (entry.EffectiveOn != Day(row[1]))
                Assert.Equal(_ledger.Head.Initiatives
                    .Find(((PhaseEntered)entry.Fact).Initiative)!.From, entry.EffectiveOn);
            else
                checkedRows++;
        }
        Assert.InRange(checkedRows, 1_075, 1_083);
    }

    [Fact]
    public async Task Between_writing_and_merging_only_hindsight_knows_of_a_change()
    {
        await ImportAsync();
        var late = _ledger.Entries.Where(e => e.Fact is InitiativeReopened
            && e.EffectiveOn < Merged(e).AddDays(-1)).ToArray();

        Assert.NotEmpty(late);
        foreach (var reopened in late)
        {
            var key = ((InitiativeReopened)reopened.Fact).Initiative;
            var between = Merged(reopened).AddDays(-1);
            Assert.Equal(Stage.Completed, StageOn(_ledger.AsOf(between), key));
            Assert.Equal(Stage.Active, StageOn(Hindsight(reopened.Position, between), key));
            Assert.Equal(Stage.Active, StageOn(_ledger.AsOf(Merged(reopened)), key));
        }
    }

    [Fact]
    public async Task Imported_again_it_appends_nothing()
    {
        var first = await ImportAsync();
        var before = _ledger.Entries.Count;
        var again = await ImportAsync();

        Assert.Equal((0, before), (again.Events.Count, _ledger.Entries.Count));
        Assert.Equal(new(8_364, 0, first.Rows.Unchanged, first.Rows.Imported, 38, 0), again.Rows);
    }

    private Task<ImportReport> ImportAsync() => _ledger.ImportAsync(
        MappingFile.Read("kubernetes-enhancements"), RealData.KubernetesEnhancements);

    /// <summary>What is known at a position about an earlier day.</summary>
    private Book Hindsight(long position, DateOnly day) => Book.EmptyOn(Portfolio, day)
        .Post(_ledger.Entries.TakeWhile(e => e.Position <= position));

    private static Stage StageOn(Book book, Key key) =>
        book.Initiatives.Find(key)!.StageOn(book.Day);

    private static DateOnly Merged(Entry entry) =>
        DateOnly.FromDateTime(entry.ReportedAt!.Value.UtcDateTime);

    private static int RowOf(Entry entry) => int.Parse(
        entry.CausationId!["row:".Length..].Split(';')[0], CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    private static DateOnly Day(string text) => DateOnly.FromDateTime(Instant(text).UtcDateTime);

    /// <summary>
    /// The file as an independent reader sees it; no comma that matters is quoted.
    /// </summary>
    private static string[][] Rows() =>
        [.. File.ReadLines(RealData.KubernetesEnhancements).Skip(1).Select(l => l.Split(','))];
}
