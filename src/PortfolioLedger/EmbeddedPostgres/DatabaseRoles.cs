using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace PortfolioLedger.EmbeddedPostgres;

/// <summary>
/// The roles of the ledger on a PostgreSQL server, as <c>ops/postgresql/roles.sql</c> sets them
/// up: there with psql, here on a server whose superuser the ledger is.
/// </summary>
internal static partial class DatabaseRoles
{
    /// <summary>Owns everything; nobody logs in as it.</summary>
    public const string Owner = "ledger_owner";

    /// <summary>Makes and changes tables, as <see cref="Owner"/>.</summary>
    public const string Migrator = "ledger_migrator";

    /// <summary>Reads and records; owns nothing.</summary>
    public const string App = "ledger_app";

    /// <summary>Reads everything but secrets.</summary>
    public const string Auditor = "ledger_auditor";

    /// <summary>Reads the schema <c>bi</c>.</summary>
    public const string Bi = "ledger_bi";

    /// <summary>Those that log in.</summary>
    public static readonly ImmutableArray<string> Logins = [Migrator, App, Auditor, Bi];

    /// <summary>A password for each that logs in.</summary>
    public static ImmutableSortedDictionary<string, string> NewPasswords() =>
        Logins.ToImmutableSortedDictionary(
            role => role,
            _ => RandomNumberGenerator.GetHexString(48, lowercase: true),
            StringComparer.Ordinal
        );

    /// <summary>
    /// Makes the roles and gives them the database; changes nothing where that was done.
    /// </summary>
    /// <param name="superuser">Connection string of the ledger's database.</param>
    /// <param name="passwords">By the name of the role.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task SetUpAsync(
        string superuser, IReadOnlyDictionary<string, string> passwords, CancellationToken cancel)
    {
        var once = new NpgsqlConnectionStringBuilder(superuser) { Pooling = false };
        await using var connection = new NpgsqlConnection(once.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(Script(passwords), connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>What psql sends: all its conditions hold, its variables are filled in.</summary>
    private static string Script(IReadOnlyDictionary<string, string> passwords)
    {
        using var stream = typeof(DatabaseRoles).Assembly.GetManifestResourceStream("roles.sql")!;
        using var reader = new StreamReader(stream);
        var sql = new StringBuilder();
        while (reader.ReadLine() is { } line)
            if (!line.StartsWith('\\'))
                sql.AppendLine(Variable().Replace(
                    line, used => Literal(passwords[$"ledger_{used.Groups[1].Value}"])));
        return sql.ToString();
    }

    private static string Literal(string text) =>
        $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(":'([a-z]+)_password'")]
    private static partial Regex Variable();
}
