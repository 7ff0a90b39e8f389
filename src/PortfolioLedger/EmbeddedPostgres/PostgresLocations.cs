using System.Reflection;
using System.Runtime.InteropServices;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Where PostgreSQL programs may lie: package folders, then installed ones.</summary>
internal sealed record PostgresLocations(
    IEnumerable<string> Packaged, IEnumerable<string> Installed)
{
    /// <summary>The folders of this machine, in the order they are tried.</summary>
    public static PostgresLocations OfThisMachine() => new(
        [.. PackageRoots().Select(root => Path.Combine(root, Platform, "native", "bin"))],
        SystemFolders());

    /// <summary>The npm name of this platform, for example <c>linux-x64</c>.</summary>
    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows"
                : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();
        }
    }

    private static IEnumerable<string> PackageRoots()
    {
        // A published app carries its copy; a build output knows the project's npm folder.
        yield return Path.Combine(AppContext.BaseDirectory, "postgresql");
        var attributes = typeof(PostgresLocations).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>();
        foreach (var attribute in attributes)
            if (attribute is { Key: "EmbeddedPostgresPackages", Value: { } folder })
                yield return folder;
    }

    // Enumerated only when the package does not do: pg_config is a process of its own.
    private static IEnumerable<string> SystemFolders() =>
        new[] { FromPgConfig, FromPath, FromSystemFolders }.SelectMany(folders => folders());

    private static IEnumerable<string> FromPgConfig()
    {
        try
        {
            var (code, output) = PostgresProgram.Run("pg_config", ["--bindir"]);
            return code == 0 ? [output.Trim()] : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return []; // not on the PATH
        }
    }

    private static IEnumerable<string> FromPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);

    private static IEnumerable<string> FromSystemFolders()
    {
        string[] parents = OperatingSystem.IsWindows()
            ? [@"C:\Program Files\PostgreSQL"]
            : ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt"];
        return parents.Where(Directory.Exists)
            .SelectMany(parent => Directory.EnumerateDirectories(parent))
            .Where(IsVersioned)
            .Select(folder => Path.Combine(folder, "bin"));
    }

    // "15" (Debian, Windows), "pgsql-17" (PGDG on Red Hat), "postgresql@17" (Homebrew)
    private static bool IsVersioned(string folder)
    {
        var name = Path.GetFileName(folder);
        return int.TryParse(name, out _)
            || name.StartsWith("pgsql-", StringComparison.Ordinal)
            || name.StartsWith("postgresql", StringComparison.Ordinal);
    }
}
