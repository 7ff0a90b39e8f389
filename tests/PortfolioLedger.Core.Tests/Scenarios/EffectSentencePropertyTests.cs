using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Scenarios;

/// <summary>
/// Every sentence is read back and held against the two rankings it was written of; what has none
/// of the known forms is a fault.
/// </summary>
public sealed partial class EffectSentencePropertyTests
{
    private static readonly Gen<(bool IsThere, int? Score, int Cost, bool Deferred)[]> Initiatives =
        Gen.Select(Gen.Int[0, 7], Gen.Int[-1, 4], Gen.Int[0, 9], Gen.Int[0, 5],
            (there, score, cost, held) =>
                (there > 0, score < 0 ? default(int?) : score, cost, held == 0)).Array[8];

    private static readonly Gen<Ranking> Rankings =
        Gen.Select(Initiatives, Gen.Int[-8, 40]).Select((initiatives, budget) =>
        {
            var journal = new History().Record(Opened())
                .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1));
            if (budget >= 0)
                journal.Record(PortfolioBudget(budget));
            for (var i = 0; i < initiatives.Length; i++)
            {
                var (isThere, score, cost, deferred) = initiatives[i];
                var key = ((char)('a' + i)).ToString();
                if (!isThere)
                    continue;
                journal.Record(Initiative(key), Budget(key, cost));
                if (score is { } value)
                    journal.Record(Score(key, "value", value));
                if (deferred)
                    journal.Record(new InitiativeDeferred(Key.Parse(key), null, Why));
            }
            return Ranking.Compute(journal.Book);
        });

    [Fact]
    public void Every_sentence_is_true_of_the_two_rankings_and_they_are_few() =>
        Gen.Select(Rankings, Rankings).Sample((now, then) =>
        {
            var sentences = EffectSentences.Of(now, then);
            Assert.InRange(sentences.Length, 1, 14);
            foreach (var sentence in sentences)
                Assert.True(IsTrue(sentence, now, then), sentence);
        }, iter: 300);

    [Theory]
    [InlineData("This moves a from rank 2 to 1.")]
    [InlineData("This moves b from rank 2 to 1; 2 others move.")]
    [InlineData("a comes into the ranking at rank 1.")]
    [InlineData("b (rank 2 now) leaves the ranking.")]
    [InlineData("The cut line moves below b, from rank 1 to rank 2.")]
    [InlineData("a and b are funded.")]
    [InlineData("b is not funded any more.")]
    [InlineData("Nothing changes in the ranking.")]
    [InlineData("Something else.")]
    public void A_false_sentence_is_found_out(string sentence)
    {
        var journal = new History().Record(Opened(), PortfolioBudget(10))
            .Record(Released("board", 1, Criterion("value", 1))).Record(Adopted("board", 1))
            .Record(Initiative("a"), Initiative("b"), Budget("a", 9), Budget("b", 9))
            .Record(Score("a", "value", 2), Score("b", "value", 1));
        var now = Ranking.Compute(journal.Book);
        var then = Ranking.Compute(journal.Record(Score("b", "value", 3)).Book);

        Assert.Equal(["This moves b from rank 2 to 1 and a from 1 to 2.",
            "The cut line stays after rank 1, which is b then.",
            "b is funded.", "a is not funded any more."], EffectSentences.Of(now, then));
        Assert.False(IsTrue(sentence, now, then));
    }

    [Fact]
    public void Nothing_changes_where_ranks_scores_funding_and_gaps_are_the_same() =>
        Gen.Select(Rankings, Rankings, Gen.Bool).Sample((now, other, same) =>
        {
            var then = same ? now : other;
            Assert.Equal(Told(now) == Told(then),
                EffectSentences.Of(now, then) is ["Nothing changes in the ranking."]);
        }, iter: 150);

    /// <summary>What sentences speak of; the incomplete may go without a word.</summary>
    private static string Told(Ranking ranking) =>
        string.Join('\n',
            ranking.Items.Select(i => $"{i.Rank} {i.Name} {i.Score} {i.Funded}"))
        + $" {ranking.CutLine} " + string.Join(',', ranking.Incomplete.Select(i => i.Name));

    private static bool IsTrue(string sentence, Ranking now, Ranking then)
    {
        foreach (var (form, holds) in Forms)
            if (form.Match(sentence) is { Success: true } match)
                return holds(match, now, then);
        return false;
    }

    private static readonly (Regex Form, Func<Match, Ranking, Ranking, bool> Holds)[] Forms =
    [
        (MovesForm(), (m, now, then) =>
        {
            var moves = MoveForm().Matches(m.Groups["moves"].Value);
            var all = now.Items.Join(then.Items, n => n.Name, t => t.Name,
                (n, t) => Math.Abs(t.Rank - n.Rank)).Where(by => by > 0).OrderDescending()
                .ToList();
            var others = all.Skip(moves.Count).ToList();
            return moves.All(x => Rank(now, x.Groups[1].Value) == Number(x, 2)
                    && Rank(then, x.Groups[1].Value) == Number(x, 3))
                && moves.Select(x => Math.Abs(Number(x, 3) - Number(x, 2)))
                    .SequenceEqual(all.Take(moves.Count))
                && (m.Groups["others"].Success ? Number(m, "others") : 0) == others.Count
                && (m.Groups["one"].Success == (others.Count > 0 && others.All(by => by == 1)));
        }),
        (new("^(?<names>.+) comes? into the ranking(?: at ranks? (?<ranks>.+))?\\.$"),
            (m, now, then) => Named(m, now, then, (n, t) => n is null && t is not null)
                && (!m.Groups["ranks"].Success || NameForm().Matches(m.Groups["names"].Value)
                    .Select(x => Rank(then, x.Value)).SequenceEqual(DigitsForm()
                        .Matches(m.Groups["ranks"].Value).Select(x => (int?)Number(x, 0))))),
        (new("^(?<names>.+) leaves? the ranking\\.$"), (m, now, then) => MoveOut(m, now)
            && Named(m, now, then, (n, t) => n is not null && t is null
                && then.Incomplete.All(i => i.Name != n.Name))),
        (new("^(?<names>\\w) \\(rank (\\d) now\\) is not ranked any more: it lacks value\\.$"),
            (m, now, then) => Rank(now, m.Groups["names"].Value) == Number(m, 1)
                && then.Incomplete.Any(i => i.Name == m.Groups["names"].Value)),
        (new("^(?<names>\\w) is not ranked: it lacks value\\.$"), (m, now, then) =>
            Rank(now, m.Groups["names"].Value) is null
            && then.Incomplete.Any(i => i.Name == m.Groups["names"].Value)
            && now.Incomplete.All(i => i.Name != m.Groups["names"].Value)),
        (new("^(?<others>\\d) others? (is|are) not ranked either\\.$"), (m, now, then) =>
            then.Incomplete.Select(i => i.Name).Except(now.Incomplete.Select(i => i.Name)).Count()
                == Number(m, "others") + EffectSentences.MaxNamed),
        (new("^There is no cut line any more\\.$"), (_, now, then) =>
            now.CutLine is not null && (then.CutLine is null || then.Items.IsEmpty)),
        (new("^There is a cut line then, (?<place>[^:]+?)(?<all>: no .+)?\\.$"),
            (m, now, then) => (now.CutLine is null || now.Items.IsEmpty) && Placed(m, then)),
        (new("^The cut line stays after rank (\\d), which is (\\w) then(?<all>: no .+)?\\.$"),
            (m, now, then) => now.CutLine == Number(m, 1) && then.CutLine == Number(m, 1)
                && Rank(then, m.Groups[2].Value) == Number(m, 1)
                && Rank(now, m.Groups[2].Value) != Number(m, 1)
                && m.Groups["all"].Success == (then.CutLine == then.Items.Length)),
        (new("^The cut line moves (?<place>.+), from (rank )?(?<from>\\d|the top) to (rank )?"
            + "(?<to>\\d|the top)(?<all>: no .+)?\\.$"), (m, now, then) =>
            now.CutLine == Line(m, "from") && then.CutLine == Line(m, "to")
            && now.CutLine != then.CutLine && Placed(m, then)),
        (new("^Without a budget of the portfolio it is not known whether (?<names>.+) "
            + "(is|are) funded\\.$"), (m, now, then) => then.Budget is null
            && Named(m, now, then, (n, t) => t is { Funded: null } && n?.Funded is not null)),
        (new("^(?<names>.+) (is|are) funded\\.$"), (m, now, then) =>
            Named(m, now, then, (n, t) => t?.Funded == true && n?.Funded != true)),
        (new("^(?<names>.+) (is|are) not funded any more, not being ranked\\.$"),
            (m, now, then) => Named(m, now, then, (n, t) => n?.Funded == true && t is null)),
        (new("^(?<names>.+) (is|are) not funded any more(?<held>: it is deferred)?\\.$"),
            (m, now, then) => Named(m, now, then, (n, t) => n?.Funded == true
                && t?.Funded == false && (!m.Groups["held"].Success
                    || t.NotFunded == NotFunded.Deferred))),
        (new("^(?<names>.+) (is|are) not funded(?<held>: it is deferred)?\\.$"), (m, now, then) =>
            Named(m, now, then, (n, t) => n?.Funded is null && t?.Funded == false
                && (!m.Groups["held"].Success || t.NotFunded == NotFunded.Deferred))),
        (new("^No rank changes; the scores? goe?s?: (?<scores>.+)\\.$"), (m, now, then) =>
            now.Items.Select(i => i.Name).SequenceEqual(then.Items.Select(i => i.Name))
            && MoveForm().Matches(m.Groups["scores"].Value) is { Count: > 0 } scores
            && scores.All(x => Find(now, x.Groups[1].Value)!.Score == Number(x, 2)
                && Find(then, x.Groups[1].Value)!.Score == Number(x, 3))),
        (new("^Nothing changes in the ranking\\.$"), (_, now, then) =>
            now.Items.Select(i => (i.Name, i.Score, i.Funded))
                .SequenceEqual(then.Items.Select(i => (i.Name, i.Score, i.Funded)))),
    ];

    /// <summary>Whether those named, and as many as are counted, are of a kind.</summary>
    private static bool Named(
        Match match, Ranking now, Ranking then, Func<RankedItem?, RankedItem?, bool> isOne)
    {
        var text = match.Groups["names"].Value;
        var names = NameForm().Matches(text).Select(x => x.Value).ToList();
        var others = OthersForm().Match(text) is { Success: true } m ? Number(m, 1) : 0;
        var all = now.Items.Concat(then.Items).Select(i => i.Name).Distinct()
            .Where(name => isOne(Find(now, name), Find(then, name))).ToList();
        return names.Count > 0 && names.All(all.Contains) && names.Count + others == all.Count;
    }

    private static bool MoveOut(Match match, Ranking now) =>
        RankedForm().Matches(match.Groups["names"].Value) is { Count: > 0 } ranked
        && ranked.All(x => Rank(now, x.Groups[1].Value) == Number(x, 2));

    private static bool Placed(Match match, Ranking then) => match.Groups["place"].Value
            == (then.CutLine is > 0 and var line ? $"below {then.Items[line - 1].Name}"
                : $"above {then.Items[0].Name}, the first")
        && match.Groups["all"].Success == (then.CutLine == then.Items.Length);

    private static RankedItem? Find(Ranking ranking, string name) =>
        ranking.Items.FirstOrDefault(i => i.Name == name);

    private static int? Rank(Ranking ranking, string name) => Find(ranking, name)?.Rank;

    private static int Line(Match match, string group) =>
        match.Groups[group].Value == "the top" ? 0 : Number(match, group);

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^This moves (?<moves>[^;]+?)(; (?<others>\\d+) others? moves?"
        + "(?<one> by one rank)?)?\\.$")]
    private static partial Regex MovesForm();

    [GeneratedRegex("(\\w) from (?:rank )?(\\d+) to (\\d+)")]
    private static partial Regex MoveForm();

    [GeneratedRegex("(\\w) \\(rank (\\d+) now\\)")]
    private static partial Regex RankedForm();

    [GeneratedRegex("\\b[a-h]\\b")]
    private static partial Regex NameForm();

    [GeneratedRegex("\\d+")]
    private static partial Regex DigitsForm();

    [GeneratedRegex("(\\d+) others?$")]
    private static partial Regex OthersForm();
}
