namespace PortfolioLedger.Core.Stakeholders;

/// <summary>A fact about stakeholders and communications to them.</summary>
public interface IStakeholderFact : IUnreported
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<StakeholderLedger>().Post(this, stamp));
}

/// <summary>What a stakeholder is to the portfolio; stored by name.</summary>
public enum StakeholderGroup
{
    /// <summary>Leads the organisation.</summary>
    Executive,

    /// <summary>Uses what the portfolio brings.</summary>
    Customer,

    /// <summary>Carries out the work.</summary>
    Team,

    /// <summary>Answers for an initiative.</summary>
    Sponsor,

    /// <summary>Decides on the portfolio.</summary>
    Board,
}

/// <summary>A person or group with an interest in the portfolio.</summary>
/// <param name="Key">Opaque id.</param>
/// <param name="From">The effective day it became known.</param>
/// <param name="Name">
/// Commitment to the name, see <see cref="SealedText"/>; null when it is not kept.
/// </param>
/// <param name="Group">What it is to the portfolio; unknown if null.</param>
/// <param name="Department">Of which department it is; unknown or of none if null.</param>
public sealed record Stakeholder(
    Key Key, DateOnly From, Register<string?> Name, Register<StakeholderGroup?> Group,
    Register<Key?> Department);

/// <summary>Something communicated to stakeholders.</summary>
/// <param name="Key">Of the communication.</param>
/// <param name="From">The effective day.</param>
/// <param name="Audience">Who was informed.</param>
/// <param name="Channel">How; unknown if null.</param>
/// <param name="About">What it was about.</param>
/// <param name="On">The day it happened.</param>
/// <param name="Summary">What was said.</param>
/// <param name="Position">Of the event.</param>
public sealed record Communication(
    Key Key,
    DateOnly From,
    ImmutableArray<Key> Audience,
    string? Channel,
    ImmutableArray<Subject> About,
    DateOnly On,
    string? Summary,
    long Position
);

/// <summary>Stakeholders, communications, and who knows which objectives.</summary>
/// <param name="All">Stakeholders by key.</param>
/// <param name="Communications">By key.</param>
/// <param name="Acknowledged">
/// By objective and who acknowledged it, the position whose strategy they have read.
/// </param>
public sealed record StakeholderLedger(
    ImmutableSortedDictionary<Key, Stakeholder> All,
    ImmutableSortedDictionary<Key, Communication> Communications,
    ImmutableSortedDictionary<Key, ImmutableSortedDictionary<string, Register<long>>> Acknowledged
) : ISection<StakeholderLedger>
{
    /// <summary>
    /// The department of those who acknowledged objectives for themselves, by id: the one they
    /// acted in.
    /// </summary>
    public ImmutableSortedDictionary<string, Register<string>> ActedIn { get; init; } =
        Ordered.ByText<Register<string>>();

    /// <summary>None yet.</summary>
    public static StakeholderLedger Empty { get; } =
        new(
            Ordered.ByKey<Stakeholder>(),
            Ordered.ByKey<Communication>(),
            Ordered.ByKey<ImmutableSortedDictionary<string, Register<long>>>()
        );

    /// <summary>The stakeholder with this key, or null.</summary>
    public Stakeholder? Find(Key key) => All.GetValueOrDefault(key);

    /// <summary>The ledger after a fact.</summary>
    public StakeholderLedger Post(IStakeholderFact fact, Stamp stamp) =>
        fact switch
        {
            StakeholderRegistered f => this with
            {
                All = All.SetItem(f.Stakeholder, f.Initially(stamp)),
            },
            StakeholderRevised f => this with
            {
                All = All.Change(f.Stakeholder, s => f.Applied(s, stamp)),
            },
            CommunicationRecorded f => this with
            {
                Communications = Communications.SetItem(
                    f.Communication,
                    new(
                        f.Communication,
                        stamp.EffectiveOn,
                        f.Audience,
                        f.Channel,
                        f.About ?? [],
                        f.On,
                        f.Summary,
                        stamp.Position
                    )
                ),
            },
            StrategyAcknowledged f => this with
            {
                Acknowledged = With(f, stamp),
                ActedIn = f.Stakeholder is null && stamp.Actor is { Department: { } of, Id: var id }
                    ? ActedIn.SetItem(id, ActedIn.GetValueOrDefault(id).Set(of, stamp)) : ActedIn,
            },
            _ => throw new UnpostedFactException(nameof(StakeholderLedger), fact),
        };

    private ImmutableSortedDictionary<Key, ImmutableSortedDictionary<string, Register<long>>> With(
        StrategyAcknowledged f,
        in Stamp stamp
    )
    {
        var who = f.Stakeholder?.Value ?? stamp.Actor.Id;
        var all = Acknowledged;
        foreach (var objective in f.Objectives)
        {
            var by = all.GetValueOrDefault(objective) ?? Ordered.ByText<Register<long>>();
            all = all.SetItem(
                objective,
                by.SetItem(who, by.GetValueOrDefault(who).Set(f.Position, stamp))
            );
        }
        return all;
    }
}

/// <summary>Where a book keeps them.</summary>
public static class StakeholderSection
{
    extension(Book book)
    {
        /// <summary>Stakeholders and communications to them.</summary>
        public StakeholderLedger Stakeholders => book.Section<StakeholderLedger>();
    }
}
