using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Access;
using PortfolioLedger.EmbeddedPostgres;

namespace PortfolioLedger.AuditLog;

/// <summary>Where the key of the audit log lies, and how often it signs.</summary>
/// <param name="Directory">
/// For keys and last checkpoints, one folder for each ledger; outside the database.
/// </param>
/// <param name="KeyFile">
/// The file with the secret key, the same on all nodes; <c>log.key</c> in the ledger's folder if
/// null.
/// </param>
/// <param name="Name">
/// The first part of origins when a key is made; <c>portfolio-ledger/</c> and the ledger's id if
/// null.
/// </param>
/// <param name="Interval">The shortest time between two checkpoints of a portfolio.</param>
public sealed record AuditLogSettings(
    string Directory, string? KeyFile, string? Name, TimeSpan Interval)
{
    /// <summary>Whether this node signs; another one can do it.</summary>
    public bool Sign { get; init; } = true;

    private const int DefaultMilliseconds = 400;

    /// <summary>Who is asked to cosign checkpoints.</summary>
    public ImmutableArray<Witness> Witnesses { get; init; } = [];

    /// <summary>Who stamps checkpoints; null when nobody does.</summary>
    internal TimeStampSettings? TimeStamps { get; init; }

    /// <summary>The vkeys of the witnesses.</summary>
    internal IEnumerable<string> WitnessIds => Witnesses.Select(w => w.Id);

    /// <summary>Reads <c>AuditLog:…</c>.</summary>
    /// <exception cref="StartRefusedException">A value is none.</exception>
    public static AuditLogSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("AuditLog");
        var data = configuration["Ledger:DataDirectory"] is { Length: > 0 } chosen
            ? chosen : EmbeddedServerOptions.DefaultDataDirectory();
        return new(
            Text(section["Directory"]) ?? Path.Combine(data, "log"), Text(section["KeyFile"]),
            Text(section["Name"]), ReadInterval(section["IntervalMilliseconds"]))
        {
            Sign = section.GetValue("Sign", true),
            Witnesses = Witness.ReadAll(configuration),
            TimeStamps = TimeStampSettings.Read(configuration),
        };
    }

    private static TimeSpan ReadInterval(string? text) =>
        text is null ? TimeSpan.FromMilliseconds(DefaultMilliseconds)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wait)
            && wait is >= 10 and <= 60_000 ? TimeSpan.FromMilliseconds(wait)
        : throw new StartRefusedException(
            $"AuditLog__IntervalMilliseconds is '{text}'; it must be from 10 to 60000.");

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
