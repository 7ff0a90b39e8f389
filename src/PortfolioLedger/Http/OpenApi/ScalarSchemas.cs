using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// The forms of single values in the API description, as bodies and answers write them.
/// </summary>
internal static class ScalarSchemas
{
    private const string KeyForm = "[a-z0-9][a-z0-9-]{0,62}";

    private const string NumberText = @"^[+-]?(\d+\.?\d*|\.\d+)$";

    /// <summary>The form of a value; null when the type is no single value.</summary>
    /// <param name="type">Not nullable.</param>
    /// <param name="isAnswer">
    /// Amounts are taken as numbers or strings, and answered as numbers.
    /// </param>
    public static OpenApiSchema? For(Type type, bool isAnswer) =>
        type == typeof(string) || type == typeof(SealedText) ? Text()
        : type == typeof(bool) ? For(JsonSchemaType.Boolean)
        : type == typeof(int) ? For(JsonSchemaType.Integer, "int32")
        : type == typeof(long) ? For(JsonSchemaType.Integer, "int64")
        : type == typeof(double) ? For(JsonSchemaType.Number, "double")
        : type == typeof(decimal) ? Number(isAnswer)
        : type == typeof(DateOnly) ? For(JsonSchemaType.String, "date")
        : type == typeof(DateTimeOffset) ? For(JsonSchemaType.String, "date-time")
        : type == typeof(Guid) ? For(JsonSchemaType.String, "uuid")
        : type == typeof(Key) ? Text($"^{KeyForm}$")
        : type == typeof(Subject) ? Text($"^[a-z-]+/{KeyForm}$")
        : type == typeof(Currency) ? Text("^[A-Z]{3}$")
        : type == typeof(AsOfRule) ? Text()
        : type == typeof(Share) ? Share(isAnswer)
        : type == typeof(Figure)
            ? new() { AnyOf = [Number(isAnswer), For(JsonSchemaType.String, "date")] }
        : type == typeof(Strength) && !isAnswer
            ? new() { Type = JsonSchemaType.Integer, Format = "int32", Enum = [0, 1, 3, 9] }
        : type == typeof(JsonElement) || type == typeof(JsonNode) || type == typeof(object) ? new()
        : null;

    /// <summary>The stored names of an enum.</summary>
    public static OpenApiSchema OfNames(Type type) => OfNames(
        Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    /// <summary>One of some names.</summary>
    public static OpenApiSchema OfNames(IEnumerable<string> names) =>
        new() { Type = JsonSchemaType.String, Enum = [.. names.Select(n => (JsonNode)n)] };

    /// <summary>A text, perhaps of a form.</summary>
    public static OpenApiSchema Text(string? pattern = null) =>
        new() { Type = JsonSchemaType.String, Pattern = pattern };

    /// <summary>A type without more.</summary>
    public static OpenApiSchema For(JsonSchemaType type, string? format = null) =>
        new() { Type = type, Format = format };

    private static OpenApiSchema Number(bool isAnswer) =>
        isAnswer
            ? For(JsonSchemaType.Number, "decimal")
            : new()
            {
                Type = JsonSchemaType.Number | JsonSchemaType.String,
                Format = "decimal",
                Pattern = NumberText,
            };

    private static OpenApiSchema Share(bool isAnswer)
    {
        var share = Number(isAnswer);
        (share.Minimum, share.Maximum) = ("0", "1");
        return share;
    }
}
