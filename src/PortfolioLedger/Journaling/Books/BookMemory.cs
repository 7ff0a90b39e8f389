namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// What the books of all portfolios are thought to occupy: a sum that each of them changes by what
/// it takes and gives back, so that nobody ever has to count.
/// </summary>
/// <param name="mostOfOne">What the past books of one portfolio may occupy, in bytes.</param>
internal sealed class BookMemory(long mostOfOne)
{
    /// <summary>
    /// What a book does not share with the one before it, for each thing that an event touched in
    /// between: measured on a book of a thousand initiatives.
    /// </summary>
    public const int BytesOfTouched = 256;

    /// <summary>
    /// What a book alone occupies for each thing in it: an estimate on the safe side, not measured.
    /// </summary>
    public const int BytesOfThing = 2_048;

    private long _bytes;

    /// <summary>What the past books of one portfolio may occupy.</summary>
    public long MostOfOne => mostOfOne;

    /// <summary>What they occupy now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Takes some more, or gives some back.</summary>
    public void Change(long by)
    {
        if (by != 0)
            Interlocked.Add(ref _bytes, by);
    }
}
