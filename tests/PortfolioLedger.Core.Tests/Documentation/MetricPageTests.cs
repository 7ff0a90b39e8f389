using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Tests.Documentation.Metrics;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Documentation;

/// <summary>
/// The page of metrics is complete, and every number of its worked examples is the one that the
/// code gives: a line is compared as a whole, inputs and results alike.
/// </summary>
public sealed partial class MetricPageTests
{
    private const string Address = "docs/metrics.md";

    private const string Worked = "- Worked: ";

    private static readonly string[] Parts = ["- Formula: ", "- Unit: ", "- Source: ", Worked,
        "- Read: "];

    private static readonly MetricExample[] Examples =
    [
        .. MoneyExamples.All, .. ScoreExamples.All, .. StrategyExamples.All, .. OutcomeExamples.All,
        .. PeopleExamples.All, .. ProcessExamples.All,
    ];

    public static TheoryData<string> Headings => [.. Examples.Select(e => e.Heading)];

    public static TheoryData<string> Written => [.. Sections().Select(s => s.Split('\n')[0])];

    [Theory]
    [MemberData(nameof(Headings))]
    public void A_worked_example_says_what_the_code_gives(string heading)
    {
        var words = Worked + Examples.Single(e => e.Heading == heading).Words();
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1")
            Rewrite(page => page.Replace(Section(heading), Section(heading).Replace(
                Line(Section(heading), Worked), words, StringComparison.Ordinal),
                    StringComparison.Ordinal));

        Assert.Equal(words, Line(Section(heading), Worked));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Every_section_has_formula_unit_source_example_and_place(string heading)
    {
        var section = Section(heading);

        Assert.All(Parts, part => Assert.True(Line(section, part).Length > part.Length + 2, part));
        if (heading != "Scorecard")
            Assert.Single(Examples, e => heading.StartsWith(e.Heading, StringComparison.Ordinal));
    }

    /// <summary>What an answer has; name and version are said of the record.</summary>
    private const BindingFlags Fields = BindingFlags.Public | BindingFlags.Instance;

    [Fact]
    public void The_scorecard_stands_there_number_by_number()
    {
        var numbers = ScorecardExample.Card.Items;
        if (Environment.GetEnvironmentVariable("LEDGER_WRITE_DOCS") == "1")
            Rewrite(page => numbers.Aggregate(page, (text, n) => Regex.Replace(text,
                $@"^(\| `{n.Panel}` \| `{n.Metric}` \|.*\| ).*? \|$", $"${{1}}{WorkedOf(n)} |",
                RegexOptions.Multiline)));
        var rows = Section("Scorecard").Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .Select(l => l.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToArray();

        Assert.Equal(numbers.Select(n => ($"`{n.Panel}`", $"`{n.Metric}`", WorkedOf(n))),
            rows.Select(r => (r[0], r[1], r[4])));
        Assert.All(numbers, n => Assert.True(n.Value is > 0 and not 1, n.Metric));
    }

    [Fact]
    public void Every_formula_of_the_code_stands_in_a_heading_and_no_other()
    {
        var code = Repository.Files("src/PortfolioLedger.Core", ".cs")
            .SelectMany(f => FormulaId.Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value);
        var page = Sections().Select(s => s.Split('\n')[0])
            .SelectMany(h => CodeSpan.Matches(h)).Select(m => m.Groups[1].Value);

        Assert.Equal(code.Distinct().Order(StringComparer.Ordinal),
            page.Order(StringComparer.Ordinal));
    }

    /// <summary>What is computed, of every view that computes.</summary>
    public static TheoryData<Type> Computed =>
    [
        typeof(InitiativeFinancials), typeof(BenefitAmounts), typeof(BenefitSummary),
        typeof(ForecastError), typeof(CriterionPrediction), typeof(RationaleReviews),
        typeof(DecisionReversals), typeof(DecisionLatency), typeof(Alignment),
        typeof(AlignedInitiative), typeof(ContributionPoints), typeof(FundedObjective),
        typeof(Ranking), typeof(RankedItem), typeof(RankCause), typeof(InitiativeComparison),
        typeof(OutputItem), typeof(RankedValueStream), typeof(OutcomeItem),
        typeof(OutcomeVersusOutput), typeof(PortfolioOutcomes), typeof(ObjectiveItem),
        typeof(SurveyItem), typeof(Listening), typeof(ListeningItem), typeof(MarketFigure),
        typeof(Silos), typeof(SiloItem), typeof(CapacityItem), typeof(ProductivityItem),
        typeof(GroupContact), typeof(KnownObjective), typeof(EndedInitiative),
        typeof(ProcessFigures), typeof(UnreconciledStep), typeof(CheckedSteps),
        typeof(ScorecardNumber), typeof(ProgramItem), typeof(RankingRobustness),
        typeof(RobustRank), typeof(RobustWeight),
    ];

    [Theory]
    [MemberData(nameof(Computed))]
    public void Every_number_of_a_view_is_explained(Type shape)
    {
        var spans = CodeSpan.Matches(Page()).Select(m => m.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(
            shape
                .GetProperties(Fields)
                .Where(p => IsNumber(p.PropertyType) && !Places.Contains(p.Name)),
            p => Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(p.Name), spans));
    }

    [Fact]
    public void Every_number_the_page_sends_to_is_one_of_a_view()
    {
        var fields = typeof(Alignment).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(Alignment).Namespace
                || t.Namespace == typeof(RankingExplanation).Namespace)
            .SelectMany(t => t.GetProperties(Fields))
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Sections().Select(s => Line(s, "- Read: ")), line => Assert.All(
            CodeSpan.Matches(Addressed.Replace(line, "")).Select(m => m.Groups[1].Value),
            span => Assert.Contains(span, fields)));
    }

    /// <summary>Numbers that say where something stands, and compute nothing.</summary>
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "Position", "FromPosition", "ToPosition", "Version", "ReleasedAt",
    };

    private static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var bare
        && (bare == typeof(decimal) || bare == typeof(int) || bare == typeof(long));

    private static string WorkedOf(ScorecardNumber n) => n.Unit == "points"
        ? $"100 · {Words.N(n.Numerator)} / {Words.N(n.Denominator)} = {Words.R(n.Value)}"
        : $"{Words.N(n.Numerator)} / {Words.N(n.Denominator)} = {Words.R(n.Value)}";

    private static string Page() => File.ReadAllText(Repository.PathOf(Address))
        .ReplaceLineEndings("\n");

    private static string[] Sections() => [.. Page().Split("\n## ")
        .SelectMany(part => part.Split("\n### ").Skip(1))];

    private static string Section(string heading) =>
        Sections().Single(s => s.StartsWith(heading, StringComparison.Ordinal));

    private static string Line(string section, string start) =>
        section.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal));

    private static readonly Lock Turn = new();

    private static void Rewrite(Func<string, string> change)
    {
        lock (Turn)
            File.WriteAllText(Repository.PathOf(Address), change(Page()));
    }

    [GeneratedRegex("\"([a-z][a-z-]*/[0-9]+)\"")]
    private static partial Regex FormulaId { get; }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan { get; }

    /// <summary>An address; its fields follow after a colon.</summary>
    [GeneratedRegex("`[^`]+`:")]
    private static partial Regex Addressed { get; }
}
