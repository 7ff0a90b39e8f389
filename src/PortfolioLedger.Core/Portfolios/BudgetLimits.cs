namespace PortfolioLedger.Core.Portfolios;

/// <summary>What must be known of the work that the portfolio's budget is for.</summary>
public interface ICommitments : ISection
{
    /// <summary>Budgets of a period approved for work that is not over, added up.</summary>
    decimal Committed(string period, DateOnly day);
}

/// <summary>Who may decide on how much money.</summary>
public interface IMandates : ISection
{
    /// <summary>Refuses an amount above what the caller's role may decide alone.</summary>
    /// <param name="book">On today.</param>
    /// <param name="amount">What is decided on, in the portfolio's currency.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="caller">On whose account.</param>
    /// <param name="subject">What the money is for.</param>
    Refusal? RefuseAboveBand(
        Book book, decimal amount, Grounds grounds, Caller caller, Subject subject);
}
