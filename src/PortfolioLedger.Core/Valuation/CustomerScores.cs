namespace PortfolioLedger.Core.Valuation;

/// <summary>What survey rounds say of customers. How many answered is always an input.</summary>
public static class CustomerScores
{
    /// <summary>
    /// Customer satisfaction, <c>positive answers / answers</c>, as a share; unknown when nobody
    /// answered.
    /// </summary>
    public static Metric Csat(int positives, int answers)
    {
        var metric = Metric.Start(
            "csat/1",
            "share",
            new("positives", positives),
            new("answers", answers)
        );
        return Refused(answers, positives) is { } reason
            ? metric.IsUnknown(reason)
            : metric.Is((decimal)positives / answers);
    }

    /// <summary>
    /// Net promoter score (Reichheld), <c>100 · (promoters − detractors) / answers</c>, −100 to
    /// 100; unknown when nobody answered.
    /// </summary>
    public static Metric Nps(int promoters, int detractors, int answers)
    {
        var metric = Metric.Start("nps/1", "points",
            new("promoters", promoters), new("detractors", detractors), new("answers", answers));
        return Refused(answers, promoters, detractors) is { } reason ? metric.IsUnknown(reason)
            : metric.Is(100m * (promoters - detractors) / answers);
    }

    private static string? Refused(int answers, params ReadOnlySpan<int> parts)
    {
        long sum = 0;
        foreach (var part in parts)
            if (part < 0)
                return "a count is negative";
            else
                sum += part;
        return answers <= 0 ? "nobody answered"
            : sum > answers ? "the counts exceed the answers"
            : null;
    }
}
