using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Api;

/// <summary>What the API description says about the write API, from the same table that serves it.</summary>
internal static class CommandDocs
{
    private static readonly ImmutableArray<int> Problems = [400, 401, 403, 404, 409, 412, 413, 415, 422, 503];

    /// <summary>Completes the description of a command.</summary>
    public static RouteHandlerBuilder DocumentedAs(this RouteHandlerBuilder endpoint, CommandRoute route) =>
        endpoint.WithName(route.Operation).WithSummary(SummaryOf(route)).WithTags("Deciding")
            .AddOpenApiOperationTransformer((operation, context, cancel) => DescribeAsync(route, operation, context, cancel));

    /// <summary>Completes the description of batches.</summary>
    public static RouteHandlerBuilder DocumentedAsBatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithName("PostBatch").WithTags("Deciding")
            .WithSummary("Up to 1,000 commands, all or nothing: {\"commands\":[{\"path\":…,\"body\":{…}}]}")
            .AddOpenApiOperationTransformer(DescribeBatchAsync);

    private static async Task DescribeAsync(
        CommandRoute route, OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(route.Command, null, cancel);
        var inPath = context.Description.RelativePath!.Contains("{portfolio}") ? route.PathKeys.Insert(0, "portfolio") : route.PathKeys;
        foreach (var name in route.PathKeys)
        {
            schema.Properties?.Remove(name);
            schema.Required?.Remove(name);
        }
        operation.Parameters = [.. inPath.Select(InPath), .. Headers()];
        operation.RequestBody = Body(schema, CommandExamples.Of(route.Command));
        operation.Responses = Answers(route.Creates ? "201" : "200", Receipt(), ReceiptExample());
    }

    private static Task DescribeBatchAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.Parameters = [InPath("portfolio"), Headers().First()];
        operation.RequestBody = Body(new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "commands" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["commands"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array, MinItems = 1, MaxItems = 1_000,
                    Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                },
            },
        }, BatchExample());
        operation.Responses = Answers("200", new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["position"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["receipts"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Receipt() },
            },
        }, new JsonObject { ["position"] = 4711, ["receipts"] = new JsonArray(ReceiptExample()) });
        return Task.CompletedTask;
    }

    private static OpenApiRequestBody Body(IOpenApiSchema schema, JsonNode? example) => new()
    {
        Required = schema.Required is { Count: > 0 },
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = schema, Example = example },
        },
    };

    private static OpenApiResponses Answers(string success, IOpenApiSchema schema, JsonNode example)
    {
        var answers = new OpenApiResponses
        {
            [success] = new OpenApiResponse
            {
                Description = "Recorded and durable.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = schema, Example = example },
                },
            },
        };
        foreach (var status in Problems)
            answers[$"{status}"] = new OpenApiResponse
            {
                Description = "A problem; its code says which, /problems/<code> explains it.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                },
            };
        return answers;
    }

    /// <summary><c>ApproveInitiative</c> as words, and who may.</summary>
    private static string SummaryOf(CommandRoute route)
    {
        var words = JsonNamingPolicy.KebabCaseLower.ConvertName(route.Operation).Replace('-', ' ');
        return $"{char.ToUpperInvariant(words[0])}{words[1..]} (role {Enumeration<Role>.NameOf(route.Role)})";
    }

    private static OpenApiParameter InPath(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The key of the {name}.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z0-9][a-z0-9-]{0,62}$" },
    };

    private static IEnumerable<OpenApiParameter> Headers() =>
    [
        new()
        {
            Name = "Idempotency-Key", In = ParameterLocation.Header,
            Description = "The same key, caller, path and body get the same receipt for ever.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
        new()
        {
            Name = CommandHeaders.OnBehalfOf, In = ParameterLocation.Header,
            Description = "The opaque id of the person whose decision is recorded by somebody else.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
        new()
        {
            Name = "If-Match", In = ParameterLocation.Header,
            Description = "The position of the last event about it, in quotes; otherwise 412.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        },
    ];

    private static OpenApiSchema Receipt() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["position"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["events"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object },
            },
            ["recordedAt"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ["leafHash"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
        },
    };

    private static JsonNode BatchExample() => JsonNode.Parse("""
        {"commands":[{"path":"departments","body":{"key":"dep","name":"Environmental Protection"}},
        {"path":"initiatives/croton/submission","body":{}}]}
        """)!;

    private static JsonNode ReceiptExample() => JsonNode.Parse("""
        {"position":4711,"events":[{"position":4711,"id":"01a208f3-5e08-76db-b084-2128ff61138a",
        "type":"initiative-approved","leafHash":"XU4k+syhiqfh1JU8Trdh+hWdnlKsrZdNeI+9qQoUoT4="}],
        "recordedAt":"2026-03-31T09:30:00.000000Z","leafHash":"XU4k+syhiqfh1JU8Trdh+hWdnlKsrZdNeI+9qQoUoT4="}
        """)!;
}
