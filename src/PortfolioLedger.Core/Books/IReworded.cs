namespace PortfolioLedger.Core.Books;

/// <summary>
/// A fact whose sentence was worded otherwise once: views of an earlier version keep those words,
/// because their digests cover them.
/// </summary>
public interface IReworded : IFact
{
    /// <summary>The sentence as it was worded before.</summary>
    /// <param name="book">As of <see cref="IFact.Sentence"/>.</param>
    string FormerSentence(Book book);
}
