using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// What the API description says about the write API, from the same table that serves it.
/// </summary>
internal static class CommandDocs
{
    private static readonly ImmutableArray<int> Problems =
    [
        400,
        401,
        403,
        404,
        409,
        412,
        413,
        415,
        422,
        503,
    ];

    /// <summary>Completes the description of a command.</summary>
    public static RouteHandlerBuilder DocumentedAs(
        this RouteHandlerBuilder endpoint,
        CommandRoute route
    ) =>
        endpoint
            .WithName(route.Operation)
            .WithSummary(SummaryOf(route))
            .WithTags("Deciding")
            .AddOpenApiOperationTransformer(
                (operation, context, cancel) => DescribeAsync(route, operation, context, cancel)
            );

    /// <summary>Completes the description of batches.</summary>
    public static RouteHandlerBuilder DocumentedAsBatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithName("PostBatch").WithTags("Deciding")
            .WithSummary("Up to 1,000 commands, all or nothing (the role of each)")
            .AddOpenApiOperationTransformer(DescribeBatchAsync);

    /// <summary>A receipt as an answer.</summary>
    public static OpenApiResponse OfReceipt(TypeSchemas schemas) =>
        OperationDocs.Answer(
            "Recorded and durable.",
            schemas.OfAnswer(typeof(Receipt)),
            [Format.Json.MediaType],
            ReceiptExample(),
            OperationDocs.HeadersOfReceipts
        );

    /// <summary>The receipts of a batch as an answer.</summary>
    public static OpenApiResponse OfReceipts(TypeSchemas schemas) =>
        OperationDocs.Answer(
            "Recorded and durable.",
            schemas.OfAnswer(typeof(BatchReceipt)),
            [Format.Json.MediaType],
            new JsonObject { ["position"] = 4711, ["receipts"] = new JsonArray(ReceiptExample()) },
            OperationDocs.HeadersOfReceipts
        );

    private static Task DescribeAsync(
        CommandRoute route,
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancel
    )
    {
        var document = context.Document!;
        var schemas = TypeSchemas.For(document);
        var inPath = context.Description.RelativePath!.Contains("{portfolio}")
            ? route.PathKeys.Insert(0, "portfolio")
            : route.PathKeys;
        var body = schemas.OfBody(route.Command, route.PathKeys);
        operation.Description = DocComments.Find(route.Command) ?? operation.Summary;
        operation.Parameters = [.. inPath.Select(OperationDocs.InPath), .. Headers(), Waits()];
        operation.RequestBody = OperationDocs.Body(
            body, JsonNode.Parse(route.Example), body.Required is { Count: > 0 });
        if (!route.Examples.IsEmpty)
            ShowAll(operation.RequestBody.Content!, route.Examples);
        operation.Responses = OperationDocs.Answers(
            document, route.Creates ? 201 : 200, OfReceipt(schemas), Problems.AsSpan());
        return Task.CompletedTask;
    }

    /// <summary>All examples by name, in the place of the one.</summary>
    private static void ShowAll(
        IDictionary<string, OpenApiMediaType> content,
        ImmutableArray<(string Shows, string Json)> examples)
    {
        var body = content[Format.Json.MediaType];
        body.Example = null;
        body.Examples = examples.ToDictionary(
            e => e.Shows,
            e => (IOpenApiExample)new OpenApiExample { Value = JsonNode.Parse(e.Json) });
    }

    private static Task DescribeBatchAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancel
    )
    {
        var document = context.Document!;
        var schemas = TypeSchemas.For(document);
        operation.Description = DocComments.Find(typeof(Batch));
        operation.Parameters = [OperationDocs.InPath("portfolio"), Headers().First(), Waits()];
        operation.RequestBody = OperationDocs.Body(
            schemas.OfBody(typeof(Batch), []),
            BatchExample(),
            true
        );
        operation.Responses = OperationDocs.Answers(
            document,
            200,
            OfReceipts(schemas),
            Problems.AsSpan()
        );
        return Task.CompletedTask;
    }

    /// <summary><c>ApproveInitiative</c> as words, and who may.</summary>
    private static string SummaryOf(CommandRoute route)
    {
        var words = JsonNamingPolicy.KebabCaseLower.ConvertName(route.Operation).Replace('-', ' ');
        return $"{char.ToUpperInvariant(words[0])}{words[1..]} (role "
            + $"{Enumeration<Role>.NameOf(route.Role)})";
    }

    private static OpenApiParameter Waits() => OperationDocs.InQuery(CommandEndpoints.Proof);

    private static IEnumerable<OpenApiParameter> Headers() =>
        [
            OperationDocs.InHeader(
                "Idempotency-Key",
                "The same key, caller, path and body get the same receipt for ever."
            ),
            OperationDocs.InHeader(
                CommandHeaders.OnBehalfOf,
                "The opaque id of the person whose decision is recorded by somebody else."
            ),
            OperationDocs.InHeader(
                "If-Match",
                "The position of the last event about it, in quotes; otherwise 412."
            ),
        ];

    private static JsonNode BatchExample() => JsonNode.Parse("""
        {"commands":[{"path":"departments","body":{"key":"dep","name":"Environmental Protection"}},
        {"path":"initiatives/croton/submission","body":{}}]}
        """)!;

    private static JsonNode ReceiptExample() =>
        JsonNode.Parse(
            """
            {"position":4711,"events":[{"position":4711,"id":"01a208f3-5e08-76db-b084-2128ff61138a",
            "type":"initiative-approved","leafHash":"XU4k+syhiqfh1JU8Trdh+hWdnlKsrZdNeI+9qQoUoT4="}],
            "recordedAt":"2026-03-31T09:30:00.000000Z","leafHash":"XU4k+syhiqfh1JU8Trdh+hWdnlKsrZdNeI+9qQoUoT4="}
            """
        )!;
}
