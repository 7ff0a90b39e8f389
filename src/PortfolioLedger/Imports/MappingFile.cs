using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Lists;

namespace PortfolioLedger.Imports;

/// <summary>
/// Reads mappings: those that come with the ledger by name, others from their file.
/// </summary>
public static class MappingFile
{
    private const string Folder = "mappings/";

    /// <summary>How mappings are read and written.</summary>
    public static readonly JsonSerializerOptions Json = Options();

    private static readonly JsonSerializerOptions Written = new(Json) { WriteIndented = true };

    /// <summary>Names of the mappings that come with the ledger.</summary>
    public static ImmutableArray<string> Presets { get; } =
        [.. typeof(MappingFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal)];

    /// <summary>
    /// The mapping with this name or in this file; a <see cref="MappingException"/> that says what
    /// is wrong with it otherwise.
    /// </summary>
    public static IMapping Read(string presetOrPath)
    {
        if (Presets.Contains(presetOrPath))
            return Parse(Preset(presetOrPath), presetOrPath);
        if (!File.Exists(presetOrPath))
            throw new MappingException(presetOrPath,
                [$"it is neither a file nor a preset; presets are {string.Join(", ", Presets)}"]);
        try
        {
            return Parse(File.ReadAllText(presetOrPath), presetOrPath);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MappingException(presetOrPath, [fault.Message]);
        }
    }

    /// <summary>The mapping in a JSON text.</summary>
    public static IMapping Parse(string json, string name)
    {
        IMapping? mapping;
        try
        {
            mapping = IsOfLists(json) ? JsonSerializer.Deserialize<ListMapping>(json, Json)
                : JsonSerializer.Deserialize<Mapping>(json, Json);
        }
        catch (JsonException fault)
        {
            throw new MappingException(name, [InWords(fault)]);
        }
        ImmutableArray<string> faults = mapping switch
        {
            Mapping history => [.. MappingRules.Faults(history)],
            ListMapping { Like: { } like } lists when lists.Lists.IsEmpty =>
                Completed(lists, like, out mapping),
            ListMapping lists => [.. ListMappingRules.Faults(lists)],
            _ => ["it is empty"],
        };
        return faults.IsEmpty ? mapping! : throw new MappingException(name, faults);
    }

    /// <summary>With the lists of a preset.</summary>
    private static ImmutableArray<string> Completed(
        ListMapping mapping, string like, out IMapping completed)
    {
        completed = mapping;
        if (!Presets.Contains(like) || Parse(Preset(like), like) is not ListMapping preset)
            return [$"like: '{like}' is no preset of current lists"];
        completed = mapping with { Lists = preset.Lists, File = mapping.File ?? preset.File };
        return [.. ListMappingRules.Faults((ListMapping)completed)];
    }

    /// <summary>A mapping as it is written.</summary>
    public static string Write(IMapping mapping) =>
        JsonSerializer.Serialize(mapping, mapping.GetType(), Written);

    private static bool IsOfLists(string json)
    {
        using var document = JsonDocument.Parse(
            json,
            new() { CommentHandling = JsonCommentHandling.Skip }
        );
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("kind", out var kind)
            && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("current-lists");
    }

    private static string Preset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream($"{Folder}{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string InWords(JsonException fault)
    {
        var where = fault.LineNumber is { } line ? $"line {line + 1}: " : "";
        var path = fault.Path is { Length: > 2 } at ? at[2..] : "the mapping";
        return fault.Message switch
        {
            var m when m.Contains(
                "could not be mapped to any .NET member", StringComparison.Ordinal) =>
                $"{where}'{path}' is not known in a mapping; see docs/imports.md for the members",
            var m when m.Contains("missing required properties", StringComparison.Ordinal) =>
                $"{where}{path} lacks {m[(m.LastIndexOf(':') + 1)..].Trim().TrimEnd('.')}",
            var m when m.Contains("could not be converted to", StringComparison.Ordinal) =>
                $"{where}{path} has a value of the wrong form",
            var m => where + path + ": " + Before(m, " Path: "),
        };
    }

    private static string Before(string text, string end) =>
        text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    private static JsonSerializerOptions Options()
    {
        var options = LedgerJson.Create();
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.ReadCommentHandling = JsonCommentHandling.Skip;
        return options;
    }
}

/// <summary>A mapping that cannot be used.</summary>
public sealed class MappingException(string name, ImmutableArray<string> faults) : Exception(
    $"The mapping '{name}' cannot be used: {string.Join("; ", faults)}.")
{
    /// <summary>Everything that is wrong.</summary>
    public ImmutableArray<string> Faults { get; } = faults;
}
