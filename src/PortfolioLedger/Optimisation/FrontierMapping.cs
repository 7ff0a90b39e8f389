using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Optimisation;

/// <summary>
/// The address that asks what the best set is worth for every budget, and the page of it.
/// </summary>
internal static class FrontierMapping
{
    private const string Address = "/api/v1/portfolios/{portfolio}/what-if/frontier";

    private const string Example = """
        {"objective":"score","budget":{"amount":900000,"currency":"USD"},"fte":{"dep":12},"mustInclude":["croton"],
         "mustExclude":[],"dropActive":false,"points":40,"timeLimitSeconds":10}
        """;

    /// <summary>What it needs.</summary>
    public static void AddFrontier(this IServiceCollection services)
    {
        services.AddSingleton<Frontiers>();
        services.AddSingleton<FrontierPage>();
    }

    /// <summary>Maps both.</summary>
    public static void MapFrontier(this IEndpointRouteBuilder app)
    {
        var access = app.ServiceProvider.GetRequiredService<CallerAccess>();
        var keeper = app.ServiceProvider.GetRequiredService<BookKeeper>();
        var frontiers = app.ServiceProvider.GetRequiredService<Frontiers>();
        // As a delegate of its own type an endpoint takes part in the API description.
        Func<HttpContext, Task> answer = http => AnswerAsync(http, access, keeper, frontiers);
        app.MapPost(Address, answer)
            .ForAnyRole()
            .DocumentedAs(
                "AskEfficientFrontier",
                "What the best set of initiatives is worth for every budget, with proof, and "
                    + "where funding in rank order stands beneath; records nothing (role viewer)",
                QueryDocs.AskedWith<FrontierQuestion>(Example, schemas =>
                    (
                        200,
                        QueryDocs.OfJson(
                            schemas.OfView(
                                typeof(FundingFrontier),
                                isList: false,
                                isDigested: false
                            )
                        )
                    )
                ),
                WhatIfMapping.Tag
            );
        app.MapPage($"/{FrontierPage.Path}",
            app.ServiceProvider.GetRequiredService<FrontierPage>().ShowAsync);
    }

    private static async Task AnswerAsync(
        HttpContext http, CallerAccess access, BookKeeper keeper, Frontiers frontiers)
    {
        var (head, question) = await PortfolioRequest.ReadAsync<FrontierQuestion>(
            http, access, keeper, BodyReader.MaxCommandBytes, Example);
        http.Response.Headers.CacheControl = "no-store";
        var answer = await frontiers.AnswerAsync(head, question, _ => { }, http.RequestAborted);
        http.Response.ContentType = Format.Json.ContentType;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer);
        Write(json, answer);
    }

    /// <summary>
    /// The whole answer: portfolio, as-of, fields. It has no digest: how long a search takes is not
    /// repeatable.
    /// </summary>
    public static void Write(Utf8JsonWriter json, AnsweredFrontier answer)
    {
        ViewWriter.WriteStart(json, answer.Portfolio, answer.When.Echo, answer.When.Requested);
        ViewJson.WriteFields(json, answer.View, typeof(FundingFrontier));
        json.WriteEndObject();
    }
}
