using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Feedback;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Demo;
using PortfolioLedger.Imports;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Tests.Demo;

/// <summary>The invented history decided in memory.</summary>
internal static class ToldStory
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Rehearsal Rehearsed()
    {
        var portfolio = Key.Parse("demo");
        var rehearsal = new Rehearsal(Book.Empty(portfolio), Now);
        foreach (var moment in DemoPortfolio.Submissions(portfolio))
        {
            var refusal = rehearsal.Try(moment);
            Assert.True(refusal is null,
                $"{moment.Claim!.ReportedAt:u} {refusal?.Code}: {refusal?.Detail}");
        }
        return rehearsal;
    }
}

/// <summary>
/// Its events, looked at in plain words. All of them are in effect at the end of the story, and
/// those about one thing in the order in which they take effect.
/// </summary>
internal sealed class Told(IReadOnlyList<Entry> entries)
{
    public IReadOnlyList<IFact> Facts { get; } = [.. entries.Select(e => e.Fact)];

    /// <summary>Decisions that people took; only the demo's opener acts as an import.</summary>
    public IGrounded[] Decided =>
        [
            .. entries
                .Where(e => e.Actor.Id.Split(':')[0] != "import")
                .Select(e => e.Fact)
                .OfType<IGrounded>(),
        ];

    /// <summary>Initiatives that are carried out at the end of the story.</summary>
    public Key[] Active =>
        [
            .. Facts
                .Select(f =>
                    f switch
                    {
                        InitiativeStarted s => (s.Initiative, Active: true),
                        InitiativeResumed s => (s.Initiative, true),
                        InitiativeReopened s => (s.Initiative, true),
                        InitiativePaused s => (s.Initiative, false),
                        InitiativeCompleted s => (s.Initiative, false),
                        InitiativeClosed s => (s.Initiative, false),
                        InitiativeKilled s => (s.Initiative, false),
                        InitiativeMerged s => (s.Initiative, false),
                        _ => ((Key Initiative, bool Active)?)null,
                    }
                )
                .OfType<(Key Initiative, bool Active)>()
                .GroupBy(s => s.Initiative)
                .Where(g => g.Last().Active)
                .Select(g => g.Key),
        ];

    /// <summary>How many things facts of a kind are about.</summary>
    public int Of<T, TKey>(Func<T, TKey> what) where T : IFact =>
        Facts.OfType<T>().Select(what).Distinct().Count();

    /// <summary>Initiatives that were not rejected, killed, merged, completed or closed.</summary>
    public Key[] Open =>
        [
            .. Facts
                .OfType<InitiativeProposed>()
                .Select(p => p.Initiative)
                .Where(i =>
                    !Stopped(i) && !Facts.OfType<InitiativeCompleted>().Any(c => c.Initiative == i)
                ),
        ];

    public Key[] Delivered =>
        [.. Facts.OfType<OutputDelivered>().Select(o => o.Initiative).Distinct()];

    public bool Stopped(Key initiative) =>
        Facts.OfType<InitiativeKilled>().Any(f => f.Initiative == initiative)
        || Facts.OfType<InitiativeRejected>().Any(f => f.Initiative == initiative)
        || Facts.OfType<InitiativeMerged>().Any(f => f.Initiative == initiative);

    /// <summary>Value streams that were not given up.</summary>
    public IEnumerable<Key> Streams =>
        Facts
            .OfType<ValueStreamIdentified>()
            .Select(f => f.ValueStream)
            .Except(Facts.OfType<ValueStreamRetired>().Select(f => f.ValueStream));

    /// <summary>Outcomes that were not given up.</summary>
    public IEnumerable<Key> Outcomes => Facts.OfType<OutcomeDefined>().Select(f => f.Outcome)
        .Except(Facts.OfType<OutcomeRetired>().Select(f => f.Outcome));

    /// <summary>Objectives that were approved and not given up.</summary>
    public IEnumerable<Key> Objectives => Facts.OfType<ObjectiveApproved>().Select(f => f.Objective)
        .Except(Facts.OfType<ObjectiveRetired>().Select(f => f.Objective));

    /// <summary>What is to be reached of an outcome, as it was said last.</summary>
    public (decimal? Least, decimal? Most)? Target(Key outcome) =>
        Facts
            .OfType<IGrounded>()
            .Select(f =>
                f switch
                {
                    TargetSet set when set.Outcome == outcome => (set.Min, set.Max),
                    TargetChanged changed when changed.Outcome == outcome => (
                        changed.Min,
                        changed.Max
                    ),
                    _ => ((decimal?, decimal?)?)null,
                }
            )
            .LastOrDefault(t => t is not null);

    /// <summary>Which segment a voice came from, as it is counted now.</summary>
    public Key? SegmentOf(FeedbackReceived voice) => Facts.OfType<CustomerSegmentMerged>()
        .FirstOrDefault(m => m.Segment == voice.Segment)?.Into ?? voice.Segment;

    public decimal Budget(Key initiative) =>
        Facts
            .OfType<BudgetApproved>()
            .Where(b => b.Initiative == initiative)
            .Sum(b => b.Amount.Amount)
        + Facts
            .OfType<BudgetChanged>()
            .Where(b => b.Initiative == initiative)
            .Sum(b => b.Delta.Amount);

    public IReadOnlyDictionary<Key, decimal> Weights =>
        Facts.OfType<ObjectivesReweighted>().Last().Weights;

    /// <summary>
    /// The strongest claim on each strategic objective, as each was judged last; less leakage
    /// counts for its parent.
    /// </summary>
    public IEnumerable<(Key Objective, decimal Effect)> Claims(Key initiative) =>
        Facts
            .Select(f =>
                f switch
                {
                    ContributionClaimed c when c.Initiative == initiative => (
                        c.Objective,
                        Effect: (int)c.Contribution * (c.Confidence?.Value ?? 1)
                    ),
                    ContributionRevised c when c.Initiative == initiative => (
                        c.Objective,
                        Effect: (int)c.Contribution * (c.Confidence?.Value ?? 1)
                    ),
                    ContributionWithdrawn c when c.Initiative == initiative => (
                        c.Objective,
                        Effect: null
                    ),
                    _ => ((Key Objective, decimal? Effect)?)null,
                }
            )
            .OfType<(Key Objective, decimal? Effect)>()
            .GroupBy(c => c.Objective)
            .Select(g => g.Last())
            .Where(c => c.Effect is not null)
            .GroupBy(c =>
                c.Objective.Value == "less-leakage" ? Key.Parse("resilient-network") : c.Objective
            )
            .Select(g => (g.Key, g.Max(c => c.Effect!.Value)));

    /// <summary>Voices, those merged into another with it.</summary>
    public FeedbackReceived[][] Voices => [.. Facts.OfType<FeedbackReceived>().GroupBy(v => Facts
        .OfType<FeedbackMerged>().FirstOrDefault(m => m.Feedback == v.Feedback)?.Into ?? v.Feedback)
        .Select(g => g.ToArray())];

    public IEnumerable<Key> LinksOf(FeedbackReceived voice) =>
        Facts
            .OfType<FeedbackLinked>()
            .Where(l =>
                l.Feedback == voice.Feedback
                && !Facts
                    .OfType<FeedbackUnlinked>()
                    .Any(u => u.Feedback == l.Feedback && u.Initiative == l.Initiative)
            )
            .Select(l => l.Initiative);

    public bool IsLinked(FeedbackReceived voice) => LinksOf(voice).Any();

    public bool IsAnswered(FeedbackReceived voice) =>
        Facts.OfType<FeedbackAnswered>().Any(a => a.Feedback == voice.Feedback);

    /// <summary>
    /// More than one department leads it or gives people at the end of the story.
    /// </summary>
    public bool IsShared(Key initiative) => DepartmentsOf(initiative).Count() > 1;

    /// <summary>The departments that lead it or give people at the end of the story.</summary>
    public IEnumerable<Key> DepartmentsOf(Key initiative) =>
        Facts
            .OfType<ResourceAllocated>()
            .Where(a =>
                a.Initiative == initiative && a.From <= DemoStory.End && !(a.To < DemoStory.End)
            )
            .Select(a => Present(a.Department))
            .Append(
                Present(
                    Facts
                        .OfType<InitiativeProposed>()
                        .Single(p => p.Initiative == initiative)
                        .Department!.Value
                )
            )
            .Distinct();

    /// <summary>A stakeholder acknowledged an objective after it was last changed.</summary>
    public bool HasRead(Key who, Key objective) =>
        Facts
            .OfType<StrategyAcknowledged>()
            .Any(a =>
                a.Stakeholder == who
                && a.Objectives.Contains(objective)
                && a.Position >= ChangedAt(objective)
            );

    private int ChangedAt(Key objective) =>
        Facts
            .Select((fact, i) => (Fact: fact, Position: i + 1))
            .Last(f =>
                (f.Fact is ObjectiveApproved a && a.Objective == objective)
                || (f.Fact is ObjectiveRevised r && r.Objective == objective
                    && r.Field != ObjectiveField.Owner)
            )
            .Position;

    /// <summary>Objectives that somebody acknowledged after they were last changed.</summary>
    public int Acknowledged => Objectives.Count(objective =>
        Facts.OfType<StrategyAcknowledged>().Any(a => a.Objectives.Contains(objective)
            && a.Position >= Facts.Select((fact, i) => (fact, Position: i + 1)).Last(f =>
                f.fact is ObjectiveApproved approved && approved.Objective == objective).Position));

    private static Key Present(Key department) =>
        department.Value == "metering" ? Key.Parse("it") : department;
}
