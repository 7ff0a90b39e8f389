using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PortfolioLedger.Faults;

[assembly: AssemblyFixture(typeof(FaultReport))]
[assembly: AssemblyFixture(typeof(TestCluster))]

namespace PortfolioLedger.Faults;

/// <summary>
/// What was tried and what came of it: each fault tells it when it has been survived. Written at
/// the end of a run, where it was asked for.
/// </summary>
public sealed class FaultReport : IAsyncDisposable
{
    private static readonly ConcurrentQueue<(string Fault, string Text)> Told = new();
    private readonly DateTime _begun = DateTime.UtcNow;

    /// <summary>Tells what was survived, with its numbers.</summary>
    internal static void Tell(string fault, string told)
    {
        Told.Enqueue((fault, told));
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault} {told}");
    }

    /// <summary>Chance of one fault: the same for the same seed, whatever else runs.</summary>
    internal static Random Chance(string fault)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault} --seed {FaultOptions.Seed}");
        return new(FaultOptions.Seed + int.Parse(fault.AsSpan(1), CultureInfo.InvariantCulture));
    }

    /// <summary>Writes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeMadeAsync();
        if (FaultOptions.Report is not { } file)
            return;
        var text = new StringBuilder("# Faults\n\n");
        var run = LongRuns.AreWanted ? "the long run" : "the short run";
        text.Append(CultureInfo.InvariantCulture, $"""
            Tried on {_begun:yyyy-MM-dd} from {_begun:HH:mm} to {DateTime.UtcNow:HH:mm} UTC,
            {run}, seed {FaultOptions.Seed};
            {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors.

            | Fault | What was tried and what came of it |
            |---|---|

            """);
        foreach (var (fault, told) in Told.OrderBy(t => t.Fault, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {fault} | {told} |\n");
        text.Append("\nWhat is not listed was not tried in this run, or failed.\n");
        await File.WriteAllTextAsync(file, text.ToString());
    }
}
