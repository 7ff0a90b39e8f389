using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Access;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Http.Tokens;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Administration;

/// <summary>
/// The ledger as a whole, for who runs it: read models, database, API tokens. What is of one
/// portfolio is on the page of that.
/// </summary>
internal sealed class AdminPage(
    ReadModelStanding standing, ServerFigures server, TokenTable tokens, TokenUse use,
    TokenEndpoints making, CallerAccess access, PageRenderer renderer, TimeProvider clock,
    IDatabaseList? several = null)
{
    /// <summary>Where it is.</summary>
    public const string Address = "/admin";

    private static readonly ImmutableArray<string> Fields = ["name", "role", "portfolio", "days"];

    /// <summary>Shows it.</summary>
    public async Task ShowAsync(HttpContext http) => await ShowAsync(
        http, ImmutableDictionary<string, string>.Empty, [], null, null, StatusCodes.Status200OK);

    /// <summary>Makes a token as a form says; its text is on the page that answers alone.</summary>
    public async Task IssueAsync(HttpContext http)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var given = Fields.Where(name => sent[name].ToString().Trim().Length > 0)
            .ToImmutableDictionary(name => name, name => sent[name].ToString().Trim());
        try
        {
            var asked = BodyReader.Read<CreateToken>(Body(given), CreateToken.Example);
            var made = await making.MakeAsync(
                await access.RequireAsync(http), asked, http.RequestAborted);
            await ShowAsync(http, ImmutableDictionary<string, string>.Empty, [], null,
                (made.Name.Value, made.Token), StatusCodes.Status201Created);
        }
        catch (ProblemException refused) when (refused.Problem.IsOfSender)
        {
            var problem = refused.Problem;
            await ShowAsync(
                http, given, problem.Errors, problem.Headline, null, problem.Status);
        }
    }

    /// <summary>Ends a token at once.</summary>
    public async Task RevokeAsync(HttpContext http)
    {
        var actor = (await access.RequireAsync(http)).ActAs(Role.Administrator);
        var text = (string)http.Request.RouteValues["name"]!;
        if (!Key.TryParse(text, out var name)
            || await tokens.RevokeAsync(name, actor.Id, http.RequestAborted) is null)
            throw ReadProblem.Unknown("token", text);
        FormAnswer.SeeOther(http, $"{Address}#tokens");
    }

    /// <summary>What was typed, as a program would send it.</summary>
    private static byte[] Body(ImmutableDictionary<string, string> given)
    {
        var body = new JsonObject();
        foreach (var (name, text) in given)
            body[name] = name == "days" && int.TryParse(text, out var days)
                ? JsonValue.Create(days) : JsonValue.Create(text);
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    /// <summary>What all databases say, each asked for itself.</summary>
    private async Task<(
        ImmutableArray<(Key, string?, StoredReadModels)> ReadModels,
        ImmutableArray<RebuiltUpTo> Rebuilding,
        ImmutableArray<DatabaseDescription> Databases)> DatabasesAsync(CancellationToken cancel)
    {
        var first = new AdministeredDatabase(several?.First, standing, server);
        var readModels = new List<(Key Portfolio, string?, StoredReadModels)>();
        var rebuilding = new List<RebuiltUpTo>();
        var described = ImmutableArray.CreateBuilder<DatabaseDescription>();
        foreach (var one in (several?.Others ?? []).Prepend(first))
            try
            {
                readModels.AddRange((await one.Standing.AllAsync(null, cancel))
                    .Select(m => (m.Portfolio, one.Name, m.Models)));
                rebuilding.AddRange(await one.Figures.RebuildAsync(cancel));
                described.Add(new(one.Name, await one.Figures.AllAsync(cancel), null));
            }
            catch (Exception away) when (one != first && DatabaseFault.IsTransient(away))
            {
                described.Add(new(one.Name, [], away.Message));
            }
        foreach (var (name, fault) in several?.NotServed ?? [])
            described.Add(new(name, [], fault));
        return ([.. readModels.OrderBy(m => m.Portfolio)],
            [.. rebuilding.OrderBy(r => r.Portfolio)], described.DrainToImmutable());
    }

    private async Task ShowAsync(
        HttpContext http, ImmutableDictionary<string, string> given,
        ImmutableArray<FieldFault> faults, string? problem, (string, string)? made, int status)
    {
        var cancel = http.RequestAborted;
        var identity = await access.RequireAsync(http);
        await use.WriteAsync(cancel);
        var hidden = identity.Has(Role.Administrator) ? FormToken.Field(http) : null;
        var (readModels, rebuilding, databases) = await DatabasesAsync(cancel);
        var model = new AdminModel(
            readModels, rebuilding, databases,
            [.. (await tokens.ListAsync(cancel)).Select(t => new TokenLine(
                t.Name, Enumeration<Role>.NameOf(t.Role), t.Portfolio,
                Enumeration<TokenStatus>.NameOf(t.Status), t.CreatedBy, t.ExpiresAt,
                t.LastUsedAt))],
            new(hidden, given, faults, problem, made), clock.GetUtcNow());
        PersonaSession.Begin(http);
        http.Response.Headers.CacheControl = "no-store";
        await Page.Render("Administration", await renderer.RenderAsync<AdminContent>(model), status)
            .ExecuteAsync(http);
    }
}
