using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Valuation;
using static System.FormattableString;

namespace PortfolioLedger.Core.Views;

/// <summary>A piece of evidence and what it said when the board saw it.</summary>
/// <param name="Kind">What is referred to.</param>
/// <param name="Ref">Its key in the ledger, or the address of a document.</param>
/// <param name="Position">The event that recorded it, if a particular one was meant.</param>
/// <param name="Sha256">Of the document.</param>
/// <param name="AsItStood">What it said then; null for documents outside the ledger.</param>
public sealed record EvidenceThen(
    EvidenceKind Kind, string Ref, long? Position, string? Sha256, string? AsItStood)
{
    /// <summary>
    /// A reference in the words of the book the board saw; customers' words stay sealed.
    /// </summary>
    public static EvidenceThen From(EvidenceReference evidence, Book then) => new(
        evidence.Kind, evidence.Ref, evidence.Position, evidence.Sha256,
        Key.TryParse(evidence.Ref, out var key) ? AsOf(evidence.Kind, key, then) : null);

    private static string? AsOf(EvidenceKind kind, Key key, Book then) =>
        kind switch
        {
            EvidenceKind.Feedback when then.Feedback.Find(key) is { } voice => "Feedback"
                + (
                    voice.Segment is { } segment
                        ? $" from {then.NameOf(new(SubjectKind.CustomerSegment, segment))}"
                        : ""
                )
                + (
                    voice.Score is { } mark
                        ? Invariant($" with the mark {mark.Value:0.####} on {mark.Scale}")
                        : ""
                )
                + (
                    voice.Classification.At(then.Day) is { } about
                        ? $" about {about.Value.Theme}"
                        : ""
                ),
            EvidenceKind.Measurement when then.Outcomes.Find(key) is { } outcome => Measured(
                outcome,
                then.Day
            ),
            EvidenceKind.FinancialCase
                when then.Initiatives.Find(key)?.FinancialCase.At(then.Day) is { } submitted =>
                Case(submitted.Value),
            EvidenceKind.Ranking
                when then.Scoring.Rankings.GetValueOrDefault(key) is { } published => Invariant(
                $"{published.Ranking.Ordered.Length} initiatives as of position "
            ) + Invariant($"{published.Ranking.AsOfPosition}, digest {published.Ranking.Digest}"),
            EvidenceKind.Decision when then.Governance.Find(key) is { } decision =>
                $"\"{decision.QuestionOn(then.Day)}\": "
                    + (
                        decision.Resolution.At(then.Day) is { } taken
                            ? taken.Value.Option
                            : "not taken"
                    ),
            _ => null,
        };

    private static string? Measured(Outcome outcome, DateOnly day) =>
        outcome.LatestOn(day) is not { } latest ? null
        : Invariant($"{outcome.NameOn(day)}: {latest.Value:0.############}")
            + (outcome.Unit is null ? "" : $" {outcome.Unit}") + $" on {latest.On:O}";

    private static string Case(FinancialCase c) =>
        Invariant(
            $"{c.CashFlows.Length} cash flows of {c.CashFlows.Sum(f => f.Amount):#,0.##} "
        )
        + Invariant($"{c.Currency} in all, ")
        + Invariant($"discounted at {c.DiscountRate:P2}");
}
