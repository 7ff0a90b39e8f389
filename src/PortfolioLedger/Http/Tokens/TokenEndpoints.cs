using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;

namespace PortfolioLedger.Http.Tokens;

/// <summary>Makes an API token for a program, like a dashboard.</summary>
/// <param name="Name">
/// A key, given once for ever: in the journal the token acts as token:name.
/// </param>
/// <param name="Role">What it may.</param>
/// <param name="Portfolio">Where; in all portfolios if absent.</param>
/// <param name="Days">After how many days it expires: 1 to 366, 90 if absent.</param>
internal sealed record CreateToken(
    Key Name, Role Role, Key? Portfolio = null, int? Days = null) : IChecked
{
    /// <summary>A body that is right.</summary>
    public const string Example =
        """{"name":"board-dashboard","role":"viewer","portfolio":"capital","days":90}""";

    public IEnumerable<FieldFault> Faults() => Days is < 1 or > ApiToken.MaxDays
        ? [new("/days", $"must be from 1 to {ApiToken.MaxDays}: every token expires")] : [];
}

/// <summary>An API token that was just made.</summary>
/// <param name="Token">The token itself: it is shown here and never again.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may.</param>
/// <param name="Portfolio">Where; in all portfolios if null.</param>
/// <param name="ExpiresAt">Until when it is taken.</param>
internal sealed record CreatedToken(
    string Token, Key Name, Role Role, Key? Portfolio, DateTimeOffset ExpiresAt);

/// <summary>The API tokens there are.</summary>
/// <param name="Items">By name, those that have ended among them.</param>
/// <param name="NextCursor">Null: there is one page.</param>
internal sealed record TokenPage(ImmutableArray<ApiToken> Items, string? NextCursor);

/// <summary>API tokens over HTTP. Administrators make and end them; auditors see them.</summary>
internal sealed class TokenEndpoints(
    CallerAccess access, TokenTable table, TokenUse use, BookKeeper keeper)
{
    /// <summary>Makes one; its text is in this answer alone.</summary>
    public async Task CreateAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        RequirePerson(identity);
        http.Request.ReadArguments([]);
        var asked = BodyReader.Read<CreateToken>(
            await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes), CreateToken.Example);
        var made = await MakeAsync(identity, asked, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.Headers.Location = $"{TokenMapping.Address}/{made.Name}";
        await WriteAsync(http, made);
    }

    /// <summary>Makes one, whichever surface asks; a problem says why it is not made.</summary>
    public async Task<CreatedToken> MakeAsync(
        Identity identity, CreateToken asked, CancellationToken cancel)
    {
        RequirePerson(identity);
        if (asked.Portfolio is { } portfolio && !await keeper.ExistsAsync(portfolio, cancel))
            throw new ProblemException(Problem.Create("unknown-portfolio",
                $"There is no portfolio '{portfolio}'; leave it out for all portfolios.",
                new FieldFault("/portfolio", "names no portfolio of the ledger")) with
            {
                Status = StatusCodes.Status422UnprocessableEntity,
            });
        var text = TokenText.Create();
        var made = await table.AddAsync(asked.Name, asked.Role, asked.Portfolio,
            asked.Days ?? ApiToken.UsualDays, TokenText.HashOf(text),
            identity.ActAs(Role.Administrator).Id, cancel)
            ?? throw new ProblemException(Problem.Create("already-exists", NameTaken(asked.Name)));
        return new(text, made.Name, made.Role, made.Portfolio, made.ExpiresAt);
    }

    /// <summary>Whoever gets hold of a token must not make others that outlive it.</summary>
    private static void RequirePerson(Identity identity)
    {
        if (identity.Means == CallerMeans.ApiToken)
            throw new AccessDeniedException("person-required",
                "API tokens make no API tokens. Sign in as an administrator, or use the command "
                + "line: token create.");
    }

    /// <summary>All of them, without their texts.</summary>
    public async Task ListAsync(HttpContext http)
    {
        http.Request.ReadArguments([]);
        await use.WriteAsync(http.RequestAborted);
        await WriteAsync(http, new TokenPage(await table.ListAsync(http.RequestAborted), null));
    }

    /// <summary>One of them.</summary>
    public async Task ReadAsync(HttpContext http)
    {
        http.Request.ReadArguments([]);
        await use.WriteAsync(http.RequestAborted);
        await WriteAsync(http, await FoundAsync(http, name =>
            table.FindAsync(name, http.RequestAborted)));
    }

    /// <summary>Ends one at once, on all nodes.</summary>
    public async Task RevokeAsync(HttpContext http)
    {
        var actor = (await access.RequireAsync(http)).ActAs(Role.Administrator);
        http.Request.ReadArguments([]);
        await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        await WriteAsync(http, await FoundAsync(http, name =>
            table.RevokeAsync(name, actor.Id, http.RequestAborted)));
    }

    /// <summary>Why a name cannot be given.</summary>
    internal static string NameTaken(Key name) =>
        $"There is or was an API token '{name}'. A name is given once: it stands in the journal. "
        + "Choose another.";

    private static async Task<ApiToken> FoundAsync(
        HttpContext http, Func<Key, Task<ApiToken?>> find)
    {
        var text = (string)http.Request.RouteValues["name"]!;
        return Key.TryParse(text, out var name) && await find(name) is { } token ? token
            : throw ReadProblem.Unknown("token", text);
    }

    private static async Task WriteAsync(HttpContext http, object answer)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, answer, answer.GetType(),
            ViewJson.Options, http.RequestAborted);
    }
}
