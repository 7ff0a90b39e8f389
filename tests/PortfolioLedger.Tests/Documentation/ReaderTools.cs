namespace PortfolioLedger.Tests.Documentation;

/// <summary>What a reader of the pages needs beside the ledger.</summary>
internal static class ReaderTools
{
    private static readonly string[] Names = ["bash", "curl", "jq", "openssl"];

    /// <summary>Skips the test where one of them is missing.</summary>
    public static void SkipUnlessThere()
    {
        foreach (var name in Names)
            Assert.SkipUnless(IsThere(name), $"{name} is missing: the pages are typed with it.");
    }

    private static bool IsThere(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
