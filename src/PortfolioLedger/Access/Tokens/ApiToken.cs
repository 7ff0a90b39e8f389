using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access.Tokens;

/// <summary>How far a token's life has come.</summary>
public enum TokenStatus
{
    /// <summary>It is taken.</summary>
    Active,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>Somebody ended it.</summary>
    Revoked,
}

/// <summary>An API token as it is shown: the token itself is stored nowhere.</summary>
/// <param name="Name">Its own, for ever.</param>
/// <param name="Role">What it may.</param>
/// <param name="Portfolio">Where; in all portfolios if null.</param>
/// <param name="Status">Whether it is taken now.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when it is taken.</param>
/// <param name="RevokedBy">Who ended it; null if nobody did.</param>
/// <param name="RevokedAt">When.</param>
/// <param name="LastUsedAt">The minute of its last use, as far as it is written; null if it was
/// never used.</param>
internal sealed record ApiToken(
    Key Name, Role Role, Key? Portfolio, TokenStatus Status, string CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string? RevokedBy,
    DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>The longest life, in days.</summary>
    public const int MaxDays = 366;

    /// <summary>The life of a token of which nothing was said, in days.</summary>
    public const int UsualDays = 90;

    /// <summary>What the ids of tokens begin with in the journal.</summary>
    public const string ActorPrefix = "token:";

    /// <summary>Who acts where it is used.</summary>
    public string ActorId => ActorPrefix + Name.Value;
}
