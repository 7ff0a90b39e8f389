using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Files;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The last checkpoint of each portfolio, kept beside the key: a database that was restored, or
/// rewritten with all that was signed in it, does not hold what these say. Beside each lie the leaf
/// hashes behind the last whole tile, so that the event that was changed can be named.
/// </summary>
internal static class CheckpointFiles
{
    private const string Extension = ".checkpoint";
    private const string EdgeExtension = ".edge";

    /// <summary>
    /// The last one of a portfolio, in its newest epoch; null when there is none.
    /// </summary>
    /// <exception cref="LogKeyException">The file is damaged.</exception>
    public static (HeldCheckpoint Held, SignedNote Note)? Last(string folder, Key portfolio) =>
        Files(folder, $"{portfolio}.*{Extension}")
            .OrderByDescending(f => f.Epoch).Select(f => f.File).FirstOrDefault() is { } newest
            ? Read(newest) : null;

    /// <summary>Those of all portfolios and epochs.</summary>
    /// <exception cref="LogKeyException">A file is damaged.</exception>
    public static IEnumerable<HeldCheckpoint> All(string folder) =>
        All(folder, fault => throw fault);

    /// <summary>Those that can be read; told of each that is damaged.</summary>
    public static IEnumerable<HeldCheckpoint> All(string folder, Action<LogKeyException> damaged)
    {
        foreach (var (file, _) in Files(folder, "*" + Extension))
        {
            HeldCheckpoint held;
            try
            {
                held = Read(file).Held;
            }
            catch (LogKeyException fault)
            {
                damaged(fault);
                continue;
            }
            yield return held;
        }
    }

    /// <summary>Keeps a checkpoint in the place of the one before it.</summary>
    /// <param name="folder">Of the ledger.</param>
    /// <param name="portfolio">Whose log it is of.</param>
    /// <param name="epoch">Of the log.</param>
    /// <param name="note">The checkpoint.</param>
    /// <param name="edge">The leaf hashes behind the last whole tile.</param>
    public static async Task KeepAsync(
        string folder, Key portfolio, int epoch, SignedNote note, MerkleHash[] edge)
    {
        PrivateFolder.Create(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{portfolio}.{epoch}");
        await WriteAsync(Path.Combine(folder, name + EdgeExtension), Tile.Bytes(edge));
        await WriteAsync(Path.Combine(folder, name + Extension), note.ToBytes());
    }

    private static IEnumerable<(string File, int Epoch)> Files(string folder, string pattern)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
            if (Path.GetFileName(file).Split('.') is [var portfolio, var number, _]
                && Key.TryParse(portfolio, out _) && int.TryParse(
                    number, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
                yield return (file, epoch);
    }

    private static Task WriteAsync(string file, byte[] bytes) =>
        AtomicFile.WriteAsync(file, stream => stream.WriteAsync(bytes).AsTask());

    private static (HeldCheckpoint Held, SignedNote Note) Read(string file)
    {
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            var checkpoint = Checkpoint.Parse(note.Text);
            return (new(LogOrigin.Parse(checkpoint.Origin), checkpoint, file,
                Edge(Path.ChangeExtension(file, EdgeExtension), checkpoint.Size)), note);
        }
        catch (FormatException fault)
        {
            throw new LogKeyException(
                $"The last checkpoint kept in {file} is damaged: {fault.Message} Put it back from "
                + "a backup of that folder.");
        }
    }

    /// <summary>
    /// It only helps to name an event: one that was cut off in writing is left out.
    /// </summary>
    private static ImmutableArray<MerkleHash> Edge(string file, long size)
    {
        if (!File.Exists(file))
            return [];
        var bytes = File.ReadAllBytes(file);
        return bytes.Length == size % Tile.FullWidth * MerkleHash.Size ? [.. Tile.Read(bytes)] : [];
    }
}
