using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace PortfolioLedger.Access.SignIn;

/// <summary>
/// Who is signed in, in the database: the cookie holds a random key alone. So tokens never leave
/// the ledger, all nodes know the same sessions, and one that ended is over for every copy.
/// </summary>
internal sealed class SessionStore(
    AccessDatabase database, IDataProtectionProvider protection, SignInSettings settings)
    : ITicketStore
{
    /// <summary>Where a ticket that was read says which session it is of.</summary>
    public const string KeyParameter = "session";

    /// <summary>A session moves its end when this much of the time without use is over.</summary>
    private const double Stale = 0.1;

    private readonly IDataProtector _protector =
        protection.CreateProtector("PortfolioLedger.BrowserSession", "v1");

    /// <summary>Begins a session; tidies up those that ended.</summary>
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(new(
            "delete from ledger.browser_session where idle_until < now() or ends_at < now()"));
        batch.BatchCommands.Add(new("""
            insert into ledger.browser_session (key_hash, ticket, begun_at, idle_until, ends_at)
            values ($1, $2, now(), now() + least($3, $4), now() + $4)
            """)
        {
            Parameters =
            {
                new() { Value = HashOf(key) }, new() { Value = Protect(ticket) },
                new() { Value = settings.Idle }, new() { Value = settings.Longest },
            },
        });
        await batch.ExecuteNonQueryAsync();
        return key;
    }

    /// <summary>
    /// The session of a request; none where somebody comes back from the provider. Who signs in
    /// there gets a new key, in place of one that somebody else may have given the browser.
    /// </summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(
        string key, HttpContext http, CancellationToken cancel)
    {
        if (http.Request.Path != SignInSetup.CallbackPath)
            return await RetrieveAsync(key);
        await RemoveAsync(key);
        return null;
    }

    /// <summary>The session of a key; null when there is none or it has ended.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var batch = database.Source.CreateBatch();
        // Used again: it lasts longer. Not at every request, which would write as often.
        batch.BatchCommands.Add(new("""
            update ledger.browser_session set idle_until = least(now() + $2, ends_at)
            where key_hash = $1 and idle_until > now() and ends_at > now()
                and idle_until < least(now() + $2 * $3, ends_at)
            """)
        {
            Parameters =
            {
                new() { Value = HashOf(key) }, new() { Value = settings.Idle },
                new() { Value = 1 - Stale },
            },
        });
        batch.BatchCommands.Add(new("""
            select ticket from ledger.browser_session
            where key_hash = $1 and idle_until > now() and ends_at > now()
            """) { Parameters = { new() { Value = HashOf(key) } } });
        await using var rows = await batch.ExecuteReaderAsync();
        return await rows.ReadAsync() ? Read(rows.GetFieldValue<byte[]>(0), key) : null;
    }

    /// <summary>Keeps another state of it.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        await using var command = database.Source.CreateCommand(
            "update ledger.browser_session set ticket = $2 where key_hash = $1");
        command.Parameters.Add(new() { Value = HashOf(key) });
        command.Parameters.Add(new() { Value = Protect(ticket) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends it.</summary>
    public async Task RemoveAsync(string key)
    {
        await using var command = database.Source.CreateCommand(
            "delete from ledger.browser_session where key_hash = $1");
        command.Parameters.Add(new() { Value = HashOf(key) });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Changes a session while nobody else does, on no node: a refresh token can be used once, and
    /// a browser sends several requests at a time.
    /// </summary>
    /// <param name="key">Which one.</param>
    /// <param name="change">Its next state from the present one; null ends it.</param>
    /// <returns>What it is then; null when it has ended.</returns>
    public async Task<AuthenticationTicket?> ChangeAsync(
        string key, Func<AuthenticationTicket, Task<AuthenticationTicket?>> change)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var find = new NpgsqlCommand("""
            select ticket from ledger.browser_session
            where key_hash = $1 and idle_until > now() and ends_at > now() for update
            """, connection, transaction) { Parameters = { new() { Value = HashOf(key) } } };
        if (await find.ExecuteScalarAsync() is not byte[] stored
            || Read(stored, key) is not { } now)
            return null;
        var next = await change(now);
        if (ReferenceEquals(next, now))
            return now;
        await using var keep = new NpgsqlCommand(
            next is null
                ? "delete from ledger.browser_session where key_hash = $1"
                : "update ledger.browser_session set ticket = $2 where key_hash = $1",
            connection, transaction) { Parameters = { new() { Value = HashOf(key) } } };
        if (next is not null)
            keep.Parameters.Add(new() { Value = Protect(next) });
        await keep.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return next;
    }

    private byte[] Protect(AuthenticationTicket ticket) =>
        _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    /// <summary>Null when keys it was protected by are gone: they sign in again.</summary>
    private AuthenticationTicket? Read(byte[] stored, string key)
    {
        try
        {
            var ticket = TicketSerializer.Default.Deserialize(_protector.Unprotect(stored));
            ticket?.Properties.SetParameter(KeyParameter, key);
            return ticket;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whoever reads the table learns no key to a session from it.</summary>
    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
