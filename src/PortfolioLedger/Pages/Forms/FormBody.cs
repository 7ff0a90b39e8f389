using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Forms;

/// <summary>
/// Makes the JSON of a command of what was typed into its form: fields that were left empty are
/// absent, and what is no number stays a text, so that its refusal says so.
/// </summary>
internal static partial class FormBody
{
    private static readonly JsonSerializerOptions AsTyped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body, as a program would send it.</summary>
    public static JsonObject Of(ImmutableArray<FormField> fields, FormValues values) =>
        Group(fields, values, "");

    /// <summary>A body as it is sent, with all characters as they were typed.</summary>
    public static byte[] Utf8(JsonObject body) =>
        JsonSerializer.SerializeToUtf8Bytes(body, AsTyped);

    /// <summary>
    /// Faults of a body at the places of the form: the pointer of an entry is numbered there, and
    /// what has no input of its own is said beside what holds it.
    /// </summary>
    public static ImmutableArray<FieldFault> Placed(
        ImmutableArray<FormField> fields, FormValues values, IEnumerable<FieldFault> faults) =>
        [.. faults.Select(f => f with { Pointer = Placed(fields, values, "", f.Pointer) })];

    private static string Placed(
        ImmutableArray<FormField> fields, FormValues values, string at, string pointer)
    {
        var parts = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || fields.FirstOrDefault(f => f.Name == parts[0]) is not { } field)
            return at;
        var here = $"{at}/{field.Name}";
        var rest = string.Concat(parts.Skip(1).Select(p => $"/{p}"));
        if (rest.Length == 0)
            return here;
        return field.Kind switch
        {
            FieldKind.Group => Placed(field.Fields, values, here, rest),
            FieldKind.Rows => Placed(field.Fields, values, $"{here}/{parts[1]}",
                string.Concat(parts.Skip(2).Select(p => $"/{p}"))),
            FieldKind.Entries => Enumerable.Range(0, values.Rows(here))
                .Where(i => values.One($"{here}/{i}/name").Trim() == parts[1])
                .Select(i => parts.Length > 2 && field.Value!.Kind == FieldKind.Group
                    ? Placed(field.Value.Fields, values, $"{here}/{i}/value",
                        string.Concat(parts.Skip(2).Select(p => $"/{p}")))
                    : $"{here}/{i}/value")
                .FirstOrDefault(here),
            _ => here,
        };
    }

    private static JsonObject Group(
        ImmutableArray<FormField> fields, FormValues values, string at)
    {
        var group = new JsonObject();
        foreach (var field in fields)
            if (Value(field, values, $"{at}/{field.Name}") is { } value)
                group[field.Name] = value;
        return group;
    }

    /// <summary>What was typed; null where nothing was.</summary>
    private static JsonNode? Value(FormField field, FormValues values, string at)
    {
        switch (field.Kind)
        {
            case FieldKind.Group:
                return Group(field.Fields, values, at) is { Count: > 0 } group ? group : null;
            case FieldKind.Rows:
                return List(Enumerable.Range(0, values.Rows(at))
                    .Select(i => Group(field.Fields, values, $"{at}/{i}"))
                    .Where(row => row.Count > 0));
            case FieldKind.Entries:
                return Entries(field, values, at);
            case FieldKind.Matrix:
                return Matrix(values, at);
            case FieldKind.Lines:
                return List(Split(values.All(at), "\n").Select(text => JsonValue.Create(text)));
            case FieldKind.Keys or FieldKind.Choices:
                return List(Split(values.All(at), "\n", ",").Select(t => JsonValue.Create(t)));
            default:
                var text = values.One(at);
                return string.IsNullOrWhiteSpace(text) ? null : Single(field.Kind, text);
        }
    }

    private static JsonNode Single(FieldKind kind, string text) => kind switch
    {
        FieldKind.Number or FieldKind.Integer or FieldKind.Figure or FieldKind.Grade =>
            Number(text),
        FieldKind.YesNo when text is "true" or "false" => JsonValue.Create(text == "true"),
        // Browsers send the ends of lines as in mails.
        FieldKind.LongText => JsonValue.Create(text.ReplaceLineEndings("\n")),
        _ => JsonValue.Create(text.Trim()),
    };

    /// <summary>A number with all its digits; a text where it is none.</summary>
    private static JsonNode Number(string text)
    {
        var plain = text.Trim();
        return NumberForm().IsMatch(plain) && decimal.TryParse(
            plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number) : JsonValue.Create(plain);
    }

    private static JsonObject? Entries(FormField field, FormValues values, string at)
    {
        var entries = new JsonObject();
        for (var i = 0; i < values.Rows(at); i++)
            if (values.One($"{at}/{i}/name").Trim() is { Length: > 0 } name
                && Value(field.Value!, values, $"{at}/{i}/value") is { } value)
                entries[name] = value;
        return entries.Count > 0 ? entries : null;
    }

    /// <summary>Of each pair one comparison is typed; the other way round is reciprocal.</summary>
    private static JsonArray? Matrix(FormValues values, string at)
    {
        var size = values.Rows(at) + 1;
        return size == 1 ? null : List(Enumerable.Range(0, size).Select(i => new JsonArray(
            [.. Enumerable.Range(0, size).Select(j => Compared(values, at, i, j))])));
    }

    private static JsonNode Compared(FormValues values, string at, int i, int j)
    {
        var typed = values.One($"{at}/{Math.Min(i, j)}/{Math.Max(i, j)}");
        return (i == j ? 1 : i < j ? PairwiseScale.Of(typed) : PairwiseScale.Reciprocal(typed))
            is { } times ? JsonValue.Create(times) : JsonValue.Create(typed);
    }

    private static JsonArray? List(IEnumerable<JsonNode> items) =>
        new JsonArray([.. items]) is { Count: > 0 } list ? list : null;

    private static IEnumerable<string> Split(
        ImmutableArray<string> texts, params string[] separators) => texts
        .SelectMany(text => text.ReplaceLineEndings("\n").Split(separators,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^[+-]?(\d+\.?\d*|\.\d+)$")]
    private static partial Regex NumberForm();
}
