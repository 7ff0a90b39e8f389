using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>One address of the write API.</summary>
/// <param name="Template">Below the portfolio, <c>initiatives/{initiative}/approval</c>.</param>
/// <param name="Command">The command it takes.</param>
/// <param name="Role">Who may.</param>
/// <param name="Example">The JSON of a body that is right as it stands.</param>
public sealed record CommandRoute(string Template, Type Command, Role Role, string Example)
{
    private readonly ImmutableArray<string> _segments = [.. Template.Split('/')];

    /// <summary>
    /// Bodies that say it in different ways, by what each shows; the example is the first.
    /// </summary>
    public ImmutableArray<(string Shows, string Json)> Examples { get; init; } = [];

    /// <summary>The name of the operation, <c>ApproveInitiative</c>.</summary>
    public string Operation => Command.Name;

    /// <summary>It gives something new its key.</summary>
    public bool Creates => Command.IsAssignableTo(typeof(ICreation));

    /// <summary>The names of the keys in the path.</summary>
    public ImmutableArray<string> PathKeys =>
        [.. _segments.Where(s => s.StartsWith('{')).Select(s => s[1..^1])];

    /// <summary>The keys of a path; default when the path is another's.</summary>
    public ImmutableArray<(string Name, Key Key)> Match(string path)
    {
        var parts = path.Split('/');
        if (parts.Length != _segments.Length)
            return default;
        var keys = ImmutableArray.CreateBuilder<(string, Key)>();
        for (var i = 0; i < parts.Length; i++)
            if (_segments[i].StartsWith('{'))
                keys.Add((_segments[i][1..^1], KeyOf(_segments[i][1..^1], parts[i])));
            else if (_segments[i] != parts[i])
                return default;
        return keys.ToImmutable();
    }

    /// <summary>The keys of a request's route values.</summary>
    public ImmutableArray<(string Name, Key Key)> KeysOf(RouteValueDictionary values) =>
        [.. PathKeys.Select(name => (name, KeyOf(name, (string)values[name]!)))];

    /// <summary>The thing a key of the path names.</summary>
    public static Subject SubjectOf(string name, Key key) => new(KindOf(name), key);

    private static SubjectKind KindOf(string name) =>
        name switch
        {
            "model" => SubjectKind.ScoringModel,
            "cycle" => SubjectKind.ReviewCycle,
            "segment" => SubjectKind.CustomerSegment,
            _ => Enumeration<SubjectKind>.TryParse(
                JsonNamingPolicy.KebabCaseLower.ConvertName(name),
                out var kind
            )
                ? kind
                : throw new InvalidOperationException(
                    $"'{name}' in a path is not the name of a kind of thing"
                ),
        };

    private static Key KeyOf(string name, string text) =>
        Key.TryParse(text, out var key)
            ? key
            : throw new ProblemException(
                Problem.Create(
                    Refusal.UnknownCode(KindOf(name)),
                    $"There is no {Subject.NameOf(KindOf(name))} '{text}'; a key is {Key.Form}."
                ) with
                {
                    Status = 404,
                }
            );
}

/// <summary>The addresses of the write API, in the order they were named.</summary>
public sealed class CommandTable
{
    private readonly List<CommandRoute> _routes = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<CommandRoute> Routes => _routes;

    /// <summary>Names an address, the command it takes, who may send it, and an example.</summary>
    public void Post<T>(string template, Role role, string example) where T : ICommand =>
        _routes.Add(new(template, typeof(T), role, example));

    /// <summary>The same with several examples, by what each shows.</summary>
    public void Post<T>(
        string template, Role role, params ImmutableArray<(string Shows, string Json)> examples)
        where T : ICommand =>
        _routes.Add(new(template, typeof(T), role, examples[0].Json) { Examples = examples });

    /// <summary>
    /// The route of a path within the portfolio, with its keys; null when there is none.
    /// </summary>
    public (CommandRoute Route, ImmutableArray<(string Name, Key Key)> Keys)? Find(string path)
    {
        foreach (var route in _routes)
            if (route.Match(path) is { IsDefault: false } keys)
                return (route, keys);
        return null;
    }
}
