namespace PortfolioLedger.Core.Books;

/// <summary>What all commands that revise have in common.</summary>
internal static class RevisionRules
{
    /// <summary>
    /// What is wrong with the fields of a revision: none is given, or one is given and cleared.
    /// </summary>
    /// <param name="clear">Fields that are to have no value any more.</param>
    /// <param name="pointers">Of all fields that can be given; the first stands for all.</param>
    /// <param name="given">Those that are.</param>
    public static IEnumerable<FieldFault> Faults<T>(
        ImmutableArray<T>? clear, string[] pointers, params bool[] given) where T : struct, Enum
    {
        var cleared = clear is { IsDefault: false } some ? some : [];
        if (cleared.IsEmpty && !given.Contains(true))
            yield return new(pointers[0], "or another of "
                + $"{string.Join(", ", pointers.Skip(1).Select(p => p[1..]))} and clear is needed: "
                + "it says what is revised");
        foreach (var (index, field) in cleared.Index())
            if (Array.IndexOf(pointers, PointerOf(field)) is >= 0 and var at && given[at])
                yield return new($"/clear/{index}",
                    $"must not be cleared and given at once; leave out one of the two");
        foreach (var fault in Check.Distinct("/clear", clear))
            yield return fault;
    }

    /// <summary>The fields that a revision cleared, as its command names them.</summary>
    public static ImmutableArray<T>? Cleared<T>(
        params ReadOnlySpan<(T Field, bool IsCleared)> fields) where T : struct, Enum
    {
        var cleared = ImmutableArray.CreateBuilder<T>();
        foreach (var (field, isCleared) in fields)
            if (isCleared)
                cleared.Add(field);
        return cleared.Count == 0 ? null : cleared.DrainToImmutable();
    }

    /// <summary>Whether a field is to have no value any more.</summary>
    public static bool Has<T>(this ImmutableArray<T>? clear, T field) where T : struct, Enum =>
        clear is { IsDefault: false } cleared && cleared.Contains(field);

    /// <summary>Refuses a revision of which nothing is left: all of it is in force.</summary>
    public static Refusal? RefuseUnchanged(Subject about, params object?[] revised) =>
        Array.Exists(revised, static r => r is not null) ? null
        : new("nothing-changed",
            $"The {Prose.Of(about.KindName)} '{about.Key}' says so already; give another "
            + "value than the one in force.", about);

    private static string PointerOf<T>(T field) where T : struct, Enum =>
        $"/{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.ToString())}";
}
