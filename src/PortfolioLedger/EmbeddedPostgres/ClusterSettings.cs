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

    /// <summary>
    /// What a server whose data is deleted when it stops calls itself. The name can be given to
    /// the whole server only, at its start: not to one account or session.
    /// </summary>
    public const string ThrownAway = "portfolio-ledger, thrown away";

    // May be overruled by local.conf.
    private static readonly KeyValuePair<string, string>[] Tuning =
    [
        new("max_connections", "200"),
        new("shared_buffers", "256MB"),
        new("wal_compression", "on"),
        new("max_wal_size", "2GB"),
    ];

    // What the ledger relies on: durability, time zone, log-in.
    private static readonly KeyValuePair<string, string>[] Fixed =
    [
        new("fsync", "on"),
        new("full_page_writes", "on"),
        new("timezone", "UTC"),
        new("log_timezone", "UTC"),
        new("log_line_prefix", "%m [%p] %q%d "),
        new("password_encryption", "scram-sha-256"),
        new("unix_socket_permissions", "0700"),
        new("cluster_name", "portfolio-ledger"),
    ];

    /// <summary>All settings; of a name that comes twice the last one counts.</summary>
    public static string Text(
        ConnectionFile connection, IEnumerable<KeyValuePair<string, string>> settings,
        bool withLocal)
    {
        var text = new StringBuilder(
            "# Written at every start. Put tuning of your own into local.conf beside it.\n");
        Add(text, Tuning);
        if (withLocal)
            text.Append("include 'local.conf'\n");
        Add(text, [.. Fixed, .. settings, .. Listening(connection)]);
        return text.ToString();
    }

    private static void Add(
        StringBuilder text, IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings)
            text.Append(Line(name, value)).Append('\n');
    }

    private static string Line(string name, string value) =>
        $"{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static KeyValuePair<string, string>[] Listening(ConnectionFile connection) =>
    [
        new("port", $"{connection.Port}"),
        new("listen_addresses", connection.IsSocket ? "" : connection.Host),
        new("unix_socket_directories", connection.IsSocket ? connection.Host : ""),
    ];
}
