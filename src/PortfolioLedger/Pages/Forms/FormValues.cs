using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Forms;

/// <summary>
/// What is in a form, by the names of its inputs. The name of an input is the JSON pointer of its
/// field; the entries of a map are numbered, with a <c>name</c> and a <c>value</c> each.
/// </summary>
/// <param name="Texts">As typed; several where several are chosen.</param>
/// <param name="Faults">What was wrong with them.</param>
public sealed record FormValues(
    ImmutableDictionary<string, ImmutableArray<string>> Texts, ImmutableArray<FieldFault> Faults)
{
    /// <summary>More rows than this are not read of a form.</summary>
    public const int MaxRows = 500;

    /// <summary>An empty form.</summary>
    public static readonly FormValues Empty =
        new(ImmutableDictionary<string, ImmutableArray<string>>.Empty, []);

    /// <summary>What a form sent: of all it sent, what has the name of a field.</summary>
    public static FormValues Of(IEnumerable<KeyValuePair<string, StringValues>> sent) => new(
        sent.Where(f => f.Key.StartsWith('/')).ToImmutableDictionary(
            f => f.Key, f => f.Value.OfType<string>().ToImmutableArray()), []);

    /// <summary>A form that is filled in with what is known already.</summary>
    /// <param name="fields">Of the form.</param>
    /// <param name="known">A JSON object with some of them.</param>
    public static FormValues Of(ImmutableArray<FormField> fields, JsonElement known)
    {
        var texts = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();
        Fill(texts, fields, known, "");
        return new(texts.ToImmutable(), []);
    }

    /// <summary>The text of an input; empty where nothing was typed.</summary>
    public string One(string name) => Texts.TryGetValue(name, out var texts) && !texts.IsEmpty
        ? texts[0] : "";

    /// <summary>All texts of an input.</summary>
    public ImmutableArray<string> All(string name) => Texts.GetValueOrDefault(name, []);

    /// <summary>How many rows of a field have something in them, with those before.</summary>
    public int Rows(string pointer)
    {
        var last = -1;
        foreach (var (name, texts) in Texts)
            if (name.StartsWith(pointer, StringComparison.Ordinal)
                && name.Length > pointer.Length && name[pointer.Length] == '/'
                && texts.Any(text => text.Length > 0))
            {
                var rest = name.AsSpan(pointer.Length + 1);
                var end = rest.IndexOf('/');
                if (int.TryParse(end < 0 ? rest : rest[..end], out var row) && row < MaxRows)
                    last = Math.Max(last, row);
            }
        return last + 1;
    }

    /// <summary>What was wrong with the very field.</summary>
    public IEnumerable<string> At(string pointer) =>
        Faults.Where(f => f.Pointer == pointer).Select(f => f.Detail);

    private static void Fill(
        ImmutableDictionary<string, ImmutableArray<string>>.Builder texts,
        ImmutableArray<FormField> fields, JsonElement known, string at)
    {
        foreach (var field in fields)
            if (known.ValueKind == JsonValueKind.Object
                && known.TryGetProperty(field.Name, out var value)
                && value.ValueKind != JsonValueKind.Null)
                Fill(texts, field, value, $"{at}/{field.Name}");
    }

    private static void Fill(
        ImmutableDictionary<string, ImmutableArray<string>>.Builder texts,
        FormField field, JsonElement value, string at)
    {
        if (field.Kind == FieldKind.Group)
            Fill(texts, field.Fields, value, at);
        else if (field.Kind == FieldKind.Rows)
            foreach (var (i, row) in value.EnumerateArray().Index())
                Fill(texts, field.Fields, row, $"{at}/{i}");
        else if (field.Kind == FieldKind.Entries)
            foreach (var (i, entry) in value.EnumerateObject().Index())
            {
                texts[$"{at}/{i}/name"] = [entry.Name];
                Fill(texts, field.Value!, entry.Value, $"{at}/{i}/value");
            }
        else if (value.ValueKind == JsonValueKind.Array)
            texts[at] = [.. value.EnumerateArray().Select(item => item.ToString())];
        else
            texts[at] = [value.ValueKind switch
            {
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => value.ToString(),
            }];
    }
}
