namespace PortfolioLedger.Core.Views;

/// <summary>A thing of a portfolio whose key or name has the words looked for.</summary>
/// <param name="Subject">What it is.</param>
/// <param name="Name">In the words of the day of the book; its key where it has no name.</param>
public sealed record FoundThing(Subject Subject, string Name);

/// <summary>What was found.</summary>
/// <param name="Items">What fits best first.</param>
/// <param name="More">How many others were found.</param>
public sealed record FoundThings(ImmutableArray<FoundThing> Items, int More);

/// <summary>
/// Finds things of a book by key and name, whatever case and accents are written. All words that
/// are looked for have to be in one of them.
/// </summary>
public static class ThingSearch
{
    /// <summary>
    /// Things that exist on the day of the book. First what is called exactly so, then what begins
    /// so, then where every word begins one, then the rest; among equals by kind and key.
    /// </summary>
    /// <param name="book">In which.</param>
    /// <param name="text">What is looked for; nothing is found by a text without words.</param>
    /// <param name="limit">How many at most.</param>
    public static FoundThings In(Book book, string text, int limit)
    {
        var words = Words(PlainText.Of(text));
        if (words.Length == 0)
            return new([], 0);
        var found = new List<(int Place, FoundThing Thing)>();
        foreach (var (subject, thing) in book.Things)
            if (subject.Kind != SubjectKind.Portfolio && thing.From <= book.Day)
            {
                var name = book.NameOf(subject);
                if (PlaceOf(words, subject.Key.Value, PlainText.Of(name)) is { } place)
                    found.Add((place, new(subject, name)));
            }
        return new(
            [.. found.OrderBy(f => f.Place).ThenBy(f => f.Thing.Subject).Take(limit)
                .Select(f => f.Thing)],
            Math.Max(found.Count - limit, 0));
    }

    /// <summary>How well it fits, 0 the best; null where a word is missing.</summary>
    private static int? PlaceOf(string[] words, string key, string name)
    {
        if (!words.All(word => key.Contains(word, StringComparison.Ordinal)
            || name.Contains(word, StringComparison.Ordinal)))
            return null;
        var (ofKey, ofName) = (Words(key), Words(name));
        return ofKey.SequenceEqual(words) || ofName.SequenceEqual(words) ? 0
            : Begins(ofKey, words) || Begins(ofName, words) ? 1
            : words.All(word => ofKey.Concat(ofName)
                .Any(of => of.StartsWith(word, StringComparison.Ordinal))) ? 2
            : 3;
    }

    /// <summary>Whether it begins with these words; of the last one a part is enough.</summary>
    private static bool Begins(string[] text, string[] words) =>
        text.Length >= words.Length
        && text.AsSpan(0, words.Length - 1).SequenceEqual(words.AsSpan(0, words.Length - 1))
        && text[words.Length - 1].StartsWith(words[^1], StringComparison.Ordinal);

    private static string[] Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
                start = start < 0 ? i : start;
            else if (start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        return [.. words];
    }
}
