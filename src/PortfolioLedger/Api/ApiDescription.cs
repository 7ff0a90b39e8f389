using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Api;

/// <summary>The API description at <c>/openapi/v1.json</c>: OpenAPI 3.1, from the tables that serve it.</summary>
internal static class ApiDescription
{
    /// <summary>Title, and the forms of the ledger's own types.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Portfolio Ledger",
                Version = "v1",
                Description = "Every decision about a portfolio as an event; every view as of any past day.",
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    }

    /// <summary>Schemas follow the same JSON forms as the bodies do.</summary>
    public static void ConfigureSchemas(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = EdgeJson.Options.PropertyNamingPolicy;
        options.TypeInfoResolverChain.Insert(0, EdgeJson.Options.TypeInfoResolver!);
        foreach (var converter in EdgeJson.Options.Converters)
            options.Converters.Add(converter);
    }

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Key))
            (schema.Type, schema.Pattern, schema.Description) = (JsonSchemaType.String, "^[a-z0-9][a-z0-9-]{0,62}$", "A key.");
        else if (type == typeof(Currency))
            (schema.Type, schema.Pattern, schema.Description) = (JsonSchemaType.String, "^[A-Z]{3}$", "ISO 4217.");
        else if (type == typeof(Share))
            (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Number, "0", "1");
        else if (type == typeof(decimal))
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
        else if (type == typeof(Strength))
            (schema.Type, schema.Enum) = (JsonSchemaType.Integer, [0, 1, 3, 9]);
        else if (type == typeof(SealedText))
            (schema.Type, schema.Description) = (JsonSchemaType.String, "A personal text; it can be erased later.");
        else if (type == typeof(string))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(Subject))
            (schema.Type, schema.Description) = (JsonSchemaType.String, "Kind and key, like initiative/croton.");
        else if (type == typeof(Money))
            (schema.Type, schema.Examples) = (JsonSchemaType.Object, [JsonNode.Parse("{\"amount\":1200.5,\"currency\":\"USD\"}")!]);
        else if (type.IsEnum)
            (schema.Type, schema.Enum) = (JsonSchemaType.String,
                [.. Enum.GetNames(type).Select(n => (JsonNode)JsonNamingPolicy.KebabCaseLower.ConvertName(n))]);
    }
}
