using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>
/// What was merged into a thing: its history is that of the thing as well. Departments, customer
/// segments, initiatives and feedback can be merged.
/// </summary>
public static class Lineage
{
    /// <summary>
    /// The thing, and all of its kind that became part of it by the day of the book, directly or
    /// through others; the thing itself first.
    /// </summary>
    public static ImmutableArray<Subject> LineageOf(this Book book, Subject subject)
    {
        var found = new List<Subject> { subject };
        // A list of what is new: mergers that a source claims in a circle end here too.
        for (var i = 0; i < found.Count; i++)
            foreach (var key in MergedInto(book, found[i]))
                if (!found.Contains(subject with { Key = key }))
                    found.Add(subject with { Key = key });
        return [.. found];
    }

    private static IEnumerable<Key> MergedInto(Book book, Subject into) => into.Kind switch
    {
        SubjectKind.Department => book.Departments.All.Values
            .Where(u => u.End.At(book.Day)?.Value.Into == into.Key).Select(u => u.Key),
        SubjectKind.CustomerSegment => book.Departments.Segments.Values
            .Where(u => u.End.At(book.Day)?.Value.Into == into.Key).Select(u => u.Key),
        SubjectKind.Initiative => book.Initiatives.All.Values.Where(i =>
            i.StageOn(book.Day) == Stage.Merged && i.Ending.At(book.Day)?.Value.Into == into.Key)
            .Select(i => i.Key),
        SubjectKind.Feedback => book.Feedback.All.Values
            .Where(v => v.MergedInto.At(book.Day)?.Value == into.Key).Select(v => v.Key),
        _ => [],
    };
}
