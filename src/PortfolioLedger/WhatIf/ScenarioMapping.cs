using System.Collections.Immutable;
using PortfolioLedger.Api;

namespace PortfolioLedger.WhatIf;

/// <summary>Maps the addresses of scenarios, and describes them.</summary>
internal static class ScenarioMapping
{
    private const string Root = "/api/v1/portfolios/{portfolio}/scenarios";

    /// <summary>What they need.</summary>
    public static void AddScenarios(this IServiceCollection services)
    {
        services.AddSingleton<ScenarioStreams>();
        services.AddSingleton<Scenarios>();
        services.AddSingleton<ScenarioEndpoints>();
    }

    /// <summary>Maps them.</summary>
    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        var endpoints = app.ServiceProvider.GetRequiredService<ScenarioEndpoints>();
        Post<ForkScenario>(app, "", endpoints.ForkAsync, "Fork scenario (role contributor)",
            """{"key":"bold","name":"The bold plan","fromPosition":4711}""");
        Post<ApplyHypothetical>(app, "/{scenario}/hypotheticals", endpoints.ApplyAsync,
            "Add a command to a scenario; it is refused as a real one would be (role contributor)",
            """{"command":{"path":"initiatives/croton/start","body":{}}}""");
        Post<EvaluateScenario>(app, "/{scenario}/evaluation", endpoints.EvaluateAsync,
            "Evaluate a scenario (role contributor)", """{"asOfPosition":4711}""");
        Post<ScenarioAdoption>(app, "/{scenario}/adoption", endpoints.AdoptAsync,
            "Carry a scenario out, all or nothing (role approver)",
            """{"grounds":{"rationale":"The board chose the bold plan"}}""");
        Post<DiscardScenario>(app, "/{scenario}/discard", endpoints.DiscardAsync,
            "Discard scenario (role contributor)", """{"reason":"The careful plan was chosen"}""");
        Get(app, "", endpoints.ListAsync, "ListScenarios", "All scenarios of the portfolio.", []);
        Get(app, "/comparison", endpoints.CompareAsync, "CompareScenarios",
            "Several scenarios side by side: rankings, funded set, alignment, budget used.", [ScenarioEndpoints.Compared]);
        Get(app, "/{scenario}", endpoints.ReadAsync, "ReadScenario",
            "One scenario: its commands, and what would come of it.", []);
    }

    private static void Post<T>(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer, string summary, string example) =>
        app.MapPost(Root + path, answer).WithName(typeof(T).Name.Replace("ScenarioAdoption", "AdoptScenario",
                StringComparison.Ordinal)).WithSummary(summary).WithTags("Asking what if")
            .AddOpenApiOperationTransformer(QueryDocs.AskedWith<T>(example));

    private static void Get(
        IEndpointRouteBuilder app, string path, Func<HttpContext, Task> answer, string operation, string summary,
        ImmutableArray<Parameter> parameters) =>
        app.MapGet(Root + path, answer).WithName(operation).WithSummary(summary).WithTags("Asking what if")
            .AddOpenApiOperationTransformer((described, context, cancel) =>
            {
                QueryDocs.OfImports(described, context.Description.RelativePath!, parameters, false);
                return Task.CompletedTask;
            });
}
