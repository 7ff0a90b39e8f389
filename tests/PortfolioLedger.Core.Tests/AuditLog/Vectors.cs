using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>Public test vectors, which lie outside the repository.</summary>
internal static class Vectors
{
    /// <summary>The folder of vectors; skips the running test when it is not there.</summary>
    internal static string Folder(string name)
    {
        var folder = Path.Combine(Root(), name);
        Assert.SkipUnless(Directory.Exists(folder), $"{folder} is missing: set LEDGER_VECTORS.");
        return folder;
    }

    private static string Root() =>
        Environment.GetEnvironmentVariable("LEDGER_VECTORS") is { Length: > 0 } chosen
            ? chosen
            : Path.GetFullPath(Path.Combine(Repository(), "../shared/vectors"));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    private const string Solution = "PortfolioLedger.sln";
}
