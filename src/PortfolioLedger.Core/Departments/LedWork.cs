namespace PortfolioLedger.Core.Departments;

/// <summary>What must be known of the work that departments lead.</summary>
public interface ILedWork : ISection
{
    /// <summary>Work that counts on a day, by key, with the department that leads it.</summary>
    IEnumerable<(Key Work, Key Department)> LedOn(DateOnly day);
}
