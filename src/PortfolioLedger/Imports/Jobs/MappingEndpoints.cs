using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Imports.Lists;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Imports.Jobs;

/// <summary>What can read files: presets and the mappings a portfolio keeps for itself.</summary>
internal sealed class MappingEndpoints(CallerAccess access, StoredMappings mappings)
{
    private static readonly Parameter<string> FormatName = new("format", "csv",
        text => text is "csv" or "xlsx" ? text : throw new FormatException("must be csv or xlsx"),
        "csv for one list, xlsx for all lists and notes.", "xlsx", ["csv", "xlsx"]);

    private static readonly Parameter<string?> List = new("list", null, Texts.Text,
        "Which list, as CSV; the first if absent.", "initiatives", []);

    /// <summary>The query parameters of a template.</summary>
    public static readonly ImmutableArray<Parameter> OfTemplate = [FormatName, List];

    /// <summary>All mappings.</summary>
    public async Task ListAsync(HttpContext http)
    {
        var portfolio = await ReaderAsync(http);
        var items = MappingFile.Presets.Select(p => Shown(MappingFile.Read(p), "preset"))
            .Concat((await mappings.ListAsync(portfolio, http.RequestAborted))
                .Select(m => Shown(MappingFile.Parse(m.Json, m.Name), "stored")));
        await ImportEndpoints.WriteAsync(http, new MappingPage([.. items], null));
    }

    /// <summary>One mapping as it is written, to start another from.</summary>
    public async Task GetAsync(HttpContext http)
    {
        var portfolio = await ReaderAsync(http);
        var mapping = await FindAsync(http, portfolio);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(MappingFile.Write(mapping), http.RequestAborted);
    }

    /// <summary>Keeps a mapping for a portfolio.</summary>
    public async Task PutAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var portfolio = PortfolioOf(http);
        var actor = identity.ActAs(Role.Administrator);
        http.Request.ReadArguments([]);
        var name = NameOf(http);
        var body = await BodyReader.ReadAsync(http, ImportUpload.MaxMappingBytes);
        if (MappingFile.Presets.Contains(name))
            throw new ProblemException(Problem.Create("already-exists",
                $"'{name}' is a preset, which stays as it is; choose another name."));
        var json = System.Text.Encoding.UTF8.GetString(body);
        if (Parsed(json, name).Name.Value != name)
            throw new ProblemException(Problem.Create("invalid-fields",
                $"/name must be '{name}', as in the address.",
                new FieldFault("/name", $"must be '{name}', as in the address")));
        var isNew = await mappings.StoreAsync(portfolio, name, json, actor.Id, http.RequestAborted);
        http.Response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await ImportEndpoints.WriteAsync(http, Shown(MappingFile.Parse(json, name), "stored"));
    }

    /// <summary>A file to fill in.</summary>
    public async Task TemplateAsync(HttpContext http)
    {
        var portfolio = await ReaderAsync(http, OfTemplate);
        var arguments = http.Request.ReadArguments(OfTemplate);
        var mapping = await FindAsync(http, portfolio);
        var template = ReadProblem.Checked(List.Name, () =>
            ImportTemplate.Create(mapping, arguments.Get(FormatName), arguments.Get(List)));
        http.Response.ContentType = template.ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{template.FileName}\"";
        http.Response.Headers.CacheControl = "private, no-store";
        await http.Response.Body.WriteAsync(template.Bytes, http.RequestAborted);
    }

    /// <summary>A mapping somebody sent; a problem says what is wrong with it.</summary>
    public static IMapping Parsed(string json, string name)
    {
        try
        {
            return MappingFile.Parse(json, name);
        }
        catch (MappingException wrong)
        {
            throw new ProblemException(Problem.Create("invalid-mapping", wrong.Message,
                wrong.Faults.Select(f => new FieldFault("", f))));
        }
    }

    private async Task<IMapping> FindAsync(HttpContext http, Key portfolio)
    {
        var name = (string)http.Request.RouteValues["mapping"]!;
        return await mappings.ReadAsync(portfolio, name, http.RequestAborted)
            ?? throw ReadProblem.Unknown("mapping", name);
    }

    private async Task<Key> ReaderAsync(
        HttpContext http,
        ImmutableArray<Parameter>? parameters = null
    )
    {
        var identity = await access.RequireAsync(http);
        var portfolio = PortfolioOf(http);
        if (!identity.Roles.Contains(Role.Auditor))
            identity.ActAs(Role.Administrator);
        http.Request.ReadArguments(parameters ?? []);
        return portfolio;
    }

    // A template is wanted before the portfolio is there.
    private static Key PortfolioOf(HttpContext http)
    {
        var text = (string?)http.Request.RouteValues["portfolio"];
        return Key.TryParse(text, out var key) ? key : throw new ProblemException(Problem.Create(
            "unknown-portfolio", $"There is no portfolio '{text}'; a key is {Key.Form}."));
    }

    private static string NameOf(HttpContext http)
    {
        var text = (string)http.Request.RouteValues["mapping"]!;
        return Key.TryParse(text, out _) ? text : throw ReadProblem.Unknown("mapping", text);
    }

    private static MappingItem Shown(IMapping mapping, string origin) => new(
        mapping.Name, origin, mapping is Mapping history ? history.Kind : MappingKind.CurrentLists,
        mapping.Source, (mapping as ListMapping)?.Description,
        [.. (mapping as ListMapping)?.Lists.Select(l => l.Of) ?? []]);
}

/// <summary>A mapping in a list.</summary>
/// <param name="Mapping">Its name.</param>
/// <param name="Origin">preset or stored.</param>
/// <param name="Kind">How the files it reads are laid out.</param>
/// <param name="Source">Who publishes or keeps the file.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Lists">Which lists it reads; none of a history.</param>
internal sealed record MappingItem(
    Key Mapping, string Origin, MappingKind Kind, string Source, string? Description,
    ImmutableArray<string> Lists);

/// <summary>What can read files.</summary>
/// <param name="Items">Presets, then those that were stored.</param>
/// <param name="NextCursor">Null: there is one page.</param>
internal sealed record MappingPage(ImmutableArray<MappingItem> Items, string? NextCursor);
