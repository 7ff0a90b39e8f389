using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Erasure;

/// <summary>Erasing words of persons over HTTP. Only administrators erase.</summary>
internal sealed class ErasureEndpoints(CallerAccess access, BookKeeper keeper, Erasures erasures)
{
    private static readonly Parameter<bool> DryRun = new("dryRun", true, Texts.Truth,
        "false to erase, which nobody can undo; otherwise it is only told what would be erased.",
        "true", []);

    /// <summary>The query parameters.</summary>
    public static readonly ImmutableArray<Parameter> Parameters = [DryRun];

    /// <summary>Erases, or tells what would be erased.</summary>
    public async Task PostAsync(HttpContext http)
    {
        var identity = await access.RequireAsync(http);
        var text = (string?)http.Request.RouteValues["portfolio"];
        if (!Key.TryParse(text, out var portfolio)
            || !await keeper.ExistsAsync(portfolio, http.RequestAborted))
            throw ReadProblem.Unknown("portfolio", text ?? "");
        var actor = identity.ActAs(Role.Administrator);
        var arguments = http.Request.ReadArguments(Parameters);
        var body = await BodyReader.ReadAsync(http, BodyReader.MaxCommandBytes);
        var request = BodyReader.Read<ErasureRequest>(body, ErasureRequest.Example);
        var caller = CommandHeaders.CallerOf(http.Request, actor);
        var answer = arguments.Get(DryRun)
            ? await erasures.PreviewAsync(portfolio, request, caller, http.RequestAborted)
            : await erasures.EraseAsync(portfolio, request, caller,
                CommandHeaders.IdempotencyOf(http.Request, body), http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(
            http.Response.Body, answer, ViewJson.Options, http.RequestAborted);
    }
}
