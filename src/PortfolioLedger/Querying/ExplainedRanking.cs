using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>How a change is shared out among its causes.</summary>
internal enum Attribution
{
    /// <summary>In the order in which they happened.</summary>
    InOrder,
    /// <summary>Also as the mean over all orders (Shapley).</summary>
    OrderFree,
}

/// <summary>Why an initiative's rank changed: walks the journal between two books.</summary>
internal static class ExplainedRanking
{
    private static readonly Parameter<Key?> Initiative = new("initiative", null,
        text => Texts.Key(text), "Whose rank is explained.", "croton", []) { IsRequired = true };

    private static readonly Parameter<Attribution> Attribution = new("attribution",
        Querying.Attribution.InOrder, Texts.Named<Attribution>,
        "in-order: what each decision added when it was taken. order-free: also the mean over all "
        + "orders (Shapley), for up to 8 decisions.", "order-free",
        [.. Enumeration<Attribution>.Names]);

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<Parameter> Parameters =
        [Initiative, .. RangeOfBooks.Parameters, Attribution, RestatedRanking.Model];

    /// <summary>The explanation; an initiative that neither book has is not found.</summary>
    public static async Task<RankingExplanation> OfAsync(
        JournalContext asked, CancellationToken cancel) =>
        (await WalkAsync(asked, cancel)).Explained(IsOrderFree(asked));

    /// <summary>The same as version 2 told it.</summary>
    public static async Task<RankingExplanationV2> OfVersion2Async(
        JournalContext asked, CancellationToken cancel) =>
        (await WalkAsync(asked, cancel)).ExplainedByVersion2(IsOrderFree(asked));

    /// <summary>The same as version 1 told it.</summary>
    public static async Task<RankingExplanationV2> OfVersion1Async(
        JournalContext asked, CancellationToken cancel) =>
        (await WalkAsync(asked, cancel)).ExplainedByVersion1(IsOrderFree(asked));

    private static bool IsOrderFree(JournalContext asked) =>
        asked.Get(Attribution) == Querying.Attribution.OrderFree;

    private static async Task<RankWalk> WalkAsync(JournalContext asked, CancellationToken cancel)
    {
        var initiative = asked.Get(Initiative)!.Value;
        var (from, to) = await RangeOfBooks.OfAsync(asked, cancel);
        return to.Initiatives.Find(initiative) is null
            ? throw QueryFault.Unknown("initiative", initiative.Value).Raise()
            : await WalkAsync(asked, initiative, from, to, cancel);
    }

    /// <summary>The explanation of an initiative that the later of two books has.</summary>
    public static async Task<RankingExplanation> OfAsync(
        JournalContext asked, Key initiative, Book from, Book to, CancellationToken cancel) =>
        (await WalkAsync(asked, initiative, from, to, cancel)).Explained(false);

    private static async Task<RankWalk> WalkAsync(
        JournalContext asked, Key initiative, Book from, Book to, CancellationToken cancel)
    {
        var walk = new RankWalk(initiative, from, await WaitingAsync(asked, from, to.Day, cancel),
            new(Restated: RestatedRanking.Choose(asked)));
        await asked.Keeper.ReplayAsync(from, to.Position, (_, entry) =>
        {
            walk.Post(entry);
            return walk.Book;
        }, cancel);
        walk.GoTo(to.Day);
        return walk;
    }

    /// <summary>What was recorded before and takes effect in between.</summary>
    private static async Task<List<Posting>> WaitingAsync(
        JournalContext asked, Book from, DateOnly until, CancellationToken cancel)
    {
        var waiting = new List<Posting>();
        await foreach (var stored in asked.Reader.ReadAsync(
            from.Portfolio, JournalRange.At(from.WaitingUntil(until)), cancel))
            waiting.Add(stored.Entry.Posting);
        return waiting;
    }
}
