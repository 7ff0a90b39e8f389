using System.Collections.Immutable;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.OpenApi;

namespace PortfolioLedger.Pages.Forms;

/// <summary>
/// The fields of a form, from the type of the command it sends: every command has a form, and the
/// words beside its fields are those of the API description.
/// </summary>
internal static class FormFields
{
    private static readonly ConcurrentDictionary<CommandRoute, ImmutableArray<FormField>> Known =
        [];

    /// <summary>Texts that take more than a line.</summary>
    private static readonly ImmutableHashSet<string> Long =
    [
        "rationale", "statement", "text", "summary", "reason", "note", "findings", "description",
        "question", "need", "expectedOutcome",
    ];

    /// <summary>Fields whose name is not that of the kind of thing they are the key of.</summary>
    private static readonly ImmutableDictionary<string, SubjectKind> Kinds =
        new Dictionary<string, SubjectKind>
        {
            ["segment"] = SubjectKind.CustomerSegment, ["model"] = SubjectKind.ScoringModel,
            ["cycle"] = SubjectKind.ReviewCycle, ["ownerDepartment"] = SubjectKind.Department,
            ["participatingDepartments"] = SubjectKind.Department,
            ["departments"] = SubjectKind.Department, ["dependsOn"] = SubjectKind.Initiative,
            ["objectives"] = SubjectKind.Objective, ["initiatives"] = SubjectKind.Initiative,
            ["reports"] = SubjectKind.Report, ["by"] = SubjectKind.Decision,
            ["supersedes"] = SubjectKind.Decision, ["segments"] = SubjectKind.CustomerSegment,
        }.ToImmutableDictionary();

    /// <summary>What a command is told beside the keys of its address; its grounds last.</summary>
    public static ImmutableArray<FormField> Of(CommandRoute route) =>
        Known.GetOrAdd(route, static r => Create(r));

    private static ImmutableArray<FormField> Create(CommandRoute route) =>
    [
        .. OfType(route.Command, route)
            .Where(f => !route.PathKeys.Contains(f.Name))
            .OrderBy(f => f.Name == "grounds").ThenBy(f => f.Name != "key")
            .ThenByDescending(f => f.IsRequired),
    ];

    private static IEnumerable<FormField> OfType(Type type, CommandRoute route) =>
        EdgeJson.Options.GetTypeInfo(type).Properties.Select(p => Of(p, route));

    private static FormField Of(JsonPropertyInfo field, CommandRoute route)
    {
        var property = field.AttributeProvider as PropertyInfo;
        return Of(field.PropertyType, field.Name, route) with
        {
            IsRequired = field.IsRequired,
            Hint = property is null ? null : DocComments.Find(property),
        };
    }

    private static FormField Of(Type declared, string name, CommandRoute route)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var field = new FormField(name, FieldKind.Text, true, null);
        if (Single(type, name) is { } kind)
            return field with
            {
                Kind = kind, Choices = ChoicesOf(type),
                Of = type == typeof(Key) ? KindOf(name, route) : null,
            };
        if (type == typeof(Money))
            return field with { Kind = FieldKind.Group, Fields = OfMoney };
        if (EntryOf(type) is { } entry)
            return field with
            {
                Kind = FieldKind.Entries,
                Of = entry.GenericTypeArguments[0] == typeof(Key) ? KindOf(name, route) : null,
                Value = Of(entry.GenericTypeArguments[1], "value", route),
            };
        if (ElementOf(type) is not { } element)
            return field with { Kind = FieldKind.Group, Fields = [.. OfType(type, route)] };
        if (ElementOf(element) is not null && element != typeof(string))
            return field with { Kind = FieldKind.Matrix };
        return Single(element, name) switch
        {
            null => field with { Kind = FieldKind.Rows, Fields = [.. OfType(element, route)] },
            FieldKind.Key => field with { Kind = FieldKind.Keys, Of = KindOf(name, route) },
            FieldKind.Choice =>
                field with { Kind = FieldKind.Choices, Choices = ChoicesOf(element) },
            _ => field with { Kind = FieldKind.Lines },
        };
    }

    private static ImmutableArray<FormField> OfMoney =>
    [
        new("amount", FieldKind.Number, true, null),
        new("currency", FieldKind.Text, false, "That of the portfolio if left empty."),
    ];

    /// <summary>How a single value is filled in; null where it is several.</summary>
    private static FieldKind? Single(Type type, string name) =>
        type == typeof(string) || type == typeof(SealedText)
            ? Long.Contains(name) ? FieldKind.LongText : FieldKind.Text
        : type == typeof(bool) ? FieldKind.YesNo
        : type == typeof(int) || type == typeof(long) ? FieldKind.Integer
        : type == typeof(decimal) || type == typeof(double) || type == typeof(Share)
            ? FieldKind.Number
        : type == typeof(Figure) ? FieldKind.Figure
        : type == typeof(DateOnly) ? FieldKind.Day
        : type == typeof(Key) ? FieldKind.Key
        : type == typeof(Strength) ? FieldKind.Grade
        : type.IsEnum ? FieldKind.Choice
        : type == typeof(Subject) || type == typeof(Currency) || type == typeof(AsOfRule)
            || type == typeof(DateTimeOffset) || type == typeof(Guid) ? FieldKind.Text
        : null;

    private static ImmutableArray<string> ChoicesOf(Type type) =>
        type == typeof(Strength) ? ["0", "1", "3", "9"]
        : type.IsEnum
            ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]
        : [];

    /// <summary>
    /// What a key is of: what its name says, or for <c>into</c> and <c>parent</c> the same kind as
    /// the thing the command is about. The key of something new is free.
    /// </summary>
    private static SubjectKind? KindOf(string name, CommandRoute route) =>
        Kinds.TryGetValue(name, out var kind) ? kind
        : name is "into" or "parent" ? About(route)
        : name == "audience" && route.Template == "communications" ? SubjectKind.Stakeholder
        : name == "weights" ? SubjectKind.Objective
        : Enumeration<SubjectKind>.TryParse(
            JsonNamingPolicy.KebabCaseLower.ConvertName(name), out var named)
            && !(route.Creates && name == "output") ? named
        : null;

    private static SubjectKind? About(CommandRoute route) =>
        route.PathKeys is [var first, ..] ? CommandRoute.SubjectOf(first, default).Kind
        : route.Template switch
        {
            "initiatives" => SubjectKind.Initiative,
            "objectives" => SubjectKind.Objective,
            "departments" => SubjectKind.Department,
            _ => null,
        };

    private static Type? EntryOf(Type type) => type == typeof(string) ? null
        : ElementOf(type) is { IsGenericType: true } element
            && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? element : null;

    private static Type? ElementOf(Type type) => type == typeof(string) ? null
        : type.GetInterfaces().Append(type)
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GenericTypeArguments[0]).FirstOrDefault();
}
