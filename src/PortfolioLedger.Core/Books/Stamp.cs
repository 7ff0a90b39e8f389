namespace PortfolioLedger.Core.Books;

/// <summary>Where a fact stands when it is posted.</summary>
/// <param name="Position">In the order of the journal.</param>
/// <param name="EffectiveOn">The business day it takes effect.</param>
/// <param name="KnownAt">When the ledger knew.</param>
/// <param name="Day">The day of the book it is posted into.</param>
/// <param name="Actor">Who recorded it.</param>
public readonly record struct Stamp(
    long Position, DateOnly EffectiveOn, DateTimeOffset KnownAt, DateOnly Day, Actor Actor);
