using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Views;

/// <summary>A time at which a view was asked.</summary>
/// <param name="Position">As known at which position.</param>
/// <param name="Label">What the time is called.</param>
public sealed record SeriesPoint(long Position, string Label);

/// <summary>What was said of a thing at each of the times; null where it was not there.</summary>
/// <param name="Subject">The thing.</param>
/// <param name="Name">For people.</param>
/// <param name="Values">As they are shown, one for each time.</param>
public sealed record SeriesLine(
    Subject Subject, string Name, ImmutableArray<string?> Values);

/// <summary>The same figure of several things at several times.</summary>
/// <param name="What">What the things are.</param>
/// <param name="View">The view that has the figures.</param>
/// <param name="Points">The times, the oldest first.</param>
/// <param name="Lines">The things.</param>
public sealed record SeriesModel(
    string What, string View, ImmutableArray<SeriesPoint> Points,
    ImmutableArray<SeriesLine> Lines)
{
    /// <summary>More times than this are not readable side by side.</summary>
    private const int MostTimes = 8;

    /// <summary>So many of a ranking are followed.</summary>
    private const int Best = 10;

    /// <summary>The weights of objectives after each of the last weightings, and now.</summary>
    internal static async Task<SeriesModel> OfWeightsAsync(
        PinnedQuestions ask, ObjectiveList now)
    {
        var weightings = await ask.AskAsync<Timeline>(("type", "objectives-reweighted"));
        var points = weightings.Items.Take(MostTimes).Reverse()
            .Select(i => new SeriesPoint(i.Position, Pages.Values.Day(i.EffectiveOn)))
            .ToImmutableArray();
        var then = new List<ObjectiveList>();
        foreach (var point in points)
            then.Add(await ask.AtAsync<ObjectiveList>(point.Position));
        return new("Objective", "objectives", points,
        [
            .. then.Append(now).SelectMany(list => list.Items)
                .Where(o => o.Weight is not null)
                .GroupBy(o => o.Objective)
                .Select(o => new SeriesLine(
                    new(SubjectKind.Objective, o.Key), o.Last().Title,
                    [.. then.Select(list => list.Items.FirstOrDefault(i => i.Objective == o.Key)
                        ?.Weight is { } weight ? Pages.Values.Share(weight) : null)])),
        ]);
    }

    /// <summary>The ranks of the best initiatives at the last reviews, and now.</summary>
    internal static async Task<SeriesModel> OfRanksAsync(PinnedQuestions ask, Ranking now)
    {
        var all = new List<(SeriesPoint Point, Ranking Ranking)>();
        foreach (var cycle in (await ReviewPoints.ClosedAsync(ask)).TakeLast(MostTimes - 1))
            all.Add((new(cycle.ClosedAt!.Value, cycle.Name),
                await ask.AtAsync<Ranking>(cycle.ClosedAt.Value)));
        all.Add((new(ask.Position, "Now"), now));
        return new("Initiative", "ranking", [.. all.Select(a => a.Point)],
        [
            .. now.Items.Take(Best).Select(best => new SeriesLine(
                new(SubjectKind.Initiative, best.Initiative), best.Name,
                [.. all.Select(a => a.Ranking.Items
                    .FirstOrDefault(i => i.Initiative == best.Initiative)?.Rank is { } rank
                        ? Pages.Values.Count(rank) : null)])),
        ]);
    }
}
