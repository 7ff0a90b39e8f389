using System.Globalization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// How sentences say numbers, lists, quotations and stored names, so that all of them keep to the
/// same grammar.
/// </summary>
public static class Prose
{
    /// <summary>
    /// Numbers are said with at most so many decimals, unless two would look equal.
    /// </summary>
    private const int Decimals = 2;

    /// <summary>No number has more decimals than that.</summary>
    private const int MostDecimals = 15;

    /// <summary>
    /// So many characters of a reason are said; the field beside it has the whole.
    /// </summary>
    private const int MostOfAReason = 90;

    /// <summary>A number of things: <c>1 condition</c>, <c>2,000 rows</c>.</summary>
    /// <param name="count">How many; a part of one is many.</param>
    /// <param name="one">What one is called.</param>
    /// <param name="many">What several are called; one with an s if absent.</param>
    public static string Count(decimal count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>All of them: <c>A</c>, <c>A and B</c>, <c>A, B and C</c>.</summary>
    public static string List(IEnumerable<string> items, string and = "and")
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all)
            : $"{string.Join(", ", all.SkipLast(1))} {and} {all[^1]}";
    }

    /// <summary>The first of them, and how many others there are.</summary>
    /// <param name="items">All of them.</param>
    /// <param name="most">So many are said.</param>
    public static string Few(IEnumerable<string> items, int most)
    {
        var all = items.ToList();
        return all.Count <= most ? List(all)
            : List(all.Take(most).Append(Count(all.Count - most, "other")));
    }

    /// <summary>
    /// A text between quotation marks: typographic ones when it has the plain one itself.
    /// </summary>
    public static string Quoted(string text) =>
        text.Contains('"', StringComparison.Ordinal) ? $"“{text}”" : $"\"{text}\"";

    /// <summary>A reason between quotation marks, cut at a word when it is long.</summary>
    public static string Reason(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        if (line.Length <= MostOfAReason)
            return Quoted(line);
        var cut = line.LastIndexOf(' ', MostOfAReason - 1);
        var end = cut > MostOfAReason / 2 ? cut : MostOfAReason - 1;
        // Not in the middle of a character of two halves.
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return Quoted(line[..end].TrimEnd(',', ';', ':', '.') + "…");
    }

    /// <summary>
    /// A number, thousands separated, with at most two decimals; what is not zero never looks so.
    /// </summary>
    public static string Number(decimal number) => Said(number, Enough(number, 0, Decimals));

    /// <summary>
    /// Two numbers with as many decimals as it takes to tell them apart, and from zero.
    /// </summary>
    public static (string From, string To) Apart(decimal from, decimal to)
    {
        var decimals = Math.Max(Enough(from, to, Decimals),
            Math.Max(Enough(from, 0, Decimals), Enough(to, 0, Decimals)));
        return (Said(from, decimals), Said(to, decimals));
    }

    /// <summary>A change with its sign.</summary>
    public static string Change(decimal by) => (by > 0 ? "+" : "") + Number(by);

    /// <summary>A share as a percentage with at most one decimal: 0.161 is <c>16.1 %</c>.</summary>
    public static string Percent(decimal share) =>
        $"{Said(share * 100, Enough(share * 100, 0, 1))} %";

    /// <summary>Two shares as percentages that are told apart.</summary>
    public static (string From, string To) PercentApart(decimal from, decimal to)
    {
        decimal was = from * 100, now = to * 100;
        var decimals = Math.Max(Enough(was, now, 1),
            Math.Max(Enough(was, 0, 1), Enough(now, 0, 1)));
        return ($"{Said(was, decimals)} %", $"{Said(now, decimals)} %");
    }

    /// <summary>A stored name as words: <c>no-demand</c> is <c>no demand</c>.</summary>
    public static string Of(string storedName) => storedName.Replace('-', ' ');

    /// <summary>A member of an enum as words.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Of(Enumeration<T>.NameOf(value));

    /// <summary>Over which time: <c>in 2026-q1</c>, <c>over its whole life</c>.</summary>
    public static string Within(string period) =>
        period == Periods.WholeLife ? "over its whole life" : $"in {period}";

    /// <summary>For which time: <c>for 2026</c>, <c>over its whole life</c>.</summary>
    public static string For(string period) =>
        period == Periods.WholeLife ? Within(period) : $"for {period}";

    /// <summary>How strongly, with its number: <c>strong (9)</c>.</summary>
    public static string Of(Strength strength) => strength == Strength.None ? "none (0)"
        : $"{Of<Strength>(strength)} ({(int)strength})";

    /// <summary>The same sentence inside another one: it begins small.</summary>
    public static string Inside(string sentence) =>
        char.ToLowerInvariant(sentence[0]) + sentence[1..];

    /// <summary>The first from which on they differ, and not fewer than these decimals.</summary>
    private static int Enough(decimal a, decimal b, int decimals)
    {
        while (a != b && decimals < MostDecimals && Rounded(a, decimals) == Rounded(b, decimals))
            decimals++;
        return decimals;
    }

    private static decimal Rounded(decimal number, int decimals) =>
        Math.Round(number, decimals, MidpointRounding.AwayFromZero);

    private static string Said(decimal number, int decimals) => Rounded(number, decimals)
        .ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
}
