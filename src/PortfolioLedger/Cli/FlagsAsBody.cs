using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>Flags as the body that the API takes, so that the same checks read both.</summary>
internal static class FlagsAsBody
{
    /// <summary>The body: what a file says, with the given flags on top.</summary>
    public static byte[] Write(
        JsonObject start,
        params ReadOnlySpan<(string Name, JsonNode? Value)> flags
    )
    {
        foreach (var (name, value) in flags)
            if (value is not null)
                start[name] = value;
        return Encoding.UTF8.GetBytes(start.ToJsonString());
    }

    /// <summary>A flag as it is read; null if it was not given.</summary>
    public static JsonNode? Given(string flag, Func<string, JsonNode?> read) =>
        flag.Length > 0 ? read(flag) : null;

    /// <summary>A text.</summary>
    public static JsonNode? Word(string text) => JsonValue.Create(text);

    /// <summary>
    /// A number as it stands; anything else as text, which is then refused by name.
    /// </summary>
    public static JsonNode? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number)
            ? number % 1 == 0 && Math.Abs(number) < long.MaxValue
                ? JsonValue.Create((long)number) : JsonValue.Create(number)
            : JsonValue.Create(text);

    /// <summary>Comma-separated values; what is named twice counts once.</summary>
    public static JsonArray List(string list, Func<string, JsonNode?> part) =>
        [.. Texts.Several(list).Distinct().Select(part)];

    /// <summary>Numbers by name: <c>value=0.7,risk=0.3</c>.</summary>
    /// <param name="flag">The flag, for what is said of a fault.</param>
    /// <param name="list">What was given.</param>
    /// <param name="form">What would be right.</param>
    public static JsonObject Numbers(string flag, string list, string form)
    {
        JsonObject numbers = [];
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is not [var name, var number])
                throw ReadProblem.Invalid(flag, $"must be {form}");
            if (!numbers.TryAdd(name, Number(number)))
                throw ReadProblem.Invalid(flag, $"names {name} twice");
        }
        return numbers;
    }

    /// <summary>The object in a file; an empty one if none is named.</summary>
    public static async Task<JsonObject> FileAsync(
        string flag, string path, CancellationToken cancel)
    {
        if (path.Length == 0)
            return [];
        using var file = BodyFaults.Parse(
            BodyReader.WithoutMark(await File.ReadAllBytesAsync(path, cancel)).ToArray());
        return file.RootElement.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(file.RootElement.Clone())!
            : throw ReadProblem.Invalid(flag, "names a file that must hold an object");
    }
}
