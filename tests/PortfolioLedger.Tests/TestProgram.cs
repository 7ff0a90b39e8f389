namespace PortfolioLedger.Tests;

/// <summary>The program as tests start it in processes of its own.</summary>
internal static class TestProgram
{
    /// <summary>
    /// What <c>dotnet</c> is given: the one that was built with the tests, or that of the folder
    /// which <c>LEDGER_TEST_PROGRAM</c> names, as one that is published, compiled ahead.
    /// </summary>
    public static string File { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("LEDGER_TEST_PROGRAM") is { Length: > 0 } folder
            ? folder : AppContext.BaseDirectory,
        "PortfolioLedger.dll");
}
