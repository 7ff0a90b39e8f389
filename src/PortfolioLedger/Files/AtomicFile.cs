namespace PortfolioLedger.Files;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside its place and moves it there when it is complete.</summary>
    public static async Task WriteAsync(string file, Func<Stream, Task> write)
    {
        var part = file + ".part";
        try
        {
            await using (var stream = File.Create(part))
            {
                await write(stream);
                // Else the name may be on the disk before what it names.
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
