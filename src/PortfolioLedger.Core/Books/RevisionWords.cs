namespace PortfolioLedger.Core.Books;

/// <summary>
/// A revision in one sentence: <c>Changed the sponsor of Croton Falls from maria to omar and its
/// department from Finance to Waterworks</c>.
/// </summary>
/// <param name="name">Of what is revised.</param>
/// <param name="isNamed">Whether it was named before these words.</param>
internal sealed class RevisionWords(string name, bool isNamed = false)
{
    private const string None = "none";

    private readonly List<string> _parts = [];
    private string? _verb;

    /// <summary>The same with one field more; without it where it is not revised.</summary>
    public RevisionWords With<T>(string field, Revised<T>? revised, Func<T, string> words)
    {
        if (revised is null)
            return this;
        var (from, to) = (Said(revised.From, words), Said(revised.To, words) ?? None);
        // What was not there before, or is not known, is set; of what reads alike, such as a piece
        // of evidence at another position, both are not said. A verb is said once for a run.
        var (verb, alike) = (from is null ? "set " : "changed ", from == to);
        _parts.Add((verb == _verb ? "" : verb)
            + (_parts.Count == 0 && !isNamed ? $"the {field} of {name}" : $"its {field}")
            + (alike ? "" : (from is null ? "" : $" from {from}") + $" to {to}"));
        _verb = verb;
        return this;
    }

    /// <summary>A field whose values are texts, which are quoted.</summary>
    public RevisionWords WithText(string field, Revised<string>? revised) =>
        With(field, revised, static text => $"\"{text}\"");

    /// <summary>A field whose values are several.</summary>
    public RevisionWords WithSeveral<T>(
        string field, Revised<ImmutableArray<T>?>? revised, Func<T, string> words) =>
        With(field, revised, some => Prose.List(some!.Value.Select(words)));

    public override string ToString()
    {
        var text = _parts.Count == 0 ? $"revised {name}" : Prose.List(_parts);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string? Said<T>(T? value, Func<T, string> words) =>
        value is null ? null : words(value);
}
