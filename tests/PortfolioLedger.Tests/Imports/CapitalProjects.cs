using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// What New York's capital projects of 2013-09 to 2019-09 must give, wherever they are imported.
/// </summary>
internal static class CapitalProjects
{
    public static readonly DateOnly Last = new(2019, 9, 1);

    public static Key Portfolio { get; } = Key.Parse("nyc");

    public static Mapping Mapping { get; } = (Mapping)MappingFile.Read("nyc-capital-projects");

    /// <summary>The events and rows the file must give.</summary>
    public static void MustBeReported(ImportReport report)
    {
        Assert.Equal(0, report.ExitCode);
        Assert.Empty(report.Refused);
        Assert.Equal((2_259, 0, 0),
            (report.Rows.Read, report.Rows.Refused, report.Rows.NotWritten));
        Assert.Equal(2_259, report.Rows.Imported + report.Rows.Unchanged);
        Assert.Equal(1, report.Events["portfolio-opened"]);
        Assert.Equal(1, report.Events["history-imported"]);
        Assert.Equal(22, report.Events["value-stream-identified"]);
        Assert.Equal(378, report.Events["initiative-proposed"]);
        Assert.Equal(1_451, report.Events["budget-changed"]);
        Assert.Equal(1_070, report.Events["forecast-completion-changed"]);
    }

    /// <summary>Phases entered after the first of each project.</summary>
    public static int LaterPhases(IEnumerable<Entry> entries) =>
        entries.Select(e => e.Fact).OfType<PhaseEntered>().GroupBy(p => p.Initiative)
            .Sum(g => g.Count() - 1);

    /// <summary>The steps that do not add up: four of money and four of days, no more.</summary>
    public static void MustReconcile(Book book)
    {
        var reconciliation = Reconciliation.Compute(book, tolerance: 1);
        Assert.Equal(new CheckedSteps(1_451, 1_070), reconciliation.Checked);
        Assert.Equal(
            [
                "budget nyc-314 2015-02-01 -2100000", "budget nyc-366 2016-01-01 -20600000",
                "budget nyc-449 2018-08-01 -1649640.6", "budget nyc-570 2018-08-01 20000",
                "schedule nyc-267 2019-09-01 609", "schedule nyc-314 2015-02-01 557",
                "schedule nyc-366 2016-01-01 948", "schedule nyc-449 2018-08-01 -686",
            ],
            reconciliation.Items.Select(i => string.Create(CultureInfo.InvariantCulture,
                $"{Enumeration<StepKind>.NameOf(i.Kind)} {i.Initiative} "
                + $"{i.EffectiveOn:O} {i.Difference:0.##}")));
    }

    /// <summary>Every budget is the last one the file publishes.</summary>
    public static void MustHavePublishedBudgets(Book book, string path)
    {
        var published = LastBudgets(path);
        Assert.Equal(378, published.Count);
        var items = InitiativeList.Compute(book).Items;
        Assert.Equal(378, items.Length);
        Assert.All(items, item => Assert.Equal(published[item.Initiative.Value], item.Budget));
    }

    public static decimal? BudgetOf(Book book, string initiative) =>
        InitiativeList.Compute(book).Items.Single(i => i.Initiative.Value == initiative).Budget;

    // Read apart from the importer: by another reader, with nothing but the columns' places.
    private static ImmutableSortedDictionary<string, decimal?> LastBudgets(string path)
    {
        using var csv = CsvHelper.CsvReader.FromFile(path, new() { Separator = ',' });
        var rows = new List<(DateTime On, string Id, decimal? Budget)>();
        while (csv.Read())
            rows.Add((DateTime.Parse(
                csv.GetString("Date Reported As Of"), CultureInfo.InvariantCulture),
                "nyc-" + csv.GetString("PID"),
                csv.GetString("Budget Forecast") is { Length: > 0 } budget
                    ? decimal.Parse(budget, CultureInfo.InvariantCulture) : null));
        return rows.GroupBy(r => r.Id).ToImmutableSortedDictionary(g => g.Key,
            g => g.Where(r => r.Budget is not null).OrderBy(r => r.On).LastOrDefault().Budget,
            StringComparer.Ordinal);
    }
}
