using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Api;
using PortfolioLedger.Http;
using PortfolioLedger.Journaling;

namespace PortfolioLedger.WhatIf;

/// <summary>Questions about what might be: sent as a body, and recorded nowhere.</summary>
internal static class WhatIfMapping
{
    private const string Counterfactual = "/api/v1/portfolios/{portfolio}/ranking/counterfactual";

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
        app.MapPost(Counterfactual, (HttpContext http) =>
                AnswerAsync(http, access, keeper, counterfactuals))
            .WithName("AskCounterfactualRanking").WithTags("Asking what if")
            .WithSummary("The ranking without some events, under another model, weights or budget, or after "
                + "further commands; records nothing (role viewer)")
            .AddOpenApiOperationTransformer(QueryDocs.AskedWith<CounterfactualQuestion>(Example));
    }

    private static async Task AnswerAsync(
        HttpContext http, CallerAccess access, BookKeeper keeper, Counterfactuals counterfactuals)
    {
        var (head, question) = await AskedQuestion.ReadAsync<CounterfactualQuestion>(
            http, access, keeper, BodyReader.LargestBatch);
        var answer = await counterfactuals.AnswerAsync(head, question, http.RequestAborted);
        http.Response.ContentType = Format.Json.ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[AnswerHeaders.LedgerDigest] = answer.Digest;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer);
        CounterfactualJson.Write(json, answer);
    }
}
