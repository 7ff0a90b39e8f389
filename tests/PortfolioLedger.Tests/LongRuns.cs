namespace PortfolioLedger.Tests;

/// <summary>
/// Tests that try something at random have a short run, which goes with every build, and a long one
/// by command: <c>LEDGER_LONG_TESTS=1 dotnet test</c>.
/// </summary>
internal static class LongRuns
{
    public const string Variable = "LEDGER_LONG_TESTS";

    public static bool AreWanted =>
        Environment.GetEnvironmentVariable(Variable) is "1" or "true";

    /// <summary>How often something is tried.</summary>
    /// <param name="shortly">In the short run.</param>
    /// <param name="long">In the long one.</param>
    public static int Times(int shortly, int @long) => AreWanted ? @long : shortly;
}
