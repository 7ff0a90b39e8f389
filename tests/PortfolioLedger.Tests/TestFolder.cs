using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.Tests;

/// <summary>Data directories of tests, all under one folder that later runs clean up.</summary>
internal static class TestFolder
{
    private static readonly string Root = Path.Combine(
        Path.GetTempPath(), $"portfolio-ledger-tests-{Environment.UserName}");

    /// <summary>The path of a directory that does not exist yet.</summary>
    public static string New() => Path.Combine(Root, Guid.NewGuid().ToString("n")[..12]);

    /// <summary>Removes a directory, if it is there.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops the servers and deletes the directories of runs that were killed.</summary>
    public static async Task RemoveAbandonedAsync()
    {
        if (!Directory.Exists(Root))
            return;
        // A younger one may be between two starts of a test in another process.
        foreach (var folder in new DirectoryInfo(Root).EnumerateDirectories())
            if (folder.CreationTimeUtc < DateTime.UtcNow.AddMinutes(-10))
                await EmbeddedServer.RemoveAbandonedAsync(folder.FullName);
    }
}
