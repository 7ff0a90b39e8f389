using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>Completes the description of an operation.</summary>
internal delegate Task Describe(
    OpenApiOperation operation,
    OpenApiOperationTransformerContext context,
    CancellationToken cancel
);

/// <summary>
/// What the API description says about the read API, from the same tables that serve it.
/// </summary>
internal static class QueryDocs
{
    /// <summary>How each earlier version of a view is answered, by its number.</summary>
    private const string EarlierVersions = "x-view-versions";

    /// <summary>What data of an event holds, by its type, in the newest schema version.</summary>
    private const string DataOfEvents = "x-event-data";

    private static readonly ImmutableArray<OpenApiParameter> Common =
    [
        OperationDocs.InQuery(
            AsOf.Name,
            "What was known then: a date (the end of that UTC day) or an instant.",
            "2026-03-31",
            ScalarSchemas.Text()
        ),
        OperationDocs.InQuery(
            AsOf.PositionName,
            "What was known at this position; not together with asOf.",
            "4711",
            ScalarSchemas.For(JsonSchemaType.Integer, "int64")
        ),
        OperationDocs.InQuery(
            AsOf.EffectiveName,
            "What was in force on this business day.",
            "2026-03-31",
            ScalarSchemas.For(JsonSchemaType.String, "date")
        ),
        OperationDocs.InQuery(
            Format.ParameterName,
            "The form of the answer; else Accept decides.",
            "json",
            ScalarSchemas.OfNames(Format.OfViews.Select(f => f.Name))
        ),
        OperationDocs.InHeader(
            PositionAtLeast.Header,
            "A position that the answer must know, as a receipt gives it; otherwise 412."
        ),
    ];

    private static readonly ImmutableArray<OpenApiParameter> OfLists =
    [
        OperationDocs.InQuery(
            ItemQuery.LimitName,
            "Items a page, 1 to 500; 100 in JSON, all in other formats.",
            "100",
            Limit()
        ),
        OperationDocs.InQuery(
            Cursor.Name,
            "nextCursor of the page before.",
            "eyJwIjo0NzExfQ",
            ScalarSchemas.Text()
        ),
        OperationDocs.SeveralInQuery(
            ItemQuery.SortName,
            "Fields of the items, each with '-' before it for descending.",
            "name",
            ScalarSchemas.Text()
        ),
    ];

    /// <summary>Names an operation and completes its description.</summary>
    public static RouteHandlerBuilder DocumentedAs(
        this RouteHandlerBuilder endpoint, string operation, string summary, Describe complete,
        string tag = "Reading") =>
        endpoint.WithName(operation).WithSummary(summary).WithTags(tag)
            .AddOpenApiOperationTransformer(complete.Invoke);

    /// <summary>A view: its own parameters, those of all views, and its filters.</summary>
    public static Task OfViewAsync(
        ViewDefinition view, OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        var document = context.Document!;
        operation.Description = DocComments.Find(view.Type) ?? operation.Summary;
        operation.Parameters = [OperationDocs.InPath("portfolio")];
        if (view.PathKey is not null)
            operation.Parameters.Add(OperationDocs.InPath(view.PathKeyName));
        foreach (var parameter in view.Parameters)
            operation.Parameters.Add(OperationDocs.InQuery(parameter));
        foreach (var parameter in view.IsList ? Common.AddRange(OfLists) : Common)
            operation.Parameters.Add(parameter);
        operation.Parameters.Add(OfVersions(view));
        foreach (var field in ViewRequestReader.FiltersOf(view))
            operation.Parameters.Add(OfFilter(field));
        var schemas = TypeSchemas.For(document);
        if (!view.Earlier.IsEmpty)
            operation.Extensions = new Dictionary<string, IOpenApiExtension>
            {
                [EarlierVersions] = new JsonNodeExtension(new JsonObject(view.Earlier.Select(v =>
                    KeyValuePair.Create($"{v.Version}", Named(schemas.OfView(v)))))),
            };
        operation.Responses = OperationDocs.Answers(document, StatusCodes.Status200OK,
            OperationDocs.Answer("The answer.", schemas.OfView(view),
                [.. Format.OfViews.Select(f => f.MediaType)], null, OperationDocs.HeadersOfViews),
            400, 401, 403, 404, 406, 422);
        operation.Responses["304"] = new OpenApiResponse
        {
            Description = "The caller has this answer already (If-None-Match).",
        };
        return Task.CompletedTask;
    }

    /// <summary>
    /// An address that is not in the table of views: what its path and query hold, and its answers.
    /// </summary>
    /// <param name="answer">When all is well.</param>
    /// <param name="parameters">Its query parameters.</param>
    /// <param name="problems">The statuses of problems.</param>
    public static Describe OfAddress(
        Func<TypeSchemas, (int Status, OpenApiResponse Answer)> answer,
        ImmutableArray<Parameter> parameters,
        params int[] problems
    ) =>
        (operation, context, cancel) =>
        {
            operation.Parameters =
            [
                .. PathKeysOf(context).Select(OperationDocs.InPath),
                .. parameters.Select(OperationDocs.InQuery),
            ];
            var (status, response) = answer(TypeSchemas.For(context.Document!));
            operation.Responses = OperationDocs.Answers(
                context.Document!,
                status,
                response,
                problems
            );
            return Task.CompletedTask;
        };

    /// <summary>The same of an answer that is one JSON object.</summary>
    public static Describe OfAddress<TAnswer>(
        ImmutableArray<Parameter> parameters,
        params int[] problems
    ) =>
        OfAddress(
            schemas => (StatusCodes.Status200OK, OfJson(schemas.OfAnswer(typeof(TAnswer)))),
            parameters,
            problems
        );

    /// <summary>A question that is asked with a body: what it may hold, and an example.</summary>
    /// <typeparam name="T">The body.</typeparam>
    /// <param name="example">One that is understood, as JSON.</param>
    /// <param name="answer">When all is well.</param>
    public static Describe AskedWith<T>(
        string example, Func<TypeSchemas, (int Status, OpenApiResponse Answer)> answer) =>
        async (operation, context, cancel) =>
        {
            await OfAddress(answer, [], 400, 401, 403, 404, 409, 412, 413, 415, 422, 503)(
                operation, context, cancel);
            operation.Description = DocComments.Find(typeof(T)) ?? operation.Summary;
            var body = TypeSchemas.For(context.Document!).OfBody(typeof(T), []);
            operation.RequestBody = OperationDocs.Body(
                body, JsonNode.Parse(example), body.Required is { Count: > 0 });
        };

    /// <summary>An answer that is one JSON object.</summary>
    public static OpenApiResponse OfJson(IOpenApiSchema schema) =>
        OperationDocs.Answer("The answer.", schema, [Format.Json.MediaType]);

    /// <summary>The journal: what data of each kind of event holds is said by its type.</summary>
    public static async Task OfFeedAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancel
    )
    {
        await OfAddress(Feed.Describe, Feed.Parameters, 400, 401, 403, 404, 406)(
            operation,
            context,
            cancel
        );
        var schemas = TypeSchemas.For(context.Document!);
        operation.Description =
            $"{operation.Summary} {DataOfEvents} has the form of data for each type.";
        operation.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            [DataOfEvents] = new JsonNodeExtension(new JsonObject(Catalogue.All.Select(kind =>
                KeyValuePair.Create(kind.Name, Named(schemas.OfFact(kind.Type)))))),
        };
    }

    private static JsonNode? Named(IOpenApiSchema component) =>
        new JsonObject { ["$ref"] = ((OpenApiSchemaReference)component).Reference.ReferenceV3 };

    private static IEnumerable<string> PathKeysOf(OpenApiOperationTransformerContext context) =>
        context
            .Description.RelativePath!.Split('/')
            .Where(s => s.StartsWith('{'))
            .Select(s => s[1..^1].TrimStart('*'));

    private static OpenApiParameter OfVersions(ViewDefinition view)
    {
        var newest = view.Versions.Last().Version;
        var versions = ScalarSchemas.For(JsonSchemaType.Integer, "int32");
        versions.Enum = [.. view.Versions.Select(v => (JsonNode)v.Version)];
        return OperationDocs.InQuery(ViewRequestReader.VersionName,
            $"Which version of the fields; the last if absent. {EarlierVersions} has the form of "
                + "earlier ones.",
            $"{newest}", versions);
    }

    private static OpenApiParameter OfFilter(ItemField field) =>
        OperationDocs.SeveralInQuery(
            field.Name,
            $"Only items with this {field.Name}, or one of these."
                + (field.HoldsCommas ? " A comma in a text is written \\,." : ""),
            null,
            field.Type.IsEnum
                ? ScalarSchemas.OfNames(field.Type)
                : ScalarSchemas.For(field.Type, true));

    private static OpenApiSchema Limit()
    {
        var limit = ScalarSchemas.For(JsonSchemaType.Integer, "int32");
        (limit.Minimum, limit.Maximum) = ("1", $"{ItemQuery.MaxItems}");
        return limit;
    }
}
