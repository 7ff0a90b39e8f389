namespace PortfolioLedger.Core.Views;

/// <summary>A view of two books: what is otherwise in the later one, or why.</summary>
public interface IComparisonView
{
    /// <summary>Of the earlier book.</summary>
    long FromPosition { get; }

    /// <summary>Its business day.</summary>
    DateOnly FromDay { get; }

    /// <summary>Of the later book.</summary>
    long ToPosition { get; }

    /// <summary>Its business day.</summary>
    DateOnly ToDay { get; }
}
