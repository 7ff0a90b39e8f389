namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>Lists that were agreed on once and are kept beside the tests.</summary>
internal static class Golden
{
    /// <summary>The lines of a list.</summary>
    public static string[] Lines(string name) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Kernel", $"{name}.golden.txt"));
}
