using System.Security.Cryptography;
using System.Text;
using PortfolioLedger.Verify.Commands;

namespace PortfolioLedger.Verify.Witnessing;

/// <summary>
/// The last checkpoint of each log that a witness has cosigned, one file an origin. A file is
/// replaced at once, and is on the disk before anybody is answered. One process at a time.
/// </summary>
internal sealed class WitnessState : IDisposable
{
    private readonly string _folder;
    private readonly FileStream _lock;

    private WitnessState(string folder, FileStream locked) => (_folder, _lock) = (folder, locked);

    public static WitnessState Open(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(folder, new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate,
                FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure.Of(Directory.Exists(folder)
                ? $"'{folder}' is used by another witness, or cannot be written."
                : $"'{folder}' cannot be made: {e.Message}");
        }
    }

    /// <summary>How files and addresses name an origin.</summary>
    public static string HashOf(string origin) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    /// <summary>The last note of a log; null before the first.</summary>
    public SignedNote? Last(string originHash)
    {
        var path = PathOf(originHash);
        try
        {
            return File.Exists(path)
                ? SignedNote.Parse(Files.Read(path, SignedNote.MaxBytes)) : null;
        }
        catch (FormatException e)
        {
            // To go on as if nothing had been seen would let the log show another history.
            throw Failure.Of($"'{path}' is damaged: {e.Message} Restore it before cosigning.");
        }
    }

    /// <summary>Keeps the note of a log.</summary>
    public void Keep(string originHash, SignedNote note) => Files.Replace(PathOf(originHash),
        note.ToBytes(), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    public void Dispose() => _lock.Dispose();

    private string PathOf(string originHash) => Path.Combine(_folder, $"{originHash}.checkpoint");
}
