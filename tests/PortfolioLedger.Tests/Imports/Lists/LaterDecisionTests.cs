using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Imports;
using PortfolioLedger.Imports.Lists;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>What becomes of a list that would overturn what people decided later.</summary>
public sealed class LaterDecisionTests
{
    private const string Header = "Initiative,Initiative name,Stage,Budget 2026,Spend to date,"
        + "Priority";

    private const string January = "croton,Croton Falls,active,600,100,2";

    private static readonly Key Croton = Key.Parse("croton");

    private readonly ListSamples _samples = new();

    private DateOnly Today => _samples.Ledger.Head.Day;

    private decimal? Budget =>
        _samples.Ledger.Head.Initiatives.Find(Croton)!.BudgetOn(Today, "2026");

    [Fact]
    public async Task A_cell_that_says_what_a_person_has_changed_since_is_a_conflict()
    {
        await _samples.ImportAsync(Header, January);
        var since = Approved(650);
        var report = await _samples.ImportAsync(Header, January.Replace(
            "active,600,100", "active,600,140", StringComparison.Ordinal));
        var conflict = Assert.Single(report.Conflicts);
        Assert.Equal((1, 2L, "initiatives", "croton", "Budget 2026", "600"), (conflict.Row,
            conflict.Line, conflict.List, conflict.ExternalId, conflict.Column, conflict.Value));
        Assert.Equal((since.Position, since.RecordedAt, "omar", false), (conflict.Since.Position,
            conflict.Since.At, conflict.Since.By, conflict.Overwritten));
        Assert.Contains("650", conflict.Since.Sentence, StringComparison.Ordinal);
        Assert.Equal(650, Budget);
        // The other cells of the row are recorded.
        Assert.Equal(140, _samples.Ledger.Head.Initiatives.Find(Croton)!.Spend.On(Today));
        Assert.Equal((1, 0, 1), (report.Rows.Imported, report.Rows.Refused,
            report.Rows.Conflicting));
        Assert.Equal("1 of 1 row imported into 'city', 1 in conflict.", report.Headline);
        Assert.Equal(0, report.ExitCode);
    }

    [Fact]
    public async Task It_is_recorded_when_that_is_wanted_and_then_no_conflict_is_left()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        var overwriting = await ImportAsync(January, new() { Overwrite = true });
        Assert.True(Assert.Single(overwriting.Conflicts).Overwritten);
        Assert.Equal((600m, 0), (Budget, overwriting.Rows.Conflicting));
        Assert.Empty((await _samples.ImportAsync(Header, January)).Conflicts);
    }

    [Fact]
    public async Task A_cell_that_says_something_else_is_a_new_statement_and_is_recorded()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        var report = await _samples.ImportAsync(Header, January.Replace(
            "600", "700", StringComparison.Ordinal));
        Assert.Empty(report.Conflicts);
        Assert.Equal(700, Budget);
    }

    [Fact]
    public async Task A_list_that_took_notice_is_no_conflict()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        var report = await _samples.ImportAsync(Header, January.Replace(
            "600", "650", StringComparison.Ordinal));
        Assert.Empty(report.Conflicts);
        Assert.Equal(1, report.Rows.Unchanged);
    }

    [Fact]
    public async Task What_another_import_stated_last_is_no_decision_of_a_person()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        await _samples.ImportAsync(Header, January.Replace("600", "700", StringComparison.Ordinal));
        var report = await _samples.ImportAsync(Header, January.Replace(
            "600", "600.0", StringComparison.Ordinal));
        Assert.Empty(report.Conflicts);
        Assert.Equal(600, Budget);
    }

    [Fact]
    public async Task A_cell_that_was_true_two_decisions_ago_is_a_conflict_too()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        Approved(700);
        // A blank at the end makes it another file; what the cells say counts.
        var report = await _samples.ImportAsync(Header + " ", January);
        Assert.Contains("700", Assert.Single(report.Conflicts).Since.Sentence,
            StringComparison.Ordinal);
        Assert.Equal(700, Budget);
    }

    [Fact]
    public async Task A_conflict_stays_one_until_the_list_or_the_ledger_changes()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        for (var month = 0; month < 3; month++)
        {
            // Another cell says something new, so each is another file.
            var report = await _samples.ImportAsync(Header, January.Replace(
                ",100,", $",{110 + month},", StringComparison.Ordinal));
            Assert.Equal("Budget 2026", Assert.Single(report.Conflicts).Column);
        }
        Assert.Equal(650, Budget);
    }

    [Fact]
    public async Task The_same_file_speaks_as_of_its_first_import()
    {
        await _samples.ImportAsync(Header, January);
        await _samples.ImportAsync(Header, January.Replace("600", "700", StringComparison.Ordinal));
        // 600 was overturned by a list before a person decided.
        Approved(750);
        var report = await _samples.ImportAsync(Header, January);
        Assert.Equal("Budget 2026", Assert.Single(report.Conflicts).Column);
        Assert.Equal(750, Budget);
    }

    [Fact]
    public async Task A_list_whose_day_was_over_when_a_person_decided_is_a_conflict()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650, effectiveOn: new(2026, 3, 12));
        _samples.Ledger.Now += TimeSpan.FromDays(5);
        Decide(new ShiftPriority(Croton, 4, Because(new(2026, 3, 13)), 2));
        var report = await ImportAsync("croton,Croton Falls,active,660,100,3",
            new(EffectiveOn: new(2026, 3, 14)));
        // The priority was recorded on the 17th, the budget before the day of the list.
        Assert.Equal("Priority", Assert.Single(report.Conflicts).Column);
        Assert.Equal((660m, 4), (Budget, _samples.Ledger.Head.Initiatives.Find(Croton)!
            .Priority.At(Today)!.Value));
    }

    [Fact]
    public async Task A_list_of_an_earlier_day_leaves_alone_what_takes_effect_later()
    {
        await _samples.ImportAsync(Header, January);
        _samples.Ledger.Now += TimeSpan.FromDays(5);
        Decide(new ShiftPriority(Croton, 4, Because(), 2));
        var report = await ImportAsync("croton,Croton Falls,active,600,100,3",
            new(EffectiveOn: new(2026, 3, 14)));
        Assert.Empty(report.Conflicts);
        Assert.Equal(4, _samples.Ledger.Head.Initiatives.Find(Croton)!.Priority.At(Today)!.Value);
    }

    [Fact]
    public async Task Spend_that_people_recorded_is_not_taken_back_by_an_older_total()
    {
        await _samples.ImportAsync(Header, January);
        Decide(new RecordSpend(Croton, "2026-03", new(30, default), "invoice"));
        var report = await _samples.ImportAsync(Header, January + " ");
        Assert.Equal(("Spend to date", "100"),
            (report.Conflicts[0].Column, report.Conflicts[0].Value));
        Assert.Equal(130, _samples.Ledger.Head.Initiatives.Find(Croton)!.Spend.On(Today));
    }

    [Fact]
    public async Task A_stage_that_people_left_is_not_entered_again()
    {
        await _samples.ImportAsync(Header, January);
        Decide(new PauseInitiative(Croton, Because()));
        var report = await _samples.ImportAsync(Header, January + " ");
        Assert.Equal("Stage", Assert.Single(report.Conflicts).Column);
        Assert.Equal(Stage.Paused, _samples.Ledger.Head.Initiatives.Find(Croton)!.StageOn(Today));
        Assert.Equal((0, 1), (report.Rows.Imported, report.Rows.Unchanged));
        Assert.Equal("Nothing new for 'city', 1 in conflict, 1 unchanged.", report.Headline);
    }

    [Fact]
    public async Task A_measurement_that_people_corrected_stays_corrected()
    {
        await _samples.ImportAsync("Outcome,Outcome name,Unit", "outages,Outages,hours");
        string[] list = ["Outcome,Measured on,Value,Method", "outages,2026-02-28,7,meters"];
        await _samples.ImportAsync(list);
        Decide(new CorrectMeasurement(Key.Parse("outages"), new(2026, 2, 28), 9));
        var report = await _samples.ImportAsync([.. list, "outages,2026-01-31,6,"]);
        Assert.Equal(("Value", "7"), (Assert.Single(report.Conflicts).Column,
            report.Conflicts[0].Value));
        Assert.Equal((1, 1), (report.Rows.Imported, report.Rows.Unchanged));
        Assert.Equal([6, 9], _samples.Ledger.Head.Outcomes.Find(Key.Parse("outages"))!
            .MeasurementsOn(Today).Select(m => m.Value));
    }

    [Fact]
    public async Task A_strict_import_writes_nothing_when_a_cell_is_in_conflict()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        var before = _samples.Ledger.Entries.Count;
        var report = await ImportAsync(January.Replace("100", "140", StringComparison.Ordinal),
            new(Strict: true));
        Assert.Equal((ImportOutcome.Refused, before), (report.Outcome,
            _samples.Ledger.Entries.Count));
        Assert.Equal("Nothing was imported into 'city': 1 row is in conflict (--strict).",
            report.Headline);
    }

    [Fact]
    public async Task A_dry_run_shows_the_conflicts_of_the_import()
    {
        await _samples.ImportAsync(Header, January);
        Approved(650);
        var dry = await ImportAsync(January, new(DryRun: true));
        var wet = await _samples.ImportAsync(Header, January);
        Assert.Equal(wet.Conflicts, dry.Conflicts);
        Assert.Single(dry.Conflicts);
    }

    [Fact]
    public void Every_decision_on_a_field_is_found_by_the_command_that_states_it()
    {
        // What a list records must be what it is compared with.
        var facts = _samples.Ledger.Entries.Select(e => e.Fact);
        Assert.Empty(facts);
        Grounds because = new("A reason that is long enough");
        foreach (var (command, fact) in new (ICommand, IFact)[]
        {
            (new ChangeBudget(Croton, "2026", default, default, because),
                new BudgetApproved(Croton, "2026", default, because)),
            (new CorrectMeasurement(Croton, new(2026, 1, 1), 1),
                new OutcomeMeasured(Croton, 1, new(2026, 1, 1), null, null)),
            (new StartInitiative(Croton), new InitiativePaused(Croton, because)),
            (new LinkOutcome(Croton, because, Initiative: Croton),
                new OutcomeLinked(Croton, new(SubjectKind.Initiative, Croton), 0, because)),
        })
            Assert.Equal(DecidedField.Of(command), DecidedField.Of(fact));
    }

    private Task<ImportReport> ImportAsync(string row, ImportOptions options) =>
        _samples.ImportAsync(CurrentLists, $"{Header}\r\n{row}\r\n", options);

    private Entry Approved(decimal amount, DateOnly? effectiveOn = null) => Decide(
        new ApproveBudget(Croton, "2026", new(amount, default), Because(effectiveOn)));

    private static Grounds Because(DateOnly? effectiveOn = null) =>
        new("Decided by the board", EffectiveOn: effectiveOn);

    private Entry Decide(ICommand command) => _samples.Decide("omar", command);
}
