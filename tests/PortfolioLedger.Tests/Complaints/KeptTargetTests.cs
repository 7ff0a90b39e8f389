using System.Globalization;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// A target equal to its baseline, or of 0, crashes reports or shows infinity (akvo/akvo-rsr#2830).
/// </summary>
public sealed class KeptTargetTests(SharedLedger shared)
{
    [Theory]
    [InlineData("increase", 95.0, "\"min\":95", 95.0, 1.0, "met")]
    [InlineData("increase", 95.0, "\"min\":95", 94.9, 0.0, "not-met")]
    [InlineData("decrease", 0.0, "\"max\":0", 0.0, 1.0, "met")]
    [InlineData("decrease", 0.0, "\"max\":0", 3.0, 0.0, "not-met")]
    [InlineData("decrease", null, "\"max\":4", 4.0, 1.0, "met")]
    [InlineData("decrease", 8.0, "\"max\":0", 2.0, 0.75, "not-met")]
    [InlineData("range", 20.0, "\"min\":18,\"max\":22", 22.0, 1.0, "met")]
    public async Task The_attainment_is_a_number(
        string direction,
        double? baseline,
        string target,
        double measured,
        double attainment,
        string status
    )
    {
        var p = await Works.OpenAsync(shared);
        await p.DoAsync(p.Alice, "outcomes", $$"""
            {"key":"k","name":"k","unit":"percent","direction":"{{direction}}","kind":"tangible","category":"customer"}
            """);
        if (baseline is { } start)
            await p.DoAsync(
                p.Alice,
                "outcomes/k/baseline",
                $$"""{"value":{{Text(start)}},"on":"2026-01-01",{{Works.Grounds}}}"""
            );
        await p.DoAsync(
            p.Alice,
            "outcomes/k/target",
            $$"""{{{target}},"by":"2026-06-30",{{Works.Grounds}}}"""
        );
        await p.DoAsync(
            p.Alice,
            "outcomes/k/measurements",
            $$"""{"value":{{Text(measured)}},"on":"2026-06-30"}"""
        );

        var item = (await p.ItemsAsync("outcomes", "outcome"))["k"];

        Assert.Equal(
            ((decimal)attainment, status),
            ((decimal)item["attainment"]!, (string?)item["status"])
        );
        Assert.Equal(
            item.ToJsonString(),
            (await p.ItemsAsync("outcomes", "outcome"))["k"].ToJsonString()
        );
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
