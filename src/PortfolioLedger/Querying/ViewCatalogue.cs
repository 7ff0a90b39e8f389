using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Core.Views.Earlier;

namespace PortfolioLedger.Querying;

/// <summary>The whole read API on one page: every view, its parameters and its function.</summary>
internal static class ViewCatalogue
{
    private static readonly Parameter<SpendBasis> Basis = new(
        "basis", SpendBasis.Budget, Texts.Named<SpendBasis>,
        "Which money weighs: approved budgets or recorded spend.", "budget",
        [.. Enumeration<SpendBasis>.Names]);

    private static readonly Parameter<ImmutableArray<Stage>?> Stages = new(
        "stages", null, text => Texts.NamedList<Stage>(text),
        "Only initiatives in these stages; those still open if absent.",
        "active,approved", [.. Enumeration<Stage>.Names]) { TakesSeveral = true };

    private static readonly Parameter<string?> Period = new(
        "period", null, text => Texts.Key(text).Value,
        "Only this period; all of them if absent.", "2026", []);

    private static readonly Parameter<RankingOrder> By = new(
        "by", RankingOrder.Score, Texts.Named<RankingOrder>,
        "Order by score, by the board's priority class first, or by another formula.", "score",
        [.. Enumeration<RankingOrder>.Names]);

    private static readonly Parameter<decimal> Within = new(
        "within", RankingRobustness.UsualShare, Texts.Share,
        "By which share of itself each weight is moved, up and down.", "0.1", []);

    private static readonly Parameter<int> MinOutputs = new("minOutputs", 1, Texts.Count,
        "From how many delivered outputs on an initiative counts as delivered.", "1", []);

    private static readonly Parameter<decimal> MinAttainment = new(
        "minAttainment",
        1,
        Texts.NotNegative,
        "From which attainment on outcomes count as reached; 1 is the target.",
        "0.8",
        []
    );

    private static readonly Parameter<decimal> HoursPerMonth = new(
        "hoursPerMonth", Productivity.PersonMonth, Texts.HoursOfMonth,
        "Hours one full-time person works in a month.", "152", []);

    private static readonly Parameter<int> ScheduleTolerance = new(
        "scheduleTolerance",
        0,
        Texts.Count,
        "Days after the baseline that still count as on schedule.",
        "14",
        []
    );

    private static readonly Parameter<decimal> BudgetTolerance = new(
        "budgetTolerance",
        .1m,
        Texts.NotNegative,
        "Spend above the budget that still counts as within it, as a share.",
        "0.1",
        []
    );

    private static readonly Parameter<DateOnly?> Split = new(
        "split",
        null,
        text => Texts.Date(text),
        "A business day: the figures are also given before it and from it on.",
        "2025-03-01",
        []
    );

    private static readonly Parameter<decimal> Tolerance = new("tolerance", 1, Texts.NotNegative,
        "Differences up to this (money units, days) are no exception.", "1", []);

    private static readonly Parameter<DateOnly?> DecidedFrom = new("from", null, t => Texts.Date(t),
        "Only what was decided on this day or later.", "2025-01-01", []);

    private static readonly Parameter<DateOnly?> DecidedTo = new("to", null, t => Texts.Date(t),
        "Only what was decided on this day or earlier.", "2025-12-31", []);

    /// <summary>Every view of a portfolio.</summary>
    public static readonly ImmutableArray<ViewDefinition> All =
    [
        ViewDefinition.List<Alignment, AlignedInitiative>(
            "alignment",
            "How well the portfolio serves the strategy: scores, spend by objective, gaps.",
            q => Alignment.Compute(q.Book, q.Get(Basis), q.Get(Stages)), Basis, Stages),
        (ViewDefinition.List<Ranking, RankedItem>(
            "ranking",
            "Initiatives by the scoring model, and which of them the budget covers.",
            q => Ranking.Compute(q.Book, RankingAsked(q)),
            RestatedRanking.Model, By, Period, Stages) with
        {
            Complete = RestatedRanking.Complete,
        }).WithEarlier<RankingV1, RankedItemV1>(q => RankingV1.Compute(q.Book, RankingAsked(q))),
        ViewDefinition.List<Financials, InitiativeFinancials>(
            "financials",
            "What every initiative is worth: present value, rates of return, payback, expected "
                + "value.",
            q => Financials.Compute(q.Book))
            .WithEarlier<FinancialsV1, InitiativeFinancialsV1>(
                q => FinancialsV1.From(Financials.Compute(q.Book))),
        ViewDefinition.List<InitiativeComparison, ComparedInitiative>(
            "ranking/comparison", InitiativeComparison.OfRankingsName,
            "Two rankings side by side: what entered, left and moved.",
            async (q, cancel) =>
            {
                var (from, to) = await RangeOfBooks.OfAsync(q, cancel);
                return InitiativeComparison.OfRankings(
                    from, to, new(Restated: RestatedRanking.Choose(q)));
            },
            [.. RangeOfBooks.Parameters, RestatedRanking.Model]) with
        {
            Complete = RestatedRanking.Complete,
        },
        (ViewDefinition.List<RankingExplanation, RankCause>(
            "ranking/explanation",
            "Why an initiative's rank changed: the decisions that moved it, adding up exactly.",
            ExplainedRanking.OfAsync, ExplainedRanking.Parameters) with
        {
            Complete = RestatedRanking.Complete,
        }).WithEarlier<RankingExplanationV2, RankCauseV2>(
            RankingExplanationV1.Version, ExplainedRanking.OfVersion1Async)
            .WithEarlier<RankingExplanationV2, RankCauseV2>(
                RankingExplanationV2.ViewVersion, ExplainedRanking.OfVersion2Async),
        ViewDefinition.List<RankingRobustness, RobustRank>(
            "ranking/robustness",
            "How far the ranking rests on its weights: which ranks hold when each weight moves, "
                + "and the smallest change that swaps neighbours.",
            q => RankingRobustness.Compute(q.Book, q.Get(Within),
                new(Stages: q.Get(Stages), Restated: RestatedRanking.Choose(q))),
            RestatedRanking.Model, Within, Stages) with
        {
            Complete = RestatedRanking.Complete,
        },
        ViewDefinition.List<InitiativeComparison, ComparedInitiative>(
            "alignment/comparison", InitiativeComparison.OfAlignmentsName,
            "Two alignments side by side.",
            Comparing(InitiativeComparison.OfAlignments), RangeOfBooks.Parameters),
        ViewDefinition.List<ValueStreamComparison, ComparedValueStream>(
            "value-streams/comparison",
            "The value streams of two times side by side.",
            Comparing(ValueStreamComparison.Compute), RangeOfBooks.Parameters),
        ViewDefinition.List<StateComparison, ComparedState>(
            "initiatives-comparison",
            "What is said differently of initiatives at two times, and the event behind it.",
            (q, cancel) => ComparedStates.OfAsync(q, Wording.Now, cancel),
            RangeOfBooks.Parameters)
            .WithEarlier<StateComparison, ComparedState>(
                1, (q, cancel) => ComparedStates.OfAsync(q, Wording.Former, cancel)),
        ViewDefinition.List<OutcomeComparison, ComparedOutcome>(
            "outcomes-comparison",
            "The outcomes of two times side by side.",
            Comparing(OutcomeComparison.Compute), RangeOfBooks.Parameters),
        ViewDefinition.List<ValueStreamRanking, RankedValueStream>(
            "value-streams",
            "Value streams by importance for the resources they need.",
            q => ValueStreamRanking.Compute(q.Book, q.Get(Period)),
            Period
        ),
        ViewDefinition
            .List<OutcomesVersusOutputs, OutcomeVersusOutput>(
                "outcomes-versus-outputs",
                "What was delivered beside what it achieved.",
                q => OutcomesVersusOutputs.Compute(q.Book, q.Get(MinOutputs), q.Get(MinAttainment)),
                MinOutputs,
                MinAttainment
            )
            .WithEarlier<OutcomesVersusOutputsV1, OutcomeVersusOutputV1>(q =>
                OutcomesVersusOutputsV1.From(
                    OutcomesVersusOutputs.Compute(q.Book, q.Get(MinOutputs), q.Get(MinAttainment))
                )
            ),
        ViewDefinition
            .List<OutcomeList, OutcomeItem>("outcomes", "All outcomes against their targets.", q =>
                OutcomeList.Compute(q.Book)
            )
            .WithEarlier<OutcomeListV1, OutcomeItemV1>(q =>
                OutcomeListV1.From(OutcomeList.Compute(q.Book))
            ),
        ViewDefinition
            .Single(
                "outcomes/{outcome}",
                SubjectKind.Outcome,
                "One outcome with all its measurements.",
                q => OutcomeDetail.Compute(q.Book, q.Subject)
            )
            .WithEarlier(q =>
                OutcomeDetail.Compute(q.Book, q.Subject) is { } now
                    ? OutcomeDetailV1.From(now)
                    : null
            ),
        ViewDefinition.List<InitiativeList, InitiativeItem>(
            "initiatives",
            "All initiatives, in every stage.", q => InitiativeList.Compute(q.Book))
            .WithEarlier<InitiativeListV1, InitiativeItemV1>(
                q => InitiativeListV1.From(InitiativeList.Compute(q.Book))),
        ViewDefinition.Single(
            "initiatives/{initiative}",
            SubjectKind.Initiative, "Everything about one initiative.",
            q => InitiativeDetail.Compute(q.Book, q.Subject))
            .WithEarlier(
                q => InitiativeDetailV1.Compute(q.Book, q.Subject))
            .WithEarlier(
                q => InitiativeDetailV2.From(InitiativeDetail.Compute(q.Book, q.Subject))),
        ViewDefinition.List<Programs, ProgramItem>(
            "programs",
            "Programs with budget, spend, alignment and outputs of their parts rolled up.",
            q => Programs.Compute(q.Book)),
        ViewDefinition.List<Deliverables, OutputItem>(
            "deliverables",
            "What the initiatives deliver, with its strategic priority.",
            q => Deliverables.Compute(q.Book))
            .WithEarlier<DeliverablesV1, OutputItemV1>(
                q => DeliverablesV1.Compute(q.Book)),
        ViewDefinition.List<Benefits, BenefitSummary>(
            "benefits",
            "Benefits planned and realised, against the approved and the current baseline.",
            q => Benefits.Compute(q.Book)),
        ViewDefinition.List<Productivity, ProductivityItem>(
            "productivity",
            "Accepted outputs per FTE-month, effort against capacity, net profit.",
            q => Productivity.Compute(q.Book, q.Get(HoursPerMonth)), HoursPerMonth),
        ViewDefinition.List<MarketPositioning, MarketFigure>(
            "market-positioning",
            "Growth of sales and leads, cost of acquisition, and what customers say of products.",
            q => MarketPositioning.Compute(q.Book)),
        ViewDefinition.List<PmoProcess, EndedInitiative>(
            "process",
            "How the portfolio is decided on and carried out; before and after a day.",
            q => PmoProcess.Compute(q.Book, new(q.Get(ScheduleTolerance), q.Get(BudgetTolerance)),
                q.Get(Split)), ScheduleTolerance, BudgetTolerance, Split)
            .WithEarlier<PmoProcess, EndedInitiative>(
                ProcessV1.Version, q => ProcessV1.Compute(q.Book,
                    new(q.Get(ScheduleTolerance), q.Get(BudgetTolerance)), q.Get(Split))),
        ViewDefinition.List<HindsightAnalysis, HindsightCase>(
            "hindsight",
            "What was expected when it was decided, and what was measured later.",
            q => HindsightAnalysis.Compute(q.Book, q.Get(DecidedFrom), q.Get(DecidedTo)),
            DecidedFrom,
            DecidedTo
        ),
        ViewDefinition.List<Overview, PriorityDisagreement>(
            "overview",
            "Key figures, and where the board's priorities and the ranking disagree.",
            q => Overview.Compute(q.Book))
            .WithEarlier<Overview, PriorityDisagreement>(
                OverviewV1.Version, q => OverviewV1.Compute(q.Book)),
        ViewDefinition.List<PmoScorecard, ScorecardNumber>(
            "scorecard",
            "The five objectives of the PMO and five questions to it, each number with its parts "
                + "and who is missing.",
            q => PmoScorecard.Compute(q.Book))
            .WithEarlier<ScorecardV2, ScorecardNumberV2>(
                ScorecardV1.Version, q => ScorecardV1.Compute(q.Book))
            .WithEarlier<ScorecardV2, ScorecardNumberV2>(q => ScorecardV2.Compute(q.Book)),
        ViewDefinition.List<Silos, SiloItem>(
            "silos",
            "People and money by department, objective and value stream.",
            q => Silos.Compute(q.Book)
        ),
        ViewDefinition
            .List<Listening, ListeningItem>(
                "listening",
                "Whether customers are heard, answered and served, by segment.",
                q => Listening.Compute(q.Book)
            )
            .WithEarlier<ListeningV1, ListeningItemV1>(q => ListeningV1.Compute(q.Book))
            .WithEarlier<ListeningV2, ListeningItemV2>(
                q => ListeningV2.From(ListeningV3.Compute(q.Book)))
            .WithEarlier<Listening, ListeningItem>(
                ListeningV3.Version, q => ListeningV3.Compute(q.Book)),
        ViewDefinition.List<Surveys, SurveyItem>(
            "surveys",
            "Rounds of surveys with CSAT, NPS and CES.", q => Surveys.Compute(q.Book)),
        ViewDefinition.List<ObjectiveList, ObjectiveItem>(
            "objectives",
            "All objectives with their weights.", q => ObjectiveList.Compute(q.Book))
            .WithEarlier<ObjectiveListV1, ObjectiveItemV1>(
                q => ObjectiveListV1.From(ObjectiveList.Compute(q.Book))),
        ViewDefinition.List<FeedbackList, FeedbackItem>(
            "feedback",
            "What customers said; erased words are null.", q => FeedbackList.Compute(q.Book))
            .Holding("text", "answerText")
            .WithEarlier<FeedbackListV1, FeedbackItemV1>(
                q => FeedbackListV1.From(FeedbackList.Compute(q.Book))),
        ViewDefinition.List<ScoringModelList, ScoringModelItem>(
            "scoring-models",
            "All versions of all scoring models.", q => ScoringModelList.Compute(q.Book)),
        ViewDefinition.List<PublishedRankings, PublishedItem>(
            "rankings",
            "The rankings that were published.", q => PublishedRankings.Compute(q.Book)),
        ViewDefinition.Single(
            "rankings/{ranking}", SubjectKind.Ranking,
            "A ranking exactly as published, and whether today's fold gives it again.",
            ReproducedAsync),
        ViewDefinition.List<Timeline, TimelineItem>(
            "timeline",
            "The audit history: who recorded what, when and why; newest first.",
            TimelineQuery.OfAsync, TimelineQuery.Parameters)
            .WithEarlier<Timeline, TimelineItem>(
                TimelineQuery.BeforeMergers, TimelineQuery.OfItselfAsync, TimelineQuery.OfVersion1)
            .WithEarlier<Timeline, TimelineItem>(2, TimelineQuery.OfVersion2Async),
        ViewDefinition.List<Reconciliation, UnreconciledStep>(
            "reconciliation",
            "Budget and schedule steps that do not add up.",
            q => Reconciliation.Compute(q.Book, q.Get(Tolerance)), Tolerance),
        ViewDefinition.List<ReportList, ReportItem>(
            "reports",
            "The saved reports.", q => ReportList.Compute(q.Book)),
        ViewDefinition.Single(
            "reports/{report}",
            SubjectKind.Report, "What a report asks, and when it is made.",
            q => ReportDetail.Compute(q.Book, q.Subject)),
        ViewDefinition.List<DashboardList, DashboardItem>(
            "dashboards",
            "Reports put together for an audience.", q => DashboardList.Compute(q.Book)),
        ViewDefinition.List<SubscriptionList, SubscriptionItem>(
            "subscriptions",
            "Who is told of which events.", q => SubscriptionList.Compute(q.Book)),
        ViewDefinition.List<RegisteredList, RegisteredItem>(
            "departments", RegisteredList.DepartmentsName,
            "The departments.", q => RegisteredList.Departments(q.Book))
            .WithEarlier<RegisteredListV1, RegisteredItemV1>(
                q => RegisteredListV1.From(RegisteredList.Departments(q.Book))),
        ViewDefinition.List<RegisteredList, RegisteredItem>(
            "customer-segments", RegisteredList.SegmentsName,
            "The customer segments.", q => RegisteredList.Segments(q.Book))
            .WithEarlier<RegisteredListV1, RegisteredItemV1>(
                q => RegisteredListV1.From(RegisteredList.Segments(q.Book))),
        ViewDefinition.List<ReviewCycleList, ReviewCycleItem>(
            "review-cycles",
            "The review cycles, and the positions they stand for.",
            q => ReviewCycleList.Compute(q.Book)
        ),
        ViewDefinition
            .List<Capacities, CapacityItem>(
                "capacity",
                "The people stated by period, department and role.",
                q => Capacities.Compute(q.Book, q.Get(Period)),
                Period
            )
            .WithEarlier<CapacitiesV1, CapacityItemV1>(q =>
                CapacitiesV1.From(Capacities.Compute(q.Book, q.Get(Period)))
            )
            .WithEarlier<CapacitiesV2, CapacityItem>(q =>
                CapacitiesV2.From(Capacities.Compute(q.Book, q.Get(Period)))
            )
            .WithEarlier<CapacitiesV3, CapacityItem>(q =>
                CapacitiesV3.From(Capacities.Compute(q.Book, q.Get(Period)))
            ),
        ViewDefinition.List<DecisionList, DecisionItem>(
            "decisions",
            "The decisions of the board.", q => DecisionList.Compute(q.Book))
            .WithEarlier<DecisionListV1, DecisionItemV1>(
                q => DecisionListV1.From(DecisionList.Compute(q.Book))),
        ViewDefinition.Single(
            "decisions/{decision}",
            SubjectKind.Decision,
            "One decision: what the board saw, how it voted, and what came of it.",
            (q, cancel) => GovernanceQueries.DecisionAsync(q, Wording.Now, cancel))
            .WithEarlier<DecisionDetailV1>(GovernanceQueries.DecisionV1Async),
        ViewDefinition.List<DelegationList, DelegationItem>(
            "delegations",
            "Up to which amount a role may decide alone.", q => DelegationList.Compute(q.Book)),
        ViewDefinition.List<Changes, ChangeItem>(
            "changes",
            "What a board should know since its last meeting, in five sentences.",
            (q, cancel) => GovernanceQueries.ChangesAsync(q, Wording.Now, cancel),
            GovernanceQueries.From, GovernanceQueries.To)
            .WithEarlier<Changes, ChangeItem>(1, (q, cancel) =>
                GovernanceQueries.ChangesAsync(q, Wording.Former, cancel)),
        ViewDefinition.List<BoardPack, PackedRank>(
            "board-pack",
            "What a board reads about a review cycle: what changed, the ranking then and now with "
                + "reasons, decisions and outcomes.",
            BoardPacks.OfAsync, BoardPacks.Parameters),
        ViewDefinition.List<StakeholderList, StakeholderItem>(
            "stakeholders",
            "The stakeholders; erased names are null.", q => StakeholderList.Compute(q.Book))
            .Holding("name")
            .WithEarlier<StakeholderListV1, StakeholderItemV1>(
                q => StakeholderListV1.From(StakeholderList.Compute(q.Book))),
        ViewDefinition.List<CommunicationList, CommunicationItem>(
            "communications",
            "What stakeholders were told, newest first.", q => CommunicationList.Compute(q.Book)),
        ViewDefinition.List<CommunicationCoverage, GroupContact>(
            "communication-coverage",
            "Days since the last contact by group, who acknowledged the objectives in force, and "
                + "which departments know what they work for.",
            q => CommunicationCoverage.Compute(q.Book))
            .WithEarlier<CommunicationCoverageV1, GroupContact>(
                q => CommunicationCoverageV1.From(CommunicationCoverage.Compute(q.Book))),
    ];

    private static Func<JournalContext, CancellationToken, Task<T>> Comparing<T>(
        Func<Book, Book, T> of) =>
        async (asked, cancel) =>
        {
            var (from, to) = await RangeOfBooks.OfAsync(asked, cancel);
            return of(from, to);
        };

    /// <summary>The view whose record this is.</summary>
    public static ViewDefinition Of<TView>() where TView : IView =>
        All.Single(view => view.Type == typeof(TView));

    /// <summary>
    /// The view at a path below the portfolio, with the key in it: <c>ranking</c>,
    /// <c>initiatives/croton</c>; null when there is none.
    /// </summary>
    public static (ViewDefinition View, string? Subject)? Find(string path)
    {
        var parts = path.Trim('/').Split('/', 2);
        foreach (var view in All)
            if (view.PathKey is null ? view.Path == path.Trim('/')
                : parts.Length == 2
                    && view.Path.StartsWith(parts[0] + "/", StringComparison.Ordinal))
                return (view, view.PathKey is null ? null : parts[1]);
        return null;
    }

    private static RankingQuestion RankingAsked(ViewContext q) =>
        new(q.Get(By), q.Get(Period), q.Get(Stages), RestatedRanking.Choose(q));

    private static async Task<PublishedRankingDetail?> ReproducedAsync(
        JournalContext asked, CancellationToken cancel)
    {
        if (asked.Book.Scoring.Rankings.GetValueOrDefault(asked.Subject) is not { } published
            || published.From > asked.Book.Day)
            return null;
        var said = published.Ranking;
        return PublishedRankingDetail.From(published, await asked.Keeper.AtAsync(
            asked.Book.Portfolio, said.AsOfPosition, said.OnDay, cancel));
    }
}
