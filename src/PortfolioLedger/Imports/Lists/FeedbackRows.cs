using System.Security.Cryptography;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Lists of what customers said. Their words are sealed and can be erased.</summary>
internal static class FeedbackRows
{
    private const int SaltBytes = 16;

    /// <summary>One voice.</summary>
    public static void State(RowDecisions d)
    {
        var row = d.Row;
        if (row.Day("receivedOn") > d.Now.Day)
            d.Refuse(
                row.Cell("receivedOn")!,
                "future-feedback",
                "is to come: nobody can have said it yet"
            );
        if (d.Now.Feedback.Find(row.Key) is null)
            d.Decide(new ReceiveFeedback(row.Key,
                SealedText.Seal(d.Required("text"), RandomNumberGenerator.GetBytes(SaltBytes)),
                d.Registering(SubjectKind.CustomerSegment, row.Cell("segment")),
                row.Text("channel"), row.Text("onBehalfOf"), Score(d), Received(d)),
                Mark(d));
        var held = d.Before.Feedback.Find(row.Key);
        Classify(d, held);
        Link(d, held);
    }

    /// <summary>
    /// The mark where it may lie outside its scale; null when all else is to blame.
    /// </summary>
    private static ListCell? Mark(RowDecisions d) =>
        d.Row.Cell("score") is { } mark && d.Row.Text("scale") is { } scale
            && new FeedbackScore(mark.AsNumber, scale).Bounds() is var (least, most)
            && (mark.AsNumber < least || mark.AsNumber > most) ? mark : null;

    private static FeedbackScore? Score(RowDecisions d)
    {
        if (d.Row.Cell("score") is not { } cell)
            return null;
        if (d.Row.Cell("scale") is { } scale)
        {
            var score = new FeedbackScore(cell.AsNumber, scale.AsText);
            if (score.Bounds() is null)
                d.Refuse(scale, "malformed", "must be the least and the greatest mark, like 1-5");
            return score;
        }
        d.Miss("scale", "must say the scale of the mark, like 1-5");
        return null;
    }

    private static void Classify(RowDecisions d, FeedbackRecord? held)
    {
        if (d.Row.Text("theme") is not { } theme)
            return;
        var known = held?.Classification.At(d.Day)?.Value;
        var said = new Classification(theme, d.Row.Text("need") ?? known?.Need,
            d.Row.Text("expectedOutcome") ?? known?.ExpectedOutcome);
        if (said != known)
            d.Decide(new ClassifyFeedback(
                d.Row.Key, theme, said.Need, said.ExpectedOutcome, Later(d)),
                d.Row.Cell("theme"), d.Row.Cell("need"), d.Row.Cell("expectedOutcome"));
    }

    private static void Link(RowDecisions d, FeedbackRecord? held)
    {
        if (d.Known(SubjectKind.Initiative, d.Row.Cell("initiative")) is not { } initiative)
            return;
        var importance = d.Row.Cell("importance")?.AsWhole ?? 1;
        if (held?.Links.GetValueOrDefault(initiative).At(d.Day)?.Value != importance)
            d.Decide(new LinkFeedback(d.Row.Key, initiative, importance, Later(d)),
                d.Row.Cell("importance"), d.Row.Cell("initiative"));
    }

    /// <summary>
    /// The day it came; of a segment the ledger knew later, the day of that segment.
    /// </summary>
    private static DateOnly? Received(RowDecisions d)
    {
        if (d.Row.Day("receivedOn") is not { } received)
            return d.EffectiveOn;
        return d.Row.Text("segment") is { } text
            && d.Names.Find(d.Now, SubjectKind.CustomerSegment, text) is { } segment
            && d.Now.Departments.FindSegment(segment)!.From is var from && from > received
            ? from : received;
    }

    /// <summary>Nothing can be done with a voice before it was heard.</summary>
    private static DateOnly? Later(RowDecisions d) =>
        d.Row.Day("receivedOn") is { } received && received > d.Day ? received : d.EffectiveOn;
}
