using System.Diagnostics;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The server process of a cluster, as the operating system sees it. A process id alone proves
/// nothing: it may be a zombie's, or by now another program's.
/// </summary>
internal static class Postmaster
{
    /// <summary>The id of the running postmaster of the cluster, or null.</summary>
    public static int? Find(string cluster) =>
        ReadId(cluster) is { } id && Serves(id, cluster) ? id : null;

    /// <summary>Whether that process is alive and serves the cluster.</summary>
    public static bool Serves(int id, string cluster)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return File.ReadAllText($"/proc/{id}/comm").Trim() == "postgres"
                    && WorkingFolder(id) == cluster;
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "postgres";
        }
        catch (Exception error) when (error is ArgumentException or IOException
            or UnauthorizedAccessException or InvalidOperationException)
        {
            return false; // it has ended
        }
    }

    /// <summary>
    /// After the postmaster was killed its children may still run and block a new one.
    /// Crash recovery makes it safe to kill them too.
    /// </summary>
    public static void KillOrphans(string cluster)
    {
        foreach (var process in Process.GetProcessesByName("postgres"))
            using (process)
                if (OperatingSystem.IsLinux() && Serves(process.Id, cluster))
                    process.Kill();
    }

    /// <summary>
    /// Removes <c>postmaster.pid</c> when it names a process that exists but is not ours;
    /// PostgreSQL itself deals with one that does not exist.
    /// </summary>
    public static void ForgetStranger(string cluster)
    {
        if (ReadId(cluster) is { } id && !Serves(id, cluster) && Exists(id))
            File.Delete(IdFile(cluster));
    }

    private static string IdFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static int? ReadId(string cluster)
    {
        try
        {
            var first = File.ReadLines(IdFile(cluster)).FirstOrDefault();
            return int.TryParse(first, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool Exists(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string? WorkingFolder(int id) =>
        new FileInfo($"/proc/{id}/cwd").LinkTarget;
}
