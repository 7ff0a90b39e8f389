using PortfolioLedger.Core.Process;

namespace PortfolioLedger.Core.Views.Earlier;

/// <summary>
/// Version 3 of <see cref="Listening"/>, with the same fields: decisions that an import recorded
/// counted among the decisions.
/// </summary>
public static class ListeningV3
{
    /// <summary>The version.</summary>
    public const int Version = 3;

    /// <summary>How the customers of a book are heard.</summary>
    public static Listening Compute(Book book)
    {
        var tally = book.Process.Between(DateOnly.MinValue, book.Day);
        return Listening.Compute(book) with
        {
            Decisions = tally.Decisions,
            DecisionsCitingFeedback = tally.CitingFeedback,
            DecisionsCitingFeedbackShare = Sums.Share(tally.CitingFeedback, tally.Decisions),
        };
    }
}
