using System.Text.RegularExpressions;
using PortfolioLedger.Core.Tests.Kernel;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>
/// A refusal says what was wrong and what would be right, in whole sentences, to people who know no
/// code.
/// </summary>
public sealed partial class RefusalTextTests
{
    /// <summary>What a replay leaves out is told as it is: nobody can do more.</summary>
    private static readonly ImmutableHashSet<string> Told = ["CounterfactualReplay.cs"];

    private static IEnumerable<(string File, string Code, string Detail)> All =>
        from file in Repository.Files("src/PortfolioLedger.Core", ".cs")
        let source = File.ReadAllText(file)
        where source.Contains("Refus", StringComparison.Ordinal)
        from refusal in RefusalTexts.In(source)
        select (Path.GetFileName(file), refusal.Code, refusal.Detail);

    [Fact]
    public void The_refusals_are_found() => Assert.InRange(All.Count(), 80, 200);

    [Fact]
    public void Every_refusal_reads_well_and_says_what_would_be_right() => Assert.Empty(
        from r in All
        from fault in FaultsOf(r.Detail, Told.Contains(r.File))
        select $"{r.File} {r.Code}: {fault}");

    [Theory]
    [InlineData("The initiative is §; it can become § only from §.")]
    [InlineData("The weights add up to 1.2, not to 1.")]
    [InlineData("Somebody else than the proposer must approve")]
    [InlineData("'§' is no program; only programs have parts.")]
    [InlineData("the decision '§' is not taken yet; take it first.")]
    [InlineData("The decision  '§' is not taken yet; take it first.")]
    [InlineData("There are conditions 1 to §.")]
    [InlineData("Nothing can have been measured on §, which is to come.")]
    [InlineData("The portfolio is kept in §, not in §.")]
    public void The_rules_find_what_helps_nobody(string detail) =>
        Assert.NotEmpty(FaultsOf(detail, isTold: false));

    [Fact]
    public void A_refusal_is_read_from_the_source_with_holes_and_both_ways()
    {
        const string Source = "new Refusal(\"no-way\", $\"The {(a ? \"x\" : b)} is {F(\"{\")}; \"\n"
            + "+ (c ? \"give one.\" : \"name \\\"one\\\".\"), new Subject(K, \"key\"));";

        Assert.Equal([("no-way", "The § is §; give one.name \"one\".key")],
            RefusalTexts.In(Source));
    }

    private static IEnumerable<string> FaultsOf(string detail, bool isTold)
    {
        foreach (var fault in Grammar.FaultsOf(detail))
            if (!NamesAField(fault))
                yield return fault;
        if (!Ending().IsMatch(detail))
            yield return $"no period at the end: {detail}";
        if (!isTold && !WayOut().IsMatch(detail))
            yield return $"it does not say what would be right: {detail}";
    }

    /// <summary>A refusal names fields and values as they are sent.</summary>
    private static bool NamesAField(string fault) =>
        fault.StartsWith("a name in camel case", StringComparison.Ordinal)
        || fault.StartsWith("a stored name", StringComparison.Ordinal);

    // A key of the subject may follow in the same brackets.
    [GeneratedRegex(@"[.§]$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(?:^|[;:,.§] ?|\bor |\band |\bso )(?:add|adopt|allocate|approve|ask|choose"
        + @"|cite|claim|compare|correct|cut|define|draft|end|evaluate|fork|give|go|import|leave"
        + @"|look|lower|measure|merge|name|open|order"
        + @"|propose|record|release|remove|reopen|reverse|revise|say|schedule|score"
        + @"|set|submit|subscribe|table|take|use|weight)\b|\bmust\b|\bneeds\b"
        + @"|only one that is § can\.$",
        RegexOptions.IgnoreCase)]
    private static partial Regex WayOut();
}
