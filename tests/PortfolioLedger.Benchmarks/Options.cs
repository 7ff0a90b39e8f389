using System.CommandLine;
using System.CommandLine.Parsing;

namespace PortfolioLedger.Benchmarks;

/// <summary>What the command line says.</summary>
internal static class Options
{
    private const int WrongUsage = 2;

    private static readonly string[] Known = [Parts.Curves, .. Parts.All.Select(p => p.Name)];

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
        CustomParser = ReadParts,
    };

    private static readonly Option<string[]> Without = new("--without")
    {
        Description = "All parts but these; the page is written, and what is not measured is "
            + "missing there.",
        HelpName = "part,part",
        CustomParser = ReadParts,
    };

    private static readonly Option<double?> Minutes = new("--minutes")
    {
        Description = "How long the soak lasts; 30 if absent.",
    };

    /// <summary>Runs what is asked for, or says what could be.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand(
            "Measures the ledger on an embedded PostgreSQL of its own with fsync on. Without "
            + "--quick and --only it writes docs/performance.md anew.")
        {
            Quick, Only, Without, Minutes,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(Minutes) is <= 0)
                given.AddError("A soak lasts some minutes.");
            if (given.GetResult(Only) is not null && given.GetResult(Without) is not null)
                given.AddError("--only says what is measured, --without what is not: one of them.");
        });
        command.SetAction((parsed, _) => Suite.RunAsync(
            parsed.GetValue(Quick),
            parsed.GetValue(Only) is { Length: > 0 } parts ? parts : null,
            parsed.GetValue(Without) ?? [],
            parsed.GetValue(Minutes)));
        var called = command.Parse(args);
        if (called.Errors.Count == 0)
            return await called.InvokeAsync();
        await Console.Error.WriteLineAsync(
            string.Join(' ', called.Errors.Select(e => e.Message)) + " See --help.");
        return WrongUsage;
    }

    private static string[] ReadParts(ArgumentResult given)
    {
        string[] named = [.. given.Tokens.SelectMany(t => t.Value.Split(','))];
        foreach (var part in named.Except(Known))
            given.AddError($"There is no part '{part}'. There are: {string.Join(", ", Known)}.");
        return [.. named.SelectMany(part => part == Parts.Curves
            ? Known.Where(p => p.StartsWith("curve-"))
            : [part])];
    }
}
