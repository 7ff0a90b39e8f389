using PortfolioLedger.Benchmarks;

namespace PortfolioLedger.Tests.Operations;

/// <summary>Which parts of the benchmarks run.</summary>
public sealed class MeasuredPartTests
{
    [Fact]
    public void A_whole_run_measures_all_but_the_soak()
    {
        var whole = new Bench("", Quick: true, Only: null, Without: [], Minutes: 30);
        Assert.Equal(Parts.All.Select(p => p.Name).Except([Parts.Soak]), Measured(whole));
    }

    [Fact]
    public void What_is_left_out_is_not_measured_and_all_else_is()
    {
        var most = new Bench("", Quick: true, Only: null, Without: ["import"], Minutes: 30);
        Assert.Equal(
            Parts.All.Select(p => p.Name).Except([Parts.Soak, "import"]), Measured(most));
    }

    [Theory]
    [InlineData("--only", "commands,nonsense")]
    [InlineData("--only", "soak", "--minutes", "0")]
    [InlineData("--only", "commands", "--without", "import")]
    [InlineData("--quickly")]
    public async Task What_cannot_be_measured_is_refused(params string[] args) =>
        Assert.Equal(2, await Options.RunAsync(args));

    private static IEnumerable<string> Measured(Bench bench) =>
        Parts.All.Select(p => p.Name).Where(name => bench.Wants(name));
}
