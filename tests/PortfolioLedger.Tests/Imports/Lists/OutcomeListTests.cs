using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Imports;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>A current list of outcomes: the first target is set, another one is a change.</summary>
public sealed class OutcomeListTests
{
    private const string Header =
        "Outcome,Outcome name,Unit,Direction,Target at most,Target by,Target change";

    private const string First = "outages,Outage hours,hours,decrease,4,2026-12-31,";

    private readonly ListSamples _samples = new();

    [Fact]
    public async Task The_first_target_is_set()
    {
        await _samples.ImportAsync(Header, First);

        Assert.Single(Facts(0).OfType<TargetSet>());
        Assert.Empty(Facts(0).OfType<TargetChanged>());
    }

    [Theory]
    [InlineData("outages,Outage hours,hours,decrease,3,2026-12-31,", 3, TargetChangeKind.Ambition)]
    [InlineData(
        "outages,Outage hours,hours,decrease,4,2027-06-30,scope",
        4,
        TargetChangeKind.Scope
    )]
    public async Task Another_target_is_a_change_and_the_same_list_again_is_none(
        string changed, int most, TargetChangeKind kind)
    {
        await _samples.ImportAsync(Header, First);
        var before = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Header, changed);

        var change = Assert.Single(Facts(before).OfType<TargetChanged>());
        Assert.Equal((most, kind), (change.Max, change.ChangeKind));
        Assert.Empty(Facts(before).OfType<TargetSet>());
        var after = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Header, changed);
        Assert.Equal(after, _samples.Ledger.Entries.Count);
    }

    [Fact]
    public async Task A_target_that_is_due_is_not_moved_by_a_list()
    {
        await _samples.ImportAsync(Header, First);
        _samples.Ledger.Now = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
        var report = await _samples.ImportAsync(
            Header,
            First.Replace(",4,", ",5,", StringComparison.Ordinal)
        );

        Assert.Equal("goalposts-moved-after-due", Fault(report).Code);
    }

    [Fact]
    public async Task A_kind_of_change_that_does_not_exist_is_named()
    {
        var report = await _samples.ImportAsync(Header, First + "whim");

        Assert.Equal(("Target change", "whim", "unknown-value"), Fault(report));
    }

    [Fact]
    public async Task What_it_was_defined_with_is_revised_and_a_blank_cell_changes_nothing()
    {
        const string header =
            "Outcome,Outcome name,Direction,Kind,Category,Owner,Segment,Frequency";
        await _samples.ImportAsync(header,
            "outages,Outage hours,increase,tangible,customer,maria,Households,monthly");
        var before = _samples.Ledger.Entries.Count;
        const string changed =
            "outages,Hours,decrease,intangible,productivity,omar,Firms,weekly";
        var report = await _samples.ImportAsync(header, changed);

        Assert.Empty(Kept(report));
        Assert.Equal(
            [
                "Changed the name of Hours from \"Outage hours\" to \"Hours\"",
                "Changed the direction of Hours from increase to decrease",
                "Changed the kind of Hours from tangible to intangible",
                "Changed the category of Hours from customer to productivity",
                "Changed the owner of Hours from maria to omar",
                "Changed the segment of Hours from Households to Firms",
                "Changed the frequency of Hours from \"monthly\" to \"weekly\"",
            ],
            Facts(before).OfType<OutcomeRevised>().Select(f => f.Sentence(_samples.Ledger.Head)));
        Assert.Empty((await _samples.ImportAsync(header, changed)).Events);
        Assert.Empty((await _samples.ImportAsync(header, "outages,,,,,,,")).Events);
    }

    [Fact]
    public async Task What_cannot_be_changed_is_noted_and_the_rest_recorded()
    {
        await _samples.ImportAsync(Header, First);
        var before = _samples.Ledger.Entries.Count;
        var report = await _samples.ImportAsync("Outcome,Outcome name,Unit,Direction",
            "outages,Hours,minutes,increase");

        Assert.Equal(["'Direction'", "'Unit'"], Kept(report).Select(n => n.Split(':')[0]));
        Assert.Equal(new("Outage hours", "Hours"),
            Facts(before).OfType<OutcomeRevised>().Single().Name);
    }

    private static IEnumerable<string> Kept(ImportReport report) => report.Notes.Where(
        n => n.Contains("no decision of the ledger changes that", StringComparison.Ordinal));

    [Fact]
    public async Task A_value_stream_is_revised_by_its_list()
    {
        const string header =
            "Value stream,Value stream name,Kind,Proposition,Owner department";
        await _samples.ImportAsync(header, "water,Water,operational,Clean water,Works");
        var before = _samples.Ledger.Entries.Count;
        const string changed = "water,Water and sewage,development,Water at any hour,IT";
        var report = await _samples.ImportAsync(header, changed);

        Assert.Empty(Kept(report));
        Assert.Equal(
            [
                "Changed the name of Water and sewage from \"Water\" to \"Water and sewage\"",
                "Changed the kind of Water and sewage from operational to development",
                "Changed the proposition of Water and sewage from \"Clean water\" to "
                    + "\"Water at any hour\"",
                "Changed the department of Water and sewage from Works to IT",
            ],
            Facts(before).OfType<ValueStreamRevised>()
                .Select(f => f.Sentence(_samples.Ledger.Head)));
        Assert.Empty((await _samples.ImportAsync(header, changed)).Events);
        Assert.Empty((await _samples.ImportAsync(header, "water,,,,")).Events);
    }

    [Theory]
    [InlineData("Measured,Measured on", "7,2026-02-28")]
    [InlineData("Measurement 2026-02-28", "7")]
    [InlineData("Baseline,Baseline on", "7,2026-02-28")]
    [InlineData("Target at most,Target by", "7,2026-12-31")]
    public async Task Values_in_another_unit_than_the_outcomes_are_refused(
        string columns,
        string values
    )
    {
        const string known = "Outcome,Outcome name,Unit,Direction,";
        await _samples.ImportAsync(
            known + columns,
            "outages,Outage hours,hours,decrease," + values
        );
        var before = _samples.Ledger.Entries.Count;

        var report = await _samples.ImportAsync(
            known + columns, "outages,Outage hours,minutes,decrease," + values.Replace('7', '6'));

        Assert.Equal(("Unit", "minutes", "unit-mismatch"), Fault(report));
        Assert.Equal(before, _samples.Ledger.Entries.Count);
    }

    [Theory]
    [InlineData(
        "Measured,Measured on",
        "7,2027-01-01",
        "Measured on",
        "2027-01-01",
        "future-measurement"
    )]
    [InlineData(
        "Baseline,Baseline on",
        "7,2027-01-01",
        "Baseline on",
        "2027-01-01",
        "future-measurement"
    )]
    [InlineData("Measured,Measured on", "7,0001-01-01", "Measured on", "0001-01-01", "bad-date")]
    [InlineData("Baseline,Baseline on,Target at most,Target by", "1,2026-01-01,4,2026-12-31",
        "Target at most", "4", "target-wrong-side")]
    public async Task What_the_ledger_refuses_is_said_of_the_cell_that_leads_to_it(
        string columns, string values, string column, string value, string code)
    {
        var report = await _samples.ImportAsync("Outcome,Outcome name,Unit,Direction," + columns,
            "outages,Outage hours,hours,decrease," + values);

        Assert.Equal((column, value, code), Fault(report));
    }

    [Fact]
    public async Task Feedback_of_a_day_to_come_is_refused_by_its_cell()
    {
        var report = await _samples.ImportAsync(
            "Feedback,Text,Received on", "f,Too slow,2027-01-01");

        Assert.Equal(("Received on", "2027-01-01", "future-feedback"), Fault(report));
    }

    [Fact]
    public async Task An_amount_that_no_command_takes_is_refused_by_its_cell()
    {
        var report = await _samples.ImportAsync(
            "Initiative,Initiative name,Budget 2026", "a,A,1000000000000001");

        Assert.Equal(("Budget 2026", "1000000000000001", "bad-number"), Fault(report));
    }

    [Fact]
    public async Task A_text_with_a_character_that_is_none_is_refused_by_its_cell()
    {
        var report = await _samples.ImportAsync("Key,Name", "dep,Par\u0007ks");

        Assert.Equal(("Name", null, "bad-text"), Fault(report));
    }

    [Theory]
    [InlineData("9,1-5", "Mark", "9", "score-out-of-scale")]
    [InlineData("3,9-1", "Scale", "9-1", "malformed")]
    public async Task A_mark_and_its_scale_are_told_apart(
        string mark, string column, string value, string code)
    {
        var report = await _samples.ImportAsync("Feedback,Text,Mark,Scale", "f,Too slow," + mark);

        Assert.Equal((column, value, code), Fault(report));
    }

    [Theory]
    [InlineData("-1,1", "Money 2026", "-1")]
    [InlineData("1,-1", "FTE 2026", "-1")]
    public async Task Money_and_people_of_a_value_stream_are_told_apart(
        string needs, string column, string value)
    {
        var report = await _samples.ImportAsync(
            "Value stream,Value stream name,Money 2026,FTE 2026", "water,Water," + needs);

        Assert.Equal((column, value, "malformed"), Fault(report));
    }

    [Fact]
    public async Task A_priority_that_does_not_exist_is_refused_by_its_cell()
    {
        var report = await _samples.ImportAsync("Initiative,Initiative name,Priority", "a,A,9");

        Assert.Equal(("Priority", "9", "malformed"), Fault(report));
        Assert.Equal("must be a class from 1 (highest) to 5.",
            report.Refused.Single().Faults.Single().Detail);
    }

    [Fact]
    public async Task Another_unit_without_values_is_noted_and_left()
    {
        await _samples.ImportAsync("Outcome,Outcome name,Unit", "outages,Outage hours,hours");

        var report = await _samples.ImportAsync(
            "Outcome,Outcome name,Unit", "outages,Outage hours,minutes");

        Assert.Empty(report.Refused);
        Assert.Contains(report.Notes, n =>
            n.StartsWith("'Unit': 1 rows", StringComparison.Ordinal)
        );
    }

    private IEnumerable<IFact> Facts(int from) =>
        _samples.Ledger.Entries.Skip(from).Select(e => e.Fact);
}
