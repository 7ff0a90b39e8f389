namespace PortfolioLedger.Core.Views;

/// <summary>
/// An item with personal texts: views hold commitments, whoever answers puts the words in their
/// place, null where they were erased. The day on which they were is said beside them: like the
/// words it is no part of the view, so no digest changes when words are erased.
/// </summary>
public interface IPersonal
{
    /// <summary>Commitments to the texts of the item.</summary>
    IEnumerable<string> Commitments();

    /// <summary>The same item with words instead of commitments.</summary>
    object Opened(Func<string, OpenedText> texts);
}

/// <summary>What became of a personal text.</summary>
/// <param name="Words">The text; null when it was erased, or never kept.</param>
/// <param name="ErasedOn">The UTC day it was erased; null when it was not.</param>
public readonly record struct OpenedText(string? Words, DateOnly? ErasedOn);

/// <summary>Opens texts that may not be there.</summary>
internal static class OpenedTexts
{
    /// <summary>What became of the text of a commitment; nothing without one.</summary>
    public static OpenedText Of(this Func<string, OpenedText> texts, string? commitment) =>
        commitment is null ? default : texts(commitment);
}
