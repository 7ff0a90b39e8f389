using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>
/// How values of a type are packed: plain ones by the writer's own methods, records by the values
/// their constructor takes, everything else as JSON.
/// </summary>
internal static class Packed<T>
{
    public static readonly Action<PackWriter, T> Write;
    public static readonly Func<PackReader, T> Read;

    static Packed()
    {
        var writer = Expression.Parameter(typeof(PackWriter));
        var value = Expression.Parameter(typeof(T));
        var reader = Expression.Parameter(typeof(PackReader));
        var (write, read) = Forms(writer, value, reader);
        Write = Expression.Lambda<Action<PackWriter, T>>(write, writer, value).Compile();
        Read = Expression.Lambda<Func<PackReader, T>>(read, reader).Compile();
    }

    private static (Expression Write, Expression Read) Forms(
        ParameterExpression writer, ParameterExpression value, ParameterExpression reader)
    {
        var type = typeof(T);
        if (PackedTypes.PlainName(type) is { } plain)
            return (
                Expression.Call(writer, "Write" + plain, [], value),
                Expression.Call(reader, "Read" + plain, [])
            );
        if (type.IsEnum)
            return (
                Expression.Call(
                    writer,
                    nameof(PackWriter.WriteInt),
                    [],
                    Expression.Convert(value, typeof(int))
                ),
                Expression.Convert(Expression.Call(reader, nameof(PackReader.ReadInt), []), type)
            );
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Optional(writer, reader, Expression.Property(value, "HasValue"),
                PackedTypes.Write(writer, Expression.Property(value, "Value")),
                Expression.Convert(PackedTypes.Read(reader, inner), type));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return (PackedTypes.Call(nameof(PackedTypes.WriteArray), type, writer, value),
                PackedTypes.Call(nameof(PackedTypes.ReadArray), type, reader));
        if (PackedTypes.ConstructorOf(type) is not { } constructor)
            return (
                Expression.Call(writer, nameof(PackWriter.WriteJson), [type], value),
                Expression.Call(reader, nameof(PackReader.ReadJson), [type])
            );
        var fields = constructor
            .GetParameters()
            .Select(p => PackedTypes.PropertyOf(type, p)!)
            .ToArray();
        var write = Expression.Block(
            typeof(void),
            [
                .. fields.Select(f => PackedTypes.Write(writer, Expression.Property(value, f))),
                Expression.Empty(),
            ]
        );
        var read = Expression.New(
            constructor,
            fields.Select(f => PackedTypes.Read(reader, f.PropertyType))
        );
        return type.IsValueType
            ? (write, read)
            : Optional(
                writer,
                reader,
                Expression.NotEqual(value, Expression.Constant(null, type)),
                write,
                read
            );
    }

    private static (Expression, Expression) Optional(
        ParameterExpression writer,
        ParameterExpression reader,
        Expression there,
        Expression write,
        Expression read
    ) =>
        (
            Expression.Block(
                Expression.Call(writer, nameof(PackWriter.WriteBool), [], there),
                Expression.IfThen(there, write)
            ),
            Expression.Condition(
                Expression.Call(reader, nameof(PackReader.ReadBool), []),
                read,
                Expression.Default(typeof(T))
            )
        );
}

/// <summary>What types have in common when they are packed.</summary>
internal static class PackedTypes
{
    /// <summary>How the writer and the reader call a plain type; null when it is none.</summary>
    public static string? PlainName(Type type) =>
        type == typeof(string) ? "Text"
        : type == typeof(Key) ? "Key"
        : type == typeof(decimal) ? "Decimal"
        : type == typeof(Currency) ? "Currency"
        : type == typeof(int) ? "Int"
        : type == typeof(long) ? "Number"
        : type == typeof(bool) ? "Bool"
        : type == typeof(DateOnly) ? "Date"
        : type == typeof(DateTimeOffset) ? "Instant"
        : null;

    /// <summary>The constructor that takes all a record holds; null when there is none.</summary>
    public static ConstructorInfo? ConstructorOf(Type type) =>
        type.GetConstructors() is [var only] && only.GetParameters() is { Length: > 0 } parameters
        && parameters.All(p => PropertyOf(type, p)?.PropertyType == p.ParameterType)
        && type.GetProperties().Count(p => p.CanWrite)
            == parameters.Count(p => PropertyOf(type, p)!.CanWrite)
            ? only
            : null;

    /// <summary>The property that a parameter of a constructor sets.</summary>
    public static PropertyInfo? PropertyOf(Type type, ParameterInfo parameter) =>
        type.GetProperty(
            parameter.Name!,
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase
        );

    public static Expression Write(Expression writer, Expression value) =>
        Expression.Invoke(
            Expression.Field(null, typeof(Packed<>).MakeGenericType(value.Type), "Write"),
            writer,
            value
        );

    public static Expression Read(Expression reader, Type type) => Expression.Invoke(
        Expression.Field(null, typeof(Packed<>).MakeGenericType(type), "Read"), reader);

    public static Expression Call(string method, Type array, params Expression[] arguments) =>
        Expression.Call(typeof(PackedTypes), method, array.GenericTypeArguments, arguments);

    /// <summary>Its length and one, 0 for an array that is not there.</summary>
    public static void WriteArray<TItem>(PackWriter writer, ImmutableArray<TItem> items)
    {
        writer.WriteUnsigned(items.IsDefault ? 0 : (ulong)items.Length + 1);
        if (!items.IsDefault)
            foreach (var item in items)
                Packed<TItem>.Write(writer, item);
    }

    public static ImmutableArray<TItem> ReadArray<TItem>(PackReader reader)
    {
        var length = (int)reader.ReadUnsigned() - 1;
        if (length < 0)
            return default;
        var items = ImmutableArray.CreateBuilder<TItem>(length);
        for (var i = 0; i < length; i++)
            items.Add(Packed<TItem>.Read(reader));
        return items.MoveToImmutable();
    }
}
