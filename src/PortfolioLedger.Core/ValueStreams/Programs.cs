namespace PortfolioLedger.Core.ValueStreams;

/// <summary>What must be known of the programs within which value streams are managed.</summary>
public interface IPrograms : ISection
{
    /// <summary>Whether an initiative is a program on a day.</summary>
    bool IsProgram(Key initiative, DateOnly day);
}
