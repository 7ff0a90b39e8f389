namespace PortfolioLedger.Core.Kernel;

/// <summary>What a board is told about in the changes since its last meeting.</summary>
public enum BoardTopic
{
    /// <summary>Objectives, their weights, and value streams.</summary>
    Strategy,
    /// <summary>Initiatives that came, went or moved on.</summary>
    Initiatives,
    /// <summary>Budgets and spend.</summary>
    Money,
    /// <summary>What was delivered and measured, and what customers said.</summary>
    Results,
    /// <summary>What the board decided itself.</summary>
    Governance,
}

/// <summary>Under which topic a fact is told, and how.</summary>
/// <param name="Board">The topic.</param>
/// <param name="Step">
/// What happened to the initiative, in one or a few words; null under other topics, whose figures
/// say it.
/// </param>
public readonly record struct ChangeTopic(BoardTopic Board, string? Step = null)
{
    /// <summary>Objectives, their weights, and value streams.</summary>
    public static readonly ChangeTopic Strategy = new(BoardTopic.Strategy);

    /// <summary>Budgets and spend.</summary>
    public static readonly ChangeTopic Money = new(BoardTopic.Money);

    /// <summary>What was delivered and measured, and what customers said.</summary>
    public static readonly ChangeTopic Results = new(BoardTopic.Results);

    /// <summary>What the board decided itself.</summary>
    public static readonly ChangeTopic Governance = new(BoardTopic.Governance);

    /// <summary>An initiative came, went or moved on: <c>approved</c>, <c>renamed</c>.</summary>
    public static ChangeTopic Initiatives(string step) => new(BoardTopic.Initiatives, step);
}
