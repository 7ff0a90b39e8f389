namespace PortfolioLedger.Tests;

/// <summary>Where the sources lie that these tests were built from.</summary>
internal static class RepositoryFolder
{
    /// <summary>The path of a file or folder in it.</summary>
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (
            folder is not null && !File.Exists(Path.Combine(folder.FullName, "PortfolioLedger.sln"))
        )
            folder = folder.Parent;
        return Path.Combine([
            folder?.FullName
                ?? throw new DirectoryNotFoundException("no PortfolioLedger.sln above"),
            .. parts,
        ]);
    }
}
