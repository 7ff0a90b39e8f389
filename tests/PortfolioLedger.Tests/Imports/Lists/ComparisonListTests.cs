using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Imports;
using static PortfolioLedger.Tests.Imports.Lists.ListSamples;

namespace PortfolioLedger.Tests.Imports.Lists;

/// <summary>Objectives compared in pairs, imported as one matrix.</summary>
public sealed class ComparisonListTests
{
    private const string Objectives = "Objective,Title,Statement,Owner,Weight";

    private readonly ListSamples _samples = new();

    /// <summary>
    /// Choosing a leader, a published example: experience, education, charisma, age.
    /// </summary>
    private static readonly string[] Leader =
    [
        "Compared objective,Over experience,Over education,Over charisma,Over age",
        "experience,,4,3,7",
        "education,,,,3",
        "charisma,,3,,5",
        "age,,,,",
    ];

    [Fact]
    public async Task The_weights_are_those_of_the_published_example()
    {
        await ObjectivesAsync("experience", "education", "charisma", "age");
        var before = _samples.Ledger.Entries.Count;

        var report = await _samples.ImportAsync(Leader);

        Assert.Empty(report.Refused);
        var weighted = Assert.Single(Facts(before).OfType<ObjectivesReweighted>());
        Assert.Equal(WeightingMethod.Ahp, weighted.Method);
        Assert.Equal(
            [("age", .0559m), ("charisma", .2699m), ("education", .1266m), ("experience", .5476m)],
            weighted.Weights.Select(w => (w.Key.Value, Math.Round(w.Value, 4))));
        Assert.Equal(.0439m, Math.Round(weighted.ConsistencyRatio!.Value, 4));
        Assert.Equal(4, weighted.Matrix!.Value.Length);

        // The same list again is no decision.
        before = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(Leader);
        Assert.Equal(before, _samples.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Weights_that_people_set_since_are_not_overturned()
    {
        await ObjectivesAsync("growth", "service");
        string[] list = ["Compared objective,Over service", "growth,4"];
        await _samples.ImportAsync(list);
        _samples.Decide("omar", new ReweightObjectives(
            Ordered.ByKey<decimal>().Add(Key.Parse("growth"), .5m).Add(Key.Parse("service"), .5m),
            new("Both matter alike")));
        var before = _samples.Ledger.Entries.Count;

        var report = await _samples.ImportAsync(list);

        var conflict = Assert.Single(report.Conflicts);
        Assert.Equal(("Over service", "4", "omar"),
            (conflict.Column, conflict.Value, conflict.Since.By));
        Assert.Empty(Facts(before).OfType<ObjectivesReweighted>());
    }

    [Fact]
    public async Task Objectives_may_be_named_by_their_titles()
    {
        await ObjectivesAsync("growth", "service");
        var before = _samples.Ledger.Entries.Count;
        await _samples.ImportAsync(
            "Compared objective,Over Title of service", "Title of growth,4");
        Assert.Equal([.8m, .2m], Assert.Single(
            Facts(before).OfType<ObjectivesReweighted>()).Weights.Values);
    }

    [Theory]
    [InlineData("ahp-inconsistent", "growth,,9,", "service,,,9", "water,9,,")]
    [InlineData("missing", "growth,,2,", "service,,,2")]
    [InlineData("unknown-objective", "growth,,2,3", "service,,,2", "nowhere,1,,")]
    [InlineData("malformed", "growth,,2,3", "service,,,-2")]
    [InlineData("weights-not-one", "growth,,2,")]
    public async Task What_the_command_would_refuse_the_row_is_refused_for(
        string code, params string[] rows)
    {
        await ObjectivesAsync("growth", "service", "water");
        var before = _samples.Ledger.Entries.Count;

        var report = await _samples.ImportAsync(
            ["Compared objective,Over growth,Over service,Over water", .. rows]);

        Assert.Equal(code, Assert.Single(Assert.Single(report.Refused).Faults).Code);
        Assert.Empty(Facts(before).OfType<ObjectivesReweighted>());
    }

    [Fact]
    public void The_template_says_how_they_are_compared()
    {
        var csv = System.Text.Encoding.UTF8.GetString(
            ImportTemplate.Create(CurrentLists, "csv", "objective-comparisons").Bytes);
        Assert.Contains("Compared objective,Over growth", csv, StringComparison.Ordinal);
    }

    private async Task ObjectivesAsync(params string[] keys)
    {
        var report = await _samples.ImportAsync(
            [Objectives, .. keys.Select(k => $"{k},Title of {k},Serve the city,ceo,")]);
        Assert.Empty(report.Refused);
    }

    private IEnumerable<IFact> Facts(int from) =>
        _samples.Ledger.Entries.Skip(from).Select(e => e.Fact);
}
