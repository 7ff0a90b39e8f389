using System.Collections.Immutable;
using System.Text;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>The texts of postgresql.conf and pg_hba.conf, written anew at every start.</summary>
internal static class ClusterSettings
{
    /// <summary>Everybody needs the password, on the socket too.</summary>
    public const string LogIn =
        """
        local all all scram-sha-256
        host  all all 127.0.0.1/32 scram-sha-256
        host  all all ::1/128 scram-sha-256

        """;

    private static readonly ImmutableSortedDictionary<string, string> Standard =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
        [
            KeyValuePair.Create("max_connections", "200"),
            KeyValuePair.Create("shared_buffers", "256MB"),
            KeyValuePair.Create("wal_compression", "on"),
            KeyValuePair.Create("max_wal_size", "2GB"),
            KeyValuePair.Create("dynamic_shared_memory_type", "posix"),
            KeyValuePair.Create("password_encryption", "scram-sha-256"),
            KeyValuePair.Create("timezone", "UTC"),
            KeyValuePair.Create("log_timezone", "UTC"),
            KeyValuePair.Create("log_line_prefix", "%m [%p] %q%d "),
            KeyValuePair.Create("unix_socket_permissions", "0700"),
            KeyValuePair.Create("fsync", "on"),
        ]);

    /// <summary>All settings: the ledger's, the caller's, the place to listen.</summary>
    public static string Text(
        ConnectionFile connection, ImmutableSortedDictionary<string, string> settings)
    {
        var all = Standard.SetItems(settings).SetItems(Listening(connection));
        if (OperatingSystem.IsWindows())
            all = all.SetItem("dynamic_shared_memory_type", "windows");
        var text = new StringBuilder()
            .AppendLine("# Written at every start. Put settings of your own into local.conf.")
            .AppendLine("include_if_exists = 'local.conf'");
        foreach (var (name, value) in all)
            if (!MayBeLocal(name, settings))
                text.AppendLine(Line(name, value));
            else
                text.Insert(0, Line(name, value) + "\n");
        return text.ToString();
    }

    // Only tuning gives way to local.conf: not where to listen, who may log in, or durability.
    private static bool MayBeLocal(
        string name, ImmutableSortedDictionary<string, string> settings) =>
        !settings.ContainsKey(name)
        && name is "max_connections" or "shared_buffers" or "wal_compression" or "max_wal_size";

    private static string Line(string name, string value) =>
        $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static KeyValuePair<string, string>[] Listening(ConnectionFile connection) =>
    [
        KeyValuePair.Create("port", $"{connection.Port}"),
        KeyValuePair.Create("listen_addresses", connection.IsSocket ? "" : connection.Host),
        KeyValuePair.Create(
            "unix_socket_directories", connection.IsSocket ? connection.Host : ""),
    ];
}
