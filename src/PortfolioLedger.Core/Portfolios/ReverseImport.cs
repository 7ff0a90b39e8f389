namespace PortfolioLedger.Core.Portfolios;

/// <summary>
/// An import was taken back whole: from here on the book is as if its events had not been recorded.
/// They stay in the journal, and what was known before stays what was known.
/// </summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Import">The id of the import.</param>
/// <param name="First">The position of the first event that is taken back.</param>
/// <param name="Last">The position of the last.</param>
/// <param name="Grounds">Why.</param>
/// <param name="Source">Who published what was imported, where the import says it.</param>
/// <param name="Mapping">The name of the mapping that read it, where the import says it.</param>
public sealed record ImportReversed(
    Key Portfolio, Guid Import, long First, long Last, Grounds Grounds, string? Source = null,
    string? Mapping = null)
    : IPortfolioFact, IGrounded, ISelfContained, IReversesEntries
{
    public ImmutableArray<Subject> Subjects() => [new(SubjectKind.Portfolio, Portfolio)];

    public string Sentence(Book book) =>
        $"Reversed the import{(Source is null ? "" : $" from {Source}")}"
        + $"{(Mapping is null ? "" : $" with the mapping {Mapping}")}: "
        + (Last > First ? $"positions {First} to {Last}" : $"position {First}");

    public ChangeTopic? Topic() => ChangeTopic.Governance;
}

/// <summary>
/// One event of an import that was reversed; it follows the reversal, which changes the book, so
/// that the history of each thing tells it.
/// </summary>
/// <param name="Position">Of the event that was taken back.</param>
/// <param name="Event">Its stored name.</param>
/// <param name="Things">What it was about, the main thing first.</param>
public sealed record EventReversed(long Position, string Event, ImmutableArray<Subject> Things)
    : IPortfolioFact, ISelfContained, IUnreported, IRecordOnly
{
    public ImmutableArray<Subject> Subjects() => Things;

    public string Sentence(Book book) =>
        $"Reversed the event at position {Position} ({Event}) with its import";
}

/// <summary>An event that is taken back with its import.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Fact">What it said.</param>
public readonly record struct ImportedEvent(long Position, IFact Fact);

/// <summary>A later event that could not have happened without an import.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Import">The import it belongs to; null for a decision of the ledger.</param>
public sealed record RestingEvent(long Position, string Sentence, Subject Subject, Guid? Import);

/// <summary>Takes an import back whole; only the reversal of an import issues it.</summary>
/// <param name="Import">The id of the import.</param>
/// <param name="Events">Everything it recorded that is taken back, in order.</param>
/// <param name="Grounds">Why; without a day of their own.</param>
public sealed record ReverseImport(
    Guid Import, ImmutableArray<ImportedEvent> Events, Grounds Grounds) : IDecision, IChecked
{
    /// <summary>The most later events that a refusal names.</summary>
    public const int MaxNamed = 10;

    /// <summary>The first of the later events that rest on it.</summary>
    public ImmutableArray<RestingEvent> Resting { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int RestingCount { get; init; }

    /// <summary>
    /// What an import records that is not taken back: a portfolio that was opened stays, empty.
    /// </summary>
    public static bool Stays(IFact fact) => fact is PortfolioOpened;

    public IEnumerable<FieldFault> Faults() => Grounds.FaultsOfNoDay(
        "an import is reversed for every day it was effective on");

    public Verdict Decide(Book book, Caller caller) => RefuseReversed(book) ?? RefuseResting(book)
        ?? Verdict.Accept([.. Facts(book)]);

    private IEnumerable<IFact> Facts(Book book)
    {
        var imported = Events.Select(e => e.Fact).OfType<HistoryImported>().FirstOrDefault();
        yield return new ImportReversed(book.Portfolio, Import, Events[0].Position,
            Events[^1].Position, Grounds, imported?.Source, imported?.Mapping);
        foreach (var (position, fact) in Events)
            yield return new EventReversed(
                position, Composition.KindOf(fact).Name, fact.Subjects());
    }

    private Refusal? RefuseReversed(Book book)
    {
        foreach (var range in book.TakenBack)
            if (range.Contains(Events[0].Position))
                return new("import-already-reversed",
                    $"The import {Import} was reversed at position {range.By}; import the file "
                    + "again if it is needed after all.",
                    new Subject(SubjectKind.Portfolio, book.Portfolio));
        return null;
    }

    private Refusal? RefuseResting(Book book)
    {
        if (RestingCount == 0)
            return null;
        var named = Resting.Take(MaxNamed).Select(e =>
            $"position {e.Position}, '{e.Sentence}' ({e.Subject}"
            + $"{(e.Import is { } import ? $", of the import {import}" : "")})");
        var more = RestingCount - Math.Min(Resting.Length, MaxNamed);
        return new("import-rested-on",
            $"{(RestingCount == 1 ? "1 later event rests" : $"{RestingCount} later events rest")} "
            + $"on the import {Import}: {string.Join("; ", named)}"
            + $"{(more > 0 ? $"; and {more} more" : "")}. "
            + (Resting.Any(e => e.Import is not null)
                ? "Reverse the later imports first, the newest before the others; correct by "
                    + "single decisions what then still rests on this one."
                : "Leave the import and correct what is wrong with it by single decisions, which "
                    + "can be taken beside these."), Resting[0].Subject);
    }
}
