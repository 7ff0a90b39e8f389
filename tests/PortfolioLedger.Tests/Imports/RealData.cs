namespace PortfolioLedger.Tests.Imports;

/// <summary>Real histories, which lie outside the repository.</summary>
internal static class RealData
{
    /// <summary>The path of a file; skips the running test when it is not there.</summary>
    public static string File(string name)
    {
        var path = Path.Combine(Folder(), name);
        Assert.SkipUnless(System.IO.File.Exists(path), $"{path} is missing: set LEDGER_REAL_DATA.");
        return path;
    }

    public static string CapitalProjects => File("nyc-capital-projects-2019-09.csv");

    public static string KubernetesEnhancements =>
        File("kubernetes-enhancements-field-changes.csv");

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_REAL_DATA") is { Length: > 0 } chosen)
            return chosen;
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null
            && !System.IO.File.Exists(Path.Combine(folder.FullName, "PortfolioLedger.sln")))
            folder = folder.Parent;
        return Path.GetFullPath(
            Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "../shared/data"));
    }
}
