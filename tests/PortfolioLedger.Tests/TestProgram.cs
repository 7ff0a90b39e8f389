namespace PortfolioLedger.Tests;

/// <summary>The program as tests start it in processes of its own.</summary>
internal static class TestProgram
{
    /// <summary>
    /// What <c>dotnet</c> is given: the one that was built with the tests, or that of the folder
    /// which <c>LEDGER_TEST_PROGRAM</c> names, as one that is published, compiled ahead.
    /// </summary>
    public static string File { get; } =
        In("LEDGER_TEST_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, Name);

    /// <summary>
    /// That of an earlier release, in the folder which <c>LEDGER_FORMER_PROGRAM</c> names; null
    /// where none is named.
    /// </summary>
    public static string? Former { get; } = In("LEDGER_FORMER_PROGRAM");

    private const string Name = "PortfolioLedger.dll";

    private static string? In(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder
            ? Path.Combine(folder, Name) : null;
}
