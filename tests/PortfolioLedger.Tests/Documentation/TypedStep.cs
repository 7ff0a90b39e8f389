using System.Text.RegularExpressions;

namespace PortfolioLedger.Tests.Documentation;

/// <summary>Commands of a page, and the answers it shows below them.</summary>
/// <param name="Commands">As they are typed.</param>
/// <param name="Answers">Every line shown; <c>…</c> stands for what the page leaves out.</param>
internal sealed partial record TypedStep(string Commands, IReadOnlyList<string> Answers)
{
    /// <summary>The steps of a text in Markdown: each begins with commands of a shell.</summary>
    public static IReadOnlyList<TypedStep> In(string markdown)
    {
        List<TypedStep> steps = [];
        foreach (Match block in Block.Matches(markdown))
            if (block.Groups["kind"].Value is "sh" or "console")
                steps.Add(new(block.Groups["text"].Value, []));
            else
                steps[^1] = steps[^1] with
                {
                    Answers = [.. steps[^1].Answers, .. LinesOf(block.Groups["text"].Value)],
                };
        return steps;
    }

    /// <summary>
    /// Fails unless every line shown was answered, in this order. Ids, times, hashes and today
    /// differ from run to run and are not compared.
    /// </summary>
    public void Shows(string answered)
    {
        using var lines = LinesOf(answered).GetEnumerator();
        foreach (var shown in Answers)
        {
            var found = false;
            while (!found && lines.MoveNext())
                found = Fits(shown, lines.Current) || Fits(Plain(shown), Plain(lines.Current));
            Assert.True(found,
                $"Not answered, or not in this order: {shown}\n\n{Commands}\n\n{answered}");
        }
    }

    private static bool Fits(string shown, string answered)
    {
        if (!shown.Contains('…', StringComparison.Ordinal))
            return shown == answered;
        var at = 0;
        foreach (var piece in shown.Split('…'))
        {
            at = answered.IndexOf(piece, at, StringComparison.Ordinal);
            if (at < 0)
                return false;
            at += piece.Length;
        }
        return true;
    }

    private static string Plain(string line) => Varying.Replace(line, "*");

    private static IEnumerable<string> LinesOf(string text) => text.ReplaceLineEndings("\n")
        .Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0);

    [GeneratedRegex(@"^```(?<kind>\w+)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block { get; }

    /// <summary>
    /// Ids, instants, hashes, the business day of a ranking, seconds of an import.
    /// </summary>
    [GeneratedRegex("""
        [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
        |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z
        |(?<="leafHash":")[^"]+
        |(?<=sha256:)[0-9a-f]{64}
        |(?<="onDay":")[^"]+
        |\d+(?:\.\d+)?(?=\ s$)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Varying { get; }
}
