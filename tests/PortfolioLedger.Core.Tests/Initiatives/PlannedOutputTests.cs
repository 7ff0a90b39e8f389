using PortfolioLedger.Core.Initiatives;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Initiatives;

/// <summary>An output is promised, then delivered; the promise stays as it was made.</summary>
public sealed class PlannedOutputTests
{
    private static readonly Key Intake = Key.Parse("intake");
    private static readonly Subject AboutIntake = new(SubjectKind.Output, Intake);

    private static readonly PlanOutput Plan =
        new(Croton, Intake, Day("2026-05-01"), "New intake", "product", new Share(0.6m));

    private static readonly DeliverOutput Delivery = new(Croton, Intake, Day("2026-05-20"));

    private static readonly Journal Active = Given.AnInitiative(Stage.Active).With(OutageHours);

    private static Journal InMay => Active.With(Plan).On("2026-05-20");

    [Fact]
    public void An_output_is_planned_for_a_day() =>
        Active.When(Plan with { Outcome = Outages }).Then(new OutputPlanned(
            Croton, Intake, "New intake", "product", Day("2026-05-01"), new Share(0.6m), Outages));

    [Fact]
    public void It_is_planned_once() =>
        Active.With(Plan).When(Plan).ThenRefused("already-exists", AboutIntake);

    [Fact]
    public void Its_outcome_must_be_known() =>
        Active.When(Plan with { Outcome = Nobody }).ThenRefused("unknown-outcome");

    [Fact]
    public void All_outputs_are_at_most_the_whole_initiative()
    {
        var other = Plan with { Output = Key.Parse("dam") };
        var planned = Active.With(Plan);

        Assert.Contains("give a share of at most 0.4", planned
            .When(other with { ShareOfInitiative = new(0.41m) })
            .ThenRefused("shares-above-one").Detail, StringComparison.Ordinal);
        Assert.Null(planned.When(other with { ShareOfInitiative = new(0.4m) }).Refusal);
        Assert.Null(planned.When(other with { ShareOfInitiative = null }).Refusal);
    }

    [Fact]
    public void Delivering_it_fulfils_the_plan()
    {
        var output = InMay.With(Delivery with { Name = "Another name", AcceptedBy = "maria" })
            .Book.Initiatives.Outputs[Intake];

        Assert.Equal(("New intake", "product", Day("2026-05-01"), Day("2026-05-20"), "maria"), (
            output.Name, output.Kind, output.PlannedOn, output.DeliveredBy(Day("2026-05-20")),
            output.AcceptedBy));
        Assert.Null(output.DeliveredBy(Day("2026-05-19")));
        Assert.Equal(0.6m, output.ShareOfInitiative?.Value);
    }

    [Fact]
    public void A_delivery_does_not_rewrite_the_plan()
    {
        InMay.When(Delivery with { PlannedOn = Day("2026-05-20") })
            .ThenRefused("stale-value", AboutIntake);
        Assert.Null(
            InMay.When(Delivery with { PlannedOn = Day("2026-05-01") }).Refusal);
    }

    [Fact]
    public void It_is_delivered_once() => InMay.With(Delivery).When(Delivery)
        .ThenRefused("already-exists", AboutIntake);

    [Fact]
    public void Another_initiative_does_not_deliver_it() => InMay.With(Initiative(Nobody))
        .When(Delivery with { Initiative = Nobody }).ThenRefused("already-exists", AboutIntake);

    [Fact]
    public void Blank_texts_are_named() =>
        Faulty.At(Plan with { Name = "", Kind = " " }, "/name", "/kind");

    [Fact]
    public void Effort_is_recorded_in_a_period_that_has_begun()
    {
        var effort = new RecordEffort(Croton, "2026-05", 152, Waterworks, "engineer");

        InMay.When(effort)
            .Then(new EffortRecorded(Croton, "2026-05", Waterworks, "engineer", 152));
        InMay.When(effort with { Period = "2026-06" })
            .ThenRefused("period-to-come", About(Croton));
        InMay.When(effort with { Department = Nobody }).ThenRefused("unknown-department");
        Faulty.At(effort with { Period = "May 2026", Role = " " }, "/period", "/role");
    }

    [Fact]
    public void Effort_adds_up_by_period()
    {
        var croton = InMay.With(new RecordEffort(Croton, "2026-04", 100),
            new RecordEffort(Croton, "2026-04", -20), new RecordEffort(Croton, "2026-05", 8))
            .Book.Initiatives.Find(Croton)!;

        Assert.Equal(
            (88m, 80m),
            (croton.EffortOn(InMay.Today), croton.EffortOn(InMay.Today, "2026-04"))
        );
        Assert.Null(croton.EffortOn(InMay.Today, "2026-03"));
    }
}
