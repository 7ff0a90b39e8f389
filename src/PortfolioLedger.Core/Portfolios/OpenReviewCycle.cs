namespace PortfolioLedger.Core.Portfolios;

/// <summary>A review cycle began.</summary>
/// <param name="Cycle">Its key.</param>
/// <param name="Name">For people.</param>
/// <param name="From">The first day it reviews; unknown if absent.</param>
/// <param name="To">The last day it reviews; unknown if absent.</param>
public sealed record ReviewCycleOpened(Key Cycle, string Name, DateOnly? From, DateOnly? To)
    : IPortfolioFact, ISelfContained, IUnreported
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.ReviewCycle, Cycle)];

    public string Sentence(Book book) => $"Opened the review cycle {Name}";
}

/// <summary>
/// Opens a review cycle. Several may be open, a quarter within a year for example.
/// </summary>
/// <param name="Key">Of the cycle.</param>
/// <param name="Name">For people.</param>
/// <param name="From">The first day it reviews.</param>
/// <param name="To">The last day it reviews.</param>
/// <param name="On">The only day it reviews, in place of from and to.</param>
/// <param name="EffectiveOn">The business day; today if absent.</param>
public sealed record OpenReviewCycle(
    Key Key, string Name, DateOnly? From = null, DateOnly? To = null, DateOnly? On = null,
    DateOnly? EffectiveOn = null)
    : ICreation, IChecked
{
    public Subject Created => new(SubjectKind.ReviewCycle, Key);

    public IEnumerable<FieldFault> Faults() => Check.Text("/name", Name)
        .Concat(To < From ? [new("/to", "must not lie before from")] : [])
        .Concat(On is not null && (From ?? To) is not null
            ? [new("/on", "stands for a cycle of one day; give either on, or from and to")] : []);

    public Verdict Decide(Book book, Caller caller) => Verdict.Accept(
        new ReviewCycleOpened(Key, Name, On ?? From, On ?? To));
}
