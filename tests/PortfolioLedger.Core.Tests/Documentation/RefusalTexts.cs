using System.Text;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>
/// The details of refusals as they stand in the source: what follows a code in the same brackets.
/// What is filled in when it is refused is a <see cref="Hole"/>; of two ways to go on, both stand
/// one after the other.
/// </summary>
internal static class RefusalTexts
{
    /// <summary>In place of what is filled in.</summary>
    internal const char Hole = '§';

    /// <summary>Every refusal of a source text.</summary>
    internal static IEnumerable<(string Code, string Detail)> In(string source)
    {
        for (var at = source.IndexOf('"'); at >= 0; at = source.IndexOf('"', at))
        {
            var start = at;
            var code = Literal(source, ref at);
            if (IsCode(code) && IsFirst(source, start) && Rest(source, at) is { Length: > 0 } text)
                yield return (code, text);
        }
    }

    private static bool IsCode(string text) =>
        text.Contains('-') && text.All(c => c is (>= 'a' and <= 'z') or '-');

    /// <summary>It is the first thing that a new refusal is made of.</summary>
    private static bool IsFirst(string source, int at) =>
        source[Math.Max(0, at - 200)..at].TrimEnd() is var before
        && Makers.Any(maker => before.EndsWith(maker, StringComparison.Ordinal));

    private static readonly ImmutableArray<string> Makers = ["new(", "Refusal(", "Refused("];

    /// <summary>All literals up to the bracket that closes, those with a space in them.</summary>
    private static string Rest(string source, int at)
    {
        var text = new StringBuilder();
        for (var depth = 1; depth > 0 && at < source.Length;)
            switch (source[at])
            {
                case '"':
                    var part = Literal(source, ref at);
                    text.Append(IsCode(part) ? "" : part);
                    break;
                case '(' or '[':
                    depth++;
                    at++;
                    break;
                case ')' or ']':
                    depth--;
                    at++;
                    break;
                default:
                    at++;
                    break;
            }
        return text.ToString().Contains(' ') ? text.ToString() : "";
    }

    /// <summary>The literal that begins here, and where it ends.</summary>
    private static string Literal(string source, ref int at)
    {
        var filled = at > 0 && source[at - 1] == '$';
        var text = new StringBuilder();
        for (at++; at < source.Length && source[at] != '"'; at++)
            if (source[at] == '\\')
                text.Append(source[++at]);
            else if (filled && source[at] == '{')
            {
                text.Append(Hole);
                at = Filled(source, at);
            }
            else
                text.Append(source[at]);
        at++;
        return text.ToString();
    }

    /// <summary>Where the brace that opens here closes.</summary>
    private static int Filled(string source, int at)
    {
        for (var depth = 0; at < source.Length; at++)
            if (source[at] == '{')
                depth++;
            else if (source[at] == '}' && --depth == 0)
                return at;
            else if (source[at] == '"')
            {
                Literal(source, ref at);
                at--;
            }
        return at;
    }
}
