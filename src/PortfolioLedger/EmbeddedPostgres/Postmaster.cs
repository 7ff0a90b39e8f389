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
    /// Crash recovery makes it safe to kill them too. Completes when they are gone.
    /// </summary>
    public static async Task KillOrphansAsync(string cluster)
    {
        if (!OperatingSystem.IsLinux())
            return; // whose children they are cannot be told; they end by themselves
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (KillServing(cluster) > 0)
            await Task.Delay(20, limit.Token);
    }

    private static int KillServing(string cluster)
    {
        var killed = 0;
        foreach (var process in Process.GetProcesses())
            using (process)
                if (Serves(process.Id, cluster))
                {
                    process.Kill();
                    killed++;
                }
        return killed;
    }

    /// <summary>
    /// Removes lock files that name a process that exists but is not ours; PostgreSQL itself
    /// deals with one that does not exist.
    /// </summary>
    public static void ForgetStranger(string cluster)
    {
        string[] locks = [IdFile(cluster), .. Directory.GetFiles(cluster, ".s.PGSQL.*.lock")];
        foreach (var file in locks)
            if (ReadFirstLine(file) is { } id && !Serves(id, cluster) && Exists(id))
                File.Delete(file);
    }

    private static string IdFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static int? ReadId(string cluster) => ReadFirstLine(IdFile(cluster));

    private static int? ReadFirstLine(string file)
    {
        try
        {
            var first = File.ReadLines(file).FirstOrDefault();
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
