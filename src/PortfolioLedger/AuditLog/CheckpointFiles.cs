using System.Globalization;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Files;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The last checkpoint of each portfolio, kept beside the key: a database that was restored, or
/// rewritten with all that was signed in it, does not hold what these say.
/// </summary>
internal static class CheckpointFiles
{
    private const string Extension = ".checkpoint";

    /// <summary>The last one of a portfolio, in its newest epoch; null when there is none.</summary>
    /// <exception cref="LogKeyException">The file is damaged.</exception>
    public static (LogOrigin Origin, Checkpoint Checkpoint, SignedNote Note)? Last(
        string folder, Key portfolio) =>
        Epochs(folder, portfolio).Select(epoch => (int?)epoch).Max() is { } newest
            ? Read(FileOf(folder, portfolio, newest)) : null;

    /// <summary>The portfolios that there are checkpoints of, with their sizes.</summary>
    public static IEnumerable<(Key Portfolio, int Epoch, long Size)> All(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension))
            if (Path.GetFileName(file).Split('.') is [var name, _, _]
                && Key.TryParse(name, out var portfolio))
            {
                var (origin, checkpoint, _) = Read(file);
                yield return (portfolio, origin.Epoch, checkpoint.Size);
            }
    }

    /// <summary>Keeps a checkpoint in the place of the one before it.</summary>
    public static Task KeepAsync(string folder, Key portfolio, int epoch, SignedNote note)
    {
        PrivateFolder.Create(folder);
        return AtomicFile.WriteAsync(FileOf(folder, portfolio, epoch),
            stream => stream.WriteAsync(note.ToBytes()).AsTask());
    }

    private static IEnumerable<int> Epochs(string folder, Key portfolio)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var file in Directory.EnumerateFiles(folder, $"{portfolio}.*{Extension}"))
            if (Path.GetFileName(file).Split('.') is [_, var epoch, _]
                && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var e))
                yield return e;
    }

    private static (LogOrigin Origin, Checkpoint Checkpoint, SignedNote Note) Read(string file)
    {
        try
        {
            var note = SignedNote.Parse(File.ReadAllBytes(file));
            var checkpoint = Checkpoint.Parse(note.Text);
            return (LogOrigin.Parse(checkpoint.Origin), checkpoint, note);
        }
        catch (FormatException fault)
        {
            throw new LogKeyException(
                $"The last checkpoint kept in {file} is damaged: {fault.Message} Put it back from "
                + "a backup of that folder.");
        }
    }

    private static string FileOf(string folder, Key portfolio, int epoch) => Path.Combine(
        folder, string.Create(CultureInfo.InvariantCulture, $"{portfolio}.{epoch}{Extension}"));
}
