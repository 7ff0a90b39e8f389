namespace PortfolioLedger.Tests.Http.Queries;

/// <summary>
/// The real clock, set forward by a while: so that what was just recorded is settled.
/// </summary>
public sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
