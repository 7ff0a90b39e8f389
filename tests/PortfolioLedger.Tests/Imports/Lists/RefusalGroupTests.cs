using PortfolioLedger.Imports;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Equal faults are one cause, with the rows it refuses.</summary>
public sealed class RefusalGroupTests
{
    private const int Rows = 30;

    private const string Header = "Initiative,Initiative name,Score value,Score urgency,"
        + "Score risk,Score effort";

    private readonly ListSamples _samples = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_missing_scoring_model_is_one_cause_whatever_it_refuses(bool dryRun)
    {
        var report = await _samples.ImportAsync(CurrentLists,
            string.Join('\n', Enumerable.Range(1, Rows).Select(i => $"i-{i},Name {i},5,3,2,1")
                .Prepend(Header)), new(dryRun));
        var cause = Assert.Single(report.RefusedBecause);
        Assert.Equal(("unknown-scoring-model", "initiatives", 120),
            (cause.Code, cause.List, cause.Count));
        Assert.Equal(["Score value", "Score urgency", "Score risk", "Score effort"], cause.Columns);
        Assert.Equal([new(1, Rows)], cause.Rows);
        Assert.Equal([new(2, Rows + 1)], cause.Lines);
        Assert.Contains("Adopt a model first", cause.Detail, StringComparison.Ordinal);
        // The list of rows is as it was.
        Assert.Equal(Rows, report.Refused.Length);
        Assert.All(report.Refused, row => Assert.Equal(4, row.Faults.Length));
        Assert.Equal((true, 1), (report.AllRefused, report.ExitCode));
        Assert.Empty(_samples.Ledger.Entries);
    }

    [Fact]
    public async Task An_objective_that_no_row_finds_is_one_cause()
    {
        var report = await _samples.ImportAsync("Initiative,Initiative name,Contribution nowhere",
            "a,A,9", "b,B,", "c,C,1", "d,D,3");
        var cause = Assert.Single(report.RefusedBecause);
        Assert.Equal(("unknown-objective", 3), (cause.Code, cause.Count));
        Assert.Equal([new(1, 1), new(3, 4)], cause.Rows);
        Assert.Equal(["9", "1", "3"], cause.Values);
        Assert.Equal("1 of 4 rows imported into 'city', 3 refused.", report.Headline);
    }

    [Fact]
    public async Task A_program_that_no_row_finds_is_one_cause_and_another_fault_is_another()
    {
        var report = await _samples.ImportAsync("Initiative,Initiative name,Program,Priority",
            "a,A,water,1", "b,B,water,1", "c,C,,2.5");
        Assert.Equal([("unknown-initiative", 2), ("bad-number", 1)],
            report.RefusedBecause.Select(c => (c.Code, c.Count)));
    }

    [Fact]
    public async Task Rows_are_told_as_ranges_and_values_only_by_the_first_few()
    {
        var report = await _samples.ImportAsync(
            [.. Enumerable.Range(1, 9).Select(i => $"i-{i},Name {i},x{i}")
                .Prepend("Initiative,Initiative name,Priority")]);
        var cause = Assert.Single(report.RefusedBecause);
        Assert.Equal(["x1", "x2", "x3", "x4", "x5"], cause.Values);
        Assert.Equal("Nothing imported: all 9 rows were refused.", report.Headline);
        Assert.Equal(ImportOutcome.Refused, report.Outcome);
    }
}
