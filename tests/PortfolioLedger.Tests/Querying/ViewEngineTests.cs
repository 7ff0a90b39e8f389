using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Querying;
using PortfolioLedger.Tests.Http.Queries;

namespace PortfolioLedger.Tests.Querying;

/// <summary>Views asked for as values, and answered as values.</summary>
public sealed class ViewEngineTests(SeededEngine seeded) : IClassFixture<SeededEngine>
{
    private static readonly DateOnly April = new(2025, 4, 30);

    [Fact]
    public async Task A_view_as_of_a_day_is_its_record_with_digest_and_book()
    {
        var ranking = await FoundAsync<Ranking>(Asking<Ranking>() with { AsOf = AsOf.At(April) });

        Assert.Equal("croton", ranking.View.Items.Single().Initiative.Value);
        Assert.Equal((22, April), (ranking.Echo.Position, ranking.Echo.EffectiveOn));
        Assert.StartsWith("ranking/2:sha256:", ranking.Digest, StringComparison.Ordinal);
        Assert.Null(ranking.NextCursor);
    }

    [Fact]
    public async Task A_day_an_instant_and_a_position_name_the_same_book()
    {
        var day = await FoundAsync<Ranking>(Asking<Ranking>() with { AsOf = AsOf.At(April) });
        var end = await FoundAsync<Ranking>(
            Asking<Ranking>() with { AsOf = AsOf.At(AsOf.EndOf(April)) });
        var position = await FoundAsync<Ranking>(
            Asking<Ranking>() with { AsOf = AsOf.At(22, April) });

        Assert.Equal((day.Digest, day.Digest), (end.Digest, position.Digest));
    }

    [Fact]
    public async Task Parameters_are_values()
    {
        var basis = ViewCatalogue.Of<Alignment>().Parameters
            .OfType<Parameter<SpendBasis>>().Single();
        var budget = Asking<Alignment>() with { AsOf = AsOf.At(22) };
        var spend = budget with { Arguments = Arguments.None.With(basis, SpendBasis.Spend) };

        Assert.Equal([("basis", "spend")], spend.Arguments.Given);
        Assert.NotEqual((await FoundAsync<Alignment>(budget)).Digest,
            (await FoundAsync<Alignment>(spend)).Digest);
    }

    [Fact]
    public async Task A_page_names_the_next_one_and_both_have_the_digest_of_the_whole()
    {
        var request = Asking<InitiativeList>() with
        {
            AsOf = AsOf.At(22),
            Items = ItemQuery.Everything with { Limit = 2 },
        };
        var first = await FoundAsync<InitiativeList>(request);
        var rest = await FoundAsync<InitiativeList>(request with { Cursor = first.NextCursor });

        Assert.Equal(["bridge", "croton", "sheet"],
            first.View.Items.Concat(rest.View.Items).Select(i => i.Initiative.Value));
        Assert.Equal(first.Digest, rest.Digest);
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task Texts_of_a_surface_are_read_as_the_same_request()
    {
        var read = ViewRequestReader.Read(SeededEngine.Portfolio, ViewCatalogue.Of<Ranking>(), null,
            new([("asOf", ["2025-04-30"]), ("by", ["priority"])]));

        Assert.True(read.IsFound(out var request, out _));
        Assert.Equal((April, "2025-04-30"), (request.AsOf.Date, request.AsOf.Requested));
        Assert.Equal([("by", "priority")], request.Arguments.Given);
        await FoundAsync<Ranking>(request);
    }

    [Fact]
    public async Task Json_is_one_object_in_the_words_of_the_caller()
    {
        var asked = Value(await seeded.Engine.ResolveAsync(
            Asking<Ranking>() with { AsOf = AsOf.At(April) }, Cancel));
        var written = Value(await seeded.Engine.WriteAsync(asked, Format.Json, Cancel));
        var json = JsonElement.Parse(Encoding.UTF8.GetString(
            [.. written.Start, .. written.Body.Bytes]));

        Assert.Equal("2025-04-30", json.GetProperty("asOf").GetProperty("requested").GetString());
        Assert.Equal(written.Body.Digest, json.GetProperty("digest").GetString());
    }

    [Fact]
    public async Task Why_there_is_no_answer_is_a_value()
    {
        Assert.Equal("position-out-of-range",
            (await FaultAsync(Asking<Ranking>() with
            {
                AsOf = AsOf.At(SeededJournal.Last + 1),
            })).Code);
        Assert.Equal("as-of-in-future",
            (await FaultAsync(Asking<Ranking>() with
            {
                AsOf = AsOf.At(new DateOnly(2999, 1, 1)),
            })).Code);
        Assert.Equal("bad-cursor",
            (await FaultAsync(Asking<Ranking>() with { Cursor = "x" })).Code);
        Assert.Equal("from-after-to", (await FaultAsync(Asking<OutcomeComparison>() with
        {
            Arguments = Between(new(22, null, null), new(9, null, null)),
        })).Code);
        var nowhere = await FaultAsync(new(Key.Parse("nowhere"), ViewCatalogue.Of<Ranking>()));
        Assert.Equal(("unknown-portfolio", true), (nowhere.Code, nowhere.IsNotFound));
        var nothing = await FaultAsync(Asking<InitiativeDetail>() with { Subject = "not a key" });
        Assert.Equal(("unknown-initiative", true), (nothing.Code, nothing.IsNotFound));
        var later = await FaultAsync(Asking<InitiativeDetail>() with
        {
            Subject = "croton",
            AsOf = AsOf.At(9),
        });
        Assert.Equal(("unknown-initiative", true), (later.Code, later.IsNotFound));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ViewRequest Asking<T>() where T : IView =>
        new(SeededEngine.Portfolio, ViewCatalogue.Of<T>());

    private static Arguments Between(Moment from, Moment to) =>
        Arguments.None.With(RangeOfBooks.From, from).With(RangeOfBooks.To, to);

    private async Task<ViewResult<T>> FoundAsync<T>(ViewRequest request) where T : class =>
        Value(await seeded.Engine.AskAsync<T>(request, Cancel));

    private async Task<QueryFault> FaultAsync(ViewRequest request)
    {
        Assert.False((await seeded.Engine.AskAsync(request, Cancel)).IsFound(out _, out var fault));
        return fault!;
    }

    private static T Value<T>(Result<T> result) where T : class
    {
        Assert.True(result.IsFound(out var value, out var fault), fault?.Detail);
        return value!;
    }
}
