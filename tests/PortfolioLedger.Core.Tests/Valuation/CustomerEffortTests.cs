using PortfolioLedger.Core.Valuation;

namespace PortfolioLedger.Core.Tests.Valuation;

public sealed class CustomerEffortTests
{
    [Fact]
    public void It_is_the_mean_mark()
    {
        var metric = CustomerEffort.Ces(
            new SortedDictionary<int, int>
            {
                [7] = 3,
                [4] = 1,
                [1] = 1,
            }
        );

        Assert.Equal((5.2m, "marks", "ces/1"), (metric.Value, metric.Unit, metric.Formula));
    }

    [Fact]
    public void It_is_unknown_when_nobody_answered()
    {
        var metric = CustomerEffort.Ces([]);

        Assert.Equal((null, "nobody answered"), (metric.Value, metric.Unknown));
    }
}
