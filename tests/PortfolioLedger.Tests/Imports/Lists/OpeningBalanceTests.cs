using PortfolioLedger.Core;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>The state of a portfolio on the day the ledger takes over.</summary>
public sealed class OpeningBalanceTests
{
    private const string Objectives = """
        Objective,Title,Statement,Owner,Weight
        growth,Grow,Serve two more counties,ceo,60 %
        service,Serve,Answer within a day,ceo,0.4

        """;

    private const string Initiatives = """
        Initiative,Initiative name,Stage,Budget 2025,Budget 2026,Spend to date,Contribution growth,Confidence growth
        croton,Croton Falls,active,300,600,250,9,0.8
        dam,Old dam,completed,50,,50,,

        """;

    private const string Outcomes = """
        Outcome,Outcome name,Unit,Direction,Baseline,Baseline on,Target at most,Target by,Measured,Measured on,Initiatives,Objectives
        outages,Outage hours,hours,decrease,10,2025-01-01,0,2026-12-31,7,2025-12-15,Croton Falls,Grow

        """;

    private static readonly DateOnly CutOver = new(2026, 1, 1);

    private readonly ListSamples _samples = new();

    [Fact]
    public async Task They_need_the_day_of_taking_over()
    {
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => _samples.ImportAsync(Opening, Objectives));
        Assert.Contains("effectiveOn", fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<ImportException>(() => _samples.ImportAsync(
            Opening, Objectives, new(EffectiveOn: new(2026, 3, 13))));
        Assert.Contains("is to come", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_portfolio_is_opened_with_its_state_on_that_day()
    {
        await OpenAsync();
        var book = _samples.Ledger.Head;
        var croton = book.Initiatives.Find(Key.Parse("croton"))!;
        Assert.Equal((CutOver, Stage.Active, 900m, 250m), (croton.From, croton.StageOn(book.Day),
            croton.BudgetOn(book.Day), croton.Spend.On(book.Day)));
        Assert.Equal((0.6m, 0.4m), (book.Strategy.WeightsOn(book.Day)[Key.Parse("growth")],
            book.Strategy.WeightsOn(book.Day)[Key.Parse("service")]));
        var outages = book.Outcomes.Find(Key.Parse("outages"))!;
        Assert.Equal((7m, 10m, 1m), (outages.LatestOn(book.Day)!.Value,
            outages.Baseline.At(book.Day)!.Value.Value,
            outages.LinkOn(new(SubjectKind.Initiative, Key.Parse("croton")), book.Day)));
        Assert.True(book.Claimed);
        var before = PortfolioLedger.Core.Books.Book.EmptyOn(Samples.Portfolio, CutOver.AddDays(-1))
            .Post(_samples.Ledger.Entries);
        Assert.Empty(before.Initiatives.On(before.Day));
    }

    [Fact]
    public async Task The_control_totals_show_that_the_opening_is_what_was_stated()
    {
        var report = await OpenAsync();
        Assert.Equal(CutOver, report.EffectiveOn);
        Assert.All(report.ControlTotals, t => Assert.Equal(0, t.Difference));
        Assert.Equal(350m, Total(report, "budget 2025"));
        Assert.Equal(600m, Total(report, "budget 2026"));
        Assert.Equal(300m, Total(report, "spend"));
    }

    [Fact]
    public async Task Reconciliation_goes_on_from_the_opening_balance()
    {
        await OpenAsync();
        var (before, _) = await ChangeAsync(30, 630);
        Assert.Equal((1, 0), (before.Checked.Budget, before.Items.Length));
        var (after, _) = await ChangeAsync(5, 700);
        var step = Assert.Single(after.Items);
        Assert.Equal((630m, 5m, 700m), (step.Opening.Amount, step.Change, step.Closing.Amount));
    }

    [Fact]
    public async Task Again_they_append_nothing_even_after_live_decisions()
    {
        await OpenAsync();
        var (_, count) = await ChangeAsync(30, 630);
        await OpenAsync();
        Assert.Equal(count, _samples.Ledger.Entries.Count);
    }

    [Fact]
    public async Task A_corrected_balance_moves_what_came_later_too()
    {
        await OpenAsync();
        await ChangeAsync(30, 630);
        var count = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(
            Opening,
            Initiatives.Replace(",600,", ",580,", StringComparison.Ordinal),
            new(EffectiveOn: CutOver)
        );
        var corrected = _samples
            .Ledger.Entries.Skip(count)
            .Select(e => (e.EffectiveOn, e.Fact))
            .Single(e => e.Fact is BudgetChanged);
        var change = (BudgetChanged)corrected.Fact;
        Assert.Equal(
            (CutOver, -20m, 580m),
            (corrected.EffectiveOn, change.Delta.Amount, change.NewTotal.Amount)
        );
        var budget = _samples
            .Ledger.Head.Initiatives.Find(change.Initiative)!
            .BudgetOf(change.Period);
        Assert.Equal((580m, 610m), (budget.On(CutOver), budget.Final));
    }

    [Fact]
    public async Task Weights_that_do_not_add_up_refuse_the_row_that_completes_them()
    {
        var report = await _samples.ImportAsync(Opening,
            Objectives.Replace("0.4", "0.5", StringComparison.Ordinal), new(EffectiveOn: CutOver));
        Assert.Equal("weights-not-one", Fault(report).Code);
        Assert.Equal(2, report.Refused[0].Row);
        Assert.Empty(_samples.Ledger.Head.Strategy.WeightsOn(CutOver));
    }

    [Fact]
    public async Task Changed_weights_titles_and_measurements_are_recorded_and_nothing_else()
    {
        await OpenAsync();
        var count = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(CurrentLists, Objectives.Replace("60 %", "0.7",
            StringComparison.Ordinal).Replace("0.4", "0.3", StringComparison.Ordinal)
            .Replace("Serve,", "Serve well,", StringComparison.Ordinal));
        await _samples.ImportAsync(CurrentLists,
            Outcomes.Replace(",7,", ",6,", StringComparison.Ordinal));
        Assert.Equal(["history-imported", "objective-revised", "objectives-reweighted",
            "history-imported", "measurement-corrected"],
            _samples.Ledger.Entries.Skip(count).Select(e => Catalogue.KindOf(e.Fact).Name));
    }

    [Fact]
    public async Task The_words_of_customers_are_sealed()
    {
        await OpenAsync();
        var feedback =
            "Feedback,Text,Segment,Received on,Mark,Scale,Theme,Initiative,Importance\r\n"
            + "fb-1,The water was brown,Households,2025-11-02,2,1-5,quality,Croton Falls,3\r\n";
        await _samples.ImportAsync(CurrentLists, feedback);
        var received = Assert.IsType<FeedbackReceived>(
            _samples.Ledger.Entries.Single(e => e.Fact is FeedbackReceived).Fact);
        Assert.Equal("The water was brown", received.Text.Opening!.Text);
        Assert.DoesNotContain("brown", received.Text.Commitment, StringComparison.Ordinal);
        var book = _samples.Ledger.Head;
        var voice = book.Feedback.Find(Key.Parse("fb-1"))!;
        Assert.Equal((new DateOnly(2025, 11, 2), 3), (voice.From,
            voice.Links[Key.Parse("croton")].At(book.Day)!.Value));
        var count = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(CurrentLists, feedback);
        Assert.Equal(count, _samples.Ledger.Entries.Count);
    }

    [Fact]
    public async Task A_template_can_be_imported_as_it_is()
    {
        var template = ImportTemplate.Create(Opening, "xlsx", null);
        var report = await _samples.ImportAsync(Opening, template.Bytes, new(EffectiveOn: CutOver));
        Assert.Empty(report.Refused);
        Assert.Equal(11, report.Rows.Imported);
        Assert.Contains("The sheet 'Notes' is not imported.", report.Notes);
    }

    [Fact]
    public async Task A_portfolio_is_not_opened_without_name_and_currency()
    {
        using var file = new SampleFile(System.Text.Encoding.UTF8.GetBytes(Objectives));
        var fault = await Assert.ThrowsAsync<ImportException>(
            () => _samples.Ledger.ImportAsync(CurrentLists, file.Name));
        Assert.Contains("name and currency", fault.Message, StringComparison.Ordinal);
    }

    private static decimal Total(ImportReport report, string figure) =>
        Assert.Single(report.ControlTotals, t => t.Figure == figure).Stated;

    private async Task<ImportReport> OpenAsync()
    {
        await _samples.ImportAsync(Opening, Objectives, new(EffectiveOn: CutOver));
        var report = await _samples.ImportAsync(Opening, Initiatives, new(EffectiveOn: CutOver));
        Assert.Empty(report.Refused);
        Assert.Empty((await _samples.ImportAsync(
            Opening, Outcomes, new(EffectiveOn: CutOver))).Refused);
        return report;
    }

    /// <summary>A change of the budget of 2026 that takes effect today.</summary>
    private async Task<(Reconciliation, int)> ChangeAsync(decimal delta, decimal total)
    {
        var command = new ChangeBudget(Key.Parse("croton"), "2026", new Money(delta, default),
            new Money(total, default), new Grounds("Said by the source on that day"));
        _samples.Ledger.Now += TimeSpan.FromSeconds(1);
        var answer = await _samples.Ledger.Target.Submit(new Submission(
            Samples.Portfolio, [command], CurrentLists.Caller())
        {
            Claim = new("Live", $"{total}", _samples.Ledger.Now),
        }, TestContext.Current.CancellationToken);
        Assert.IsType<PortfolioLedger.Journaling.Writing.Answer.Receipt>(answer);
        return (Reconciliation.Compute(_samples.Ledger.Head), _samples.Ledger.Entries.Count);
    }
}
