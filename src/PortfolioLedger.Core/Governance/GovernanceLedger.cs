using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Core.Governance;

/// <summary>A fact about decisions of the board and what it delegates.</summary>
public interface IGovernanceFact : IProcessFact
{
    ChangeTopic? IFact.Topic() => ChangeTopic.Governance;

    Key? IProcessFact.ProcessOf => null;

    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<GovernanceLedger>().Post(this, stamp));
}

/// <summary>Decisions of the board, and up to which amount each role may decide alone.</summary>
/// <param name="All">Decisions by key.</param>
/// <param name="Bands">The greatest amount by stored name of a role.</param>
public sealed record GovernanceLedger(
    ImmutableSortedDictionary<Key, BoardDecision> All,
    ImmutableSortedDictionary<string, Register<Money>> Bands
) : ISection<GovernanceLedger>, IMandates
{
    /// <summary>Nothing decided yet.</summary>
    public static GovernanceLedger Empty { get; } =
        new(Ordered.ByKey<BoardDecision>(), Ordered.ByText<Register<Money>>());

    static ImmutableArray<SubjectKind> ISection<GovernanceLedger>.Named => [SubjectKind.Decision];

    string? ISection.NameOf(Subject subject, DateOnly day) => Find(subject.Key)?.QuestionOn(day);

    Refusal? IMandates.RefuseAboveBand(
        Book book,
        decimal amount,
        Grounds grounds,
        Caller caller,
        Subject subject
    ) => book.RefuseAboveBand(amount, grounds, caller, subject);

    /// <summary>The decision with this key, or null.</summary>
    public BoardDecision? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>Decisions tabled by a day, by key.</summary>
    public IEnumerable<BoardDecision> On(DateOnly day) => All.Values.Where(d => d.From <= day);

    /// <summary>
    /// Up to which amount a role may decide alone on a day; null when nothing limits it.
    /// </summary>
    public Dated<Money>? BandOn(Role role, DateOnly day) =>
        Bands.GetValueOrDefault(Enumeration<Role>.NameOf(role)).At(day);

    /// <summary>The ledger after a fact.</summary>
    public GovernanceLedger Post(IGovernanceFact fact, Stamp stamp) =>
        fact switch
        {
            DecisionTabled f => this with { All = All.SetItem(f.Decision, f.Initially(stamp)) },
            DecisionRevised f => Change(f.Decision, d => f.Applied(d, stamp)),
            VoteCast f => Change(f.Decision, d =>
                d with
                {
                    Votes = d.Votes.SetItem(
                        stamp.Actor.Id,
                        d.Votes.GetValueOrDefault(stamp.Actor.Id)
                            .Set(new(f.Option, f.Reason), stamp)
                    ),
                }
            ),
            DecisionTaken f => Change(f.Decision, d =>
                d with
                {
                    Resolution = d.Resolution.Set(
                        new(
                            f.Option,
                            f.Quorum,
                            f.Dissent,
                            f.Conditions ?? [],
                            f.Grounds,
                            stamp.Actor.Id,
                            f.CastingVote,
                            f.OverrideReason
                        ),
                        stamp
                    ),
                }
            ),
            ConditionMet f => Change(f.Decision, d =>
                d with
                {
                    Met = d.Met.Add(new(stamp.Position, stamp.EffectiveOn, f.Condition, f.Note)),
                }
            ),
            DecisionSuperseded f => Change(f.Decision, d =>
                d with
                {
                    SupersededBy = d.SupersededBy.Set(f.By, stamp),
                }
            ),
            DecisionReviewed f => Change(f.Decision, d =>
                d with
                {
                    Review = d.Review.Set(new(f.RationaleBorneOut, f.Findings), stamp),
                }
            ),
            DelegationSet f => this with
            {
                Bands = Bands.SetItem(
                    f.RoleName,
                    Bands.GetValueOrDefault(f.RoleName).Set(f.UpTo, stamp)
                ),
            },
            _ => throw new UnpostedFactException(nameof(GovernanceLedger), fact),
        };

    private GovernanceLedger Change(Key key, Func<BoardDecision, BoardDecision> change) =>
        this with
        {
            All = All.Change(key, change),
        };
}

/// <summary>Where a book keeps them.</summary>
public static class GovernanceSection
{
    extension(Book book)
    {
        /// <summary>Decisions of the board and what it delegated.</summary>
        public GovernanceLedger Governance => book.Section<GovernanceLedger>();
    }
}
