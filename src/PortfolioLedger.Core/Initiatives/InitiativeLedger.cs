using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Governance;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Core.Initiatives;

/// <summary>A fact about one initiative.</summary>
public interface IInitiativeFact : IProcessFact
{
    /// <summary>Which one.</summary>
    Key Initiative { get; }

    Key? IProcessFact.ProcessOf => Initiative;

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<InitiativeLedger>().Post(this, stamp));
}

/// <summary>A fact that changes nothing but the initiative it is about.</summary>
public interface IInitiativeChange : IInitiativeFact
{
    /// <summary>The initiative after this fact.</summary>
    Initiative Applied(Initiative initiative, in Stamp stamp);
}

/// <summary>A deliverable.</summary>
/// <param name="Key">Of the output.</param>
/// <param name="Initiative">Which delivers it.</param>
/// <param name="From">The effective day it became known.</param>
/// <param name="Name">For people; unknown if null.</param>
/// <param name="Kind">In the words of the initiative.</param>
/// <param name="PlannedOn">When it was planned.</param>
/// <param name="DeliveredOn">When it was delivered; nothing before.</param>
/// <param name="AcceptedBy">Opaque id of who accepted it.</param>
public sealed record Output(
    Key Key,
    Key Initiative,
    DateOnly From,
    string? Name,
    string? Kind,
    DateOnly? PlannedOn,
    Register<DateOnly> DeliveredOn,
    string? AcceptedBy
)
{
    /// <summary>Which part of the initiative it is; unknown if null.</summary>
    public Share? ShareOfInitiative { get; init; }

    /// <summary>Which outcome it was planned to bring about; unknown if null.</summary>
    public Key? Outcome { get; init; }

    /// <summary>The day of delivery, if it was delivered by a day.</summary>
    public DateOnly? DeliveredBy(DateOnly day) =>
        DeliveredOn.At(day)?.Value is { } on && on <= day ? on : null;
}

/// <summary>Initiatives with their outputs and the steps that have to reconcile.</summary>
public sealed record InitiativeLedger(
    OrderedMap<Key, Initiative> All,
    OrderedMap<Key, Output> Outputs,
    StepControl Control
) : ISection<InitiativeLedger>, ICommitments, IEvidenceSection, IGovernedWork, ILedWork, IPrograms
{
    /// <summary>None yet.</summary>
    public static InitiativeLedger Empty { get; } = new(default, default, StepControl.Empty);

    static ImmutableArray<SubjectKind> ISection<InitiativeLedger>.Named => [SubjectKind.Initiative];

    string? ISection.NameOf(Subject subject, DateOnly day) => Find(subject.Key)?.NameOn(day);

    bool IEvidenceSection.Holds(EvidenceKind kind, Key key) =>
        kind == EvidenceKind.FinancialCase && Find(key) is { FinancialCase.IsEmpty: false };

    string? IGovernedWork.SponsorOf(Key initiative, DateOnly day) =>
        Find(initiative)?.SponsorOn(day);

    bool IPrograms.IsProgram(Key initiative, DateOnly day) =>
        Find(initiative)?.KindOn(day) == InitiativeKind.Program;

    IEnumerable<(Key Work, Key Department)> ILedWork.LedOn(DateOnly day)
    {
        foreach (var initiative in On(day))
            if (initiative.StageOn(day).Counts() && initiative.DepartmentOn(day) is { } lead)
                yield return (initiative.Key, lead);
    }

    /// <summary>The initiative with this key, or null.</summary>
    public Initiative? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Initiatives that exist on a day, by key.</summary>
    public IEnumerable<Initiative> On(DateOnly day) => All.Values.Where(i => i.From <= day);

    /// <summary>
    /// Budgets of a period approved for initiatives that are not final: of each, the greatest on a
    /// day or a later one.
    /// </summary>
    public decimal Committed(string period, DateOnly day) =>
        All
            .Values.Where(i => !i.StageOn(day).IsFinal())
            .Sum(i => i.BudgetOf(period).PeakFrom(day) ?? 0);

    /// <summary>The ledger after a fact.</summary>
    public InitiativeLedger Post(IInitiativeFact fact, Stamp stamp) =>
        fact switch
        {
            InitiativeProposed f => this with
            {
                All = All.SetItem(f.Initiative, f.Initially(stamp)),
            },
            OutputPlanned f => Touch(f.Initiative, stamp) with
            {
                Outputs = Outputs.SetItem(f.Output, f.Recorded(stamp)),
            },
            OutputDelivered f => Touch(f.Initiative, stamp) with
            {
                Outputs = Outputs.SetItem(
                    f.Output,
                    f.Recorded(Outputs.GetValueOrDefault(f.Output), stamp)
                ),
            },
            BudgetChanged f when Find(f.Initiative) is { } before => Change(f, stamp) with
            {
                Control = Control.Check(f, before, stamp),
            },
            ForecastCompletionChanged f => Change(f, stamp) with
            {
                Control = Control.Check(f, stamp),
            },
            IInitiativeChange f => Change(f, stamp),
            _ => throw new UnpostedFactException(nameof(InitiativeLedger), fact),
        };

    private InitiativeLedger Change(IInitiativeChange fact, Stamp stamp) =>
        this with
        {
            All = All.Change(fact.Initiative, i =>
                fact.Applied(i, stamp) with
                {
                    Version = stamp.Position,
                }
            ),
        };

    private InitiativeLedger Touch(Key key, Stamp stamp) =>
        this with
        {
            All = All.Change(key, i => i with { Version = stamp.Position }),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class InitiativeSection
{
    extension(Book book)
    {
        /// <summary>Initiatives with everything decided about them.</summary>
        public InitiativeLedger Initiatives => book.Section<InitiativeLedger>();
    }
}
