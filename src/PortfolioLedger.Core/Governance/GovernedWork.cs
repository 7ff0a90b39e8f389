namespace PortfolioLedger.Core.Governance;

/// <summary>What the board must know of the work it decides on.</summary>
public interface IGovernedWork : ISection
{
    /// <summary>
    /// Opaque id of who answers for an initiative on a day; null when nobody does.
    /// </summary>
    string? SponsorOf(Key initiative, DateOnly day);
}
