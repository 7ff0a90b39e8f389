using System.Collections.Immutable;
using CsCheck;
using PortfolioLedger.Projections;
using PortfolioLedger.Tests.Journaling;
using static PortfolioLedger.Tests.Journaling.Orders;

namespace PortfolioLedger.Tests.Projections;

public class ProvisionalRowsTests
{
    private static readonly DateOnly Start = new(2026, 3, 1);

    /// <summary>States of a table with three keys, of which any may be missing.</summary>
    private static readonly Gen<DailyRows> State = Gen.Int[0, 2].Array[3].Select(values =>
        new DailyRows(values.Index().Where(v => v.Item > 0).ToImmutableSortedDictionary(
            v => $"k{v.Index}", v => $"{{\"row\":{v.Item}}}", StringComparer.Ordinal)));

    private static readonly Gen<(int Days, DailyRows State)[]> SomeDays =
        Gen.Select(Gen.Int[1, 3], State).Array[0, 2];

    /// <summary>
    /// A step: days that ended with it, each so long and with its last state; today's state; the
    /// states of later days on which something is known to happen.
    /// </summary>
    private static readonly Gen<((int Days, DailyRows Last)[] Past, DailyRows Today,
        (int Days, DailyRows State)[] Later)> Turn = Gen.Select(SomeDays, State, SomeDays);

    [Fact]
    public void Writing_what_changed_leaves_the_rows_that_writing_everything_leaves() =>
        Turn.Array[1, 8].Sample(turns =>
        {
            var (changed, all) = (new Table(), new Table());
            var (day, before) = (Start, DailyRows.None);
            var stored = ProvisionalRows.None;
            foreach (var turn in turns)
            {
                var (since, ranges) = (day, new ValidityRanges(before));
                foreach (var (days, last) in turn.Past)
                {
                    ranges.Set(day, last);
                    before = ranges.State;
                    day = day.AddDays(days);
                }
                ranges.Set(day, turn.Today);
                var later = day;
                foreach (var (days, state) in turn.Later)
                    ranges.Set(later = later.AddDays(days), state);

                changed.Apply(since, removesAll: false, TableChange.From(stored, ranges));
                all.Apply(since, removesAll: true, TableChange.From(null, ranges));
                stored = ProvisionalRows.From(ranges, day);
                Assert.Equal(all.Rows, changed.Rows);
            }
        });

    [Fact]
    public async Task A_row_that_did_not_change_is_not_written_again()
    {
        await using var db = await TestCluster.CreateLedgerAsync();
        await using var node = await JournalNode.StartAsync(db.ConnectionString);
        var following = new Following(node);
        await node.OpenWithBudgetAsync(Capital, 1_000);
        await following.PageAsync();
        var written = await WrittenAsync();
        Assert.NotEqual("", written);

        await node.Record(Capital, Department("another"));
        await following.PageAsync();
        Assert.Equal(written, await WrittenAsync());

        await node.Record(Capital, Spend(7));
        await following.PageAsync();
        Assert.NotEqual(written, await WrittenAsync());
        await following.AssertAsRebuiltAsync();

        Task<string> WrittenAsync() => node.QueryAsync<string>("""
            select coalesce(string_agg(written, ',' order by place), '') from (
                select xmin::text as written, 'rank ' || initiative as place
                from ledger.bi_rank_history
                union all select xmin::text, initiative from ledger.bi_initiative) rows
            """);
    }

    /// <summary>A table as the database has it, with the statements of a step.</summary>
    private sealed class Table
    {
        public SortedDictionary<(string Key, DateOnly From), (string Row, DateOnly? To)> Rows
        {
            get;
        } = [];

        public void Apply(DateOnly since, bool removesAll, TableChange change)
        {
            if (removesAll)
            {
                foreach (var key in Rows.Keys.Where(k => k.From >= since).ToList())
                    Rows.Remove(key);
                foreach (var (key, row) in Rows.Where(r => r.Value.To >= since).ToList())
                    Rows[key] = (row.Row, null);
            }
            foreach (var key in change.Removed)
                Assert.True(Rows.Remove(key));
            foreach (var (key, to) in change.Ended)
            {
                var (found, row) = Assert.Single(Rows, r => r.Key.Key == key
                    && r.Key.From < since && !(r.Value.To < since));
                Rows[found] = (row.Row, to);
            }
            foreach (var row in change.Added)
                Rows.Add((row.Key, row.ValidFrom), (row.Row, row.ValidTo));
        }
    }
}
