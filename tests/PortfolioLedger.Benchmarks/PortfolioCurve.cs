namespace PortfolioLedger.Benchmarks;

/// <summary>
/// What any portfolio that is not in memory takes, over portfolios of 200 events each. Beside them
/// lie the 300 that make the code warm.
/// </summary>
internal static class PortfolioCurve
{
    private const int Events = 200;

    public static async Task<IReadOnlyList<Result>> MeasureAsync(Bench bench)
    {
        var sheet = new CurveSheet("portfolios", "portfolios",
            new("view", "Ranking of a portfolio not in memory, asked before", "ms", "p50", "p99"),
            new("command", "First command to a portfolio not in memory", "ms", "p50", "p99"));
        await using var database = await OwnDatabase.CreateAsync(bench, "curve_portfolios");
        var made = 0;
        foreach (var many in bench.Quick ? [1, 3] : (int[])[1, 10, 100, 1_000, 10_000])
        {
            await PortfolioCopies.MakeAsync(database.Bench, made, many, Events);
            made = many;
            // The first questions leave the documents that the second ones are answered with.
            await ManyPortfolios.ViewsAsync(database.Bench, many, Events);
            var views = await ManyPortfolios.ViewsAsync(database.Bench, many, Events);
            var commands = await ManyPortfolios.CommandsAsync(database.Bench, many, Events);
            sheet.Add(many, views.Median, views.P99, commands.Median, commands.P99);
        }
        return await sheet.WriteAsync(bench);
    }
}
