namespace PortfolioLedger.Files;

/// <summary>Folders that nobody but the ledger's user may enter.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it, with those above it, unless it is there.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
