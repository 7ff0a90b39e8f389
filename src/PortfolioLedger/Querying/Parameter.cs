using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>A query parameter: its name, what it means and how its text is read.</summary>
/// <param name="Name">As in the query.</param>
/// <param name="Description">For the documentation.</param>
/// <param name="Example">A value it can have.</param>
/// <param name="Names">The values of an enumeration; empty for others.</param>
internal abstract record Parameter(string Name, string Description, string Example,
    ImmutableArray<string> Names)
{
    /// <summary>Whether there is no answer without it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>
    /// Whether it takes several values: separated by commas, or the parameter repeated. What is
    /// named twice counts once.
    /// </summary>
    public bool TakesSeveral { get; init; }

    /// <summary>What it is read as.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Reads a text; a <see cref="FormatException"/> says what would be right.</summary>
    public abstract object? Read(string text);
}

/// <summary>A query parameter with a typed value.</summary>
internal sealed record Parameter<T>(
    string Name, T Default, Func<string, T> Parse, string Description, string Example,
    ImmutableArray<string> Names) : Parameter(Name, Description, Example, Names)
{
    public override Type ValueType => Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    public override object? Read(string text) => Parse(text);
}

/// <summary>
/// The values given for the parameters of a view, in the order of its table line.
/// </summary>
internal sealed class Arguments(
    ImmutableSortedDictionary<string, (object? Value, string Text)> given)
{
    /// <summary>None given.</summary>
    public static readonly Arguments None =
        new(ImmutableSortedDictionary.Create<string,
            (object? Value, string Text)>(StringComparer.Ordinal));

    /// <summary>
    /// The arguments of a question that takes these parameters and no others, or the one that is
    /// wrong.
    /// </summary>
    public static Result<Arguments> Read(
        ParameterTexts given, ImmutableArray<Parameter> parameters) => Result.Of(() =>
    {
        var arguments = None;
        foreach (var (name, texts) in given.All)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name)
                ?? throw QueryFault.Invalid(name, "does not exist here; there are "
                    + (parameters.IsEmpty ? "none" : Texts.Listed(parameters.Select(p => p.Name))),
                    "unknown-parameter").Raise();
            if (texts.Length > 1 && !parameter.TakesSeveral)
                throw QueryFault.Invalid(name, ParameterTexts.GivenAgain(texts)).Raise();
            var text = string.Join(',', texts);
            arguments = arguments.With(
                parameter, QueryFault.Checked(name, () => parameter.Read(text)), text);
        }
        return arguments;
    });

    /// <summary>The value given, or the default.</summary>
    public T Get<T>(Parameter<T> parameter) =>
        given.TryGetValue(parameter.Name, out var found) ? (T)found.Value! : parameter.Default;

    /// <summary>With another value for a parameter, written as a query would.</summary>
    public Arguments With<T>(Parameter<T> parameter, T value) =>
        With(parameter, value, Texts.Written(value));

    /// <summary>With another value for a parameter, in the words of the caller.</summary>
    public Arguments With(Parameter parameter, object? value, string text) =>
        new(given.SetItem(parameter.Name, (value, text)));

    /// <summary>The texts that others do not have, or null when there are none.</summary>
    public string? DifferenceTo(Arguments others)
    {
        if (ReferenceEquals(this, others))
            return null;
        var own = string.Join('.', Given.Except(others.Given).Select(g => g.Text));
        return own.Length > 0 ? own : null;
    }

    /// <summary>Name and text of those given.</summary>
    public IEnumerable<(string Name, string Text)> Given =>
        given.Select(g => (g.Key, g.Value.Text));
}

/// <summary>How the texts of query parameters and filters are read.</summary>
internal static partial class Texts
{
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+\- ]\d\d:\d\d)$",
        RegexOptions.ECMAScript)]
    private static partial Regex Rfc3339 { get; }

    [GeneratedRegex(@"(?<!\\),")]
    private static partial Regex Comma { get; }

    private static readonly string TooEarly =
        $"must not lie before {Days.First.ToString("O", CultureInfo.InvariantCulture)}";

    /// <summary>Names for people to choose from.</summary>
    public static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    /// <summary>A value as a query says it, so that it is read as the same one.</summary>
    public static string Written(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        Enum named => JsonNamingPolicy.KebabCaseLower.ConvertName(named.ToString()),
        DateTimeOffset instant => ViewJson.Instant(instant),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(',', list.Cast<object>().Select(Written)),
        _ => value.ToString()!,
    };

    public static string Text(string text) => text;

    public static Key Key(string text) =>
        Core.Kernel.Key.TryParse(text, out var key) ? key : throw new FormatException(
            $"must be a key ({Core.Kernel.Key.Form})");

    public static Subject Subject(string text) =>
        Core.Kernel.Subject.TryParse(text, out var subject) ? subject
        : throw new FormatException("must be a thing like initiative/croton");

    public static bool Truth(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException("must be true or false"),
    };

    public static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw new FormatException("must be a whole number, 0 or more");

    public static decimal Number(string text) =>
        !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? throw new FormatException("must be a number like 12.5")
        : Math.Abs(number) <= StoredDecimal.MaxValue ? number
        : throw new FormatException(
            $"must lie between -{StoredDecimal.MaxValue:0} and {StoredDecimal.MaxValue:0}");

    public static decimal NotNegative(string text) => Number(text) is >= 0 and var number ? number
        : throw new FormatException("must be a number, 0 or more");

    public static decimal Share(string text) => Number(text) is >= 0 and <= 1 and var share ? share
        : throw new FormatException("must be a share from 0 to 1 like 0.1");

    public static decimal HoursOfMonth(string text) =>
        Number(text) is > 0 and <= 744 and var hours
            ? hours
            : throw new FormatException(
                "must be a number greater than 0 and at most 744, the hours of 31 days"
            );

    public static DateOnly Date(string text) =>
        !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var date)
            ? throw new FormatException("must be a date like 2026-03-31")
        : date >= Days.First ? date : throw new FormatException(TooEarly);

    /// <summary>
    /// An RFC 3339 instant; a plus sign that a query turned into a blank is understood.
    /// </summary>
    public static DateTimeOffset Instant(string text) =>
        !Rfc3339.IsMatch(text)
            || !DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? throw new FormatException("must be an instant like 2026-03-31T12:00:00Z")
        : DateOnly.FromDateTime(instant.UtcDateTime) >= Days.First ? instant
        : throw new FormatException(TooEarly);

    public static T Named<T>(string text) where T : struct, Enum =>
        Enumeration<T>.TryParse(text, out var value) ? value : throw new FormatException(
            $"must be one of {Listed(Enumeration<T>.Names)}");

    public static ImmutableArray<T> NamedList<T>(string text) where T : struct, Enum =>
        [.. Several(text).Select(Named<T>).Distinct()];

    /// <summary>The parts of a text with several values that hold no comma.</summary>
    public static string[] Several(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>A value with its commas marked as parts of it.</summary>
    public static string Escaped(string text) => text.Replace(",", "\\,");

    /// <summary>
    /// The parts of a text in which a comma may belong to a value, written <c>\,</c> then. As a
    /// comma without that mark was part of a value once, the whole text is one as well.
    /// </summary>
    public static IEnumerable<string> SeveralTexts(string text)
    {
        string[] parts = Comma.Split(text);
        var values = parts.Select(part => part.Replace("\\,", ","));
        return parts.Length == 1 ? values : values.Select(value => value.Trim()).Prepend(text);
    }
}
