using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access.Tokens;

/// <summary>The table <c>ledger.api_token</c>.</summary>
internal sealed class TokenTable(AccessDatabase database)
{
    private const string Columns = """
        name, role, portfolio, created_by, created_at, expires_at, revoked_by, revoked_at,
        last_used_at, case when revoked_at is not null then 'revoked'
            when expires_at <= clock_timestamp() then 'expired' else 'active' end
        """;

    /// <summary>
    /// Keeps a new token; null when the name is taken, also by one that has ended.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="role">What it may.</param>
    /// <param name="portfolio">Where; everywhere if null.</param>
    /// <param name="days">How long.</param>
    /// <param name="hash">Of its text.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ApiToken?> AddAsync(
        Key name, Role role, Key? portfolio, int days, byte[] hash, string by,
        CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand($"""
            insert into ledger.api_token (name, role, portfolio, token_hash, created_by, expires_at)
            values ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(days => $6))
            on conflict (name) do nothing returning {Columns}
            """);
        command.Parameters.Add(new() { Value = name.Value });
        command.Parameters.Add(new() { Value = Enumeration<Role>.NameOf(role) });
        command.Parameters.Add(new()
        {
            Value = (object?)portfolio?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text,
        });
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = by });
        command.Parameters.Add(new() { Value = days });
        return await FirstAsync(command, cancel);
    }

    /// <summary>The token with this hash; null when there is none.</summary>
    public async Task<ApiToken?> FindAsync(byte[] hash, CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns} from ledger.api_token where token_hash = $1");
        command.Parameters.Add(new() { Value = hash });
        return await FirstAsync(command, cancel);
    }

    /// <summary>The token with this name; null when there is none.</summary>
    public async Task<ApiToken?> FindAsync(Key name, CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns} from ledger.api_token where name = $1");
        command.Parameters.Add(new() { Value = name.Value });
        return await FirstAsync(command, cancel);
    }

    /// <summary>All tokens, those that have ended among them, by name.</summary>
    public async Task<ImmutableArray<ApiToken>> ListAsync(CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns} from ledger.api_token order by name collate \"C\"");
        return await AllAsync(command, cancel);
    }

    /// <summary>
    /// Ends a token, for every node at once; one that was ended stays as it is. Null when there is
    /// none.
    /// </summary>
    public async Task<ApiToken?> RevokeAsync(Key name, string by, CancellationToken cancel)
    {
        await using (var command = database.Source.CreateCommand("""
            update ledger.api_token set revoked_by = $2, revoked_at = clock_timestamp()
            where name = $1 and revoked_at is null
            """))
        {
            command.Parameters.Add(new() { Value = name.Value });
            command.Parameters.Add(new() { Value = by });
            await command.ExecuteNonQueryAsync(cancel);
        }
        return await FindAsync(name, cancel);
    }

    /// <summary>Writes when tokens were used last, each if that was later.</summary>
    public async Task UsedAsync(
        IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancel)
    {
        await using var command = database.Source.CreateCommand("""
            update ledger.api_token t set last_used_at = u.at
            from unnest($1::text[], $2::timestamptz[]) u (name, at)
            where t.name = u.name and (t.last_used_at is null or t.last_used_at < u.at)
            """);
        command.Parameters.Add(new() { Value = uses.Select(u => u.Key).ToArray() });
        command.Parameters.Add(new() { Value = uses.Select(u => u.Value).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<ApiToken?> FirstAsync(
        NpgsqlCommand command, CancellationToken cancel) =>
        (await AllAsync(command, cancel)).FirstOrDefault();

    private static async Task<ImmutableArray<ApiToken>> AllAsync(
        NpgsqlCommand command, CancellationToken cancel)
    {
        var found = ImmutableArray.CreateBuilder<ApiToken>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add(new(
                Key.Parse(row.GetString(0)), Enumeration<Role>.Parse(row.GetString(1)),
                row.IsDBNull(2) ? null : Key.Parse(row.GetString(2)),
                Enumeration<TokenStatus>.Parse(row.GetString(9)), row.GetString(3), At(4), At(5),
                row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : At(7),
                row.IsDBNull(8) ? null : At(8)));
        return found.ToImmutable();

        DateTimeOffset At(int column) => row.GetFieldValue<DateTimeOffset>(column);
    }
}
