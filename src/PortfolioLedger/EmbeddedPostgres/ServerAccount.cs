namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The account PostgreSQL runs as. It refuses to run as root, so under root it becomes an
/// existing unprivileged account; everybody else runs it as himself.
/// </summary>
internal sealed record ServerAccount(int UserId, int GroupId)
{
    /// <summary>Where root keeps what the server's account must reach.</summary>
    public const string SharedDirectory = "/var/lib/portfolio-ledger";

    private static readonly ServerAccount Nobody = new(65534, 65534);

    /// <summary>Whether this process is root (of a Unix system).</summary>
    public static bool MustChange =>
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>What stands before a program's name to run it as this account.</summary>
    public string[] Prefix =>
        ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--"];

    /// <summary>
    /// The owner of an existing cluster, else <c>postgres</c>, else <c>nobody</c>;
    /// null when this process need not change.
    /// </summary>
    public static ServerAccount? For(string cluster)
    {
        if (!MustChange)
            return null;
        RequireSetpriv();
        return Directory.Exists(cluster) && OwnerOf(cluster) is { UserId: not 0 } owner
            ? owner
            : Named("postgres") ?? Named("nobody") ?? Nobody;
    }

    /// <summary>Makes a directory that only this account may enter.</summary>
    public void Create(string directory)
    {
        string[] line = ["-d", "-m", "0700", "-o", $"{UserId}", "-g", $"{GroupId}", directory];
        var (code, output) = PostgresProgram.Run("install", line);
        if (code != 0)
            throw new EmbeddedServerException($"Cannot make {directory}: {output.Trim()}");
    }

    /// <summary>Whether this account can reach and read the path.</summary>
    public bool CanReach(string path) =>
        PostgresProgram.Run("test", ["-r", path], this).Code == 0;

    private static void RequireSetpriv()
    {
        try
        {
            PostgresProgram.Run("setpriv", ["--version"]);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new EmbeddedServerException(
                "PostgreSQL does not run as root, and 'setpriv' (package util-linux) is missing "
                + "to run it as another user. Start the ledger as an ordinary user, or install "
                + "util-linux, or set ConnectionStrings__Ledger.", error);
        }
    }

    private static ServerAccount? OwnerOf(string path)
    {
        var (code, output) = PostgresProgram.Run("stat", ["-c", "%u:%g", path]);
        return code == 0 ? Parse(output.Trim().Split(':')) : null;
    }

    private static ServerAccount? Named(string user)
    {
        const string accounts = "/etc/passwd"; // name:password:uid:gid:...
        if (!File.Exists(accounts))
            return null;
        var fields = File.ReadLines(accounts).Select(line => line.Split(':'))
            .FirstOrDefault(line => line.Length > 3 && line[0] == user);
        return fields is null ? null : Parse(fields[2..4]);
    }

    private static ServerAccount? Parse(string[] ids) =>
        int.TryParse(ids[0], out var user) && int.TryParse(ids[1], out var group)
            ? new(user, group)
            : null;
}
