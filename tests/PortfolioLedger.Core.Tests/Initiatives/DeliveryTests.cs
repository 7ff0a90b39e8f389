using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

public sealed class DeliveryTests
{
    private static readonly Key Intake = Key.Parse("intake");

    private static DeliverOutput Deliver(string on) => new(
        Croton, Intake, Day(on), "New intake", "product", Day("2026-05-01"), "maria");

    private static OutputDelivered Delivered(string on) => new(
        Croton, Intake, "New intake", "product", Day("2026-05-01"), Day(on), "maria");

    private static Journal InMay => Given.AnInitiative(Stage.Active).On("2026-05-20");

    [Fact]
    public void An_output_is_delivered_on_its_own_day() =>
        InMay.When(Deliver("2026-05-18")).Then(Delivered("2026-05-18"))
            .ThenEffectiveOn("2026-05-18");

    [Fact]
    public void An_output_can_have_been_delivered_before_the_ledger_knew_the_initiative() =>
        InMay.When(Deliver("2025-11-03")).Then(Delivered("2025-11-03"))
            .ThenEffectiveOn("2026-01-05");

    [Fact]
    public void Nothing_is_delivered_in_the_future() =>
        InMay.When(Deliver("2026-05-21")).ThenRefused(
            "future-delivery", new Subject(SubjectKind.Output, Intake));

    [Fact]
    public void An_output_has_a_key_of_its_own() =>
        InMay.With(Deliver("2026-05-18")).When(Deliver("2026-05-19")).ThenRefused(
            "already-exists", new Subject(SubjectKind.Output, Intake));

    [Fact]
    public void Blank_texts_are_named() =>
        Faulty.At(Deliver("2026-05-18") with { Name = "", Kind = " " }, "/name", "/kind");

    [Fact]
    public void An_initiative_enters_a_phase() =>
        InMay.When(new EnterPhase(Croton, "Design")).Then(new PhaseEntered(Croton, "Design"));

    [Fact]
    public void A_phase_has_a_name() => Faulty.At(new EnterPhase(Croton, " "), "/phase");
}
