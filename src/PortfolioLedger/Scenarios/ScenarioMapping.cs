using System.Collections.Immutable;
using Microsoft.OpenApi;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.OpenApi;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Pages;
using PortfolioLedger.Pages.Forms;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Scenarios;

/// <summary>Maps the addresses of scenarios, and describes them.</summary>
internal static class ScenarioMapping
{
    private const string Root = "/api/v1/portfolios/{portfolio}/scenarios";

    /// <summary>What they need.</summary>
    public static void AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioStreams>();
        services.AddSingleton<ScenarioStore>();
        services.AddSingleton<ScenarioEndpoints>();
        services.AddSingleton<ScenarioDrafts>();
        services.AddSingleton<ScenarioAdditions>();
        services.AddSingleton<ScenarioPages>();
        services.AddSingleton<ScenarioForms>();
    }

    /// <summary>Maps them.</summary>
    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<ScenarioEndpoints>();
        app.MapScenarioPages();
        Post<ForkScenario>(app, "", endpoints.ForkAsync, "Fork scenario (role contributor)",
            s => Changed(s, 201));
        Post<ApplyHypothetical>(app, "/{scenario}/hypotheticals", endpoints.ApplyAsync,
            "Add a command to a scenario; it is refused as a real one would be (role contributor)",
            s => Changed(s, 200)
        );
        Post<EvaluateScenario>(
            app,
            "/{scenario}/evaluation",
            endpoints.EvaluateAsync,
            "Evaluate a scenario (role contributor)",
            s => Changed(s, 200)
        );
        Post<ScenarioAdoption>(
            app,
            "/{scenario}/adoption",
            endpoints.AdoptAsync,
            "Carry a scenario out, all or nothing (role approver)",
            s => (200, CommandDocs.OfReceipts(s))
        );
        Post<DiscardScenario>(
            app,
            "/{scenario}/discard",
            endpoints.DiscardAsync,
            "Discard scenario (role contributor)",
            s => Changed(s, 200)
        );
        Get<ScenarioPage>(
            app,
            "",
            endpoints.ListAsync,
            "ListScenarios",
            "All scenarios of the portfolio.",
            []
        );
        Get<ScenarioComparison>(
            app,
            "/comparison",
            endpoints.CompareAsync,
            "CompareScenarios",
            "Several scenarios side by side: rankings, funded set, alignment, budget used.",
            [ScenarioEndpoints.Compared]
        );
        Get<ScenarioDetail>(
            app,
            "/{scenario}",
            endpoints.ReadAsync,
            "ReadScenario",
            "One scenario: its commands, and what would come of it.",
            []
        );
    }

    /// <summary>Their pages, and what the forms of those send.</summary>
    public static void MapScenarioPages(this IEndpointRouteBuilder app)
    {
        var pages = app.ServiceProvider.GetRequiredService<ScenarioPages>();
        var forms = app.ServiceProvider.GetRequiredService<ScenarioForms>();
        app.MapPage($"/{ScenarioPages.Path}", pages.ListAsync);
        app.MapPage($"/{ScenarioPages.ComparisonPath}", pages.CompareAsync);
        app.MapPage($"/{ScenarioPages.Path}/{{scenario}}", pages.ShowAsync);
        const string root = "/p/{portfolio}/" + ScenarioPages.Path;
        app.MapForm(root, forms.ForkAsync).For(Role.Contributor);
        app.MapForm($"{root}/{{scenario}}/{ScenarioForms.Evaluate}", forms.EvaluateAsync)
            .For(Role.Contributor);
        app.MapForm($"{root}/{{scenario}}/{ScenarioForms.Discard}", forms.DiscardAsync)
            .For(Role.Contributor);
        app.MapForm($"{root}/{{scenario}}/{ScenarioForms.Adopt}", forms.AdoptAsync)
            .For(Role.Approver);
    }

    private static void Post<T>(
        IEndpointRouteBuilder app,
        string path,
        Func<HttpContext, Task> answer,
        string summary,
        Func<TypeSchemas, (int Status, OpenApiResponse Answer)> described
    ) where T : IExemplary =>
        app.MapPost(Root + path, answer)
            .For(typeof(T) == typeof(ScenarioAdoption) ? Role.Approver : Role.Contributor)
            .DocumentedAs(
                typeof(T).Name.Replace(
                    "ScenarioAdoption",
                    "AdoptScenario",
                    StringComparison.Ordinal
                ),
                summary,
                QueryDocs.AskedWith<T>(T.Example, described),
                WhatIfMapping.Tag
            );

    private static (int Status, OpenApiResponse Answer) Changed(TypeSchemas schemas, int status) =>
        (
            status,
            OperationDocs.Answer(
                "Recorded in the scenario.",
                schemas.OfAnswer(typeof(ScenarioReceipt)),
                [Format.Json.MediaType],
                null,
                OperationDocs.HeadersOfReceipts
            )
        );

    private static void Get<TAnswer>(
        IEndpointRouteBuilder app,
        string path,
        Func<HttpContext, Task> answer,
        string operation,
        string summary,
        ImmutableArray<Parameter> parameters
    ) =>
        app.MapGet(Root + path, answer)
            .ForAnyRole()
            .DocumentedAs(
                operation,
                summary,
                QueryDocs.OfAddress(
                    schemas => (200, QueryDocs.OfJson(schemas.OfDigested(typeof(TAnswer)))),
                    parameters,
                    400,
                    401,
                    403,
                    404
                ),
                WhatIfMapping.Tag
            );
}
