namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>The server's log file: kept small, and quoted when a start fails.</summary>
internal static class ServerLog
{
    private const long MaxBytes = 10 * 1024 * 1024;
    private const int TailLines = 20;

    /// <summary>Puts a large log aside as <c>.1</c>, replacing the one before.</summary>
    public static void Rotate(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > MaxBytes })
            File.Move(file, file + ".1", overwrite: true);
    }

    /// <summary>The last lines, headed by the file's name; empty when there is no log.</summary>
    public static string Tail(string file)
    {
        if (!File.Exists(file))
            return "";
        // The server has the file open for writing.
        using var stream = new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(TailLines);
        return $"Last lines of {file}:\n{string.Join('\n', lines)}";
    }
}
