using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>
/// What is wrong with a sentence, as far as rules can tell: what a member of a board would stumble
/// over. Names in it are other people's words; a test that tells real ones replaces them.
/// </summary>
internal static partial class Grammar
{
    private static readonly ImmutableArray<(string Fault, Regex Found)> Rules =
    [
        ("one of several", OneOfSeveral()),
        ("several of one", SeveralOfOne()),
        ("a before a vowel", ABeforeVowel()),
        ("an before a consonant", AnBeforeConsonant()),
        ("a doubled space", DoubledSpace()),
        ("from and to are the same", SameTwice()),
        ("it begins small", BeginsSmall()),
        ("a name in camel case", CamelCase()),
        ("a stored name", StoredName()),
        ("an actor that reads as a word", ActorAsWord()),
        ("a choice without quotation marks", BareChoice()),
        ("nothing between marks", EmptyMark()),
        ("jargon", Jargon()),
    ];

    /// <summary>Members of the enums of Core of more than one word, as they are stored.</summary>
    private static readonly ImmutableHashSet<string> StoredNames =
    [
        .. typeof(Book).Assembly.GetTypes().Where(t => t.IsEnum)
            .SelectMany(Enum.GetNames).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)
            .Where(name => name.Contains('-')), Periods.WholeLife,
    ];

    /// <summary>The faults of a sentence; none if it reads well.</summary>
    public static IEnumerable<string> FaultsOf(string sentence)
    {
        foreach (var (fault, found) in Rules)
            foreach (Match match in found.Matches(sentence))
                if (fault != "a stored name" || StoredNames.Contains(match.Value))
                    yield return $"{fault} ('{match.Value}'): {sentence}";
        if (sentence.Count(c => c == '"') % 2 != 0
            || sentence.Count(c => c == '“') != sentence.Count(c => c == '”')
            || sentence.Count(c => c == '(') != sentence.Count(c => c == ')'))
            yield return $"marks that do not close: {sentence}";
    }

    /// <summary>The faults of a line of the audit history, which ends without a period.</summary>
    public static IEnumerable<string> FaultsOfLine(string sentence) => FaultsOf(sentence)
        .Concat(sentence.EndsWith('.') ? [$"a period at the end: {sentence}"] : []);

    /// <summary>The faults of whole sentences.</summary>
    public static IEnumerable<string> FaultsOfText(string text) => FaultsOf(text)
        .Concat(text.EndsWith('.') ? [] : [$"no period at the end: {text}"]);

    /// <summary>The sentence with other people's names replaced, the longest first.</summary>
    public static string Without(string sentence, IEnumerable<string> names) => names
        .OrderByDescending(n => n.Length)
        .Aggregate(sentence, (s, n) => s.Replace(n, "Something", StringComparison.Ordinal));

    // "version 1 of", "condition 1 of" count nothing.
    [GeneratedRegex(@"(?<!\b(?:version|condition|class|position|rank|to|day) )(?<![\d.,:-])"
        + @"\b1 (?:(?:smaller|other|open|further) )?(?!is\b|was\b|has\b|as\b|this\b|its\b)"
        + @"[a-z]+[^s\W]s\b(?! of it)")]
    private static partial Regex OneOfSeveral();

    [GeneratedRegex(@"(?<!\b(?:version|condition|class|position|rank|day|from|to) )(?<![\d.,:-])"
        + @"\b(?:[2-9]|[1-9][\d,]*\d) (?:(?:smaller|other|open) )?(?:condition|decision|initiative"
        + @"|criterion|row|answer|hour|stakeholder|command|place|change|event|objective|weight"
        + @"|thing|vote|other(?! \w)|measurement)\b(?! of a)")]
    private static partial Regex SeveralOfOne();

    [GeneratedRegex(@"\b[Aa] [aeio]\w*(?<!\ba one\b)(?<!\ba once\b)")]
    private static partial Regex ABeforeVowel();

    [GeneratedRegex(@"\b[Aa]n (?!hour|honest|FTE|SLA|NPS)[b-df-hj-np-tv-z]\w*")]
    private static partial Regex AnBeforeConsonant();

    [GeneratedRegex(@"\s\s|^\s|\s$| [,.;:)]")]
    private static partial Regex DoubledSpace();

    [GeneratedRegex(@"\bfrom ((?:at \w+ )?[\w.,-]*\w(?: %)?) to \1(?![\w,.-]*\w)(?! %)")]
    private static partial Regex SameTwice();

    [GeneratedRegex(@"^[^A-Z“""'/§]")]
    private static partial Regex BeginsSmall();

    [GeneratedRegex(@"\b[a-z]+[A-Z][a-z]+\w*")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"(?<![\w/-])[a-z]+(?:-[a-z]+)+(?![\w-])")]
    private static partial Regex StoredName();

    [GeneratedRegex(@"(?<!\()\bby it(?: on\b|,)")]
    private static partial Regex ActorAsWord();

    [GeneratedRegex(@"\b(?:Decided|Voted) for [\w-]+ on\b")]
    private static partial Regex BareChoice();

    [GeneratedRegex(@"""""|\(\)|“”|''")]
    private static partial Regex EmptyMark();

    [GeneratedRegex(@"\bcan become\b|\bbecome \w+ only from\b|\bNow expects\b|\bis no [a-z]+;")]
    private static partial Regex Jargon();
}
