using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace PortfolioLedger.Access;

/// <summary>What claims say of somebody, in access tokens and ID tokens alike.</summary>
/// <param name="idClaim">Names them.</param>
/// <param name="roleClaim">
/// Holds roles; a dotted path leads into nested claims, <c>realm_access.roles</c>.
/// </param>
/// <param name="map">
/// What a value of that claim stands for; values it does not hold give nothing. Null: a value is a
/// role itself.
/// </param>
public sealed class ProviderClaims(
    string idClaim, string roleClaim, ImmutableDictionary<string, ImmutableArray<string>>? map)
{
    private static readonly char[] Separators = [' ', ',', '\t', '\r', '\n'];

    /// <summary>Who they are; 401 when the claims name nobody.</summary>
    public KnownCaller CallerOf(ClaimsPrincipal principal, CallerMeans means)
    {
        var id = principal.FindFirstValue(idClaim);
        if (string.IsNullOrWhiteSpace(id))
            throw new AccessDeniedException(
                "unauthenticated", $"The token names nobody: it has no claim '{idClaim}'.");
        return new(id, principal.FindFirstValue("department"), GrantsOf(principal), means)
        {
            Name = principal.FindFirstValue("name")
                ?? principal.FindFirstValue("preferred_username"),
            Until = long.TryParse(principal.FindFirstValue("exp"), NumberStyles.None,
                CultureInfo.InvariantCulture, out var exp)
                ? DateTimeOffset.FromUnixTimeSeconds(exp) : null,
            RolesFrom = $"The claim '{roleClaim}'",
        };
    }

    private Grants GrantsOf(ClaimsPrincipal principal) =>
        Grants.Of(ValuesOf(principal, roleClaim).SelectMany(Meaning));

    /// <summary>The value as a whole where it says something, else the words in it.</summary>
    private IEnumerable<string> Meaning(string value) =>
        Known(value) ?? value
            .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => Known(word) ?? []);

    private ImmutableArray<string>? Known(string value) =>
        map is null ? Grants.TryRead(value, out _, out _) ? [value] : null
        : map.TryGetValue(value, out var roles) ? roles : null;

    /// <summary>
    /// The texts at a path. Names of claims and clients may hold dots themselves, so the claim of
    /// the whole name comes first, and each dot may be the one that leads on.
    /// </summary>
    private static IEnumerable<string> ValuesOf(ClaimsPrincipal principal, string path) =>
        principal.HasClaim(c => c.Type == path)
            ? principal.FindAll(path).Select(c => c.Value)
            : Splits(path).SelectMany(split => principal.FindAll(split.First)
                .Select(c => Parsed(c.Value))
                .OfType<JsonElement>()
                .SelectMany(inside => ValuesOf(inside, split.Inner)));

    private static IEnumerable<string> ValuesOf(JsonElement inside, string path) =>
        inside.ValueKind != JsonValueKind.Object ? []
        : inside.TryGetProperty(path, out var found) ? Texts(found)
        : Splits(path).SelectMany(split => inside.TryGetProperty(split.First, out var next)
            ? ValuesOf(next, split.Inner) : []);

    private static IEnumerable<(string First, string Inner)> Splits(string path) =>
        from i in Enumerable.Range(0, path.Length)
        where path[i] == '.'
        select (path[..i], path[(i + 1)..]);

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray()
            .Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!),
        _ => [],
    };

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
