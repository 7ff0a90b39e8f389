using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Views;

/// <summary>Objectives, their weights, and value streams that came, went or changed.</summary>
internal static class StrategyChanges
{
    public static string Told(
        Book before, Book after, ImmutableArray<Posting> found, Wording wording)
    {
        if (found.IsEmpty)
            return "Strategy and value streams are unchanged.";
        var parts = CountSentence.Counted(
            (
                CountSentence.Count<ObjectiveApproved>(found),
                "objective approved",
                "objectives approved"
            ),
            (
                CountSentence.Count<ObjectiveRevised>(found),
                "revision of an objective",
                "revisions of objectives"
            ),
            (
                CountSentence.Count<ObjectiveRetired>(found),
                "objective retired",
                "objectives retired"
            ),
            (
                CountSentence.Count<ValueStreamRevised>(found),
                "revision of a value stream",
                "revisions of value streams"
            ),
            (
                CountSentence.Count<ImportanceAssessed>(found),
                "value stream assessed",
                "value streams assessed"
            ),
            (
                CountSentence.Count<ValueStreamRetired>(found),
                "value stream retired",
                "value streams retired"
            )
        );
        if (wording == Wording.Now)
            parts = parts.Concat(CountSentence.Counted(
                (CountSentence.Count<ObjectiveProposed>(found), "objective proposed",
                    "objectives proposed"),
                (CountSentence.Count<ValueStreamIdentified>(found), "value stream identified",
                    "value streams identified"),
                (CountSentence.Count<ResourcesStated>(found), "statement of resources",
                    "statements of resources"),
                (CountSentence.Count<ValueStreamLinkedToObjective>(found),
                    "value stream linked to an objective",
                    "value streams linked to objectives")));
        return CountSentence.Sentence(
            "Strategy",
            [.. parts, .. Weights(before, after, wording)],
            found.Length
        );
    }

    private static IEnumerable<string> Weights(Book before, Book after, Wording wording)
    {
        var (old, now) = (
            before.Strategy.WeightsOn(before.Day),
            after.Strategy.WeightsOn(after.Day)
        );
        foreach (var key in old.Keys.Union(now.Keys).Order())
            if (
                old.GetValueOrDefault(key) is var was
                && now.GetValueOrDefault(key) is var weight
                && was != weight
            )
                yield return $"the weight of {after.ObjectiveName(key)} went from "
                    + Shares(was, weight, wording);
    }

    private static string Shares(decimal from, decimal to, Wording wording)
    {
        var (was, now) = wording == Wording.Now ? Prose.PercentApart(from, to)
            : (FormattableString.Invariant($"{from:P0}"), FormattableString.Invariant($"{to:P0}"));
        return $"{was} to {now}";
    }
}
