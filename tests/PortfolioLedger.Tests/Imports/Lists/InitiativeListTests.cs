using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Imports;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>A current list of initiatives: what it records, and what it records again.</summary>
public sealed class InitiativeListTests
{
    private const string Header =
        "Initiative,Initiative name,Sponsor,Department,Value stream,Stage,"
        + "Budget 2026,Budget 2027,Spend to date,Planned completion,Forecast completion,Priority";

    private const string Croton = "croton,Croton Falls,maria,Water Works,Supply,active,"
        + "600,400,120.5,2027-06-30,2027-09-30,2";

    private readonly ListSamples _samples = new();

    private Initiative Imported => _samples.Ledger.Head.Initiatives.Find(Key.Parse("croton"))!;

    private DateOnly Day => _samples.Ledger.Head.Day;

    [Fact]
    public async Task A_row_becomes_an_initiative_with_all_it_says()
    {
        var report = await _samples.ImportAsync(Header, Croton);
        Assert.Equal(new RowCounts(1, 1, 0, 0, 0, 0) { New = 1 }, report.Rows);
        Assert.Equal(("Croton Falls", "maria", "water-works", "supply"), (Imported.NameOn(Day),
            Imported.SponsorOn(Day), Imported.DepartmentOn(Day)?.Value,
            Imported.ValueStreamOn(Day)?.Value));
        Assert.Equal((Stage.Active, 1000m, 600m, 120.5m), (Imported.StageOn(Day),
            Imported.BudgetOn(Day), Imported.BudgetOn(Day, "2026"), Imported.Spend.On(Day)));
        Assert.Equal((new DateOnly(2027, 6, 30), new DateOnly(2027, 9, 30), 2), (
            Imported.BaselineCompletion.At(Day)!.Value, Imported.ForecastCompletion.At(Day)!.Value,
            Imported.Priority.At(Day)!.Value));
        Assert.True(_samples.Ledger.Head.Claimed);
        Assert.Equal("import:current-lists", _samples.Ledger.Entries[^1].Actor.Id);
    }

    [Fact]
    public async Task Steps_that_a_list_does_not_tell_are_marked_as_implied()
    {
        await _samples.ImportAsync(Header, Croton);
        var started = Assert.Single(_samples.Ledger.Entries, e => e.Fact is InitiativeStarted);
        Assert.Equal("initiatives:1;implied:submitted,approved", started.CausationId);
        Assert.DoesNotContain(_samples.Ledger.Entries, e => e.Fact is InitiativeApproved);
    }

    [Fact]
    public async Task The_same_list_again_appends_nothing()
    {
        await _samples.ImportAsync(Header, Croton);
        var before = _samples.Ledger.Entries.Count;
        var report = await _samples.ImportAsync(Header, Croton);
        Assert.Equal((before, 0), (_samples.Ledger.Entries.Count, report.Events.Count));
        Assert.Equal(new RowCounts(1, 0, 1, 0, 0, 0), report.Rows);
    }

    [Fact]
    public async Task A_changed_cell_appends_just_its_change()
    {
        await _samples.ImportAsync(Header, Croton);
        var before = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Header, Croton.Replace("600", "650", StringComparison.Ordinal)
            .Replace("120.5", "130", StringComparison.Ordinal)
            .Replace("active", "paused", StringComparison.Ordinal));
        var facts = _samples.Ledger.Entries.Skip(before).Select(e => e.Fact).ToArray();
        Assert.Collection(facts,
            f => Assert.IsType<HistoryImported>(f), f => Assert.IsType<InitiativePaused>(f),
            f => Assert.Equal((50m, 650m), f is BudgetChanged b
                ? (b.Delta.Amount, b.NewTotal.Amount) : default),
            f => Assert.Equal((9.5m, "2026-03"), f is SpendRecorded s
                ? (s.Amount.Amount, s.Period) : default));
    }

    [Fact]
    public async Task A_list_that_says_again_what_the_ledger_has_gives_no_opening_either()
    {
        await _samples.ImportAsync(Header, Croton);
        var other = Header.Replace(",Priority", "", StringComparison.Ordinal);
        var report = await _samples.ImportAsync(other, Croton[..^2]);
        Assert.Empty(report.Events);
    }

    [Fact]
    public async Task A_name_that_changed_renames_the_initiative_and_the_past_keeps_the_old_one()
    {
        await _samples.ImportAsync(Header, Croton);
        var before = _samples.Ledger.Head.Position;
        var list = Croton.Replace("Croton Falls", "Croton", StringComparison.Ordinal);
        var report = await _samples.ImportAsync(Header, list);
        Assert.DoesNotContain(report.Notes, n =>
            n.Contains("no decision", StringComparison.Ordinal)
        );
        var renamed = Assert.Single(_samples.Ledger.Entries, e => e.Fact is InitiativeRenamed);
        Assert.Equal(
            (new InitiativeRenamed(Key.Parse("croton"), "Croton"), "Croton"),
            (renamed.Fact, Imported.NameOn(Day))
        );
        Assert.Equal(
            "Croton Falls",
            Book.Empty(_samples.Ledger.Head.Portfolio)
                .Post(_samples.Ledger.Entries.TakeWhile(e => e.Position <= before))
                .InitiativeName(Key.Parse("croton"))
        );
        Assert.Empty((await _samples.ImportAsync(Header, list)).Events);
    }

    [Fact]
    public async Task A_sponsor_that_changed_is_revised_and_the_same_list_again_changes_nothing()
    {
        await _samples.ImportAsync(Header, Croton);
        var list = Croton.Replace("maria", "omar", StringComparison.Ordinal);
        var report = await _samples.ImportAsync(Header, list);

        Assert.DoesNotContain(report.Notes, n =>
            n.Contains("no decision", StringComparison.Ordinal)
        );
        var revised = Revisions().Single();
        Assert.Equal((new("maria", "omar"), "omar"), (revised.Sponsor, Imported.SponsorOn(Day)));
        Assert.Empty((await _samples.ImportAsync(Header, list)).Events);
    }

    private const string Proposal = "Initiative,Initiative name,Kind,Sponsor,Department,"
        + "Participating departments,Value stream,Program,Summary";

    [Fact]
    public async Task What_was_proposed_is_revised_cell_by_cell()
    {
        await _samples.ImportAsync(Proposal,
            "croton,Croton Falls,project,maria,Water Works,Legal; Finance,Supply,,A new intake",
            "plan,Water plan,program,,,,,,");
        var before = _samples.Ledger.Entries.Count;
        var report = await _samples.ImportAsync(Proposal,
            "croton,Croton Falls,product,omar,Transport,Finance; IT,Sewage,Water plan,A tunnel");

        Assert.Empty(report.Refused);
        Assert.Equal(
            [
                "Changed the kind of Croton Falls from project to product",
                "Changed the sponsor of Croton Falls from maria to omar",
                "Registered the department Transport",
                "Changed the department of Croton Falls from Water Works to Transport",
                "Registered the department IT",
                "Changed the participating departments of Croton Falls from Legal and Finance to "
                    + "Finance and IT",
                "Identified the value stream Sewage",
                "Changed the value stream of Croton Falls from Supply to Sewage",
                "Set the program of Croton Falls to Water plan",
                "Changed the summary of Croton Falls from \"A new intake\" to \"A tunnel\"",
            ],
            _samples.Ledger.Entries.Skip(before + 1)
                .Select(e => e.Fact.Sentence(_samples.Ledger.Head)));
    }

    [Fact]
    public async Task A_blank_cell_and_the_same_departments_in_another_order_change_nothing()
    {
        await _samples.ImportAsync(Proposal,
            "croton,Croton Falls,project,maria,Water Works,Legal; Finance,Supply,,A new intake");

        Assert.Empty((await _samples.ImportAsync(Proposal, "croton,,,,,,,,")).Events);
        Assert.Empty((await _samples.ImportAsync(
            Proposal, "croton,,,,,Finance; Legal,,,")).Events);
    }

    [Fact]
    public async Task A_list_of_a_day_revises_from_that_day_on()
    {
        await _samples.ImportAsync(CurrentLists, $"{Header}\n{Croton}\n",
            new(EffectiveOn: new DateOnly(2026, 1, 1)));
        var list = Croton.Replace("maria", "omar", StringComparison.Ordinal);
        await _samples.ImportAsync(CurrentLists, $"{Header}\n{list}\n",
            new(EffectiveOn: new DateOnly(2026, 2, 1)));

        Assert.Equal(("maria", "omar"), (SponsorOn("2026-01-31"), SponsorOn("2026-02-01")));
    }

    [Fact]
    public async Task A_program_within_itself_is_refused_by_its_cell_and_nothing_is_stored()
    {
        await _samples.ImportAsync(Proposal, "plan,Water plan,program,,,,,,",
            "croton,Croton Falls,program,,,,,Water plan,");
        var before = _samples.Ledger.Entries.Count;

        var report = await _samples.ImportAsync(Proposal, "plan,Water plan,,,,,,Croton Falls,");

        Assert.Equal(("Program", "Croton Falls", "cycle-in-parents"), Fault(report));
        Assert.Equal(before, _samples.Ledger.Entries.Count);
    }

    private IEnumerable<InitiativeRevised> Revisions() =>
        _samples.Ledger.Entries.Select(e => e.Fact).OfType<InitiativeRevised>();

    private string? SponsorOn(string day) =>
        Book.EmptyOn(_samples.Ledger.Head.Portfolio, DateOnly.Parse(
                day, System.Globalization.CultureInfo.InvariantCulture))
            .Post(_samples.Ledger.Entries).Initiatives.Find(Key.Parse("croton"))!
            .SponsorOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Control_totals_hold_the_file_against_the_ledger()
    {
        var report = await _samples.ImportAsync(Header, Croton,
            "dam,,maria,Water Works,Supply,active,5,,,,,");
        Assert.Equal(("Initiative name", null, "missing"), Fault(report));
        Assert.Equal([
            new("initiatives", "count", 2, 1, 1), new("initiatives", "budget 2026", 605, 600, 5),
            new("initiatives", "budget 2027", 400, 400, 0),
            new("initiatives", "spend", 120.5m, 120.5m, 0)], report.ControlTotals);
    }

    [Theory]
    [InlineData(6, "1.234,50", "Budget 2026", "bad-number")]
    [InlineData(6, "=1+1", "Budget 2026", "formula")]
    [InlineData(6, "#REF!", "Budget 2026", "formula")]
    [InlineData(9, "30/06/2027", "Planned completion", "bad-date")]
    [InlineData(5, "doing", "Stage", "unknown-value")]
    [InlineData(5, "merged", "Stage", "illegal-transition")]
    [InlineData(11, "2.5", "Priority", "bad-number")]
    public async Task A_cell_that_cannot_be_taken_over_is_named(
        int at, string value, string column, string code)
    {
        var cells = Croton.Split(',');
        cells[at] = $"\"{value}\"";
        var report = await _samples.ImportAsync(Header, string.Join(',', cells));
        Assert.Equal((column, value, code), Fault(report));
        Assert.Empty(_samples.Ledger.Entries);
    }

    [Fact]
    public async Task What_a_list_calls_closed_is_wound_up_and_its_completion_implied()
    {
        await _samples.ImportAsync(Header, Croton);
        var before = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Header, In("closed"));
        var closed = Assert.Single(_samples.Ledger.Entries.Skip(before), e =>
            e.Fact is InitiativeClosed
        );
        Assert.Equal(
            ("initiatives:1;implied:completed", Stage.Closed),
            (closed.CausationId, Imported.StageOn(Day))
        );
        var count = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Header, In("closed"));
        Assert.Equal(count, _samples.Ledger.Entries.Count);
    }

    [Theory]
    [InlineData("completed", null, Stage.Closed)]
    [InlineData("active", null, Stage.Active)]
    [InlineData("paused", "illegal-transition", Stage.Closed)]
    [InlineData("submitted", "illegal-transition", Stage.Closed)]
    public async Task What_is_closed_can_only_be_reopened(string stage, string? refused, Stage then)
    {
        await _samples.ImportAsync(Header, In("closed"));
        var report = await _samples.ImportAsync(Header, In(stage));
        Assert.Equal(refused, report.Refused.SingleOrDefault()?.Faults[0].Code);
        Assert.Equal(then, Imported.StageOn(Day));
        Assert.Equal(stage == "completed", report.Notes.Any(
            n => n.StartsWith("'Stage': 1 rows", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_final_stage_is_not_left_again()
    {
        await _samples.ImportAsync(
            Header,
            Croton.Replace("active", "killed", StringComparison.Ordinal)
        );
        var report = await _samples.ImportAsync(Header, Croton);
        Assert.Equal(("Stage", "active", "illegal-transition"), Fault(report));
    }

    [Fact]
    public async Task The_same_id_twice_is_refused_and_so_are_ids_that_make_one_key()
    {
        var report = await _samples.ImportAsync(Header, Croton, Croton,
            Croton.Replace("croton,", "Croton!,", StringComparison.Ordinal));
        Assert.Equal([(2, "duplicate-row"), (3, "bad-key")],
            report.Refused.Select(r => (r.Row, r.Faults[0].Code)));
        Assert.Equal(1, report.Rows.Imported);
    }

    [Fact]
    public async Task Programs_may_stand_behind_what_belongs_to_them()
    {
        var report = await _samples.ImportAsync("Initiative,Initiative name,Kind,Program",
            "a,Intake,project,Water for all", "p,Water for all,program,");
        Assert.Equal(2, report.Rows.Imported);
        Assert.Equal("p", _samples.Ledger.Head.Initiatives.Find(Key.Parse("a"))!
            .ParentOn(Day)?.Value);
    }

    [Fact]
    public async Task A_dry_run_says_what_an_import_would_do_and_writes_nothing()
    {
        var dry = await _samples.ImportAsync(
            CurrentLists,
            $"{Header}\n{Croton}\n",
            new(DryRun: true)
        );
        Assert.Empty(_samples.Ledger.Entries);
        var report = await _samples.ImportAsync(Header, Croton);
        Assert.Equal(dry.Events, report.Events);
        Assert.Equal(dry.ControlTotals, report.ControlTotals);
        Assert.Equal("Proposed the project Croton Falls",
            dry.Preview.First(p => p.Type == "initiative-proposed").Sentence);
    }

    private static string In(string stage) =>
        Croton.Replace("active", stage, StringComparison.Ordinal);
}
