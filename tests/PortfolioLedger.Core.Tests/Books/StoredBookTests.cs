using PortfolioLedger.Core.Tests.Kernel;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>A book can be put aside and taken up again: nothing of it is lost.</summary>
public sealed class StoredBookTests
{
    private static readonly ImmutableArray<IFact> Facts =
        [.. FactSamples.Full.OrderBy(Creates), .. FactSamples.Sparse.OrderBy(Creates)];

    [Fact]
    public void A_book_of_every_fact_survives_storing()
    {
        var book = Facts.Select(AsEntry).Aggregate(Book.Empty(Capital), (b, e) => b.Post(e));
        var stored = ValueJson.Write(book);

        Assert.Equal(stored, ValueJson.Write(ValueJson.Read<Book>(stored)));
    }

    [Fact]
    public void A_book_taken_up_again_goes_on_as_if_it_never_stopped()
    {
        var entries = Facts.Select(AsEntry).ToList();
        for (var kept = 1; kept <= entries.Count; kept += 5)
        {
            var before = Book.Empty(Capital).Post(entries.Take(kept));
            var resumed = ValueJson.Read<Book>(ValueJson.Write(before)).Post(entries.Skip(kept));

            Assert.Equal(
                ValueJson.Write(Book.Empty(Capital).Post(entries)), ValueJson.Write(resumed));
        }
    }

    /// <summary>
    /// First the facts that bring something into being, so that the rest finds it.
    /// </summary>
    private static int Creates(IFact fact) => Catalogue.KindOf(fact).Name switch
    {
        "portfolio-opened" => -1,
        "initiative-proposed" or "objective-proposed" or "outcome-defined" or "feedback-received"
            or "value-stream-identified" or "scoring-model-drafted" or "department-registered"
            or "customer-segment-registered" or "review-cycle-opened" or "decision-tabled"
            or "stakeholder-registered" => 0,
        _ => 1,
    };

    private static Entry AsEntry(IFact fact, int index) => new(
        index + 1, Guid.Empty, new DateTimeOffset(Start, default, TimeSpan.Zero).AddDays(index),
        null, fact.OwnDay() ?? Start.AddDays(index % 7 == 0 ? index + 30 : index),
        new Actor(Journal.Clerk, Role.Contributor), null, null, null, 1, fact);
}
