namespace PortfolioLedger.Core.Process;

/// <summary>
/// A fact about an initiative, or of a governance body: it says what it means for how the portfolio
/// is decided on, or that it is <see cref="IOutsideProcess"/>.
/// </summary>
public interface IProcessFact : IFact
{
    /// <summary>The initiative whose process it belongs to; null when it belongs to none.</summary>
    Key? ProcessOf { get; }

    /// <summary>What is counted, and where the initiative stands afterwards.</summary>
    /// <param name="before">Where it stood; nothing yet for a fact about no initiative.</param>
    /// <param name="stamp">Where the fact stands.</param>
    ProcessEffect InProcess(ProcessStep before, in Stamp stamp);
}

/// <summary>A fact that is no step of the process, takes nothing back and counts nothing.</summary>
public interface IOutsideProcess : IProcessFact
{
    ProcessEffect IProcessFact.InProcess(ProcessStep before, in Stamp stamp) => default;
}

/// <summary>What of the past a fact takes back.</summary>
public enum Reversal
{
    /// <summary>A decision.</summary>
    Decision,
    /// <summary>A change of a budget or of a priority.</summary>
    Change,
}

/// <summary>What a fact means for how the portfolio is decided on.</summary>
/// <param name="After">Where the initiative then stands; null where it stood.</param>
/// <param name="Counted">What is counted beside that it is a decision; null for nothing.</param>
/// <param name="TakesBack">What it takes back; null for nothing.</param>
public readonly record struct ProcessEffect(
    ProcessStep? After, DayTally? Counted = null, Reversal? TakesBack = null);
