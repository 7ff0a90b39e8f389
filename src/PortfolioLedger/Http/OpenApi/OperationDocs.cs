using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// What descriptions of operations are put together from: parameters, bodies, answers.
/// </summary>
internal static class OperationDocs
{
    private const string Problem = "Problem";

    /// <summary>What else an answer says about itself.</summary>
    public static readonly ImmutableArray<(string Name, string Description)> HeadersOfViews =
    [
        ("ETag", "The validator of this answer, for If-None-Match."),
        ("Ledger-Digest", "Name, version and SHA-256 of the whole view, as in the field digest."),
        ("Ledger-Note", "Why nothing of the past is shown, as in asOf.note; in every format."),
        ("Content-Digest", "SHA-256 of the bytes that are sent (RFC 9530)."),
        ("Repr-Digest", "SHA-256 of the representation in its coding (RFC 9530)."),
        ("Content-Location", "The address that always has this answer."),
        ("Memento-Datetime", "When the last event behind the answer was known."),
        ("Link", "The address of the next page, rel=next."),
    ];

    /// <summary>What a receipt says beside its body.</summary>
    public static readonly ImmutableArray<(string Name, string Description)> HeadersOfReceipts =
    [
        ("ETag", "The position of the last event, in quotes, for If-Match."),
        ("Location", "The address of what got a key, with 201."),
    ];

    /// <summary>Answers with a schema for JSON, and as texts or bytes in other forms.</summary>
    public static OpenApiResponse Answer(
        string description,
        IOpenApiSchema schema,
        ImmutableArray<string> mediaTypes,
        JsonNode? example = null,
        ImmutableArray<(string Name, string Description)> headers = default
    ) =>
        new()
        {
            Description = description,
            Headers = headers.IsDefaultOrEmpty
                ? null
                : headers.ToDictionary(
                    h => h.Name,
                    h =>
                        (IOpenApiHeader)
                            new OpenApiHeader
                            {
                                Description = h.Description,
                                Schema = ScalarSchemas.Text(),
                            }
                ),
            Content = mediaTypes.ToDictionary(
                m => m,
                m =>
                    IsJson(m)
                        ? new OpenApiMediaType { Schema = schema, Example = example }
                        : new OpenApiMediaType
                        {
                            Schema = IsText(m) ? ScalarSchemas.Text() : Bytes(),
                        }
            ),
        };

    /// <summary>The answer when all is well, and the problems there can be.</summary>
    public static OpenApiResponses Answers(
        OpenApiDocument document,
        int success,
        OpenApiResponse answer,
        params ReadOnlySpan<int> problems
    )
    {
        var answers = new OpenApiResponses { [$"{success}"] = answer };
        foreach (var status in problems)
            answers[$"{status}"] = ProblemIn(document);
        return answers;
    }

    /// <summary>A body of JSON; not needed where no field is.</summary>
    public static OpenApiRequestBody Body(
        IOpenApiSchema schema,
        JsonNode? example,
        bool isRequired
    ) =>
        new()
        {
            Required = isRequired,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Format.Json.MediaType] = new() { Schema = schema, Example = example },
            },
        };

    /// <summary>A body that has no fields and need not be there.</summary>
    public static OpenApiRequestBody NoFields() => Body(
        new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false },
        new JsonObject(), isRequired: false);

    /// <summary>A key in the address.</summary>
    public static OpenApiParameter InPath(string name) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Path,
            Required = true,
            Description = name switch
            {
                "import" => "The id of the import.",
                "run" => "The number of the run, from 1.",
                "position" => "Where the event stands in the journal, from 1.",
                "tile" => "Level (or entries), number, and width where it is not whole: "
                    + "0/x001/234, 1/000.p/7, entries/000.",
                "finding" => "The number of the record of the finding, from 1.",
                "name" => "The name of the token.",
                _ => $"The key of the {name}.",
            },
            Schema = name switch
            {
                "import" => ScalarSchemas.For(typeof(Guid), true)!,
                "run" => ScalarSchemas.For(typeof(int), true)!,
                "position" => ScalarSchemas.For(typeof(long), true)!,
                "tile" => ScalarSchemas.Text(),
                "finding" => ScalarSchemas.For(typeof(long), true)!,
                _ => ScalarSchemas.For(typeof(Core.Kernel.Key), true)!,
            },
        };

    /// <summary>A query parameter.</summary>
    public static OpenApiParameter InQuery(Parameter parameter)
    {
        var documented = parameter.TakesSeveral
            ? SeveralInQuery(parameter.Name, parameter.Description, parameter.Example,
                parameter.Names.IsEmpty ? ScalarSchemas.Text()
                    : ScalarSchemas.OfNames(parameter.Names))
            : InQuery(
                parameter.Name, parameter.Description, parameter.Example, SchemaOf(parameter));
        documented.Required = parameter.IsRequired;
        if (!parameter.Names.IsEmpty && documented.Schema is OpenApiSchema { Enum: null }
            && !parameter.TakesSeveral)
            documented.Description += $" One of {Texts.Listed(parameter.Names)}.";
        return documented;
    }

    /// <summary>A query parameter with a value of this form.</summary>
    public static OpenApiParameter InQuery(
        string name,
        string description,
        string? example,
        OpenApiSchema schema
    ) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = schema,
            Example =
                example is null ? null
                : schema.Type is JsonSchemaType.String or null ? JsonValue.Create(example)
                : JsonNode.Parse(example),
        };

    /// <summary>A query parameter that takes several values.</summary>
    /// <param name="name">As in the query.</param>
    /// <param name="description">What it means.</param>
    /// <param name="example">Values with commas between them; none if null.</param>
    /// <param name="one">The form of one value.</param>
    public static OpenApiParameter SeveralInQuery(
        string name, string description, string? example, OpenApiSchema? one) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = $"{description} Several: repeat the parameter, or put commas between "
                + "them.",
            Style = ParameterStyle.Form,
            Explode = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = one },
            Example = example is null ? null
                : new JsonArray([.. example.Split(',').Select(e => (JsonNode)e)]),
        };

    /// <summary>A header of a request.</summary>
    public static OpenApiParameter InHeader(string name, string description) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = ScalarSchemas.Text(),
        };

    /// <summary>Bytes of a form that is no text.</summary>
    public static OpenApiSchema Bytes() => ScalarSchemas.For(JsonSchemaType.String, "binary");

    /// <summary>Cursors are opaque; comma-separated lists are texts.</summary>
    private static OpenApiSchema SchemaOf(Parameter parameter) =>
        parameter.Name == Cursor.Name ? ScalarSchemas.Text()
        : IsOneOfNames(parameter) ? ScalarSchemas.OfNames(parameter.Names)
        : ScalarSchemas.For(parameter.ValueType, true) ?? ScalarSchemas.Text();

    private static bool IsOneOfNames(Parameter parameter) =>
        !parameter.Names.IsEmpty
        && (parameter.ValueType.IsEnum || parameter.ValueType == typeof(string));

    private static bool IsJson(string mediaType) =>
        mediaType == Format.Json.MediaType || mediaType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsText(string mediaType) => mediaType != Format.Xlsx.MediaType;

    /// <summary>The answer that every problem is.</summary>
    public static OpenApiResponseReference ProblemIn(OpenApiDocument document)
    {
        var schema = TypeSchemas.For(document).OfAnswer(typeof(ProblemDetails));
        if (document.Components?.Responses?.ContainsKey(Problem) != true)
            document.AddComponent<IOpenApiResponse>(
                Problem,
                new OpenApiResponse
                {
                    Description = "A problem; its code says which, /problems/{code} explains it.",
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        ["application/problem+json"] = new() { Schema = schema },
                    },
                }
            );
        return new(Problem, document);
    }
}
