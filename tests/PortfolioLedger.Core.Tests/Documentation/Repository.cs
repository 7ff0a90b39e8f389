namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>Files of the repository the tests were built from.</summary>
internal static class Repository
{
    private const string Solution = "PortfolioLedger.sln";

    /// <summary>The full path of a file or folder, given from the root.</summary>
    internal static string PathOf(string path) => Path.Combine(Root(), path);

    /// <summary>Every file below a folder with this ending; build output left out.</summary>
    internal static IEnumerable<string> Files(string folder, string ending) =>
        Directory
            .EnumerateFiles(PathOf(folder), "*" + ending, SearchOption.AllDirectories)
            .Where(f =>
                !f.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .Order(StringComparer.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException(
                $"no {Solution} above {AppContext.BaseDirectory}"
            );
    }
}
