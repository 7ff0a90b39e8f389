using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Core.Tests.Explanation;

/// <summary>Explanations of a history a test wrote.</summary>
internal static class Walks
{
    /// <summary>Why an initiative moved between two positions.</summary>
    public static RankingExplanation Explain(
        this History history,
        string initiative,
        long from,
        long to,
        bool orderFree = false
    ) =>
        Walk(history.Entries, Key.Parse(initiative), history.AsOfPosition(from), to, null)
            .Explained(orderFree);

    /// <summary>Why an initiative moved between the ends of two days.</summary>
    public static RankingExplanation Explain(
        this History history,
        string initiative,
        string from,
        string to
    ) =>
        Walk(
                history.Entries,
                Key.Parse(initiative),
                history.AsOf(from),
                history.AsOf(to).Position,
                History.Day(to)
            )
            .Explained();

    /// <summary>Walks from a book to a later position, and on to a later day.</summary>
    public static RankWalk Walk(
        IReadOnlyList<Entry> entries, Key initiative, Book from, long to, DateOnly? day,
        RankingQuestion? question = null)
    {
        var end = day ?? Book.Empty(from.Portfolio).Post(entries.Take((int)to)).Day;
        var waits = from.WaitingUntil(end);
        var walk = new RankWalk(
            initiative,
            from,
            entries.Where(e => waits.Contains(e.Position)).Select(e => e.Posting),
            question ?? new()
        );
        foreach (var entry in entries.Where(e => e.Position > from.Position && e.Position <= to))
            walk.Post(entry.Posting);
        walk.GoTo(end);
        return walk;
    }
}
