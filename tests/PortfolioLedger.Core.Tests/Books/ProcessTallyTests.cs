using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Tests.Books;

public sealed class ProcessTallyTests
{
    private static readonly DateOnly First = new(1999, 12, 1);

    /// <summary>Days within thirty years, in any order, some of them often.</summary>
    private static readonly Gen<DateOnly[]> Days =
        Gen.OneOf(Gen.Int[0, 200], Gen.Int[0, 11_000]).Select(First.AddDays).Array[0, 120];

    [Fact]
    public void Any_span_of_days_has_the_tallies_of_its_days() => Gen.Select(Days,
        Gen.Int[-100, 11_100].Select(First.AddDays), Gen.Int[-100, 11_100].Select(First.AddDays))
        .Sample((days, from, to) =>
        {
            var ledger = Posted(days);

            Assert.Equal(days.Count(d => d >= from && d <= to), ledger.Between(from, to).Decisions);
        });

    [Fact]
    public void All_of_time_has_all_tallies() => Days.Sample(days =>
        Assert.Equal(days.Length,
            Posted(days).Between(DateOnly.MinValue, DateOnly.MaxValue).Decisions), iter: 20);

    private static ProcessLedger Posted(DateOnly[] days) => days.Select((day, i) => (day, i))
        .Aggregate(ProcessLedger.Empty, (ledger, posted) => ledger.Post(
            new InitiativePaused(Sample.Croton, Sample.Why), new Stamp(posted.i + 1, posted.day,
                default, posted.day, new Actor("board", Role.Approver))));
}
