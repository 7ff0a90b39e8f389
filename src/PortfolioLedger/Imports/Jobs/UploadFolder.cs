using System.Globalization;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>
/// Where files lie while they are imported: a folder of this process alone among temporary files,
/// which nobody else may read. It is locked for as long as the process lives, so that the next one
/// can tell what a killed process left.
/// </summary>
internal sealed class UploadFolder(string root) : IDisposable
{
    private const string Prefix = "portfolio-ledger-uploads-";
    private const string LockName = "lock";

    private readonly Lock _making = new();
    private (string Path, FileStream Held)? _own;

    /// <summary>Among the temporary files of this machine.</summary>
    public UploadFolder() : this(Path.GetTempPath())
    {
    }

    /// <summary>A new and empty file.</summary>
    public string NewFile()
    {
        string folder;
        lock (_making)
        {
            // Whoever tidies up temporary files may have taken an old one for abandoned.
            if (_own is { } old && !Directory.Exists(old.Path))
            {
                old.Held.Dispose();
                _own = null;
            }
            folder = (_own ??= Made()).Path;
        }
        var path = Path.Combine(folder, Path.GetRandomFileName());
        File.Create(path).Dispose();
        return path;
    }

    /// <summary>Deletes what processes that are gone left; what cannot be deleted stays.</summary>
    public void RemoveAbandoned(ILogger log)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var folder in Directory.GetDirectories(root, Prefix + "*"))
            try
            {
                if (folder == _own?.Path || !IsAbandoned(folder))
                    continue;
                Directory.Delete(folder, recursive: true);
                log.LogInformation(
                    "Removed uploads that a killed process left in {Folder}",
                    folder
                );
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                log.LogDebug(fault, "The uploads in {Folder} are not removed", folder);
            }
    }

    /// <summary>Deletes the folder.</summary>
    public void Dispose()
    {
        if (_own is not var (path, held))
            return;
        _own = null;
        held.Dispose();
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private (string, FileStream) Made()
    {
        // Its name is not to be guessed, and only this user may enter it.
        var id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(root, $"{Prefix}{id}-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return (path, new FileStream(Path.Combine(path, LockName), FileMode.CreateNew,
            FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>Its lock is free; one without a lock is just being made.</summary>
    private static bool IsAbandoned(string folder)
    {
        var held = Path.Combine(folder, LockName);
        if (!File.Exists(held))
            return false;
        using var free = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return true;
    }
}
