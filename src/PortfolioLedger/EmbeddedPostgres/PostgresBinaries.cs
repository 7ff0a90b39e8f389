using System.ComponentModel;
using System.Text.RegularExpressions;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>The folder of initdb, pg_ctl and postgres, and their version.</summary>
internal sealed partial record PostgresBinaries(string Folder, string Version)
{
    /// <summary>The oldest PostgreSQL that the ledger runs on.</summary>
    public const int MinMajorVersion = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The major version: 18 of 18.4.</summary>
    public int Major => int.Parse(Version.Split('.')[0]);

    /// <summary>The path of one program.</summary>
    public string this[string program] => Path.Combine(Folder, Executable(program));

    /// <summary>
    /// The packaged PostgreSQL, else the newest installed one; of the given major version when
    /// a cluster was written by it.
    /// </summary>
    /// <exception cref="EmbeddedServerException">There is none; says what to install.</exception>
    public static PostgresBinaries Locate(
        PostgresLocations places, ServerAccount? account, int? major)
    {
        var installed = places.Installed.Distinct(StringComparer.Ordinal)
            .Select(folder => Probe(folder, account))
            .OrderByDescending(found => found?.Major);
        var others = new List<PostgresBinaries>();
        // Lazily: the installed ones are asked only when the package does not do.
        foreach (var found in places.Packaged.Select(folder => ProbePackaged(folder, account))
            .Concat(installed).OfType<PostgresBinaries>())
        {
            if (found.Major >= MinMajorVersion && (major is null || found.Major == major))
                return found;
            others.Add(found);
        }
        throw new EmbeddedServerException(Missing(others, major));
    }

    private static string Missing(List<PostgresBinaries> others, int? major) =>
        major is { } written && others.Count > 0
            ? $"The data was written by PostgreSQL {written}, but only PostgreSQL "
                + $"{string.Join(", ", others.Select(found => found.Version).Distinct())} is "
                + $"here. Install PostgreSQL {written}, or restore a backup into an empty "
                + "directory (Ledger__DataDirectory)."
            : "No PostgreSQL was found. Do one of these: install Node.js 20 or newer and build "
                + "again (the build then installs PostgreSQL 18 from npm); or install "
                + $"PostgreSQL {major ?? MinMajorVersion}{(major is null ? " or newer" : "")} "
                + "(Debian, Ubuntu: apt-get install postgresql; macOS: brew install "
                + "postgresql@18); or name a running server with ConnectionStrings__Ledger.";

    private static PostgresBinaries? Probe(string folder, ServerAccount? account)
    {
        if (!Needed.All(program => File.Exists(Path.Combine(folder, Executable(program)))))
            return null;
        try
        {
            var postgres = Path.Combine(folder, Executable("postgres"));
            var (code, output) = PostgresProgram.Run(postgres, ["--version"], account);
            var version = VersionPattern().Match(output);
            return code == 0 && version.Success ? new(folder, version.Groups[1].Value) : null;
        }
        catch (Win32Exception)
        {
            return null; // built for another system
        }
    }

    // Root may have built in a place that the server's account cannot enter, such as /root.
    private static PostgresBinaries? ProbePackaged(string folder, ServerAccount? account)
    {
        if (Probe(folder, account) is { } found)
            return found;
        return account is not null && Probe(folder, null) is { } closed
            ? Probe(CopyWithinReach(closed), account)
            : null;
    }

    private static string CopyWithinReach(PostgresBinaries closed)
    {
        var target = $"{ServerAccount.SharedDirectory}/postgresql-{closed.Version}";
        if (!Directory.Exists(target))
        {
            var draft = $"{target}.{Environment.ProcessId}";
            Directory.CreateDirectory(ServerAccount.SharedDirectory);
            PostgresProgram.Run("cp", ["-a", Path.GetDirectoryName(closed.Folder)!, draft]);
            PostgresProgram.Run("mv", ["-T", "-n", draft, target]);
            PostgresProgram.Run("rm", ["-rf", draft]);
        }
        return Path.Combine(target, "bin");
    }

    private static string Executable(string program) =>
        OperatingSystem.IsWindows() ? program + ".exe" : program;

    [GeneratedRegex(@"\(PostgreSQL\) (\d+(\.\d+)?)")]
    private static partial Regex VersionPattern();
}
