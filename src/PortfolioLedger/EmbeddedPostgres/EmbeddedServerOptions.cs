using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>Where an embedded server keeps its data and how it runs.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>The directory of cluster, connection file and locks; made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>PostgreSQL settings on top of the built-in ones.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The data directory is deleted when the server is disposed. Only then may
    /// <see cref="Settings"/> turn <c>fsync</c> off.
    /// </summary>
    public bool Ephemeral { get; init; }

    /// <summary>What the server is told: a throw-away one says of itself that it is.</summary>
    internal ImmutableSortedDictionary<string, string> Effective =>
        Ephemeral && !Settings.ContainsKey("cluster_name")
            ? Settings.Add("cluster_name", ClusterSettings.ThrownAway) : Settings;

    /// <summary>
    /// Whether a directory without a cluster is refused and left as it is, not given one.
    /// </summary>
    public bool MustExist { get; init; }

    /// <summary>Where restarts and take-overs are reported.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Where PostgreSQL programs are looked for.</summary>
    internal PostgresLocations Places { get; init; } = PostgresLocations.OfThisMachine();

    /// <summary>
    /// The user's data folder, or <c>/var/lib/portfolio-ledger</c> for root, whose home the
    /// unprivileged server account could not enter.
    /// </summary>
    public static string DefaultDataDirectory()
    {
        if (ServerAccount.MustChange)
            return ServerAccount.SharedDirectory;
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "portfolio-ledger")
            : throw new EmbeddedServerException(
                "This user has no data folder (is HOME set?). "
                + "Choose a directory with Ledger__DataDirectory.");
    }
}
