using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PortfolioLedger.Api;

/// <summary>
/// What the API description says about the read API, from the same tables that serve it.
/// </summary>
internal static class QueryDocs
{
    private static readonly ImmutableArray<(string Name, string Description,
        string Example)> Common =
    [
        (AsOfQuestion.AsOfName,
            "What was known then: a date (the end of that UTC day) or an instant.", "2026-03-31"),
        (AsOfQuestion.PositionName, "What was known at this position; not together with asOf.",
            "4711"),
        (AsOfQuestion.EffectiveName, "What was in force on this business day.", "2026-03-31"),
        (Format.ParameterName, "json, csv or ndjson; else Accept decides.", "csv"),
    ];

    private static readonly ImmutableArray<(string Name, string Description,
        string Example)> OfLists =
    [
        (ItemQuery.LimitName, "Items a page, 1 to 500; 100 in JSON, all in other formats.", "100"),
        (Cursor.Name, "nextCursor of the page before.", "eyJwIjo0NzExfQ"),
        (ItemQuery.SortName, "Fields of the items, parted by commas, '-' for descending.",
            "-score,name"),
    ];

    /// <summary>Names an operation and completes its description.</summary>
    public static void DocumentedAs(
        this RouteHandlerBuilder endpoint, string operation, string summary,
        Func<OpenApiOperation, OpenApiOperationTransformerContext, CancellationToken,
            Task> complete) =>
        endpoint.WithName(operation).WithSummary(summary).WithTags("Reading")
            .AddOpenApiOperationTransformer(complete);

    /// <summary>The list of portfolios.</summary>
    public static Task OfPortfolios(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        operation.Parameters = [InQuery(QueryEndpoints.Limit), InQuery(QueryEndpoints.After)];
        return Answers(operation, new OpenApiSchema { Type = JsonSchemaType.Object },
            ["application/json"], 400, 401);
    }

    /// <summary>One portfolio.</summary>
    public static Task OfPortfolio(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        operation.Parameters = [InPath("portfolio")];
        return Answers(operation, new OpenApiSchema { Type = JsonSchemaType.Object },
            ["application/json"], 400, 401, 404);
    }

    /// <summary>The journal.</summary>
    public static Task OfFeed(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        operation.Parameters = [InPath("portfolio")];
        foreach (var parameter in Feed.Parameters)
            operation.Parameters.Add(InQuery(parameter));
        return Answers(operation, new OpenApiSchema { Type = JsonSchemaType.Array },
            [Feed.Batch.MediaType, Format.Ndjson.MediaType], 400, 401, 403, 404, 406);
    }

    /// <summary>The journal as it grows.</summary>
    public static Task OfLiveFeed(
        OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        operation.Parameters = [InPath("portfolio")];
        foreach (var parameter in LiveFeed.Parameters)
            operation.Parameters.Add(InQuery(parameter));
        return Answers(operation, Typed(JsonSchemaType.String), [LiveFeed.MediaType], 400, 401,
            403, 404, 503);
    }

    /// <summary>An address that is not in the table of views.</summary>
    /// <param name="inPath">The keys in it.</param>
    /// <param name="inQuery">Its query parameters.</param>
    /// <param name="success">The status of an answer; 201 when a body without fields is posted.</param>
    /// <param name="problems">The statuses of problems.</param>
    public static Func<OpenApiOperation, OpenApiOperationTransformerContext, CancellationToken, Task>
        OfAddress(ImmutableArray<string> inPath, ImmutableArray<Parameter> inQuery, int success,
            params int[] problems) => async (operation, _, _) =>
    {
        operation.Parameters = [.. inPath.Select(InPath), .. inQuery.Select(InQuery)];
        await Answers(operation, Typed(JsonSchemaType.Object), ["application/json"], problems);
        if (success == StatusCodes.Status201Created)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = Typed(JsonSchemaType.Object), Example = new JsonObject(),
                    },
                },
            };
            operation.Responses![$"{success}"] = operation.Responses["200"];
            operation.Responses.Remove("200");
        }
    };

    /// <summary>A view: its own parameters, those of all views, and its filters.</summary>
    public static async Task OfViewAsync(
        View view, OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        operation.Parameters = [InPath("portfolio")];
        if (view.PathKey is not null)
            operation.Parameters.Add(InPath(view.PathKeyName));
        foreach (var parameter in view.Parameters)
            operation.Parameters.Add(InQuery(parameter));
        foreach (var (name, description, example) in view.IsList ? Common.AddRange(OfLists)
            : Common)
            operation.Parameters.Add(InQuery(name, description, example));
        operation.Parameters.Add(InQuery(ViewQuery.VersionName,
            "Which version of the fields: "
            + $"{Texts.Listed(view.Versions.Select(v => $"{v.Version}"))}; the last if absent.",
            $"{view.Versions.First().Version}"));
        foreach (var field in ViewQuery.FiltersOf(view))
            operation.Parameters.Add(
                InQuery(field.Name, $"Only items with this {field.Name} ({field.Form}).", null));
        var fields = await context.GetOrCreateSchemaAsync(view.Type, null, cancel);
        var answer = new OpenApiSchema { AllOf = [Envelope(view), fields] };
        await Answers(operation, answer, [.. Format.OfViews.Select(f => f.MediaType)], 400, 401,
            403, 404, 406, 422);
        operation.Responses!["304"] = new OpenApiResponse
        {
            Description = "The caller has this answer already (If-None-Match).",
        };
    }

    /// <summary>An address of imports: the keys of its path and its parameters.</summary>
    public static void OfImports(OpenApiOperation operation, string path,
        ImmutableArray<Parameter> parameters, bool takesBody)
    {
        operation.Parameters = [.. ((string[])["portfolio", "import", "mapping"])
            .Where(name => path.Contains($"{{{name}}}", StringComparison.Ordinal)).Select(InPath)];
        foreach (var parameter in parameters)
            operation.Parameters.Add(InQuery(parameter));
        Answers(operation, Typed(JsonSchemaType.Object), ["application/json"],
            takesBody ? [400, 401, 403, 404, 409, 413, 415, 422, 503] : [400, 401, 403, 404]);
    }

    /// <summary>A question that is asked with a body: what it may hold, and an example.</summary>
    /// <typeparam name="T">The body.</typeparam>
    /// <param name="example">One that is understood, as JSON.</param>
    public static Func<OpenApiOperation, OpenApiOperationTransformerContext, CancellationToken, Task>
        AskedWith<T>(string example) => async (operation, context, cancel) =>
    {
        OfImports(operation, context.Description.RelativePath!, [], true);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancel),
                    Example = JsonNode.Parse(example),
                },
            },
        };
    };

    private static OpenApiSchema Envelope(View view) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["portfolio"] = Typed(JsonSchemaType.String),
            ["asOf"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["position"] = Typed(JsonSchemaType.Integer),
                    ["knownAt"] = Typed(JsonSchemaType.String | JsonSchemaType.Null),
                    ["effectiveOn"] = Typed(JsonSchemaType.String),
                    ["claimed"] = Typed(JsonSchemaType.Boolean),
                    ["requested"] = Typed(JsonSchemaType.String | JsonSchemaType.Null),
                },
            },
            ["digest"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Examples = [JsonValue.Create(
                    $"{view.Name}/{view.Version}:sha256:" + new string('0', 64))],
            },
            ["nextCursor"] = Typed(JsonSchemaType.String | JsonSchemaType.Null),
        },
    };

    private static Task Answers(
        OpenApiOperation operation, IOpenApiSchema schema, ImmutableArray<string> mediaTypes,
        params ReadOnlySpan<int> problems)
    {
        operation.Responses = new()
        {
            ["200"] = new OpenApiResponse
            {
                Description = "The answer.",
                Content = mediaTypes.ToDictionary(m => m, m => new OpenApiMediaType
                {
                    Schema = m.EndsWith("json", StringComparison.Ordinal)
                        && !m.Contains("x-nd") ? schema
                        : Typed(JsonSchemaType.String),
                }),
            },
        };
        foreach (var status in problems)
            operation.Responses[$"{status}"] = new OpenApiResponse
            {
                Description = "A problem; its code says which, /problems/<code> explains it.",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = Typed(JsonSchemaType.Object) },
                },
            };
        return Task.CompletedTask;
    }

    private static OpenApiParameter InPath(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = name is "import" ? "The id of the import." : $"The key of the {name}.",
        Schema = Typed(JsonSchemaType.String),
    };

    private static OpenApiParameter InQuery(Parameter parameter)
    {
        var documented = InQuery(parameter.Name, parameter.Description, parameter.Example);
        documented.Required = parameter.IsRequired;
        if (!parameter.Names.IsEmpty)
            documented.Description += $" One of {Texts.Listed(parameter.Names)}.";
        return documented;
    }

    private static OpenApiParameter InQuery(string name, string description, string? example) =>
        new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = Typed(JsonSchemaType.String),
        Example = example is null ? null : JsonValue.Create(example),
    };

    private static OpenApiSchema Typed(JsonSchemaType type) => new() { Type = type };
}
