namespace PortfolioLedger.Core.Books;

/// <summary>In which words facts are told.</summary>
public enum Wording
{
    /// <summary>In those of now.</summary>
    Now,
    /// <summary>As views of earlier versions told them.</summary>
    Former,
}

/// <summary>Sentences of facts in the words of a version of a view.</summary>
public static class Wordings
{
    /// <summary>The sentence of a fact in these words.</summary>
    /// <param name="fact">What is told.</param>
    /// <param name="book">As of <see cref="IFact.Sentence"/>.</param>
    /// <param name="wording">Which words.</param>
    public static string Told(this IFact fact, Book book, Wording wording) =>
        wording == Wording.Former && fact is IReworded reworded
            ? reworded.FormerSentence(book) : fact.Sentence(book);
}
