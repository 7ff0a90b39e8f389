using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Imports;

/// <summary>A row becomes what it says that the rows before it did not.</summary>
public sealed class TranslatingTests
{
    private static readonly Key Bridge = Key.Parse("c-7");

    [Fact]
    public async Task The_first_row_proposes_the_initiative_with_everything_it_names()
    {
        var commands = Assert.Single(await TranslateAsync(
            "2020-01-01,7,Bridge,DOT,\"H+H, DEP\",\"Bridges, Roads\",Design,100,20,2021-01-01,5,"));
        Assert.Equal<ICommand>(
            [
                new RegisterDepartment(Key.Parse("dot"), "DOT"),
                    new RegisterDepartment(Key.Parse("h-h"), "H+H"),
                new RegisterDepartment(Key.Parse("dep"), "DEP"),
                new IdentifyValueStream(Key.Parse("bridges-roads"), "Bridges, Roads"),
            ], commands.Take(4));
        var claim = Assert.IsType<ClaimInitiative>(commands[4]);
        Assert.Equal((Bridge, "Bridge", Key.Parse("dot"), Key.Parse("bridges-roads")),
            (claim.Key, claim.Name, claim.Department, claim.ValueStream));
        Assert.Equal([Key.Parse("h-h"), Key.Parse("dep")], claim.ParticipatingDepartments);
        Assert.Equal(new EnterPhase(Bridge, "Design"), commands[5]);
        Assert.Equal((100m, "EUR", "whole-life"), commands[6] is ApproveBudget approved
            ? (approved.Amount.Amount, approved.Amount.Currency.Code, approved.Period) : default);
        Assert.Equal(new DateOnly(2021, 1, 1),
            Assert.IsType<BaselineSchedule>(commands[7]).Completion);
        Assert.Equal(8, commands.Count);
    }

    [Fact]
    public async Task A_change_on_the_row_of_the_first_figure_is_inside_that_figure()
    {
        var rows = await TranslateAsync(
            "2020-01-01,7,Bridge,,,,,,20,,5,", "2020-02-01,7,Bridge,,,,,100,20,2021-01-01,5,");
        Assert.IsType<ClaimInitiative>(Assert.Single(rows[0]));
        Assert.Collection(rows[1], c => Assert.IsType<ApproveBudget>(c), c =>
            Assert.IsType<BaselineSchedule>(c));
    }

    [Fact]
    public async Task A_later_change_is_kept_as_published_beside_the_published_total()
    {
        var rows = await TranslateAsync(
            "2020-01-01,7,Bridge,,,,,100.25,,2021-01-01,,",
            "2020-02-01,7,Bridge,,,,,-7,-107,2021-02-01,30,");
        Assert.Collection(rows[1],
            c => Assert.Equal(
                (-107m, -7m), c is ChangeBudget b ? (b.Delta.Amount, b.NewTotal.Amount) : default),
            c => Assert.Equal(new ChangeForecastCompletion(
                Bridge, new(2021, 2, 1), new DateOnly(2021, 1, 1), 30), c));
    }

    [Theory]
    [InlineData("2020-02-01,7,Bridge,,,,,99.99,0,2021-01-02,0,")]
    [InlineData("2020-02-01,7,Bridge,,,,,99.99,,2021-01-02,,")]
    [InlineData("2020-02-01,7,Bridge,,,,,,5,,5,")]
    [InlineData("2020-02-01,7,Bridge,,,,,,,,,")]
    public async Task No_change_or_no_figure_leaves_the_last_one(string later)
    {
        var rows = await TranslateAsync("2020-01-01,7,Bridge,,,,Design,100,,2021-01-01,,", later);
        Assert.Empty(rows[1]);
    }

    [Fact]
    public async Task A_phase_is_entered_when_it_is_another_than_the_last_that_was_published()
    {
        var rows = await TranslateAsync(
            "2020-01-01,7,B,,,,Design,,,,,", "2020-02-01,7,B,,,,,,,,,",
            "2020-03-01,7,B,,,,Design,,,,,",
            "2020-04-01,7,B,,,,Building,,,,,", "2020-05-01,7,B,,,,Design,,,,,");
        Assert.Equal(["Design", "Building", "Design"],
            rows.SelectMany(commands => commands).OfType<EnterPhase>().Select(e => e.Phase));
    }

    [Fact]
    public async Task Zero_is_a_budget()
    {
        var rows = await TranslateAsync("2020-01-01,7,B,,,,,0,,,,", "2020-02-01,7,B,,,,,5,5,,,");
        Assert.Contains(rows[0], c => c is ApproveBudget { Amount.Amount: 0 });
        Assert.IsType<ChangeBudget>(Assert.Single(rows[1]));
    }

    [Fact]
    public async Task Without_a_change_column_another_total_or_date_is_a_change()
    {
        var json = Samples.MappingJson.Replace("\"total\": { \"column\": \"Budget\" },",
                "\"total\": { \"column\": \"Budget\" }", StringComparison.Ordinal)
            .Replace("\"change\": { \"column\": \"Change\" }", "", StringComparison.Ordinal)
            .Replace("\"yyyy-MM-dd\" },\n    \"changeInDays\": { \"column\": \"Days\" }",
                "\"yyyy-MM-dd\" }",
                StringComparison.Ordinal);
        var rows = await TranslateAsync((Mapping)MappingFile.Parse(json, "city"),
            "2020-01-01,7,B,,,,,100,,2021-01-01,,", "2020-02-01,7,B,,,,,100,,2021-01-01,,",
            "2020-03-01,7,B,,,,,90,,2021-01-31,,");
        Assert.Empty(rows[1]);
        Assert.Collection(rows[2],
            c => Assert.Equal(-10m, Assert.IsType<ChangeBudget>(c).Delta.Amount),
            c => Assert.Equal(30, Assert.IsType<ChangeForecastCompletion>(c).Days));
    }

    private static Task<List<IReadOnlyList<ICommand>>> TranslateAsync(params string[] lines) =>
        TranslateAsync(Samples.Mapping, lines);

    private static async Task<List<IReadOnlyList<ICommand>>> TranslateAsync(
        Mapping mapping, params string[] lines)
    {
        var translator = new SnapshotTranslator(mapping);
        var published = Published.In(Book.Empty(Samples.Portfolio), mapping);
        var all = new List<IReadOnlyList<ICommand>>();
        foreach (var row in (await Samples.ReadAsync(lines)).Rows)
        {
            var translation = translator.Translate(row, published);
            Assert.Null(translation.Fault);
            published = translation.After;
            all.Add(translation.Commands);
        }
        return all;
    }
}
