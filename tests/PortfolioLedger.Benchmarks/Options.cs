using System.CommandLine;

namespace PortfolioLedger.Benchmarks;

/// <summary>What the command line says.</summary>
internal static class Options
{
    private const int WrongUsage = 2;

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Only shows that everything runs, in tiny sizes.",
    };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Parts, separated by commas; prints and writes no page. "
            + $"{Parts.Curves} are all that draw:\n"
            + string.Join('\n', Parts.All.Select(p => $"  {p.Name}: {p.What}")),
        HelpName = "part,part",
        CustomParser = named => [.. named.Tokens.SelectMany(t => t.Value.Split(','))],
    };

    private static readonly Option<double?> Minutes = new("--minutes")
    {
        Description = "How long the soak lasts; 30 if absent.",
    };

    /// <summary>Runs what is asked for, or says what could be.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Only.Validators.Add(given =>
        {
            string[] known = [Parts.Curves, .. Parts.All.Select(p => p.Name)];
            foreach (var part in given.GetValue(Only)!.Except(known))
                given.AddError(
                    $"There is no part '{part}'. There are: {string.Join(", ", known)}.");
        });
        Minutes.Validators.Add(given =>
        {
            if (given.GetValue(Minutes) is <= 0)
                given.AddError("A soak lasts some minutes.");
        });
        var command = new RootCommand(
            "Measures the ledger on an embedded PostgreSQL of its own with fsync on. Without "
            + "--quick and --only it writes docs/performance.md anew.")
        {
            Quick, Only, Minutes,
        };
        command.SetAction((parsed, _) => Suite.RunAsync(
            parsed.GetValue(Quick), Expand(parsed.GetValue(Only)), parsed.GetValue(Minutes)));
        var called = command.Parse(args);
        if (called.Errors.Count == 0)
            return await called.InvokeAsync();
        await Console.Error.WriteLineAsync(
            string.Join(' ', called.Errors.Select(e => e.Message)) + " See --help.");
        return WrongUsage;
    }

    private static string[]? Expand(string[]? named) => named is null or [] ? null
        : [.. named.SelectMany(part => part == Parts.Curves
            ? Parts.All.Select(p => p.Name).Where(p => p.StartsWith("curve-"))
            : [part])];
}
