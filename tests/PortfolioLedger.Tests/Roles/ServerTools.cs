namespace PortfolioLedger.Tests.Roles;

/// <summary>PostgreSQL's own programs, as an administrator has them.</summary>
internal static class ServerTools
{
    /// <summary>Whether psql can be run.</summary>
    public static bool HasPsql { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "psql")));
}
