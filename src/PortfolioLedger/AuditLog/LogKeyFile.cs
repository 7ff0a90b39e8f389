using System.Collections.Immutable;
using System.Security.Cryptography;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Files;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// The file with the secret keys of the log: one a line, the one that signs now first. Behind it
/// may stand former ones, which sign too until everybody knows the new one. Nobody but the ledger's
/// user may read it.
/// </summary>
internal static class LogKeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>A new secret key.</summary>
    public static SigningKey New(string name) =>
        new(name, SignatureKind.Ed25519, RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads the keys.</summary>
    /// <exception cref="LogKeyException">There is none that may be used.</exception>
    public static ImmutableArray<SigningKey> Read(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
                throw new LogKeyException(
                    $"The key of the audit log, {file}, can be read by others: chmod 0400 it; if "
                    + "others may have read it, rotate the key (verb 'log rotate-key').");
            var keys = File.ReadAllLines(file).Where(line => line.Trim().Length > 0)
                .Select(SigningKey.Parse).ToImmutableArray();
            return !keys.IsEmpty && keys.All(k => k.Verifier.Kind == SignatureKind.Ed25519
                && k.Verifier.Name == keys[0].Verifier.Name)
                ? keys
                : throw new FormatException("it must hold keys of one name that sign notes");
        }
        catch (FormatException fault)
        {
            throw new LogKeyException(
                $"The key of the audit log, {file}, is damaged: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LogKeyException(
                $"The key of the audit log, {file}, cannot be read: {fault.Message}");
        }
    }

    /// <summary>Writes the keys, in place of those before: whole or not at all.</summary>
    /// <exception cref="LogKeyException">It cannot be written.</exception>
    public static void Write(string file, IEnumerable<SigningKey> keys)
    {
        var part = file + ".part";
        try
        {
            PrivateFolder.Create(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(part);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = Owner;
            using (var stream = new FileStream(part, options))
            using (var text = new StreamWriter(stream))
            {
                foreach (var key in keys)
                    text.Write(key.ToText() + "\n");
                text.Flush();
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LogKeyException(
                $"The key of the audit log cannot be written to {file}: {fault.Message} Choose "
                + "another place with AuditLog__Directory or AuditLog__KeyFile.");
        }
    }
}
