using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What was digested by an earlier version of a view is computed again, digit by digit. The golden
/// file was written by the releases in which those versions were the newest; it never changes.
/// </summary>
public sealed class EarlierVersionTests
{
    private static readonly Book Whole = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries);

    private static readonly Book WithPeople = Whole
        .Post(Last(68, new CapacitySet("2026", Key.Of("water"), "engineer", 12.5m)))
        .Post(Last(69, new CapacitySet("2026-q3", Key.Of("roads"), "planner", 3)));

    [Fact]
    public void Views_have_the_digests_and_fields_they_had_when_their_version_was_the_newest()
    {
        (string Digest, string Json)[] now =
        [
            Said("departments", RegisteredListV1.Of(RegisteredList.Departments(Whole))),
            Said("customer-segments", RegisteredListV1.Of(RegisteredList.Segments(Whole))),
            Said(OutcomesVersusOutputs.Name,
                OutcomesVersusOutputsV1.Of(OutcomesVersusOutputs.Of(Whole))),
            Said(OutcomeList.Name, OutcomeListV1.Of(OutcomeList.Of(Whole))),
            .. Whole.Outcomes.All.Keys.Select(key => Said(
                OutcomeDetail.ViewName, OutcomeDetailV1.Of(OutcomeDetail.Of(Whole, key)!))),
            .. Whole.Initiatives.All.Keys.Select(key => Said(
                InitiativeDetail.ViewName, InitiativeDetailV1.Of(Whole, key)!)),
            Said(Deliverables.Name, DeliverablesV1.Of(Whole)),
            Said(FeedbackList.Name, FeedbackListV1.Of(FeedbackList.Of(Whole))),
            Said(Capacities.Name, CapacitiesV1.Of(Capacities.Of(WithPeople)), WithPeople),
        ];
        var lines = File.ReadAllLines(
            Path.Combine(AppContext.BaseDirectory, "Views", "earlier-views.golden.txt"));

        Assert.Equal(lines, now.SelectMany(n => (string[])[n.Digest, n.Json]));
    }

    [Fact]
    public void A_deliverable_of_version_1_has_the_priority_of_its_whole_initiative()
    {
        var book = Given.AnInitiative(Stage.Active).With(
            new ClaimContribution(Sample.Croton, Sample.Growth, Strength.Strong, Sample.Why),
            new PlanOutput(Sample.Croton, Key.Of("dam"), Sample.Day("2026-06-30"),
                ShareOfInitiative: new(.25m))).Book;

        Assert.Equal(DeliverablesV1.Of(book).Items.Single().StrategicPriority * .25m,
            Deliverables.Of(book).Items.Single().StrategicPriority);
    }

    private static Entry Last(long position, IFact fact) => GoldenJournal.Entries.Last() with
    {
        Position = position, EffectiveOn = Whole.Day, Fact = fact,
    };

    private static (string Digest, string Json) Said<T>(string name, T view, Book? book = null) =>
        (ViewDigest.Of(name, 1, view, book ?? Whole),
            JsonSerializer.Serialize(view, ViewJson.Options));
}
