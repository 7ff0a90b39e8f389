using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Imports;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Explanation;

/// <summary>
/// The enhancement proposals of Kubernetes: what was known on a day, against what was in force on
/// it.
/// </summary>
public sealed class EnhancementStateTests
{
    private static readonly Key Portfolio = Key.Parse("kep");
    private static readonly DateOnly Day = new(2022, 6, 1);

    [Fact]
    public async Task What_was_in_force_but_not_known_yet_is_listed_with_its_event()
    {
        var ledger = new MemoryLedger(Portfolio) { Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero) };
        await ledger.ImportAsync(
            MappingFile.Read("kubernetes-enhancements"),
            RealData.KubernetesEnhancements
        );
        var known = ledger.AsOf(Day);
        var effective = Book.EmptyOn(Portfolio, Day).Post(ledger.Entries);

        var differences = StateDifference.Between(known, effective);

        Assert.NotEmpty(differences);
        Assert.All(differences, d =>
        {
            var entry = ledger.Entries[(int)d.Position!.Value - 1];
            Assert.True(entry.EffectiveOn <= Day, "it was in force");
            Assert.True(DateOnly.FromDateTime(entry.KnownAt.UtcDateTime) > Day, "it was not known");
            Assert.Contains(entry.Fact.Subjects(), s => s.Key == d.Initiative);
        });
        // Seen from the other side: every late event about a proposal that was in force shows,
        // unless a later one on the same field overrides it.
        var late = ledger.Entries.Where(e => e.EffectiveOn <= Day
            && DateOnly.FromDateTime(e.KnownAt.UtcDateTime) > Day
            && e.Fact is Core.Initiatives.PhaseEntered).ToArray();
        Assert.NotEmpty(late);
        Assert.All(late, e => Assert.Contains(differences, d =>
            d.Initiative == e.Fact.Subjects()[0].Key && d.Field is "phase"));
    }
}
