using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Pages.Forms;

namespace PortfolioLedger.Recording;

/// <summary>
/// The form of a command as a book fills it in: what is in force, what can be chosen, what a
/// decision may rest on.
/// </summary>
internal sealed class RecordForms
{
    /// <summary>Pieces of evidence offered of each kind: those touched last.</summary>
    private const int MaxEvidence = 15;

    /// <summary>Empty rows offered at once.</summary>
    private const int BlankRows = 1;

    /// <summary>What a key can be made of.</summary>
    private static readonly string[] NamingFields = ["/name", "/title", "/question"];

    private static readonly (SubjectKind Of, EvidenceKind Kind)[] EvidenceKinds =
    [
        (SubjectKind.Feedback, EvidenceKind.Feedback),
        (SubjectKind.Outcome, EvidenceKind.Measurement),
        (SubjectKind.Ranking, EvidenceKind.Ranking),
        (SubjectKind.Decision, EvidenceKind.Decision),
        (SubjectKind.Initiative, EvidenceKind.FinancialCase),
    ];

    /// <summary>What is in a form that somebody opens.</summary>
    /// <param name="book">As of now.</param>
    /// <param name="route">The command.</param>
    /// <param name="keys">Of the things it is about.</param>
    /// <param name="asked">Fields that the address fills in.</param>
    public FormValues Opened(
        Book book, CommandRoute route, ImmutableArray<(string Name, Key Key)> keys,
        IReadOnlyDictionary<string, string> asked)
    {
        var fields = FormFields.Of(route);
        var values = FormValues.Of(fields, InForce(book, route, keys, asked));
        return values with
        {
            Texts = values.Texts.SetItems(asked.Select(a =>
                KeyValuePair.Create($"/{a.Key}", ImmutableArray.Create(a.Value)))),
        };
    }

    /// <summary>The form with what is in it.</summary>
    /// <param name="book">As of now.</param>
    /// <param name="route">The command.</param>
    /// <param name="keys">Of the things it is about.</param>
    /// <param name="values">What is in it.</param>
    /// <param name="moreRows">Empty rows that were asked for.</param>
    public FormModel Shown(
        Book book, CommandRoute route, ImmutableArray<(string Name, Key Key)> keys,
        FormValues values, int moreRows)
    {
        var fields = FieldsOf(route, values);
        return new(fields, values, ThingsOf(book, fields),
            HasEvidence(fields) ? EvidenceOf(book) : [], SuggestionsOf(book, route, keys),
            Math.Max(BlankRows, moreRows));
    }

    /// <summary>
    /// The fields that a form has: weights are given, or found by comparing, not both.
    /// </summary>
    public static ImmutableArray<FormField> FieldsOf(CommandRoute route, FormValues values)
    {
        var fields = FormFields.Of(route);
        if (route.Command != typeof(ReweightObjectives))
            return fields;
        var compares = values.One("/method") == Enumeration<WeightingMethod>.NameOf(
            WeightingMethod.Ahp);
        return [.. fields.Where(f => compares ? f.Name != "weights"
            : f.Name is not ("matrix" or "objectives"))];
    }

    /// <summary>
    /// What was ticked as evidence, written into the rows that hold what was typed.
    /// </summary>
    public static FormValues WithPicks(ImmutableArray<FormField> fields, FormValues values)
    {
        foreach (var pointer in EvidencePointers(fields))
        {
            var row = values.Rows(pointer);
            foreach (var pick in values.All(pointer))
                if (pick.Split(':', 2) is [var kind, var key])
                    values = values with
                    {
                        Texts = values.Texts.SetItem($"{pointer}/{row}/kind", [kind])
                            .SetItem($"{pointer}/{row++}/ref", [key]),
                    };
            values = values with { Texts = values.Texts.Remove(pointer) };
        }
        return values;
    }

    /// <summary>
    /// A key for something new that was given none: of its name, or the next number, and none that
    /// is in use. Words of customers make no key: those can be erased.
    /// </summary>
    public static Key? NewKey(Book book, CommandRoute route, FormValues values)
    {
        if (!route.Creates || FormFields.Of(route) is not [{ Name: "key", Of: null }, ..])
            return null;
        var words = NamingFields.Select(values.One)
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        var kind = route.Template.TrimEnd('s');
        var count = book.Things.Count;
        if (words is not null && Imports.Slug.TryOf(words, "", out var named))
            return Enumerable.Range(1, count + 1)
                .Select(n => n == 1 ? named : Numbered(named.Value, n)).First(k => IsFree(book, k));
        return Enumerable.Range(1, count + 1).Select(n => Numbered(kind, n))
            .First(k => IsFree(book, k));
    }

    private static Key Numbered(string text, int number) =>
        Key.Parse($"{text[..Math.Min(text.Length, Key.MaxLength - 8)].TrimEnd('-')}-{number}");

    private static bool IsFree(Book book, Key key) =>
        Enum.GetValues<SubjectKind>().All(kind => !book.Things.ContainsKey(new(kind, key)));

    /// <summary>What is in force today of what a command is about to change.</summary>
    private static JsonElement InForce(
        Book book, CommandRoute route, ImmutableArray<(string Name, Key Key)> keys,
        IReadOnlyDictionary<string, string> asked)
    {
        var key = keys.IsEmpty ? default : keys[0].Key;
        JsonNode? known = route.Command switch
        {
            { } c when c == typeof(ReweightObjectives) =>
                Weights(book, asked.GetValueOrDefault("method")),
            { } c when c == typeof(ShiftPriority) => book.Initiatives.Find(key)?.Priority
                .At(book.Day) is { } priority ? new JsonObject { ["from"] = priority.Value } : null,
            { } c when c == typeof(ScoreCriterion) => book.Scoring.InForceOn(book.Day)
                is var (model, _) ? new JsonObject { ["model"] = model.Key.Value } : null,
            { } c when c == typeof(ReviseReport) =>
                Of(book.Reports.Find(key)?.Definition.At(book.Day)?.Value),
            _ => null,
        };
        return known is null ? default : JsonSerializer.SerializeToElement(known);
    }

    private static JsonNode? Of(object? definition) => definition is null ? null
        : JsonSerializer.SerializeToNode(definition, definition.GetType(), EdgeJson.Options);

    /// <summary>The weights of today, or which objectives are to be compared.</summary>
    private static JsonObject Weights(Book book, string? method)
    {
        var weights = book.Strategy.WeightsOn(book.Day);
        Key[] active = [.. book.Strategy.ActiveOn(book.Day)
            .Where(o => o.Level == ObjectiveLevel.Strategic).Select(o => o.Key)];
        return method == Enumeration<WeightingMethod>.NameOf(WeightingMethod.Ahp)
            ? new()
            {
                ["method"] = method,
                ["objectives"] = new JsonArray([.. active.Select(k => (JsonNode)k.Value)]),
            }
            : new()
            {
                ["method"] = Enumeration<WeightingMethod>.NameOf(WeightingMethod.Direct),
                ["weights"] = new JsonObject(active.Select(k => KeyValuePair.Create(
                    k.Value, (JsonNode?)JsonValue.Create(weights.GetValueOrDefault(k))))),
            };
    }

    /// <summary>The things whose keys the fields take, with their names.</summary>
    private static ImmutableSortedDictionary<SubjectKind, ImmutableArray<(string, string)>>
        ThingsOf(Book book, ImmutableArray<FormField> fields)
    {
        var kinds = KindsOf(fields).ToHashSet();
        return book.Things.Keys.Where(thing => kinds.Contains(thing.Kind))
            .GroupBy(thing => thing.Kind)
            .ToImmutableSortedDictionary(
                group => group.Key,
                group => group.Select(t => (t.Key.Value, book.NameOf(t))).ToImmutableArray());
    }

    private static IEnumerable<SubjectKind> KindsOf(IEnumerable<FormField> fields) =>
        fields.SelectMany(f => KindsOf(f.Fields)
            .Concat(f.Value is { } value ? KindsOf([value]) : [])
            .Concat(f.Of is { } kind ? [kind] : []));

    private static bool HasEvidence(ImmutableArray<FormField> fields) =>
        EvidencePointers(fields).Any();

    /// <summary>Where forms hold evidence.</summary>
    private static IEnumerable<string> EvidencePointers(IEnumerable<FormField> fields) =>
        fields.SelectMany(f => f.Kind == FieldKind.Group
            ? EvidencePointers(f.Fields).Select(at => $"/{f.Name}{at}")
            : f.Kind == FieldKind.Rows && f.Fields.Any(inner => inner.Name == "ref")
                ? [$"/{f.Name}"] : []);

    /// <summary>What was touched last, of each kind that can be evidence.</summary>
    private static ImmutableArray<(string, string)> EvidenceOf(Book book) =>
    [
        .. EvidenceKinds.SelectMany(e => book.Things
            .Where(t => t.Key.Kind == e.Of && IsEvidence(book, t.Key))
            .OrderByDescending(t => t.Value.Version).Take(MaxEvidence)
            .Select(t => ($"{Enumeration<EvidenceKind>.NameOf(e.Kind)}:{t.Key.Key}",
                $"{Pages.Values.Words(Enumeration<EvidenceKind>.NameOf(e.Kind))}: "
                + book.NameOf(t.Key)))),
    ];

    /// <summary>An initiative is evidence by its financial case alone.</summary>
    private static bool IsEvidence(Book book, Subject thing) =>
        thing.Kind != SubjectKind.Initiative
        || book.Initiatives.Find(thing.Key)?.FinancialCase.At(book.Day) is not null;

    /// <summary>What fits fields that take a text of the ledger.</summary>
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> SuggestionsOf(
        Book book, CommandRoute route, ImmutableArray<(string Name, Key Key)> keys)
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(
            StringComparer.Ordinal);
        if (route.Command == typeof(ScoreCriterion)
            && book.Scoring.InForceOn(book.Day) is var (_, version))
            found["/criterion"] = [.. version.Criteria.Select(c => c.Id)];
        if (route.Command == typeof(CastVote) || route.Command == typeof(TakeDecision))
            found["/option"] = book.Governance.Find(keys[0].Key)?.OptionsOn(book.Day) ?? [];
        return found.ToImmutable();
    }
}
