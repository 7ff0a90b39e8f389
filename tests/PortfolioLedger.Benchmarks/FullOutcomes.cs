using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Valuation;
using PortfolioLedger.Journaling.Writing;
using static PortfolioLedger.Benchmarks.FullHistory;

namespace PortfolioLedger.Benchmarks;

/// <summary>Outcomes, benefits, feedback and surveys of a full history.</summary>
internal static class FullOutcomes
{
    public static IEnumerable<IFact> Facts() =>
        Enumerable.Range(0, Outcomes).SelectMany(Outcome)
            .Concat(Enumerable.Range(0, Initiatives).SelectMany(Benefits))
            .Concat(Enumerable.Range(0, Voices).Select(Received))
            .Concat(Enumerable.Range(0, Voices).SelectMany(Heard)).Concat(Surveys());

    private static IEnumerable<IFact> Outcome(int n)
    {
        var key = FullHistory.Outcome(n);
        yield return new OutcomeDefined(key, $"Outcome {n}", "hours", Direction.Decrease,
            OutcomeKind.Tangible, (OutcomeCategory)(n % 4), "owner", Segment(n), "quarterly",
            n < 28 ? (MarketMetric)(n % 7) : null);
        yield return new BaselineSet(key, 20, new(2024, 12, 31), Why);
        yield return new TargetSet(key, null, 5, new(2026, 12, 31), Why);
        for (var quarter = 0; quarter < 8; quarter++)
            yield return new OutcomeMeasured(key, 18 - quarter - n % 5,
                new DateOnly(2024, 9, 30).AddDays(quarter * 91), 12, "counted");
        for (var link = 0; link < 5; link++)
            yield return new OutcomeLinked(
                key,
                new(SubjectKind.Initiative, Initiative((n * 5) + link)),
                1,
                Why
            );
        yield return new OutcomeLinked(
            key,
            new(SubjectKind.Output, Key.Parse($"i{n + 100}-1")),
            .5m,
            Why
        );
        if (n % 20 == 19)
            yield return new OutcomeRetired(key, "Not pursued any more");
    }

    private static IEnumerable<IFact> Benefits(int n)
    {
        for (var quarter = 1; quarter <= 3; quarter++)
        {
            var (period, kind) = ($"2026-q{quarter}",
                n % 10 == 0 ? BenefitKind.Disbenefit : BenefitKind.Benefit);
            BenefitClass? sort = n % 3 == 0 ? BenefitClass.Cashable : BenefitClass.NonCashable;
            yield return new BenefitPlanned(
                FullHistory.Outcome(n),
                Initiative(n),
                period,
                kind,
                sort,
                "owner",
                Dollars(500 + n)
            );
            if (quarter == 1)
                yield return new BenefitRealised(
                    FullHistory.Outcome(n),
                    Initiative(n),
                    period,
                    kind,
                    sort,
                    "owner",
                    Dollars(400 + n)
                );
        }
    }

    private static IFact Received(int n) => new FeedbackReceived(FeedbackRecord(n),
        n % 9 == 0 ? null : Segment(n), "survey", new SealedText("3q2+7w=="), $"c-{n}",
        new(1 + n % 5, "1-5"));

    private static IEnumerable<IFact> Heard(int n)
    {
        if (n % 5 < 4)
            yield return new FeedbackClassified(
                FeedbackRecord(n),
                "quality",
                n % 2 == 0 ? "clear water" : null,
                "fewer complaints"
            );
        if (n % 10 < 6)
            yield return new FeedbackLinked(FeedbackRecord(n), Initiative(n), n % 4);
        if (n % 10 < 2)
            yield return new FeedbackLinked(FeedbackRecord(n), Initiative(n * 7), 1);
        if (n % 2 == 0)
            yield return new FeedbackAnswered(FeedbackRecord(n), new SealedText("3q2+7w=="));
        if (n % 20 == 19)
            yield return new FeedbackMerged(FeedbackRecord(n), FeedbackRecord(n - 1));
    }

    private static IEnumerable<IFact> Surveys()
    {
        var marks = ImmutableSortedDictionary<int, int>.Empty.Add(1, 9).Add(4, 60).Add(5, 31);
        for (var n = 0; n < 150; n++)
            yield return new SurveyRoundRecorded(Key.Parse($"q{n}"), SurveyAbout.Initiative,
                Initiative(n * 3), "households", SurveyScale.Csat, marks, 400, null);
        for (var n = 150; n < 170; n++)
            yield return new SurveyRoundRecorded(Key.Parse($"q{n}"), SurveyAbout.Product,
                Initiative(n), "households", SurveyScale.Nps, marks, 400, null);
        for (var n = 170; n < 180; n++)
            yield return new SurveyRoundRecorded(
                Key.Parse($"q{n}"),
                SurveyAbout.Pmo,
                null,
                "sponsors",
                SurveyScale.Csat,
                marks,
                400,
                null
            );
    }
}
