using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Names and words of an evidence bundle: events of one log with what proves them, in a
/// <see cref="StoredZip"/>.
/// </summary>
public static class EvidenceBundle
{
    /// <summary>What it is and how it is verified, for people.</summary>
    public const string ReadMe = "README.md";

    /// <summary>The signed checkpoint, with cosignatures if there are some.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>One leaf a line, positions ascending.</summary>
    public const string Events = "events.ndjson";

    /// <summary>An RFC 3161 time-stamp token over the checkpoint; not in every bundle.</summary>
    public const string TimeStamp = "time-stamp.tsr";

    /// <summary>The last file: see <see cref="BundleManifest"/>.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The longest data beside a leaf, in bytes.</summary>
    public const int LongestData = 256 * 1024 * 1024;

    /// <summary>The longest time-stamp token, in bytes.</summary>
    public const int LongestTimeStamp = 1024 * 1024;

    /// <summary>The longest manifest, in bytes.</summary>
    public const int LongestManifest = 64 * 1024 * 1024;

    /// <summary>Canonical data that stands beside its leaf.</summary>
    public static string Data(long position) =>
        string.Create(CultureInfo.InvariantCulture, $"data/{position}.json");

    /// <summary>The text of <see cref="ReadMe"/>.</summary>
    public static string Words(LogOrigin origin, long from, long to, string? decision, string key)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var what = decision is null
            ? string.Create(CultureInfo.InvariantCulture, $"the events {from} to {to}")
            : $"the events of the decision `{decision}`";
        return $"""
            # Evidence from a portfolio ledger

            This archive holds {what} of the portfolio `{origin.Portfolio}`
            (log `{origin}`), with what proves that they are in the log as it was signed.

            Verify it, on any machine and without the ledger:

                ledger-verify log <this file> --key '{key}'

            Take the key from somebody you trust, not from this page: whoever can forge the archive
            can forge the page. Exit code 0 means that it holds; 3 that something was altered, and
            the first altered event is named.

            | File | What it is |
            |---|---|
            | `checkpoint` | size and root of the log, signed (C2SP tlog-checkpoint) |
            | `events.ndjson` | one event a line: the very bytes that are hashed (RFC 8785) |
            | `data/<position>.json` | data of an event that is too long for its line |
            | `tile/<level>/<number>` | hashes of the log (C2SP tlog-tiles) up to its root |
            | `time-stamp.tsr` | when the checkpoint existed, by a time-stamp authority (RFC 3161) |
            | `manifest.json` | what is in here, with SHA-256 of every file, and digests of views |

            """.ReplaceLineEndings("\n");
    }
}
