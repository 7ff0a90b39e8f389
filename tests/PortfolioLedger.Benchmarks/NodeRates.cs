namespace PortfolioLedger.Benchmarks;

/// <summary>
/// Two nodes on one database that write one portfolio, half of the connections each, against one
/// of them with all. Both run all the time, so that both are warm.
/// </summary>
internal static class NodeRates
{
    private const int Connections = 90;

    public static async Task<Result> MeasureAsync(Bench bench)
    {
        string[] addresses = [bench.Address, bench.PlainAddress];
        var (first, _) = await AppProcess.StartAsync("serve", bench.Connection, addresses[0]);
        await using var stopFirst = first;
        var (second, _) = await AppProcess.StartAsync("serve", bench.Connection, addresses[1]);
        await using var stopSecond = second;
        await LoadAsync(addresses, 10 * bench.Seconds);
        var (two, one) = (new double[bench.Repeats], new double[bench.Repeats]);
        for (var run = 0; run < bench.Repeats; run++)
        {
            one[run] = await LoadAsync(addresses[..1], bench.Seconds);
            two[run] = await LoadAsync(addresses, bench.Seconds);
        }
        return Result.AtLeast(
            $"two nodes writing one portfolio, {Connections} connections over both",
            new(two), new(one), "/s", 0.8, "one node with all of them");
    }

    /// <summary>Commands a second of all.</summary>
    private static async Task<double> LoadAsync(string[] addresses, double seconds)
    {
        var reports = await Task.WhenAll(addresses.Select(address =>
            Load.MeasureAsync(address, Connections / addresses.Length, seconds)));
        return reports.Sum(r => r.Rate);
    }
}
