using PortfolioLedger.Benchmarks;

namespace PortfolioLedger.Tests.Operations;

/// <summary>Which parts of the benchmarks run.</summary>
public sealed class MeasuredPartTests
{
    [Fact]
    public void A_whole_run_measures_all_but_the_soak()
    {
        var whole = new Bench("", Quick: true, Only: null, Minutes: 30);

        Assert.Equal(
            Parts.All.Select(p => p.Name).Except([Parts.Soak]),
            Parts.All.Select(p => p.Name).Where(name => whole.Wants(name)));
    }

    [Theory]
    [InlineData("--only", "commands,nonsense")]
    [InlineData("--only", "soak", "--minutes", "0")]
    [InlineData("--quickly")]
    public async Task What_cannot_be_measured_is_refused(params string[] args) =>
        Assert.Equal(2, await Options.RunAsync(args));
}
