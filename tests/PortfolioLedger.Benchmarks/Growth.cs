namespace PortfolioLedger.Benchmarks;

/// <summary>Whether a figure grew while the load stayed the same.</summary>
/// <param name="Before">Its median in the second quarter of the time.</param>
/// <param name="After">Its median in the last quarter.</param>
/// <param name="AnHour">How steeply it rose in between.</param>
/// <param name="Grew">Whether it rose by more than it varies anyway.</param>
internal sealed record Growth(double Before, double After, double AnHour, bool Grew)
{
    /// <summary>A rise of one in twenty is not yet growth.</summary>
    private const double Share = 0.05;

    /// <summary>
    /// The slope is the median of the slopes between each sample of the second quarter and each of
    /// the last, so that single peaks do not count. The first quarter fills caches; the third does
    /// not add to what the last one says.
    /// </summary>
    /// <param name="samples">When each was taken since the start, and the figure.</param>
    /// <param name="least">A rise by so much is never growth, in the figure's unit.</param>
    public static Growth Of(IReadOnlyList<(TimeSpan At, double Value)> samples, double least)
    {
        var quarter = samples.Count / 4;
        var (second, last) = (
            samples.Skip(quarter).Take(quarter).ToArray(), samples.TakeLast(quarter).ToArray());
        var anHour = Middle(
            from early in second
            from late in last
            select (late.Value - early.Value) / (late.At - early.At).TotalHours);
        var before = Middle(second.Select(s => s.Value));
        var after = Middle(last.Select(s => s.Value));
        var between = Middle(last.Select(s => s.At.TotalHours))
            - Middle(second.Select(s => s.At.TotalHours));
        var ordinary = new[] { least, Share * before, Spread(second.Select(s => s.Value)) }.Max();
        return new(before, after, anHour, anHour * between > ordinary);
    }

    private static double Middle(IEnumerable<double> values) => At(values, 0.5);

    /// <summary>In which the middle half lies.</summary>
    private static double Spread(IEnumerable<double> values) => At(values, 0.75) - At(values, 0.25);

    private static double At(IEnumerable<double> values, double share)
    {
        var all = values.Order().ToArray();
        return all[(int)((all.Length - 1) * share)];
    }
}
