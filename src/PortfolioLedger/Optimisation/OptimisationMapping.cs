using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Optimisation;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Auditing;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Optimisation;

/// <summary>The address that asks which set of initiatives is the best.</summary>
internal static class OptimisationMapping
{
    private const string Address = "/api/v1/portfolios/{portfolio}/what-if/optimisation";

    private const string Example = """
        {"objective":"score","budget":{"amount":900000,"currency":"USD"},"fte":{"dep":12},"mustInclude":["croton"],
         "mustExclude":[],"minimumPerObjective":{"growth":{"count":2}},"dropActive":false,"timeLimitSeconds":10}
        """;

    /// <summary>What it needs.</summary>
    public static void AddOptimisation(this IServiceCollection services)
    {
        services.AddSingleton<SolverQueue>();
        services.AddSingleton<Optimisations>();
        services.AddFrontier();
        services.AddSingleton<WhatIfPage>();
    }

    /// <summary>Maps it.</summary>
    public static void MapOptimisation(this IEndpointRouteBuilder app)
    {
        var access = app.ServiceProvider.GetRequiredService<CallerAccess>();
        var keeper = app.ServiceProvider.GetRequiredService<BookKeeper>();
        var optimisations = app.ServiceProvider.GetRequiredService<Optimisations>();
        var trail = app.ServiceProvider.GetRequiredService<IAuditTrail>();
        var page = app.ServiceProvider.GetRequiredService<WhatIfPage>();
        app.MapPage($"/{WhatIfPage.Path}", page.ShowAsync);
        app.MapForm($"/p/{{portfolio}}/{WhatIfPage.Path}", page.SaveAsync).For(Role.Contributor);
        // As a delegate of its own type an endpoint takes part in the API description.
        Func<HttpContext, Task> answer = http =>
            AnswerAsync(http, access, keeper, optimisations, trail);
        app.MapPost(Address, answer)
            .ForAnyRole()
            .DocumentedAs(
                "AskOptimalFunding",
                "The best set of initiatives within budget, people, dependencies "
                    + "and minimums, with proof; records nothing (role viewer)",
                QueryDocs.AskedWith<FundingQuestion>(Example, schemas =>
                    (
                        200,
                        OperationDocs.Answer(
                            "The answer; as lines, a better set on each, and the answer on the "
                                + "last.",
                            schemas.OfView(
                                typeof(OptimisedFunding),
                                isList: false,
                                isDigested: false
                            ),
                            [Format.Json.MediaType, Format.Ndjson.MediaType]
                        )
                    )
                ),
                WhatIfMapping.Tag
            );
        app.MapFrontier();
    }

    private static async Task AnswerAsync(
        HttpContext http, CallerAccess access, BookKeeper keeper, Optimisations optimisations,
        IAuditTrail trail)
    {
        var (head, question) = await PortfolioRequest.ReadAsync<FundingQuestion>(
            http, access, keeper, BodyReader.MaxCommandBytes, Example);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Accept, Authorization";
        if (
            http
                .Request.Headers.Accept.ToString()
                .Contains(Format.Ndjson.MediaType, StringComparison.Ordinal)
        )
        {
            await trail.LogExportAsync(http, head.Portfolio, Format.Ndjson.Name,
                logged => logged with { Position = head.Position });
            await StreamAsync(http, optimisations, head, question);
            return;
        }
        var answer = await optimisations.AnswerAsync(head, question, _ => { }, http.RequestAborted);
        http.Response.ContentType = Format.Json.ContentType;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer);
        OptimisationJson.Write(json, answer);
    }

    /// <summary>
    /// One line for every better set, and the answer as the last one. Nothing is sent before the
    /// first set is found: until then a problem still has its own status.
    /// </summary>
    private static async Task StreamAsync(
        HttpContext http,
        Optimisations optimisations,
        Core.Books.Book head,
        FundingQuestion question
    )
    {
        http.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        var improvements = Channel.CreateUnbounded<Improvement>();
        var search = SearchAsync();
        await foreach (var improvement in improvements.Reader.ReadAllAsync(http.RequestAborted))
            await LineAsync(http, json => OptimisationJson.Write(json, improvement));
        var answer = await search;
        await LineAsync(http, json => OptimisationJson.Write(json, answer));

        async Task<AnsweredOptimisation> SearchAsync()
        {
            try
            {
                return await optimisations.AnswerAsync(
                    head, question, i => improvements.Writer.TryWrite(i), http.RequestAborted);
            }
            finally
            {
                improvements.Writer.Complete();
            }
        }
    }

    private static async Task LineAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        if (!http.Response.HasStarted)
            http.Response.ContentType = Format.Ndjson.ContentType;
        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, AnswerJson.Writer))
            write(json);
        await http.Response.WriteAsync("\n", http.RequestAborted);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
