using System.Globalization;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access.Tokens;

/// <summary>
/// Callers with an API token. Its row is read with every request, by the hash and from one index:
/// what is revoked is refused on every node from then on, and nothing of a token is kept in memory.
/// </summary>
internal sealed class TokenCallers(TokenTable table, TokenUse use) : ICallerSource
{
    private const string Scheme = "Bearer ";

    public string Hint => "Programs send an API token: Authorization: Bearer plt_….";

    /// <summary>Who a token names; 401 problems say why it is not taken.</summary>
    public async ValueTask<KnownCaller?> FindAsync(HttpContext http)
    {
        if (TextIn(http.Request.Headers.Authorization.ToString()) is not { } text)
            return null;
        // Who sends anything but a token that was given gets the same answer, whatever is wrong.
        var token = TokenText.IsWellFormed(text)
            ? await table.FindAsync(TokenText.HashOf(text), http.RequestAborted) : null;
        if (token is null)
            throw new AccessDeniedException("token-unknown",
                "This API token is none that this ledger gave. Ask an administrator for one.");
        if (token.Status == TokenStatus.Revoked)
            throw new AccessDeniedException("token-revoked",
                $"The API token '{token.Name}' was revoked on {DayOf(token.RevokedAt!.Value)}. "
                + "Ask an administrator for a new one.");
        if (token.Status == TokenStatus.Expired)
            throw new AccessDeniedException("token-expired",
                $"The API token '{token.Name}' expired on {DayOf(token.ExpiresAt)}. Ask an "
                + "administrator for a new one.");
        use.Note(token);
        return new(token.ActorId, null, token.Portfolio is { } only
            ? Grants.Of([$"{only}:{Enumeration<Role>.NameOf(token.Role)}"])
            : Grants.Of(token.Role), CallerMeans.ApiToken)
        {
            Until = token.ExpiresAt, RolesFrom = $"The API token '{token.Name}'",
        };
    }

    /// <summary>The API token in a header; null when it holds none.</summary>
    private static string? TextIn(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && header[Scheme.Length..].Trim() is var text
        && text.StartsWith(TokenText.Prefix, StringComparison.Ordinal) ? text : null;

    private static string DayOf(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
