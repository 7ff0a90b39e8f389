using PortfolioLedger.Tests.Http.Commands;


namespace PortfolioLedger.Tests.Complaints;

/// <summary>
/// One of several internal rates of return is answered silently (numpy/numpy-financial#28, #44).
/// </summary>
public sealed class InternalRateOfReturnTests(SharedLedger shared)
{
    [Fact]
    public async Task All_rates_are_given_and_more_than_one_is_said()
    {
        var p = await Works.OpenAsync(shared);
        await p.YearlyCaseAsync("two", -1200, -300, 2500, -400);
        await p.YearlyCaseAsync("edge", -1500, 700, 1700, 3300, 3400, 3500, 4700, -2);
        await p.YearlyCaseAsync("loss", [-9500, .. Enumerable.Repeat(300m, 16)]);
        await p.YearlyCaseAsync("same", 1200, 300, -2500, 400);
        await p.YearlyCaseAsync("none", 500, 20, 30);

        var items = await p.ItemsAsync("financials", "initiative");

        double[] two = [-0.834540493497083, 0.226753867708128];
        Near.Equal(two, items["two"]["irr"]);
        Near.Equal(two, items["same"]["irr"]);
        // Close to a total loss: a search that stops at −0.999 misses it.
        Near.Equal([-0.999574602900270, 1.04046977433045], items["edge"]["irr"]);
        Near.Equal([-0.0709728881616151], items["loss"]["irr"]);
        Assert.Empty(items["none"]["irr"]!.AsArray());
        Assert.Equal("no sign change", (string?)items["none"]["irrNote"]);
        foreach (var several in (string[])["two", "edge", "same"])
            Assert.Equal(
                "2 rates: the cash flows change sign 2 times",
                (string?)items[several]["irrNote"]
            );
        Assert.Null(items["loss"]["irrNote"]);
        Near.Equal(292.862509391435, items["two"]["npv"]);
    }
}
