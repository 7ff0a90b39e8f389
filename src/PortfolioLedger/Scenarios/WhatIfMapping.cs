using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>Questions about what might be: sent as a body, and recorded nowhere.</summary>
internal static class WhatIfMapping
{
    private const string Counterfactual = "/api/v1/portfolios/{portfolio}/ranking/counterfactual";

    /// <summary>What these addresses stand under in the API description.</summary>
    public const string Tag = "Asking what if";

    private const string Example = """
        {"without":[4711],"model":"board-2026","weights":{"value":0.7,"risk":0.3},"budget":900000,
         "commands":[{"path":"initiatives/croton/scores","body":{"model":"board-2026","criterion":"value",
         "value":9,"grounds":{"rationale":"What if the board saw more value in it"}}}]}
        """;

    /// <summary>What they need.</summary>
    public static void AddWhatIf(this IServiceCollection services)
    {
        services.AddSingleton<Counterfactuals>();
        services.AddScenarios();
    }

    /// <summary>Maps their addresses.</summary>
    public static void MapWhatIf(this IEndpointRouteBuilder app)
    {
        app.MapScenarios();
        var access = app.ServiceProvider.GetRequiredService<CallerAccess>();
        var keeper = app.ServiceProvider.GetRequiredService<BookKeeper>();
        var counterfactuals = app.ServiceProvider.GetRequiredService<Counterfactuals>();
        // As a delegate of its own type an endpoint takes part in the API description.
        Func<HttpContext, Task> answer = http => AnswerAsync(http, access, keeper, counterfactuals);
        app.MapPost(Counterfactual, answer)
            .ForAnyRole()
            .DocumentedAs(
                "AskCounterfactualRanking",
                "The ranking without some events, under another model, "
                    + "weights or budget, or after further commands; records nothing (role viewer)",
                QueryDocs.AskedWith<CounterfactualQuestion>(Example, schemas =>
                    (
                        200,
                        QueryDocs.OfJson(
                            schemas.OfView(
                                typeof(CounterfactualRanking),
                                isList: false,
                                isDigested: true
                            )
                        )
                    )
                ),
                Tag
            );
    }

    private static async Task AnswerAsync(
        HttpContext http, CallerAccess access, BookKeeper keeper, Counterfactuals counterfactuals)
    {
        var (head, question) = await PortfolioRequest.ReadAsync<CounterfactualQuestion>(
            http, access, keeper, BodyReader.MaxBatchBytes, Example);
        var answer = await counterfactuals.AnswerAsync(head, question, http.RequestAborted);
        http.Response.ContentType = Format.Json.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[AnswerHeaders.LedgerDigest] = answer.Digest;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer);
        CounterfactualJson.Write(json, answer);
    }
}
