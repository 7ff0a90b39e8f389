using System.Text;

namespace PortfolioLedger.Verify.Commands;

/// <summary>Keys that a caller gives: as text, or in a file.</summary>
internal static class Keys
{
    private const int LongestFile = 64 * 1024;

    /// <summary>One verifier key.</summary>
    /// <param name="given">The key, or the name of a file that holds it.</param>
    /// <param name="option">Which option it was given with.</param>
    public static VerifierKey Public(string given, string option) =>
        AllPublic(given, option) is [var one] ? one
            : throw Failure.Usage($"{option} takes one key; '{given}' holds several.");

    /// <summary>
    /// The verifier keys of a log, a line each: the one that signs now, and those before it.
    /// </summary>
    /// <param name="given">A key, or the name of a file that holds keys.</param>
    /// <param name="option">Which option it was given with.</param>
    public static ImmutableArray<VerifierKey> AllPublic(string given, string option)
    {
        var text = given.Contains('+', StringComparison.Ordinal) && !File.Exists(given)
            ? given : Encoding.UTF8.GetString(Files.Read(given, LongestFile));
        if (text.StartsWith("PRIVATE+KEY", StringComparison.Ordinal))
            throw Failure.Usage($"{option} takes the public key; '{given}' is a secret one.");
        try
        {
            return Parse(text);
        }
        catch (FormatException e)
        {
            throw Failure.Usage($"{option} is no key: {e.Message}");
        }
    }

    /// <summary>Keys, a line each.</summary>
    /// <exception cref="FormatException">A line is none, or there is no line.</exception>
    public static ImmutableArray<VerifierKey> Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries
            | StringSplitOptions.RemoveEmptyEntries);
        return [.. (lines.Length > 0 ? lines : [""]).Select(VerifierKey.Parse)];
    }

    /// <summary>Those of some keys that stand for a log.</summary>
    public static ImmutableArray<VerifierKey> AllOf(
        ImmutableArray<VerifierKey> given, string origin)
    {
        var fit = given.Where(key => key.Kind == SignatureKind.Ed25519
            && (key.Name == origin || Covers(key.Name, origin))).ToArray();
        // Of those that do not fit the first says what is wrong.
        return [.. (fit.Length > 0 ? fit : given.Take(1)).Select(key => Of(key, origin))];
    }

    /// <summary>
    /// The key for a log: the one of the log itself, or that of its ledger, which signs for all its
    /// portfolios and epochs.
    /// </summary>
    public static VerifierKey Of(VerifierKey given, string origin)
    {
        if (given.Kind != SignatureKind.Ed25519)
            throw Failure.Usage($"'{given.Name}' is the key of a witness, not of a log.");
        return given.Name == origin ? given
            : Covers(given.Name, origin) ? given.Named(origin)
            : throw new Violation(
                $"the checkpoint is of another log than the key", null, $"'{given.Name}'",
                $"'{origin}'");
    }

    /// <summary>Whether a ledger of this name has a log with this origin.</summary>
    public static bool Covers(string ledger, string origin)
    {
        try
        {
            return LogOrigin.Parse(origin).Ledger == ledger;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A secret key from a file that nobody else may read.</summary>
    public static SigningKey Secret(string path, SignatureKind kind)
    {
        if (!File.Exists(path))
            throw Failure.Usage($"There is no key file '{path}'; 'keygen' makes one.");
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite
                | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            throw Failure.Usage(
                $"The key file '{path}' can be read or written by others; chmod 0400 it, and take "
                + "another key if others had access.");
        SigningKey key;
        try
        {
            key = SigningKey.Parse(Encoding.UTF8.GetString(Files.Read(path, LongestFile)));
        }
        catch (FormatException e)
        {
            throw Failure.Usage($"'{path}' is no key file: {e.Message}");
        }
        if (key.Verifier.Kind == kind)
            return key;
        key.Dispose();
        throw Failure.Usage($"'{path}' is the key of a "
            + (kind == SignatureKind.Cosignature
                ? "log, not of a witness." : "witness, not of a log."));
    }
}
