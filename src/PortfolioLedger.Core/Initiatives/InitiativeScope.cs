namespace PortfolioLedger.Core.Initiatives;

/// <summary>Which initiatives a view is about.</summary>
public static class InitiativeScope
{
    /// <summary>Initiatives in the asked stages; without a wish, all that still count.</summary>
    public static IEnumerable<Initiative> CountedInitiatives(
        this Book book, ImmutableArray<Stage>? stages = null) =>
        book.Initiatives.On(book.Day).Where(i => i.StageOn(book.Day) is var stage
            && (stages is { } asked ? asked.Contains(stage) : stage.Counts()));
}
