using System.Runtime.InteropServices;
using PortfolioLedger.Verify.Sources;

namespace PortfolioLedger.Verify.Commands;

/// <summary>What a verb is asked of.</summary>
/// <param name="Text">A bundle, the address of a log, or an export.</param>
/// <param name="CheckpointOf">The note of the checkpoint that an export belongs to.</param>
/// <param name="Headers">Sent to an address.</param>
internal sealed record Input(
    string Text, string? CheckpointOf, ImmutableArray<(string Name, string Value)> Headers)
{
    /// <summary>Whether it is an address.</summary>
    public bool IsAddress => Text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens it.</summary>
    public async Task<LogSource> OpenAsync(CancellationToken cancel)
    {
        try
        {
            if (IsAddress)
                return await AddressSource.OpenAsync(new LogClient(Text, Headers), cancel);
            var file = Files.Open(Text);
            return IsArchive(file) || CheckpointOf is null && !LooksLikeExport(file)
                ? BundleSource.Open(file)
                : ExportSource.Open(file, Note());
        }
        catch (FormatException e)
        {
            throw new Violation(e.Message);
        }
    }

    private SignedNote Note()
    {
        var path = CheckpointOf ?? throw Failure.Usage("An export needs --checkpoint-of <file>: "
            + "the signed checkpoint that it belongs to.");
        try
        {
            return SignedNote.Parse(Files.Read(path, SignedNote.MaxBytes));
        }
        catch (FormatException e)
        {
            throw Failure.Usage($"'{path}' is no checkpoint: {e.Message}");
        }
    }

    private static bool IsArchive(FileStream file) => Begins(file, "PK"u8);

    private static bool LooksLikeExport(FileStream file) => Begins(file, "{"u8);

    private static bool Begins(FileStream file, ReadOnlySpan<byte> start)
    {
        Span<byte> read = stackalloc byte[start.Length];
        file.Position = 0;
        var count = file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read[..count].SequenceEqual(start);
    }
}

/// <summary>Files that a caller names.</summary>
internal static class Files
{
    public static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1,
                FileOptions.RandomAccess);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or ArgumentException or NotSupportedException)
        {
            throw Failure.Usage(File.Exists(path)
                ? $"'{path}' cannot be read: {e.Message}" : $"There is no file '{path}'.");
        }
    }

    public static byte[] Read(string path, int most)
    {
        using var file = Open(path);
        if (file.Length > most)
            throw Failure.Usage($"'{path}' has more than {most} bytes.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a file at once or not at all, and to the disk.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var file = Create(part, FileMode.Create, mode))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
            FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure.Of($"'{path}' cannot be written: {e.Message}");
        }
    }

    /// <summary>A file that only some may read, from its first moment on.</summary>
    public static FileStream Create(string path, FileMode create, UnixFileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = create, Access = FileAccess.Write, Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        return new(path, options);
    }

    /// <summary>That a file has another name now must also be on the disk.</summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // The framework opens no folders.
        var handle = Libc.Open(folder, 0);
        if (handle < 0)
            throw new IOException($"The folder '{folder}' cannot be opened.");
        var result = Libc.Flush(handle);
        _ = Libc.Close(handle);
        if (result != 0)
            throw new IOException($"The folder '{folder}' cannot be flushed to the disk.");
    }

    private static class Libc
    {
        [DllImport("libc", EntryPoint = "open")]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

        [DllImport("libc", EntryPoint = "fsync")]
        public static extern int Flush(int handle);

        [DllImport("libc", EntryPoint = "close")]
        public static extern int Close(int handle);
    }
}
