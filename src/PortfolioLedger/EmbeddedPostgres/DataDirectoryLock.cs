using System.Text.Json;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// Held by the one process that owns the server of a data directory. The operating system
/// frees it when that process ends in whatever way, so "locked" means "owner alive".
/// </summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another process (or another owner here) has it.</summary>
    public static DataDirectoryLock? TryTake(string home)
    {
        if (TryOpen(Path.Combine(home, "server.lock"), FileAccess.ReadWrite, FileShare.None)
            is not { } file)
            return null;
        Holder.OfThisProcess().Write(home);
        return new(file);
    }

    /// <summary>
    /// Whether some process has the lock of a directory, which need not be there.
    /// </summary>
    public static bool IsTaken(string home)
    {
        if (!File.Exists(Path.Combine(home, "server.lock")))
            return false;
        using var free = TryOpen(
            Path.Combine(home, "server.lock"), FileAccess.ReadWrite, FileShare.None);
        return free is null;
    }

    /// <summary>
    /// A share in a server that another process owns, held while using it; null when that
    /// process is about to stop the server.
    /// </summary>
    public static IDisposable? TryShare(string home) =>
        TryOpen(SharePath(home), FileAccess.Read, FileShare.Read);

    /// <summary>
    /// Waits until no process has a share; none gets one until the result is disposed.
    /// </summary>
    public static async Task<IDisposable> WhenUnsharedAsync(string home)
    {
        while (true)
        {
            if (TryOpen(SharePath(home), FileAccess.ReadWrite, FileShare.None) is { } all)
                return all;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Frees the directory for the next owner.</summary>
    public void Dispose() => file.Dispose();

    private static string SharePath(string home) => Path.Combine(home, "users.lock");

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedServerException(
                $"{path} belongs to another user. Run as that user, or choose another directory "
                + "with Ledger__DataDirectory.", error);
        }
    }
}

/// <summary>Who took the lock; written beside it, since a locked file cannot be read.</summary>
internal sealed record Holder(int ProcessId, string Process, DateTimeOffset Since)
{
    /// <summary>This process, from now on.</summary>
    public static Holder OfThisProcess()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new(self.Id, self.ProcessName, DateTimeOffset.UtcNow);
    }

    /// <summary>The last process that took the lock, if that is known.</summary>
    public static Holder? Read(string home)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllBytes(PathIn(home)));
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces what the previous holder wrote.</summary>
    public void Write(string home) =>
        File.WriteAllBytes(PathIn(home), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>For messages: process name, id and since when.</summary>
    public override string ToString() =>
        $"process {ProcessId} ({Process}), since {Since:yyyy-MM-dd HH:mm:ss} UTC";

    private static string PathIn(string home) => Path.Combine(home, "holder.json");
}
