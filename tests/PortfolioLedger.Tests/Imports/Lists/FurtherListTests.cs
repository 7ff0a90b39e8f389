using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Lists about things of other lists: cases, people, measurements, benefits.</summary>
public sealed class FurtherListTests
{
    private const string Cases = "Initiative,Discount rate,Cash flow 2026,Cash flow 2027,"
        + "Cash flow 2028";

    private const string People = "Initiative,Department,Role,FTE,From,To";

    private const string Measured = "Outcome,Measured on,Value,Observations,Method";

    private const string Benefits = "Outcome,Initiative,Period,Kind,Class,Owner,Planned,Realised";

    private static readonly Key Croton = Key.Parse("croton");

    private static readonly Key Outages = Key.Parse("outages");

    private readonly ListSamples _samples = new();

    private Initiative Initiative => _samples.Ledger.Head.Initiatives.Find(Croton)!;

    private DateOnly Day => _samples.Ledger.Head.Day;

    [Fact]
    public async Task A_financial_case_has_a_cash_flow_on_the_last_day_of_each_period()
    {
        await BeginAsync();
        var report = await _samples.ImportAsync(Cases, "croton,8 %,-1000,600,700");
        var held = Initiative.FinancialCase.At(Day)!.Value;
        Assert.Equal((0.08m, "EUR"), (held.DiscountRate, held.Currency.Code));
        Assert.Equal([
            (new DateOnly(2026, 12, 31), -1000m), (new DateOnly(2027, 12, 31), 600m),
            (new DateOnly(2028, 12, 31), 700m)], held.CashFlows.Select(f => (f.On, f.Amount)));
        Assert.Equal([new("financial-cases", "count", 1, 1, 0),
            new("financial-cases", "cashFlow", 300, 300, 0)], report.ControlTotals);
        await AppendsNothingAsync(Cases, "croton,8 %,-1000,600,700");
    }

    [Fact]
    public async Task A_changed_case_is_submitted_again_before_the_approval_and_rebaselined_after()
    {
        await BeginAsync("submitted");
        await _samples.ImportAsync(Cases, "croton,8 %,-1000,600,700");
        await _samples.ImportAsync(Cases, "croton,,,650,");
        Assert.IsType<FinancialCaseSubmitted>(_samples.Ledger.Entries[^1].Fact);
        await _samples.ImportAsync("Initiative,Initiative name,Stage", "croton,Croton,active");
        await _samples.ImportAsync(Cases, "croton,,-1100,,");
        var again = Assert.IsType<FinancialCaseRebaselined>(_samples.Ledger.Entries[^1].Fact);
        Assert.Equal([-1100, 650, 700], again.Case.CashFlows.Select(f => f.Amount));
    }

    [Fact]
    public async Task Flows_that_add_up_to_what_a_list_says_of_their_period_stay_as_they_are()
    {
        await BeginAsync();
        _samples.Decide("omar", new SubmitFinancialCase(Croton,
            [new(new(2026, 1, 1), -700), new(new(2026, 7, 1), -300), new(new(2027, 7, 1), 600)],
            Currency.Parse("EUR"), 0.08m));
        var report = await _samples.ImportAsync(Cases, "croton,0.08,-1000,600,700");
        Assert.Equal(1, report.Rows.Imported);
        Assert.Equal([-700, -300, 600, 700], Initiative.FinancialCase.At(Day)!.Value.CashFlows
            .Select(f => f.Amount));
    }

    [Fact]
    public async Task A_case_can_hold_what_the_expected_commercial_value_needs()
    {
        await BeginAsync();
        var header = Cases + ",Present value,Technical success,Commercial success,"
            + "Development cost,Launch cost";
        await _samples.ImportAsync(header, "croton,8 %,-1000,600,700,2000,90 %,0.5,400,100");
        var ecv = Initiative.FinancialCase.At(Day)!.Value.Ecv!;
        Assert.Equal((2000m, 0.9m, 0.5m, 400m, 100m), (ecv.PresentValue,
            ecv.TechnicalSuccess.Value, ecv.CommercialSuccess.Value, ecv.DevelopmentCost,
            ecv.LaunchCost));
        Assert.Equal(("Launch cost", null, "missing"), Fault(await _samples.ImportAsync(
            header.Replace("Launch cost", "Launch cost", StringComparison.Ordinal),
            "tunnel,8 %,-1000,,,2000,90 %,0.5,400,")));
    }

    [Theory]
    [InlineData("Initiative,Discount rate,Cash flow 2026", "croton,,-5", "Discount rate",
        "missing")]
    [InlineData("Initiative,Discount rate,Cash flow 2026", "croton,0.1,", "Cash flow {period}",
        "missing")]
    [InlineData("Initiative,Discount rate,Cash flow fy2026", "croton,0.1,-5", "Cash flow fy2026",
        "malformed")]
    [InlineData("Initiative,Discount rate,Cash flow 2026,Cash flow 2026-q1", "croton,0.1,-5,1",
        "Cash flow 2026-q1", "malformed")]
    [InlineData("Initiative,Discount rate,Currency,Cash flow 2026", "croton,0.1,USD,-5",
        "Currency", "currency-mismatch")]
    [InlineData("Initiative,Discount rate,Cash flow 2026", "nothing,0.1,-5", "Initiative",
        "unknown-initiative")]
    [InlineData(People, "croton,Water,,1,2026-01-01,", "Role", "missing")]
    [InlineData(People, "croton,Water,dev,-1,2026-01-01,", "FTE", "malformed")]
    [InlineData(People, "croton,Water,dev,1,2026-02-01,2026-01-01", "To", "malformed")]
    [InlineData(Measured, "outages,2026-03-13,7,,", "Measured on", "future-measurement")]
    [InlineData(Measured, "outages,2026-03-01,,,", "Value", "missing")]
    [InlineData(Measured, "outages,2026-03-01,7,0,", "Value", "malformed")]
    [InlineData(Measured, "nothing,2026-03-01,7,,", "Outcome", "unknown-outcome")]
    [InlineData("Outcome,Measured on,Value,Unit", "outages,2026-03-01,7,days", "Unit",
        "unit-mismatch")]
    [InlineData(Benefits, "outages,,soon,,,,5,", "Period", "malformed")]
    [InlineData(Benefits, "outages,nobody,2026,,,,5,", "Initiative", "unknown-initiative")]
    [InlineData(Benefits, "outages,,2026,,,,-5,", "Planned", "malformed")]
    [InlineData(Benefits, "outages,,2026,,,,,", "Planned", "missing")]
    [InlineData(Benefits, "outages,,2027,,,,,5", "Realised", "period-to-come")]
    public async Task What_cannot_be_taken_over_is_refused_by_its_cell(
        string header, string row, string column, string code)
    {
        await BeginAsync();
        var before = _samples.Ledger.Entries.Count;
        var fault = Fault(await _samples.ImportAsync(header, row));
        Assert.Equal((column, code), (fault.Column, fault.Code));
        Assert.Equal(before, _samples.Ledger.Entries.Count);
    }

    [Fact]
    public async Task People_are_allocated_span_by_span()
    {
        await BeginAsync();
        string[] list = [People, "croton,Water Works,dev,2,2026-01-01,2026-06-30",
            "Croton,Water Works,dev,1.5,2026-07-01,", "croton,Water Works,lead,1,2026-01-01,"];
        var report = await _samples.ImportAsync(list);
        Assert.Empty(report.Refused);
        Assert.Equal([(0m, 0m), (2, 1), (1.5m, 1)], new[] { "2025-12-31", "2026-06-30",
            "2026-07-01" }.Select(on => (Fte("dev", on), Fte("lead", on))));
        Assert.Equal(new("allocations", "fte", 4.5m, 4.5m, 0), report.ControlTotals[1]);
        await AppendsNothingAsync(list);
    }

    [Fact]
    public async Task Fewer_people_are_released_and_more_allocated_for_just_those_days()
    {
        await BeginAsync();
        await _samples.ImportAsync(People, "croton,Water Works,dev,2,2026-01-01,2026-06-30");
        await _samples.ImportAsync(People, "croton,Water Works,dev,3,2026-01-01,2026-04-30");
        Assert.Equal([3, 0, 0], new[] { "2026-04-30", "2026-05-01", "2026-06-30" }
            .Select(on => Fte("dev", on)));
        var last = _samples.Ledger.Entries.TakeLast(2).Select(e => e.Fact).ToArray();
        Assert.Equal(new ResourceReleased(Croton, Key.Parse("water-works"), "dev", 2,
            new(2026, 5, 1), null), Assert.IsType<ResourceReleased>(last[0]) with { To = null });
        Assert.Equal(new ResourceAllocated(Croton, Key.Parse("water-works"), "dev", 1,
            new(2026, 1, 1), new(2026, 4, 30)), last[1]);
        await _samples.ImportAsync(People, "croton,Water Works,dev,0,2026-01-01,");
        Assert.Equal(0, Fte("dev", "2026-04-30"));
    }

    [Fact]
    public async Task Two_spans_of_the_same_people_cannot_overlap()
    {
        await BeginAsync();
        var report = await _samples.ImportAsync(People,
            "croton,Water Works,dev,2,2026-01-01,2026-06-30",
            "croton,Water Works,dev,1,2026-06-30,");
        Assert.Equal(("From", "2026-06-30", "overlapping-people"), Fault(report));
        Assert.Equal(1, report.Rows.Imported);
    }

    [Fact]
    public async Task Measurements_hold_day_value_observations_and_method()
    {
        await BeginAsync();
        string[] list = [Measured, "outages,2026-01-31,9,40,meters", "Outages,2026-02-28,7,,"];
        Assert.Equal(2, (await _samples.ImportAsync(list)).Rows.Imported);
        Assert.Equal([(9m, 40L, "meters"), (7m, null, null)], MeasuredSoFar());
        await AppendsNothingAsync(list);
        await _samples.ImportAsync(Measured, "outages,2026-01-31,8,,", "outages,2026-02-28,,,");
        Assert.Equal([(8m, 40L, "meters"), (7m, null, null)], MeasuredSoFar());
        Assert.IsType<MeasurementCorrected>(_samples.Ledger.Entries[^1].Fact);
    }

    [Fact]
    public async Task The_same_day_of_an_outcome_twice_is_refused()
    {
        await BeginAsync();
        Assert.Equal("duplicate-row", Fault(await _samples.ImportAsync(Measured,
            "outages,2026-01-31,9,,", "outages,2026-01-31,8,,")).Code);
    }

    [Fact]
    public async Task Benefits_are_planned_and_realised_by_outcome_initiative_and_period()
    {
        await BeginAsync();
        string[] list = [Benefits, "outages,croton,2026,,cashable,maria,500,120",
            "outages,Croton,2027,disbenefit,,,40,"];
        var report = await _samples.ImportAsync(list);
        Assert.Empty(report.Refused);
        Assert.Equal([
            ("outages/croton/2026/benefit/cashable", 500m, 120m, "maria"),
            ("outages/croton/2027/disbenefit/-", 40m, null, null)], Held());
        Assert.Equal([new("benefits", "count", 2, 2, 0), new("benefits", "planned", 540, 540, 0),
            new("benefits", "realised", 120, 120, 0)], report.ControlTotals);
        await AppendsNothingAsync(list);
        await _samples.ImportAsync(Benefits, "outages,croton,2026,,cashable,,450,150");
        Assert.Equal(("outages/croton/2026/benefit/cashable", 450m, 150m, "maria"), Held()[0]);
        Assert.Equal(30, Assert.IsType<BenefitRealised>(_samples.Ledger.Entries[^1].Fact)
            .Amount.Amount);
    }

    private (decimal, long?, string?)[] MeasuredSoFar() =>
        [.. _samples.Ledger.Head.Outcomes.Find(Outages)!.MeasurementsOn(Day)
            .Select(m => (m.Value, m.N, m.Method))];

    private (string, decimal?, decimal?, string?)[] Held() =>
        [.. _samples.Ledger.Head.Benefits.All.Values.Select(b => (b.Line.Id,
            b.Planned.At(Day)?.Value, b.Realised.On(Day), b.Owner.At(Day)?.Value))];

    private decimal Fte(string role, string on) => Initiative.Allocations
        .GetValueOrDefault(Allocation.IdOf(Key.Parse("water-works"), role))!
        .FteOn(DateOnly.ParseExact(on, "O"), Day);

    private async Task BeginAsync(string stage = "active")
    {
        await _samples.ImportAsync("Initiative,Initiative name,Stage", $"croton,Croton,{stage}",
            "tunnel,Tunnel,proposed");
        await _samples.ImportAsync("Outcome,Outcome name,Unit", "outages,Outages,hours");
    }

    private async Task AppendsNothingAsync(params string[] list)
    {
        var before = _samples.Ledger.Entries.Count;
        var report = await _samples.ImportAsync(list);
        Assert.Equal((before, list.Length - 1), (_samples.Ledger.Entries.Count,
            report.Rows.Unchanged));
    }
}
