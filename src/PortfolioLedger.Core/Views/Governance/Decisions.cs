using PortfolioLedger.Core.Governance;

namespace PortfolioLedger.Core.Views;

/// <summary>One decision of the board at a glance.</summary>
/// <param name="Decision">Its key.</param>
/// <param name="Question">What is to be decided.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Option">What was chosen; null before.</param>
/// <param name="TabledOn">The effective day it was tabled.</param>
/// <param name="TakenOn">The effective day it was taken; null before.</param>
/// <param name="Votes">How many voted.</param>
/// <param name="DecidedBy">By what it was decided; null before.</param>
/// <param name="VotesFor">How many voted for what was chosen; null before.</param>
/// <param name="VotesAgainst">How many voted otherwise; null before.</param>
/// <param name="Quorum">How many had to take part; unknown if null.</param>
/// <param name="OpenConditions">Conditions of the decision that are not met.</param>
/// <param name="SupersededBy">Which decision replaced it.</param>
/// <param name="BorneOut">Whether its rationale was borne out, as last reviewed.</param>
/// <param name="Version">The position of the last event about it.</param>
public sealed record DecisionItem(
    Key Decision,
    string Question,
    DecisionStatus Status,
    string? Option,
    DateOnly TabledOn,
    DateOnly? TakenOn,
    int Votes,
    DecidedBy? DecidedBy,
    int? VotesFor,
    int? VotesAgainst,
    int? Quorum,
    int OpenConditions,
    Key? SupersededBy,
    BorneOut? BorneOut,
    long Version
)
{
    /// <summary>One decision on the day of a book.</summary>
    public static DecisionItem Compute(Book book, BoardDecision d)
    {
        var day = book.Day;
        var taken = d.Resolution.At(day);
        var count = taken is null ? null : VoteCount.Of(d, taken.Value.Quorum);
        var open = (taken?.Value.Conditions.Length ?? 0)
            - d.Met.Where(m => m.On <= day).Select(m => m.Condition).Distinct().Count();
        return new(
            d.Key,
            d.QuestionOn(day),
            d.StatusOn(day),
            taken?.Value.Option,
            d.From,
            taken?.EffectiveOn,
            d.Votes.Values.Count(v => v.At(day) is not null),
            count?.Carried(
                taken!.Value.Option, taken.Value.CastingVote, taken.Value.OverrideReason),
            count?.For(taken!.Value.Option),
            count?.Against(taken!.Value.Option),
            d.QuorumOn(day),
            Math.Max(open, 0),
            Superseding(d, day),
            d.Review.At(day)?.Value.RationaleBorneOut,
            book.Things[GovernanceRules.About(d.Key)].Version
        );
    }

    internal static Key? Superseding(BoardDecision d, DateOnly day) =>
        d.SupersededBy.At(day) is { } by ? by.Value : null;
}

/// <summary>All decisions of the board.</summary>
public sealed record DecisionList(ImmutableArray<DecisionItem> Items)
    : IView, IListView<DecisionList, DecisionItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "decisions";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 2;

    public DecisionList Page(ImmutableArray<DecisionItem> items) => new(items);

    /// <summary>The decisions of a book, in the order they were tabled.</summary>
    public static DecisionList Compute(Book book) =>
        new([
            .. book
                .Governance.On(book.Day)
                .OrderBy(d => d.TabledAt)
                .Select(d => DecisionItem.Compute(book, d)),
        ]);
}

/// <summary>Up to which amount a role may decide alone.</summary>
/// <param name="Role">Which role.</param>
/// <param name="UpTo">The greatest amount, in the portfolio's currency.</param>
/// <param name="Since">The effective day it was set.</param>
/// <param name="Position">Of the event that set it.</param>
public sealed record DelegationItem(Role Role, decimal UpTo, DateOnly Since, long Position);

/// <summary>What the board delegated; a role that is not listed is not limited.</summary>
public sealed record DelegationList(ImmutableArray<DelegationItem> Items)
    : IView, IListView<DelegationList, DelegationItem>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "delegations";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public DelegationList Page(ImmutableArray<DelegationItem> items) => new(items);

    /// <summary>The delegations of a book.</summary>
    public static DelegationList Compute(Book book) => new([..
        from role in Enum.GetValues<Role>()
        let band = book.Governance.BandOn(role, book.Day)
        where band is not null
        select new DelegationItem(role, band.Value.Amount, band.EffectiveOn, band.Position)]);
}
