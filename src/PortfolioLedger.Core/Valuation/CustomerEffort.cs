namespace PortfolioLedger.Core.Valuation;

/// <summary>
/// Customer effort score (Dixon, Freeman and Toman, 2010; version 2.0 asks for agreement with "it
/// was easy"): the mean of marks from 1 to 7.
/// </summary>
public static class CustomerEffort
{
    /// <summary><c>Σ mark · count / answers</c>, in marks; unknown when nobody answered.</summary>
    public static Metric Ces(IEnumerable<KeyValuePair<int, int>> counts)
    {
        long answers = 0, marks = 0;
        foreach (var (mark, count) in counts)
            (answers, marks) = (answers + count, marks + ((long)mark * count));
        var metric = Metric.Start("ces/1", "marks", new("marks", marks), new("answers", answers));
        return answers <= 0 ? metric.IsUnknown("nobody answered")
            : metric.Is((decimal)marks / answers);
    }
}
