using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Imports;

/// <summary>
/// What a history made of yearly publications must give, wherever it is imported.
/// </summary>
/// <param name="Preset">Its mapping.</param>
/// <param name="File">Its name.</param>
/// <param name="Rows">Rows of data.</param>
/// <param name="Facts">
/// Initiatives, budgets, changes, schedules, other forecasts, departments.
/// </param>
/// <param name="Days">What is known on each reporting day.</param>
/// <param name="Notes">What the report says was left out.</param>
internal sealed record YearlyList(
    string Preset, string File, int Rows, YearlyFacts Facts, YearlyState[] Days, string[] Notes)
{
    public Mapping Mapping => (Mapping)MappingFile.Read(Preset);

    public string Path => RealData.File(File);

    /// <summary>The events and rows the file must give.</summary>
    public void MustBeReported(ImportReport report)
    {
        Assert.Equal(0, report.ExitCode);
        Assert.Empty(report.Refused);
        Assert.Equal(
            (Rows, 0, 0),
            (report.Rows.Read, report.Rows.Recognised, report.Rows.NotWritten)
        );
        Assert.Equal(
            Facts,
            new(
                report.Events["initiative-proposed"],
                report.Events["budget-approved"],
                report.Events["budget-changed"],
                report.Events["schedule-baselined"],
                report.Events["forecast-completion-changed"],
                report.Events["department-registered"]
            )
        );
        Assert.Equal(Notes, report.Notes);
    }
}

internal sealed record YearlyFacts(
    int Initiatives, int Approved, int Changed, int Baselined, int Forecasts, int Departments);

/// <summary>What is known on a day; the sum is in units of the currency.</summary>
internal sealed record YearlyState(string On, int Initiatives, int WithBudget, decimal Sum)
{
    public static YearlyState Of(string on, IReadOnlyCollection<decimal?> budgets) =>
        new(on, budgets.Count, budgets.Count(b => b is not null), budgets.Sum() ?? 0);
}

/// <summary>The two that there are.</summary>
internal static class YearlyLists
{
    public const string Uk = "uk-major-projects";

    public const string Canada = "canada-it-projects";

    /// <summary>The department whose name is too long for a key.</summary>
    public static readonly ShortenedKey IndigenousServices = new(SubjectKind.Department,
        Key.Parse("indigenous-services-canada-crown-indigenous--07d4aae99f"),
        "Indigenous Services Canada & Crown-Indigenous Relations and Northern Affairs Canada");

    private static readonly YearlyList[] All =
    [
        new(Uk, "uk-gmpp-2021-2023.csv", 663, new(298, 267, 227, 282, 113, 24),
            [
                new("2021-03-31", 184, 164, 541_951_370_000),
                new("2022-03-31", 260, 226, 621_513_570_000),
                new("2023-03-31", 298, 267, 726_484_690_000),
            ],
            [
                Left("department", 32, 26), Left("name", 63, 41), Left("summary", 298, 204),
            ]),
        new(Canada, "canada-it-2016-2022.csv", 1_356, new(1_126, 1_108, 211, 1_066, 207, 55),
            [
                new("2016-06-09", 398, 392, 11_918_961_480),
                new("2019-05-01", 761, 749, 16_402_965_294),
                new("2022-04-25", 1_126, 1_108, 21_121_541_789),
            ],
            [
                Left("name", 97, 96), Left("summary", 230, 192),
            ]),
    ];

    public static YearlyList Of(string preset) => All.Single(l => l.Preset == preset);

    private static string Left(string column, int rows, int initiatives) =>
        $"The first row of an initiative says its '{column}'; {rows} later rows of {initiatives} "
        + "initiatives say another, which is not recorded.";
}
