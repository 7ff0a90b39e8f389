using System.Text.Json;

namespace PortfolioLedger.Core.Kernel;

/// <summary>The stored names of an enum: its members in kebab case, <c>value-stream</c>.</summary>
public static class Enumeration<T> where T : struct, Enum
{
    private static readonly ImmutableArray<(T Value, string Name)> Members =
    [
        .. Enum.GetValues<T>()
            .Select(v => (v, JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()))),
    ];

    /// <summary>All names, in the order of declaration.</summary>
    public static IEnumerable<string> Names => Members.Select(m => m.Name);

    /// <summary>The stored name of a member.</summary>
    public static string NameOf(T value)
    {
        foreach (var member in Members)
            if (EqualityComparer<T>.Default.Equals(member.Value, value))
                return member.Name;
        throw Undeclared(value);
    }

    /// <summary>What a switch over all members throws for a value that is none of them.</summary>
    public static ArgumentOutOfRangeException Undeclared(T value) =>
        new(nameof(value), value, "not a declared member");

    /// <summary>The member with this stored name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static T Parse(string name) => TryParse(name, out var value) ? value
        : throw new FormatException($"'{name}' is no {typeof(T).Name}");

    /// <summary>Finds the member with this stored name.</summary>
    public static bool TryParse(string? name, out T value)
    {
        foreach (var member in Members)
            if (member.Name == name)
            {
                value = member.Value;
                return true;
            }
        value = default;
        return false;
    }
}
