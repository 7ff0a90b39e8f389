using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Books.Facts;

namespace PortfolioLedger.Core.Tests.Views;

/// <summary>Priority = importance / (½·money share + ½·FTE share).</summary>
public sealed class ValueStreamRankingTests
{
    private readonly History _journal = new History().Record(Opened());

    private ValueStreamRanking View => ValueStreamRanking.Compute(_journal.Book);

    private ValueStreamRankingTests Stream(
        string key,
        decimal importance,
        decimal money,
        decimal fte
    )
    {
        _journal.Record(ValueStream(key), Importance(key, importance), Resources(key, money, fte));
        return this;
    }

    [Fact]
    public void The_worked_example_ranks_the_third_first()
    {
        Stream("v1", .5m, 40, 25).Stream("v2", .3m, 50, 60).Stream("v3", .2m, 10, 15);

        Assert.Equal(
            [("v3", 1, 1.600m), ("v1", 2, 1.538m), ("v2", 3, .545m)],
            View.Items.Select(i =>
                (i.ValueStream.Value, i.Rank!.Value, Math.Round(i.Priority!.Value, 3))
            )
        );
        Assert.Equal([.2m, .5m, .3m], View.Items.Select(i => i.Importance));
    }

    [Fact]
    public void Importance_is_divided_by_its_sum()
    {
        Stream("v1", .6m, 1, 1).Stream("v2", .2m, 1, 1);

        Assert.Equal([.75m, .25m], View.Items.Select(i => i.Importance));
        Assert.Equal([1.5m, .5m], View.Items.Select(i => i.Priority));
    }

    [Fact]
    public void Without_resources_the_priority_is_unknown_and_listed_last()
    {
        Stream("v1", .1m, 1, 1);
        _journal.Record(ValueStream("a"), Importance("a", .9m));

        var last = View.Items[1];
        Assert.Equal(("a", null, null), (last.ValueStream.Value, last.Priority, last.Rank));
        Assert.Null(last.Money);
        Assert.Null(last.Fte);
        Assert.Equal(.9m, last.Importance);
    }

    [Fact]
    public void With_both_shares_zero_the_priority_is_unknown_and_listed_last()
    {
        Stream("v1", .1m, 1, 1).Stream("a", .9m, 0, 0);

        Assert.Equal(["v1", "a"], View.Items.Select(i => i.ValueStream.Value));
        Assert.Null(View.Items[1].Priority);
        Assert.Equal(0, View.Items[1].MoneyShare);
    }

    [Fact]
    public void Without_an_assessed_importance_the_priority_is_unknown()
    {
        Stream("v1", .1m, 1, 1);
        _journal.Record(ValueStream("a"), Resources("a", 1, 1));

        Assert.Null(View.Items[1].Importance);
        Assert.Null(View.Items[1].Priority);
        Assert.Equal(1, View.Items[0].Importance);
    }

    [Fact]
    public void Of_one_period_only_its_resources_count()
    {
        Stream("v1", .5m, 30, 1).Stream("v2", .5m, 10, 1);
        _journal.Record(new Core.ValueStreams.ResourcesStated(
            View.Items[0].ValueStream, "2027", Usd(90), 1));

        Assert.Equal(100, View.Items.Single(i => i.ValueStream.Value == "v2").Money);
        Assert.Equal(10, ValueStreamRanking.Compute(_journal.Book, "2026").Items
            .Single(i => i.ValueStream.Value == "v2").Money);
    }

    [Fact]
    public void Without_any_stream_the_ranking_is_empty() => Assert.Empty(View.Items);
}
