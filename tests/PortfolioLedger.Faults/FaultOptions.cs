using System.Globalization;
using System.Text.RegularExpressions;

namespace PortfolioLedger.Faults;

/// <summary>What the command line says; all else is the test runner's.</summary>
internal static partial class FaultOptions
{
    private const string Usage = """
        The faults that the ledger survives:

          --long             as often and as long as a release is tried; hours
          --only F01,F09     these alone
          --seed <number>    chance as in a former run, which said its seed
          --report <file>    what was tried and what came of it, as Markdown
        """;

    /// <summary>Where chance begins; each fault draws from a source of its own.</summary>
    public static int Seed { get; private set; } =
        int.TryParse(Environment.GetEnvironmentVariable("LEDGER_FAULT_SEED"),
            CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next(1_000_000);

    /// <summary>Where the report is written; null for none.</summary>
    public static string? Report { get; private set; } =
        Environment.GetEnvironmentVariable("LEDGER_FAULT_REPORT") is { Length: > 0 } file
            ? file : null;

    /// <summary>Takes our options out; false when one is wrong, with what would be right.</summary>
    public static bool TryTake(string[] args, out List<string> rest, out string wrong)
    {
        (rest, wrong) = ([], "");
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--long":
                    Environment.SetEnvironmentVariable(LongRuns.Variable, "1");
                    break;
                case "--only" when Value(args, ref i) is { } faults && Names().IsMatch(faults):
                    foreach (var fault in faults.Split(','))
                        rest.AddRange(["-trait", $"fault={fault}"]);
                    break;
                case "--seed" when int.TryParse(Value(args, ref i),
                    NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    Seed = seed;
                    break;
                case "--report" when Value(args, ref i) is { } file:
                    Report = Path.GetFullPath(file);
                    break;
                case "--long" or "--only" or "--seed" or "--report" or "--help":
                    wrong = Usage;
                    return false;
                default:
                    rest.Add(args[i]);
                    break;
            }
        return true;
    }

    private static string? Value(string[] args, ref int at) =>
        at + 1 < args.Length ? args[++at] : null;

    [GeneratedRegex("^F[0-9]{2}(,F[0-9]{2})*$")]
    private static partial Regex Names();
}
