using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Writing;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// The schemas of the API description, from the types that are read and written and from the
/// serialisers that do so: a new view or command has its schema for free. Types with fields become
/// components of their own name; words come from doc comments.
/// </summary>
internal sealed class TypeSchemas
{
    private static readonly ConditionalWeakTable<OpenApiDocument, TypeSchemas> Known = [];

    private readonly OpenApiDocument _document;
    private readonly Dictionary<string, (Type Type, SchemaForm? Form)> _names = [];
    private readonly NullabilityInfoContext _nullability = new();

    private TypeSchemas(OpenApiDocument document) => _document = document;

    /// <summary>The schemas of a description.</summary>
    public static TypeSchemas For(OpenApiDocument document) =>
        Known.GetValue(document, static d => new(d));

    /// <summary>
    /// A value as it is answered: every field is there, and null where it is unknown.
    /// </summary>
    public IOpenApiSchema OfAnswer(Type type) => For(type, null, SchemaForm.Answer);

    /// <summary>A value as it is sent: no other fields are taken.</summary>
    public IOpenApiSchema OfBody(Type type) => For(type, null, SchemaForm.Body);

    /// <summary>The fields of a body, without those that are in its address.</summary>
    public IOpenApiSchema OfBody(Type type, ImmutableArray<string> inPath) =>
        Component(type.Name, type, SchemaForm.Body, () => OfFields(type, SchemaForm.Body, inPath));

    /// <summary>
    /// The answer to a view: portfolio and as-of, digest, its fields, where the next page begins.
    /// </summary>
    public IOpenApiSchema OfView(ViewDefinition view) =>
        OfView(view.Type, view.IsList, isDigested: true);

    /// <summary>The same of what is answered as views are, without being in their table.</summary>
    public IOpenApiSchema OfView(Type type, bool isList, bool isDigested) =>
        Component($"{type.Name}Answer", type, SchemaForm.Answer, () =>
        {
            var schema = OfFields(type, SchemaForm.Answer, []);
            var envelope = OfFields(typeof(ViewEnvelope), SchemaForm.Answer, []).Properties!;
            if (!isDigested)
                envelope.Remove("digest");
            if (!isList)
                envelope.Remove("nextCursor");
            foreach (var (name, field) in schema.Properties!)
                envelope[name] = field;
            (schema.Properties, schema.Required) = (envelope, envelope.Keys.ToHashSet());
            return schema;
        });

    /// <summary>A value that is answered with a digest over all of it.</summary>
    public IOpenApiSchema OfDigested(Type type) =>
        Component(type.Name, type, SchemaForm.Answer, () =>
        {
            var schema = OfFields(type, SchemaForm.Answer, []);
            schema.Properties!["digest"] = ScalarSchemas.Text();
            schema.Required!.Add("digest");
            return schema;
        });

    /// <summary>A fact as the journal holds it.</summary>
    public OpenApiSchemaReference OfFact(Type type) =>
        Component(type.Name + SchemaForm.Stored.Suffix, type, SchemaForm.Stored, () =>
            OfFields(type, SchemaForm.Stored, [])
        );

    /// <summary>What has one of several forms, and is kept as it was sent.</summary>
    public IOpenApiSchema OfKept(JsonSerializerOptions json, params IEnumerable<Type> types)
    {
        var form = new SchemaForm(json, false, "");
        return new OpenApiSchema { AnyOf = [.. types.Select(type => For(type, null, form))] };
    }

    private IOpenApiSchema For(Type type, NullabilityInfo? nullability, SchemaForm form)
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;
        var schema = OfKnown(known, nullability, form);
        var mayBeNull =
            known != type
            || (
                !type.IsValueType
                && nullability is not null
                && (form.IsAnswer ? nullability.ReadState : nullability.WriteState)
                    == NullabilityState.Nullable
            );
        return mayBeNull ? OrNull(schema) : schema;
    }

    private IOpenApiSchema OfKnown(Type type, NullabilityInfo? nullability, SchemaForm form)
    {
        if (form.Scalar(type) is { } scalar)
            return scalar;
        if (type.IsEnum)
            return Component(type.Name, type, null, () =>
                Described(ScalarSchemas.OfNames(type), type)
            );
        if (type == typeof(Money))
            return Component(NameOf(type, form), type, form, () => OfMoney(form));
        if (type.GetCustomAttribute<WrittenAsAttribute>() is { } forms)
            return new OpenApiSchema
            {
                AnyOf = [.. forms.Types.Select(t => OfWritten(type, t, form))],
            };
        if (ElementOf(type) is not { } element)
            return Component(NameOf(type, form), type, form, () => OfFields(type, form, []));
        var inside = nullability switch
        {
            { ElementType: { } ofArray } => ofArray,
            { GenericTypeArguments: [.., var last] } => last,
            _ => null,
        };
        return
            element is { IsGenericType: true }
            && element.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = For(element.GenericTypeArguments[1], inside, form),
            }
            : new OpenApiSchema { Type = JsonSchemaType.Array, Items = For(element, inside, form) };
    }

    /// <summary>What a list holds, or the entry of a map; null for neither.</summary>
    private static Type? ElementOf(Type type) => type.GetInterfaces().Append(type)
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .Select(i => i.GenericTypeArguments[0]).FirstOrDefault();

    /// <summary>
    /// What is sent and what is answered may differ, so they have different names.
    /// </summary>
    private static string NameOf(Type type, SchemaForm form) =>
        type.IsAssignableTo(typeof(ICommand)) ? type.Name : NameOf(type) + form.Suffix;

    /// <summary>
    /// <c>RevisedOfKey</c> of a value of another type, <c>RevisedOfKeys</c> of several.
    /// </summary>
    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return NameOf(underlying);
        if (type != typeof(string) && ElementOf(type) is { } element)
            return $"{NameOf(element)}s";
        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}Of"
                + string.Concat(type.GenericTypeArguments.Select(NameOf))
            : type.Name;
    }

    private OpenApiSchema OfFields(Type type, SchemaForm form, ImmutableArray<string> without)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            Required = new HashSet<string>(),
        };
        foreach (var field in form.Json.GetTypeInfo(type).Properties)
        {
            if (
                (
                    form.IsAnswer
                        ? field.Get is null
                        : field is { Set: null, AssociatedParameter: null }
                ) || without.Contains(field.Name)
            )
                continue;
            schema.Properties.Add(field.Name, OfField(field, form));
            if (form.IsAnswer ? !MayBeAbsent(field) : field.IsRequired)
                schema.Required.Add(field.Name);
        }
        if (form.IsSent)
            schema.AdditionalPropertiesAllowed = false;
        return Described(schema, type);
    }

    private IOpenApiSchema OfField(JsonPropertyInfo field, SchemaForm form)
    {
        var property = field.AttributeProvider as PropertyInfo;
        var schema = form.IsAnswer && MayBeAbsent(field)
            ? OfKnown(Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType,
                property is null ? null : _nullability.Create(property), form)
            : property?.GetCustomAttribute<SchemaOfAttribute>() is { } stated
                ? OfStated(stated, form)
            : For(
                field.PropertyType,
                property is null ? null : _nullability.Create(property),
                form
            );
        if (property is not null && DocComments.Find(property) is { } words)
            schema.Description = words;
        return schema;
    }

    private IOpenApiSchema OfStated(SchemaOfAttribute stated, SchemaForm form)
    {
        var schema = OfKnown(stated.Type, null, form);
        return stated.OrNull ? OrNull(schema) : schema;
    }

    /// <summary>One of the forms in which a value of a type may be written.</summary>
    private IOpenApiSchema OfWritten(Type type, Type written, SchemaForm form) =>
        form.Scalar(written) is { } scalar ? scalar
        : ElementOf(written) is not null || written.IsDefined(typeof(WrittenAsAttribute), false)
            ? For(written, null, form)
            : Component(type.Name, type, form, () => OfFields(written, form, []));

    private static bool MayBeAbsent(JsonPropertyInfo field) =>
        field.AttributeProvider is MemberInfo member
        && member.GetCustomAttribute<JsonIgnoreAttribute>()
            is { Condition: not (JsonIgnoreCondition.Never or JsonIgnoreCondition.Always) };

    private static OpenApiSchema OfMoney(SchemaForm form) =>
        Described(
            new()
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    ["amount"] = form.Scalar(typeof(decimal))!,
                    ["currency"] = form.Scalar(typeof(Currency))!,
                },
                Required = form.IsSent
                    ? new HashSet<string> { "amount" }
                    : new HashSet<string> { "amount", "currency" },
                AdditionalPropertiesAllowed = !form.IsSent,
            },
            typeof(Money)
        );

    /// <summary>A schema under a name; the form is null where all forms have one.</summary>
    private OpenApiSchemaReference Component(
        string name,
        Type type,
        SchemaForm? form,
        Func<OpenApiSchema> create
    )
    {
        if (_names.TryAdd(name, (type, form)))
            _document.AddComponent(name, create());
        else if (_names[name] != (type, form))
            throw new InvalidOperationException(
                $"{type} and {_names[name].Type} would both be described as {name}"
            );
        return new OpenApiSchemaReference(name, _document);
    }

    private static OpenApiSchema Described(OpenApiSchema schema, Type type)
    {
        schema.Description = DocComments.Find(type);
        return schema;
    }

    private static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type, Enum: null } plain)
            plain.Type = type | JsonSchemaType.Null;
        else if (schema is OpenApiSchema { AnyOf: { } forms })
            forms.Add(ScalarSchemas.For(JsonSchemaType.Null));
        else if (schema is not OpenApiSchema { Type: null, Enum: null, AnyOf: null })
            return new OpenApiSchema { OneOf = [schema, ScalarSchemas.For(JsonSchemaType.Null)] };
        return schema;
    }
}

/// <summary>How values are written.</summary>
/// <param name="Json">Writes or reads them.</param>
/// <param name="IsAnswer">All fields are there; otherwise unknown ones may be absent.</param>
/// <param name="Suffix">Tells the names of types apart from those of answers.</param>
internal sealed record SchemaForm(JsonSerializerOptions Json, bool IsAnswer, string Suffix)
{
    /// <summary>Of views and other answers.</summary>
    public static readonly SchemaForm Answer = new(ViewJson.Options, true, "");

    /// <summary>Of what is sent.</summary>
    public static readonly SchemaForm Body = new(EdgeJson.Options, false, "Input");

    /// <summary>Of facts in the journal: what is unknown is absent, amounts are strings.</summary>
    public static readonly SchemaForm Stored = new(LedgerJson.Stored, false, "Stored");

    /// <summary>Whether it is read, so that no other fields are taken.</summary>
    public bool IsSent => !IsAnswer && this != Stored;

    /// <summary>The form of a single value; null when the type is none.</summary>
    public OpenApiSchema? Scalar(Type type)
    {
        var scalar = ScalarSchemas.For(type, IsAnswer);
        if (this == Stored && scalar is { Format: "decimal" })
            (scalar.Type, scalar.Minimum, scalar.Maximum) = (JsonSchemaType.String, null, null);
        return scalar;
    }
}

/// <summary>What surrounds the fields of a view.</summary>
/// <param name="Portfolio">Whose view.</param>
/// <param name="AsOf">Which book it comes from.</param>
/// <param name="Digest">Over the whole view: name, version and a SHA-256.</param>
/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
internal sealed record ViewEnvelope(
    Key Portfolio,
    AsOfAnswered AsOf,
    string Digest,
    string? NextCursor
);

/// <summary>Which book an answer comes from, and what was asked.</summary>
/// <param name="Position">Of the last event in it; 0 before the first.</param>
/// <param name="KnownAt">When that event was known; null before the first.</param>
/// <param name="EffectiveOn">The business day of the book.</param>
/// <param name="Claimed">Some event up to there is imported history.</param>
/// <param name="Requested">The words of the question; null when it names no time.</param>
/// <param name="Note">Why nothing of the past is shown; absent where something is.</param>
internal sealed record AsOfAnswered(
    long Position, DateTimeOffset? KnownAt, DateOnly EffectiveOn, bool Claimed, string? Requested,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);

/// <summary>Says of which type a field is that is declared as any JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SchemaOfAttribute(Type type) : Attribute
{
    /// <summary>What it holds.</summary>
    public Type Type { get; } = type;

    /// <summary>Whether it can be null.</summary>
    public bool OrNull { get; init; }
}

/// <summary>Says in which forms a value of the type may be written.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class WrittenAsAttribute(params Type[] types) : Attribute
{
    /// <summary>Each of them; a type of its own is written with its fields.</summary>
    public IReadOnlyList<Type> Types { get; } = types;
}
