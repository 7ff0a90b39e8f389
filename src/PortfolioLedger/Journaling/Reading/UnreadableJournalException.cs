using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>
/// An event is missing or damaged: its portfolio stands still, nothing is skipped.
/// </summary>
public sealed class UnreadableJournalException(string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>There is no event at this position, though there are later ones.</summary>
    public static UnreadableJournalException Missing(Key portfolio, long position) =>
        new($"The event at position {position} of '{portfolio}' is missing.");

    /// <summary>The event at this position is not what this release writes.</summary>
    public static UnreadableJournalException Damaged(
        Key portfolio,
        long position,
        Exception cause
    ) =>
        new(
            $"The event at position {position} of '{portfolio}' cannot be read: {cause.Message}",
            cause
        );
}
