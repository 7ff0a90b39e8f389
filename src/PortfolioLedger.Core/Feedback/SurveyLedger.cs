namespace PortfolioLedger.Core.Feedback;

/// <summary>A fact about a survey.</summary>
public interface ISurveyFact : IUnreported
{
    void IFact.PostTo(BookDraft book, in Stamp stamp) =>
        book.Set(book.Section<SurveyLedger>().Post(this, stamp));
}

/// <summary>What people were asked about; stored by name.</summary>
public enum SurveyAbout
{
    /// <summary>A product; the initiative that keeps it is named.</summary>
    Product,
    /// <summary>An initiative.</summary>
    Initiative,
    /// <summary>The project management office itself.</summary>
    Pmo,
}

/// <summary>One round of asking the same question.</summary>
/// <param name="Key">Of the round.</param>
/// <param name="From">The effective day it was recorded for.</param>
/// <param name="About">What people were asked about.</param>
/// <param name="Initiative">Which product or initiative.</param>
/// <param name="Audience">Who was asked.</param>
/// <param name="Scale">On which scale.</param>
/// <param name="Counts">How many gave each mark.</param>
/// <param name="Invited">How many were asked; unknown if null.</param>
/// <param name="Position">Of the event that recorded it.</param>
public sealed record SurveyRound(
    Key Key, DateOnly From, SurveyAbout About, Key? Initiative, string? Audience, SurveyScale Scale,
    ImmutableSortedDictionary<int, int> Counts, int? Invited, long Position);

/// <summary>Rounds of surveys.</summary>
public sealed record SurveyLedger(OrderedMap<Key, SurveyRound> All) : ISection<SurveyLedger>
{
    /// <summary>None yet.</summary>
    public static SurveyLedger Empty { get; } = new(default(OrderedMap<Key, SurveyRound>));

    /// <summary>Rounds recorded for a day or before, oldest first.</summary>
    public IEnumerable<SurveyRound> On(DateOnly day) => All.Values.Where(r => r.From <= day)
        .OrderBy(r => r.From).ThenBy(r => r.Position);

    /// <summary>The ledger after a fact.</summary>
    public SurveyLedger Post(ISurveyFact fact, in Stamp stamp) => fact switch
    {
        SurveyRoundRecorded f => new(All.SetItem(f.Survey, new(
            f.Survey, stamp.EffectiveOn, f.About, f.Initiative, f.Audience, f.Scale, f.Counts,
            f.Invited, stamp.Position))),
        _ => throw new UnpostedFactException(nameof(SurveyLedger), fact),
    };
}

/// <summary>Where a book keeps them.</summary>
public static class SurveySection
{
    extension(Book book)
    {
        /// <summary>What people answered when they were asked.</summary>
        public SurveyLedger Surveys => book.Section<SurveyLedger>();
    }
}
