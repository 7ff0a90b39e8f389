using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// Says of a body that could not be read everything that is wrong with it, field by field. The fast
/// way stops at the first fault; this one is only taken then.
/// </summary>
internal static class BodyFaults
{
    /// <summary>What is said of a field that is missing.</summary>
    public const string Required = "is required";

    public static ImmutableArray<FieldFault> Find(
        Type type, ReadOnlyMemory<byte> body, ImmutableArray<(string Name, Key Key)> path)
    {
        using var document = Parse(body);
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        Object(
            EdgeJson.Options.GetTypeInfo(type),
            document.RootElement,
            "",
            [.. path.Select(p => p.Name)],
            faults
        );
        return faults.Count > 0
            ? faults.ToImmutable()
            : [new("", "cannot be read; check its fields")];
    }

    /// <summary>Any JSON; a problem that says where reading stopped when it is none.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            throw new ProblemException(
                Problem.Create("malformed-json", "Reading stopped: the body is not UTF-8.")
            );
        try
        {
            RequireNames(body.Span);
            return JsonDocument.Parse(body);
        }
        catch (JsonException fault)
        {
            throw new ProblemException(
                Problem.Create(
                    "malformed-json",
                    body.IsEmpty
                        ? "The body is empty; send a JSON object."
                        : $"Reading stopped at line {fault.LineNumber + 1}, byte "
                            + $"{fault.BytePositionInLine + 1}: "
                            + fault.Message.Split(" LineNumber:")[0]
                )
            );
        }
    }

    /// <summary>Names of fields must be text: they are repeated in answers.</summary>
    private static void RequireNames(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            if (
                reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueIsEscaped
                && !IsText(reader)
            )
                throw new ProblemException(
                    Problem.Create(
                        "malformed-json",
                        "Reading stopped at byte "
                            + $"{reader.TokenStartIndex + 1}: the name of the field is not valid "
                            + "Unicode."
                    )
                );
    }

    private static bool IsText(Utf8JsonReader name)
    {
        try
        {
            return name.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Object(
        JsonTypeInfo type,
        JsonElement json,
        string pointer,
        string[] inPath,
        ImmutableArray<FieldFault>.Builder faults
    )
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(pointer, $"must be an object, not {Words(json)}"));
            return;
        }
        var seen = new HashSet<string>();
        foreach (var field in json.EnumerateObject())
        {
            var at = $"{pointer}/{Escaped(field.Name)}";
            var known = inPath.Contains(field.Name)
                ? null
                : type.Properties.FirstOrDefault(p => p.Name == field.Name);
            if (!seen.Add(field.Name))
                faults.Add(new(at, "is there twice"));
            else if (inPath.Contains(field.Name))
                faults.Add(new(at, "stands in the address already; leave it out of the body"));
            else if (known is null)
                faults.Add(new(at, "is not a field here; the fields are "
                    + string.Join(", ", type.Properties.Select(p => p.Name).Except(inPath))));
            else
                Value(known.PropertyType, known.IsSetNullable, field.Value, at, faults);
        }
        foreach (
            var missing in type.Properties.Where(p =>
                p.IsRequired && !seen.Contains(p.Name) && !inPath.Contains(p.Name)
            )
        )
            faults.Add(new($"{pointer}/{missing.Name}", Required));
    }

    private static void Value(
        Type declared,
        bool nullable,
        JsonElement json,
        string at,
        ImmutableArray<FieldFault>.Builder faults
    )
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (type == declared && !nullable)
                faults.Add(new(at, "must not be null"));
            return;
        }
        var info = EdgeJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                Object(info, json, at, [], faults);
                break;
            case JsonTypeInfoKind.Enumerable when json.ValueKind == JsonValueKind.Array:
                foreach (var (i, item) in json.EnumerateArray().Index())
                    Value(info.ElementType!, false, item, $"{at}/{i}", faults);
                break;
            case JsonTypeInfoKind.Dictionary when json.ValueKind == JsonValueKind.Object:
                foreach (var item in json.EnumerateObject())
                {
                    if (info.KeyType == typeof(Key) && !Key.TryParse(item.Name, out _))
                        faults.Add(new($"{at}/{Escaped(item.Name)}", $"must be a key: {Key.Form}"));
                    Value(
                        info.ElementType!,
                        false,
                        item.Value,
                        $"{at}/{Escaped(item.Name)}",
                        faults
                    );
                }
                break;
            // Maps by text have a converter of ours, so their kind says nothing.
            case JsonTypeInfoKind.None when IsMap(type) && json.ValueKind == JsonValueKind.Object:
                foreach (var item in json.EnumerateObject())
                    Value(
                        type.GenericTypeArguments[1],
                        false,
                        item.Value,
                        $"{at}/{Escaped(item.Name)}",
                        faults
                    );
                break;
            default:
                Leaf(type, json, at, faults);
                break;
        }
    }

    private static void Leaf(
        Type type,
        JsonElement json,
        string at,
        ImmutableArray<FieldFault>.Builder faults
    )
    {
        try
        {
            json.Deserialize(type, EdgeJson.Options);
        }
        catch (JsonException fault)
        {
            var ours = fault.Message.StartsWith("must ", StringComparison.Ordinal);
            faults.Add(
                new(
                    at,
                    (ours ? fault.Message.Split(" Path: ")[0] : Expected(type))
                        // Words of persons are repeated nowhere.
                        + (type == typeof(SealedText) ? "" : $", not {Words(json)}")
                )
            );
        }
    }

    private static string Expected(Type type) =>
        type.IsEnum ? "must be one of " + string.Join(", ", Enum.GetNames(type)
            .Select(JsonNamingPolicy.KebabCaseLower.ConvertName))
        : type == typeof(DateOnly) ? "must be a date like \"2026-03-31\""
        : type == typeof(DateTimeOffset) ? "must be an instant like \"2026-03-31T12:00:00Z\""
        : type == typeof(bool) ? "must be true or false"
        : type == typeof(int) || type == typeof(long) ? "must be a whole number"
        : IsMap(type) ? "must be an object"
        : type.IsGenericType ? "must be a list"
        : "must be of another form";

    private static bool IsMap(Type type) => type.IsGenericType
        && type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>);

    private static string Words(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "null",
        _ when json.GetRawText() is { Length: > 60 } raw => raw[..57] + "...",
        _ => json.GetRawText(),
    };

    private static string Escaped(string name) => name.Replace("~", "~0").Replace("/", "~1");
}
