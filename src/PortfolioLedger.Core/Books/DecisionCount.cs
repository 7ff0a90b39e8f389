namespace PortfolioLedger.Core.Books;

/// <summary>How many decisions there were, and on what they rest.</summary>
/// <param name="All">Facts of the decision class.</param>
/// <param name="CitingFeedback">Those that name a customer's feedback as evidence.</param>
public sealed record DecisionCount(Account All, Account CitingFeedback)
{
    /// <summary>None yet.</summary>
    public static readonly DecisionCount Empty = new(Account.Empty, Account.Empty);

    /// <summary>The count after a decision.</summary>
    public DecisionCount Add(Grounds grounds, in Stamp stamp) => new(
        All.Add(1, stamp),
        grounds.Evidence is { } evidence && evidence.Any(e => e.Kind == EvidenceKind.Feedback)
            ? CitingFeedback.Add(1, stamp) : CitingFeedback);
}
