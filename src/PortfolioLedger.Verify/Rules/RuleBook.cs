using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Strategy;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Verify.Rules;

/// <summary>An event that breaks a rule.</summary>
/// <param name="Position">Which event.</param>
/// <param name="Rule">Its name.</param>
/// <param name="Words">What is wrong.</param>
/// <param name="IsClaim">Imported history: a source claims it, nobody decided it here.</param>
internal sealed record Breach(long Position, string Rule, string Words, bool IsClaim);

/// <summary>
/// The rules that every decision was asked when it was taken, asked again of what is recorded: a
/// ledger that was made to forget them is found out. Claims of imported history may break some.
/// </summary>
internal sealed class RuleBook
{
    /// <summary>So many breaches are kept; all are counted.</summary>
    private const int MostKept = 1000;

    private const decimal Cent = 0.01m;

    /// <summary>Every rule, and what it demands.</summary>
    public static readonly ImmutableArray<(string Name, string Demand)> All =
    [
        ("own-proposal", "nobody approves an initiative that they proposed"),
        ("own-interest", "nobody votes on an initiative that they sponsor"),
        ("role", "only approvers decide; viewers and auditors record nothing"),
        ("evidence-before-decision", "evidence is recorded before the decision that cites it"),
        ("weights-are-one", "weights of objectives and of criteria add up to one"),
        ("budget-arithmetic", "a budget and its change add up to the new budget"),
        ("schedule-arithmetic", "days between two dates are as stated"),
        ("time-runs-on", "no event is known before the one before it"),
        ("ended-stays-ended", "what ended is not changed, and never revived"),
    ];

    /// <summary>The breaches, in the order of positions.</summary>
    public List<Breach> Breaches { get; } = [];

    /// <summary>How many events break a rule though they are no claims.</summary>
    public long Broken { get; private set; }

    /// <summary>How many claims break one.</summary>
    public long Claims { get; private set; }

    /// <summary>Asks all rules of an event.</summary>
    /// <param name="before">The book before it.</param>
    /// <param name="entry">The event.</param>
    public void Ask(Book before, Posting entry)
    {
        var knownOn = DateOnly.FromDateTime(entry.KnownAt.UtcDateTime);
        var book = knownOn > before.Day ? before.On(knownOn) : before;
        var fact = entry.Fact;
        CheckTime(before, entry);
        CheckRole(entry);
        CheckEvidence(book, entry);
        CheckEnded(book, entry);
        switch (fact)
        {
            case InitiativeApproved f
                when book.Initiatives.Find(f.Initiative)?.ProposedBy == entry.Actor.Id:
                Break(entry, "own-proposal",
                    $"'{entry.Actor.Id}' approved '{f.Initiative}', and proposed it");
                break;
            case VoteCast f:
                CheckVote(book, entry, f.Decision, entry.Actor.Id);
                break;
            case DecisionTaken { CastingVote.By: { } chair } f:
                CheckVote(book, entry, f.Decision, chair);
                break;
            case ObjectivesReweighted f:
                CheckSum(entry, f.Weights.Values, "objectives");
                break;
            case ScoringModelDrafted { Formula: Formula.Weighted } f:
                CheckSum(entry, f.Criteria.Select(c => c.Weight?.Value ?? 0), $"'{f.Model}'");
                break;
            case BudgetChanged f:
                CheckBudget(book, entry, f);
                break;
            case ForecastCompletionChanged { Old: { } old, Days: { } days } f
                when f.New.DayNumber - old.DayNumber != days:
                Break(entry, "schedule-arithmetic",
                    $"from {old:O} to {f.New:O} are {f.New.DayNumber - old.DayNumber} days, "
                    + $"not {days}");
                break;
        }
    }

    private void CheckTime(Book before, in Posting entry)
    {
        if (entry.RecordedAt < before.RecordedAt)
            Break(entry, "time-runs-on", "it was recorded before the event before it");
        if (entry.ReportedAt is { } reported && reported < before.KnownAt)
            Break(entry, "time-runs-on",
                $"it was reported at {reported:O}, when events of {before.KnownAt:O} were known");
    }

    private void CheckRole(in Posting entry)
    {
        var role = entry.Actor.Role;
        if (role is Role.Viewer or Role.Auditor || (IsForApprovers(entry.Fact)
            && role != Role.Approver))
            Break(entry, "role",
                $"'{entry.Actor.Id}' recorded {Catalogue.KindOf(entry.Fact).Name} as "
                + Enumeration<Role>.NameOf(role));
    }

    /// <summary>
    /// What carries grounds is decided by approvers, but for what contributors state with grounds
    /// and for what administrators take back.
    /// </summary>
    private static bool IsForApprovers(IFact fact) => fact is IGrounded
        and not (ContributionClaimed or ContributionRevised or ContributionWithdrawn
            or CriterionScored or ScheduleBaselined or BaselineSet or OutcomeLinked
            or IReversesEntries or IRecordOnly);

    private void CheckEvidence(Book book, in Posting entry)
    {
        if (book.RefuseEvidence(entry.Fact.Cited()) is { } refusal)
            Break(entry, "evidence-before-decision", Lower(refusal.Detail));
        if (entry.Fact is IGrounded { Grounds.Decision: { } decision }
            && !book.Has(new(SubjectKind.Decision, decision)))
            Break(entry, "evidence-before-decision",
                $"it carries out the decision '{decision}', which is not recorded");
    }

    private void CheckEnded(Book book, in Posting entry)
    {
        if (book.Details.Archived is { } archived && book.Position > 0
            && entry.Fact is not PortfolioReopened)
            Break(entry, "ended-stays-ended",
                $"the portfolio was archived at position {archived.Position}");
        var day = book.Day;
        var ended = entry.Fact switch
        {
            IInitiativeChange f when book.Initiatives.Find(f.Initiative) is { } i
                && i.StageOn(day) is var stage && !stage.IsOpen()
                && (stage.IsFinal() || f is not InitiativeReopened)
                => $"the initiative '{f.Initiative}' is {Prose.Of(stage)}",
            ObjectiveApproved f => Retired(book, f.Objective),
            ObjectiveRevised f => Retired(book, f.Objective),
            ObjectivesReweighted f => f.Weights.Keys.Select(o => Retired(book, o))
                .FirstOrDefault(words => words is not null),
            OutcomeMeasured f when book.Outcomes.Find(f.Outcome)?.IsRetiredOn(day) == true
                => $"the outcome '{f.Outcome}' is retired",
            TargetSet f when book.Outcomes.Find(f.Outcome)?.IsRetiredOn(day) == true
                => $"the outcome '{f.Outcome}' is retired",
            ValueStreamRevised f
                when book.ValueStreams.Find(f.ValueStream)?.IsRetiredOn(day) == true
                => $"the value stream '{f.ValueStream}' is retired",
            DecisionTaken f when book.Governance.Find(f.Decision) is { IsTaken: true }
                => $"the decision '{f.Decision}' was taken before",
            _ => null,
        };
        if (ended is not null)
            Break(entry, "ended-stays-ended", ended);
    }

    private static string? Retired(Book book, Key objective) =>
        book.Strategy.Find(objective)?.StatusOn(book.Day) == ObjectiveStatus.Retired
            ? $"the objective '{objective}' is retired" : null;

    private void CheckVote(Book book, in Posting entry, Key decision, string voter)
    {
        if (book.Governance.Find(decision) is not { } tabled)
            return;
        foreach (var key in tabled.InitiativesOn(book.Day))
            if (book.Initiatives.Find(key)?.SponsorOn(book.Day) == voter)
                Break(entry, "own-interest",
                    $"'{voter}' voted on '{decision}', and sponsors '{key}', which it is about");
    }

    private void CheckSum(in Posting entry, IEnumerable<decimal> weights, string whose)
    {
        if (UnitWeights.RefuseSum($"the weights of {whose}", weights) is { } refusal)
            Break(entry, "weights-are-one", refusal.Detail.Split(';')[0]);
    }

    private void CheckBudget(Book book, in Posting entry, BudgetChanged f)
    {
        if (book.Initiatives.Find(f.Initiative)?.BudgetOf(f.Period).On(entry.EffectiveOn)
            is not { } old)
            Break(entry, "budget-arithmetic",
                $"it changes the budget of '{f.Initiative}' in {f.Period}, and none is approved");
        else if (Math.Abs(old + f.Delta.Amount - f.NewTotal.Amount) >= Cent)
            Break(entry, "budget-arithmetic", Breaches.Count >= MostKept ? ""
                : FormattableString.Invariant(
                    $"{old} and {f.Delta.Amount} are not {f.NewTotal.Amount} ")
                + $"('{f.Initiative}', {f.Period})");
        if (f.NewTotal.Amount < 0)
            Break(entry, "budget-arithmetic",
                $"the budget of '{f.Initiative}' in {f.Period} falls below zero");
    }

    private void Break(in Posting entry, string rule, string words)
    {
        var isClaim = entry.ReportedAt is not null;
        if (isClaim)
            Claims++;
        else
            Broken++;
        if (Breaches.Count < MostKept)
            Breaches.Add(new(entry.Position, rule, words, isClaim));
    }

    private static string Lower(string sentence) =>
        char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}
