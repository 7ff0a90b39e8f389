using CsCheck;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>
/// What is said of weights is what moving them shows: every answer is held against rankings by the
/// moved weights, on a grid and around every place where two scores meet.
/// </summary>
public sealed class RankingRobustnessTests
{
    /// <summary>Scores closer than this are one: divisions round.</summary>
    private const decimal Close = 1e-12m;

    private readonly History _journal = new History().Record(Opened());

    private RankingRobustness View => RankingRobustness.Compute(_journal.Book);

    private RankingRobustnessTests Model(params Criterion[] criteria)
    {
        _journal.Record(Released("board", 1, criteria)).Record(Adopted("board", 1));
        return this;
    }

    private RankingRobustnessTests Scored(
        string key, params (string Criterion, decimal Value)[] scores)
    {
        _journal.Record(Initiative(key));
        foreach (var (criterion, value) in scores)
            _journal.Record(Score(key, criterion, value));
        return this;
    }

    private sealed record Drawn(
        ImmutableArray<Criterion> Criteria, ImmutableArray<ImmutableArray<decimal>> Scores);

    private static readonly Gen<Drawn> Portfolios = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Int[0, 2]).Array[1, 4],
        Gen.Int[0, 10].Array[4].Array[0, 7],
        (criteria, scores) =>
        {
            // In twentieths, so that equal scores are equal to the last digit.
            var others = criteria.SkipLast(1).Sum(c => c.Item1);
            return new Drawn(
                [.. criteria.Select((c, i) => Criterion($"c{i}",
                    (i == criteria.Length - 1 ? 20 - others : c.Item1) / 20m,
                    c.Item2 ? Preference.Higher : Preference.Lower, 0, 10 * (c.Item3 + 1)))],
                [.. scores.Select(s => s.Select((v, i) => i < criteria.Length
                    ? v * (criteria[i].Item3 + 1m) : 0).ToImmutableArray())]);
        });

    private static Book BookOf(Drawn drawn)
    {
        var journal = new History().Record(Opened())
            .Record(Released("board", 1, [.. drawn.Criteria])).Record(Adopted("board", 1));
        // The order of keys is not the order of scores.
        for (var i = 0; i < drawn.Scores.Length; i++)
        {
            journal.Record(Initiative($"p{i * 5 % 7}"));
            for (var c = 0; c < drawn.Criteria.Length; c++)
                journal.Record(Score($"p{i * 5 % 7}", drawn.Criteria[c].Id, drawn.Scores[i][c],
                    drawn.Criteria[c].Min, drawn.Criteria[c].Max));
        }
        return journal.Book;
    }

    /// <summary>
    /// The scores by the ranking itself when one weight moves and the others share the rest.
    /// </summary>
    private static ImmutableSortedDictionary<Key, decimal> ScoresAt(
        Book book, string criterion, decimal weight)
    {
        var (model, version) = book.Scoring.InForceOn(book.Day)!.Value;
        var now = version.Criteria.First(c => c.Id == criterion).Weight!.Value.Value
            / version.Criteria.Sum(c => c.Weight!.Value.Value);
        var moved = version with
        {
            Criteria = [.. version.Criteria.Select(c => c with
            {
                Weight = new Share(c.Id == criterion ? weight
                    : c.Weight!.Value.Value * (1 - weight) / (1 - now)),
            })],
        };
        return Ranking.Compute(book, new(Restated: (model, moved))).Items
            .ToImmutableSortedDictionary(i => i.Initiative, i => i.Score!.Value);
    }

    private static int RankOf(ImmutableSortedDictionary<Key, decimal> scores, Key initiative) =>
        1 + scores.Count(s => s.Key != initiative
            && (s.Value > scores[initiative] + Close
                || (Math.Abs(s.Value - scores[initiative]) <= Close
                    && s.Key.CompareTo(initiative) < 0)));

    /// <summary>
    /// Ends, a grid, every weight at which two scores meet, and what lies between those.
    /// </summary>
    private static ImmutableArray<decimal> Places(
        Book book, string criterion, decimal low, decimal high)
    {
        if (low == high)
            return [low];
        var (first, last) = (ScoresAt(book, criterion, low), ScoresAt(book, criterion, high));
        ImmutableArray<decimal> meetings =
        [
            .. from a in first.Keys
            from b in first.Keys
            let before = first[a] - first[b]
            let after = last[a] - last[b]
            where before * after < 0
            select low + ((high - low) * before / (before - after)),
        ];
        ImmutableArray<decimal> ordered =
        [
            .. meetings.Concat(Enumerable.Range(0, 11).Select(i => low + ((high - low) * i / 10)))
                .Order(),
        ];
        return [.. ordered, .. ordered.Zip(ordered.Skip(1), (a, b) => (a + b) / 2)];
    }

    [Fact]
    public void The_ranks_of_moved_weights_are_those_that_rankings_by_them_give() =>
        Gen.Select(Portfolios, Gen.Int[0, 10]).Sample((drawn, tenths) =>
        {
            var book = BookOf(drawn);
            var view = RankingRobustness.Compute(book, tenths / 10m);
            var seen = view.Items.ToImmutableSortedDictionary(
                i => i.Initiative, i => (Best: i.Rank, Worst: i.Rank)).ToBuilder();
            foreach (var weight in view.Weights.Where(w => w.HoldsFrom is not null))
                foreach (var place in Places(book, weight.Criterion, weight.Low, weight.High))
                {
                    var scores = ScoresAt(book, weight.Criterion, place);
                    foreach (var key in scores.Keys)
                    {
                        var rank = RankOf(scores, key);
                        seen[key] = (Math.Min(seen[key].Best, rank),
                            Math.Max(seen[key].Worst, rank));
                    }
                }
            Assert.All(view.Items, i => Assert.Equal(
                seen[i.Initiative], (i.BestRank, i.WorstRank)));
            Assert.All(view.Items, i => Assert.Equal(i.BestRank == i.WorstRank, i.Holds));
            Assert.Equal(view.Items.Count(i => i.Holds), view.Holding);
        }, iter: 60);

    [Fact]
    public void No_smaller_change_swaps_neighbours_and_a_little_more_does() =>
        Portfolios.Sample(drawn =>
        {
            var book = BookOf(drawn);
            var view = RankingRobustness.Compute(book);
            foreach (var weight in view.Weights.Where(w => w.HoldsFrom is not null))
                for (var step = 0; step <= 40; step++)
                {
                    var at = step / 40m;
                    var scores = ScoresAt(book, weight.Criterion, at);
                    foreach (var pair in view.Items.Where(i => i.Below is not null))
                        if (scores[pair.Below!.Value] > scores[pair.Initiative] + Close)
                        {
                            Assert.False(pair.Dominates);
                            Assert.True(Math.Abs(at - weight.Weight)
                                >= Math.Abs(pair.Change!.Value) - Close);
                            // The order as a whole holds no longer either.
                            Assert.True(at >= weight.HoldsTo - Close
                                || at <= weight.HoldsFrom + Close);
                        }
                }
            foreach (var pair in view.Items.Where(i => i.Change is not null))
            {
                var upwards = pair.Change > 0 || (pair.Change == 0 && Ahead(pair, 1e-7m));
                Assert.True(Ahead(pair, upwards ? 1e-7m : -1e-7m));
                var level = ScoresAt(book, pair.Criterion!, pair.SwapsAt!.Value);
                Assert.Equal(level[pair.Initiative], level[pair.Below!.Value], 12);
            }

            bool Ahead(RobustRank pair, decimal beyond)
            {
                var at = Math.Clamp(pair.SwapsAt!.Value + beyond, 0, 1);
                var scores = ScoresAt(book, pair.Criterion!, at);
                return scores[pair.Below!.Value] > scores[pair.Initiative];
            }
        }, iter: 60);

    [Fact]
    public void The_order_holds_between_the_first_swaps_below_and_above() =>
        Portfolios.Sample(drawn =>
        {
            var book = BookOf(drawn);
            var view = RankingRobustness.Compute(book);
            foreach (var weight in view.Weights.Where(w => w.HoldsFrom < w.HoldsTo))
                for (var step = 1; step < 20; step++)
                {
                    var (from, to) = (weight.HoldsFrom!.Value, weight.HoldsTo!.Value);
                    var scores = ScoresAt(book, weight.Criterion, from + ((to - from) * step / 20));
                    foreach (var pair in view.Items.Where(i => i.Below is not null))
                        Assert.True(scores[pair.Initiative] >= scores[pair.Below!.Value] - Close);
                }
        }, iter: 60);

    [Fact]
    public void The_smallest_change_is_that_of_the_closed_form()
    {
        Model(Criterion("value", .6m), Criterion("risk", .4m, Preference.Lower))
            .Scored("a", ("value", 8), ("risk", 3)).Scored("b", ("value", 9), ("risk", 6));

        // 7.6 and 7: the gap is 0.6, by value alone −1: 0.4 · 0.6 / (0.6 + 1).
        var first = View.Items[0];
        Assert.Equal((.6m, "value", .6m, .15m, .75m, .25m), (first.Gap!.Value, first.Criterion,
            first.Weight!.Value, first.Change!.Value, first.SwapsAt!.Value,
            first.RelativeChange!.Value));
        Assert.Equal([(0m, .75m), (.25m, 1m)], View.Weights.Select(
            w => (w.HoldsFrom!.Value, w.HoldsTo!.Value)));
        Assert.Equal(2, View.Holding);
        Assert.Equal("All 2 ranks hold when each weight alone moves by 10 % of itself. The closest "
            + "two are a and b: they swap when the weight of value rises from 60 % beyond 75 %.",
            View.Summary);
        Assert.Equal([(1, 2), (1, 2)], RankingRobustness.Compute(_journal.Book, .3m).Items
            .Select(i => (i.BestRank, i.WorstRank)));
    }

    [Fact]
    public void What_is_better_by_every_criterion_stays_ahead_whatever_one_weight_does()
    {
        Model(Criterion("value", .5m), Criterion("urgency", .5m))
            .Scored("a", ("value", 8), ("urgency", 8)).Scored("b", ("value", 8), ("urgency", 7));

        Assert.True(View.Items[0].Dominates);
        Assert.Null(View.Items[0].Change);
        Assert.Null(View.Items[1].Dominates);
        Assert.Equal("All 2 ranks hold when each weight alone moves by 10 % of itself. No change "
            + "of one weight puts any initiative ahead of the one before it.", View.Summary);
    }

    [Fact]
    public void Equal_scores_are_parted_by_the_least_change_and_the_key_orders_them_until_then()
    {
        Model(Criterion("value", .5m), Criterion("urgency", .5m))
            .Scored("b", ("value", 8), ("urgency", 6)).Scored("a", ("value", 6), ("urgency", 8));

        Assert.Equal(["a", "b"], View.Items.Select(i => i.Name));
        Assert.Equal(0, View.Items[0].Change);
        Assert.Equal(0, View.Holding);
        Assert.Contains("they have the same score", View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Initiatives_with_the_same_scores_never_swap()
    {
        Model(Criterion("value", .5m), Criterion("urgency", .5m))
            .Scored("b", ("value", 8), ("urgency", 6)).Scored("a", ("value", 8), ("urgency", 6));

        Assert.True(View.Items[0].Dominates);
        Assert.Equal(2, View.Holding);
    }

    [Fact]
    public void A_weight_of_everything_has_nowhere_to_go()
    {
        Model(Criterion("value", 1), Criterion("urgency", 0))
            .Scored("a", ("value", 8), ("urgency", 1)).Scored("b", ("value", 7), ("urgency", 9));

        Assert.Null(View.Weights[0].HoldsTo);
        Assert.Equal((0m, 0m), (View.Weights[1].Low, View.Weights[1].High));
        // Urgency may come in, and the rest shrinks in proportion: 1 / (1 + 8).
        Assert.Equal(1m / 9, View.Items[0].SwapsAt);
        Assert.Null(View.Items[0].RelativeChange);
    }

    [Fact]
    public void Nothing_and_one_alone_are_said_in_words()
    {
        Assert.Equal(NoRobustness.NoModel, View.Unknown);
        Assert.Null(View.Holding);

        Model(Criterion("value", 1));
        Assert.Null(View.Unknown);
        Assert.StartsWith("Nothing is ranked", View.Summary, StringComparison.Ordinal);

        Scored("a", ("value", 8));
        Assert.StartsWith("a is ranked alone", View.Summary, StringComparison.Ordinal);
        Assert.Equal(1, View.Holding);

        _journal.Record(Initiative("b"));
        Assert.Equal("value", Assert.Single(Assert.Single(View.Incomplete).Missing));
    }

    [Fact]
    public void A_formula_without_weights_has_none_to_move()
    {
        _journal.Record(
            new ScoringModelDrafted(Key.Parse("board"), 1, Formula.Alignment, []),
            new ScoringModelReleased(Key.Parse("board"), 1, Why), Adopted("board", 1),
            Initiative("a"));

        Assert.Equal(NoRobustness.NotWeighted, View.Unknown);
        Assert.Equal("board", View.Model!.Key.Value);
        Assert.Empty(View.Items);
        Assert.Contains("by alignment, a formula without weights", View.Summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_is_moved_when_it_is_asked_about()
    {
        Model(Criterion("value", .5m), Criterion("urgency", .5m))
            .Scored("a", ("value", 8), ("urgency", 2)).Scored("b", ("value", 2), ("urgency", 9));
        _journal.Record(Released("other", 1, Criterion("value", .9m), Criterion("urgency", .1m)));
        var other = _journal.Book.Scoring.Find(Key.Parse("other"))!;

        var view = RankingRobustness.Compute(
            _journal.Book, .1m, new(Restated: (other, other.Versions[0])));

        Assert.True(view.Restated);
        Assert.Equal(["a", "b"], view.Items.Select(i => i.Name));
        Assert.Equal(["b", "a"], View.Items.Select(i => i.Name));
    }
}
