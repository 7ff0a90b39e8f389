using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// How to reach the server of a data directory: <c>connection.json</c>, readable by its owner
/// alone. Host is a socket directory or a loopback address.
/// </summary>
internal sealed record ConnectionFile(string Host, int Port, string User, string Password)
{
    /// <summary>The longest socket path that every system takes, in bytes.</summary>
    private const int MaxSocketPathBytes = 103;

    private static readonly JsonSerializerOptions Layout =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// Passwords of the ledger's roles; null in a file of an earlier release. <see cref="User"/> is
    /// the superuser.
    /// </summary>
    public ImmutableSortedDictionary<string, string>? Roles { get; init; }

    /// <summary>Whether the server listens on a Unix socket.</summary>
    public bool IsSocket => Path.IsPathRooted(Host);

    /// <summary>A new place to listen, with a new password.</summary>
    public static ConnectionFile New(string cluster) =>
        new ConnectionFile("", 0, "ledger", RandomNumberGenerator.GetHexString(48, true))
            .WithRoles().ListeningFor(cluster);

    /// <summary>The same with passwords for the ledger's roles, new ones where it has none.
    /// </summary>
    public ConnectionFile WithRoles() =>
        Roles is null ? this with { Roles = DatabaseRoles.NewPasswords() } : this;

    /// <summary>The same account, where the cluster lies now and with a free port.</summary>
    public ConnectionFile ListeningFor(string cluster) =>
        !OperatingSystem.IsWindows()
            && Encoding.UTF8.GetByteCount($"{cluster}/.s.PGSQL.5432") <= MaxSocketPathBytes
            ? this with { Host = cluster, Port = 5432 }
            : this with { Host = "127.0.0.1", Port = FreePort(IsSocket ? 0 : Port) };

    /// <summary>The connection string of one database, for the superuser.</summary>
    public string To(string database) => To(database, User, Password);

    /// <summary>The same for one of the ledger's roles.</summary>
    public string To(string database, string role) => To(database, role, Roles![role]);

    private string To(string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Username = user,
            Password = password,
            Database = database,
            Timezone = "UTC",
        }.ConnectionString;

    /// <summary>The file of a data directory, or null when there is no whole one.</summary>
    public static ConnectionFile? Read(string home)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectionFile>(
                File.ReadAllBytes(PathIn(home)), Layout);
        }
        catch (Exception error) when (error is FileNotFoundException or JsonException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EmbeddedServerException(
                $"{PathIn(home)} belongs to another user. Run as that user, or choose another "
                + "directory with Ledger__DataDirectory.", error);
        }
    }

    /// <summary>Replaces the file as a whole: a reader sees the old or the new one.</summary>
    public void Write(string home)
    {
        var draft = PathIn(home) + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, this, Layout);
        File.Move(draft, PathIn(home), overwrite: true);
    }

    private static string PathIn(string home) => Path.Combine(home, "connection.json");

    // The port of last time if it is free, so that saved connection settings stay right.
    private static int FreePort(int wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException) when (wanted != 0)
        {
            return FreePort(0);
        }
    }
}
