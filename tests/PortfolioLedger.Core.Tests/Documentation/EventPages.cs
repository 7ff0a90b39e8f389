using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PortfolioLedger.Core.Tests.Kernel;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>Writes <c>docs/events.md</c> from the catalogue and its comments.</summary>
internal sealed class EventPages
{
    private const string Intro = """
        # Stored events

        This page is written from the catalogue of events by a test, which fails when the two differ
        (`LEDGER_WRITE_DOCS=1 dotnet run --project tests/PortfolioLedger.Core.Tests -- -class
        PortfolioLedger.Core.Tests.Documentation.EventCatalogueTests` regenerates it).

        An event is read with `GET /api/v1/portfolios/{portfolio}/events`, see
        [api.md](api.md#the-journal-itself). Its name and the meaning of its fields never change. A new
        form is a new schema version; older ones stay readable.

        - **Fields** are in camelCase. A field that is not there is unknown, never zero.
        - **Numbers** with a fraction, amounts and scores are stored as strings: no digit is lost.
        - **Decision**: the event is of the decision class and carries [grounds](#grounds).
        - **`from` and `to`** of what was revised: what was in force on the effective day, and what is
          from it on. `to` is absent for none; `from` also where the event reaches back behind what
          was in force when it was decided. What is not revised is not there.
        - **About** lists the things whose history shows the event, the main one first.


        """;

    private readonly SourceComments _comments = new();
    private readonly SortedSet<string> _shapes = new(StringComparer.Ordinal);
    private readonly Queue<Type> _open = new();
    private readonly StringBuilder _page = new(Intro);

    internal string Write()
    {
        foreach (var area in Catalogue.All.GroupBy(k => k.Type.Namespace!.Split('.')[^1]))
        {
            _page.Append($"## {Spaced(area.Key)}\n\n");
            foreach (var kind in area)
                Event(kind);
        }
        _page.Append("## Shapes within events\n\n");
        while (_open.TryDequeue(out var shape))
            Shape(shape);
        return _page.ToString().TrimEnd() + "\n";
    }

    private void Event(FactKind kind)
    {
        var type = kind.Type.Name;
        var subjects = FactSamples.Full.Where(f => f.GetType() == kind.Type)
            .SelectMany(f => f.Subjects()).Select(s => s.KindName).Distinct();
        _page.Append($"### {kind.Name}\n\n{_comments.Summary(type)}\n\n");
        _page.Append($"Schema version {kind.SchemaVersion} · ");
        _page.Append(kind.Type.IsAssignableTo(typeof(IGrounded)) ? "decision" : "no decision");
        _page.Append($" · about {string.Join(", ", subjects)}");
        _page.Append($" · given by {string.Join(", ", Commands(type))}\n\n");
        Fields(kind.Type, Commands(type).ToArray());
    }

    private IEnumerable<string> Commands(string fact) => _comments.Recording(fact).Where(name =>
        typeof(IFact).Assembly.GetTypes().Any(
            t => t.Name == name && t.IsAssignableTo(typeof(ICommand))));

    private void Shape(Type type)
    {
        _page.Append($"### {Spaced(type.Name)}\n\n{_comments.Summary(type.Name)}\n\n");
        Fields(type, []);
    }

    private void Fields(Type type, string[] commands)
    {
        _page.Append("| Field | Form | Meaning |\n|---|---|---|\n");
        foreach (var field in LedgerJson.Stored.GetTypeInfo(type).Properties)
            if (field.Get is not null)
                _page.Append(
                    $"| `{field.Name}` | {Form(field)} | {Meaning(type, field, commands)} |\n");
        _page.Append('\n');
    }

    private string Meaning(Type type, JsonPropertyInfo field, string[] commands)
    {
        var name = ((System.Reflection.MemberInfo)field.AttributeProvider!).Name;
        return _comments.Parameter(type.Name, name)
            ?? commands.Select(c => _comments.Parameter(c, name)).FirstOrDefault(m => m is not null)
            ?? EventWords.Of(type.Name, field.Name)
            ?? throw new InvalidOperationException(
                $"nobody said what {type.Name}.{name} means: "
                + "add a <param> comment to it");
    }

    private string Form(JsonPropertyInfo field)
    {
        if (field.PropertyType.Name == typeof(Revised<>).Name)
            return Form(field.PropertyType);
        var type = Nullable.GetUnderlyingType(field.PropertyType);
        return Form(type ?? field.PropertyType)
            + (type is not null || field.IsGetNullable ? ", may be unknown" : "");
    }

    private string Form(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (EventWords.Forms.GetValueOrDefault(type.Name) is { } simple)
            return simple;
        if (type.IsEnum)
            return string.Join(", ", Enum.GetNames(type).Select(
                n => $"`{JsonNamingPolicy.KebabCaseLower.ConvertName(n)}`"));
        var parts = type.GetGenericArguments();
        if (type.Name == typeof(Revised<>).Name)
            return $"`from` and `to`: {Form(parts[0])}";
        if (parts.Length == 1)
            return $"list: {Form(parts[0])}";
        if (parts.Length == 2)
            return $"object: {Form(parts[1])} for each {Form(parts[0])}";
        if (_shapes.Add(type.Name))
            _open.Enqueue(type);
        var name = Spaced(type.Name).ToLowerInvariant();
        return $"[{name}](#{name.Replace(' ', '-')})";
    }

    private static string Spaced(string name)
    {
        var words = JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}
