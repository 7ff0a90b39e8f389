using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// A day more in a leap year makes another rate of a yearly deal (RayDeCampo/java-xirr#27,
/// raymon1/financial#9).
/// </summary>
public sealed class LeapYearTests(SharedLedger shared)
{
    [Fact]
    public async Task A_year_is_a_year_and_other_spans_are_days()
    {
        var p = await Works.OpenAsync(shared);
        await p.CaseAsync("leap", .06m, ("2024-01-01", -1000), ("2025-01-01", 1060));
        await p.CaseAsync("feb", .10m, ("2024-02-29", -500), ("2025-02-28", 560));
        await p.CaseAsync(
            "half",
            .10m,
            ("2024-01-15", -1000),
            ("2024-07-15", 400),
            ("2025-01-15", 700)
        );

        var items = await p.ItemsAsync("financials", "initiative");

        Assert.Equal(0m, (decimal)items["leap"]["npv"]!);
        Near.Equal([0.06], items["leap"]["irr"]);
        Near.Equal(0.943396226415094, items["leap"]["payback"]);
        Near.Equal([0.12], items["feb"]["irr"]);
        Near.Equal(9.09090909090909, items["feb"]["npv"]);
        // Half a year is not a year.
        Near.Equal([0.123900595602432], items["half"]["irr"]);
        Near.Equal(17.6323216789, items["half"]["npv"]);
    }
}
