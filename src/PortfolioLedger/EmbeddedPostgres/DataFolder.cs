namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Makes the data directory and refuses what must not be.</summary>
internal static class DataFolder
{
    /// <summary>The full path of the directory, which exists afterwards.</summary>
    public static string Prepare(EmbeddedServerOptions options)
    {
        if (!options.Ephemeral && options.Settings.GetValueOrDefault("fsync") is not (null or "on"))
            throw new EmbeddedServerException("fsync must stay on for data that is kept.");
        var home = PathOf(options);
        try
        {
            Create(home);
            // The server reports its folder without links; ours must read the same.
            return Resolve(home);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedServerException(
                $"The data directory {home} cannot be made or written ({error.Message}). "
                + "Choose another one with Ledger__DataDirectory.", error);
        }
    }

    /// <summary>
    /// Refuses a directory without a cluster, unless somebody is just making one there; touches
    /// nothing.
    /// </summary>
    public static void RequireCluster(EmbeddedServerOptions options)
    {
        var home = PathOf(options);
        if (Cluster.WrittenBy(home) is null && !DataDirectoryLock.IsTaken(home))
            throw NoLedgerException.In(home, options.DataDirectory);
    }

    private static string PathOf(EmbeddedServerOptions options) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataDirectory));

    private static void Create(string home)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(home))
            Directory.CreateDirectory(home);
        else
            Directory.CreateDirectory(home, ServerAccount.MustChange ? Passable : Private);
    }

    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The server's account has to pass through to its cluster, which only it can enter.
    private const UnixFileMode Passable =
        Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static string Resolve(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var real = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target
            ? Resolve(target.FullName)
            : real;
    }
}
