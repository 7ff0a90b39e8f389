namespace PortfolioLedger.Core.Books;

/// <summary>
/// Decides submissions on a book: the one way for the journal's writer, the rehearsal of imports,
/// scenarios and tests. Pure: equal books and submissions give equal outcomes but for the ids.
/// </summary>
/// <param name="idOf">The id of the entry at a position; none by default.</param>
/// <param name="keeps">The positions whose books are worth keeping; none by default.</param>
public sealed class Decider(Func<long, Guid>? idOf = null, Func<long, bool>? keeps = null)
{
    /// <summary>Gives no ids and keeps no books: for what is not recorded.</summary>
    public static readonly Decider Trial = new();

    /// <summary>
    /// What comes of a submission. Each command is decided on today: the day on which it becomes
    /// known, or the day of the book when that is later.
    /// </summary>
    public SubmissionOutcome Decide(Book book, in CommandSubmission submission)
    {
        var commands = submission.Commands;
        if (RefuseOrder(book, submission.Time) is { } outOfOrder)
            return new SubmissionOutcome.Refused(outOfOrder, 0);
        if (book.Position == 0 && !Opens(commands[0]))
            return SubmissionOutcome.UnknownPortfolio.Instance;
        if (submission.Expected is { } expected
            && book.Things.GetValueOrDefault(expected.Subject).Version is var current
            && current != expected.Position)
            return new SubmissionOutcome.Changed(current);
        var entries = ImmutableArray.CreateBuilder<Entry>(commands.Length);
        var counts = ImmutableArray.CreateBuilder<int>(commands.Length);
        ImmutableArray<Book> kept = [];
        for (var i = 0; i < commands.Length; i++)
        {
            if (!submission.IsTried
                && book.Answering<IClosable>()?.RefuseWriting(book, commands[i]) is { } closed)
                return new SubmissionOutcome.Refused(closed, i);
            if (submission.ChecksFields && RefuseFields(commands[i]) is { } malformed)
                return new SubmissionOutcome.Refused(malformed, i);
            var decided = Today(book, submission.Time).Decide(
                commands[i], submission.Caller, submission.EffectiveOn);
            if (decided.Refusal is { } refusal)
                return new SubmissionOutcome.Refused(refusal, i);
            foreach (var fact in decided.Facts)
            {
                var entry = EntryOf(fact, book, submission);
                entries.Add(entry);
                book = book.Post(entry);
                if (keeps?.Invoke(book.Position) == true)
                    kept = kept.Add(book);
            }
            counts.Add(decided.Facts.Length);
        }
        return new SubmissionOutcome.Accepted(
            book, entries.DrainToImmutable(), counts.MoveToImmutable(), kept);
    }

    private Entry EntryOf(in EffectiveFact fact, Book before, in CommandSubmission by) => new(
        before.Position + 1, idOf?.Invoke(before.Position + 1) ?? Guid.Empty,
        by.Time.RecordedAt, by.Time.ReportedAt, fact.EffectiveOn, by.Caller.Actor,
        by.Caller.OnBehalfOf, by.CorrelationId, by.CausationId,
        Composition.KindOf(fact.Fact).SchemaVersion, fact.Fact)
    {
        Epoch = fact.Fact is IOpensEpoch opening ? opening.Epoch : before.Epoch,
        Without = fact.Fact is IReversesEntries ? by.Without : null,
    };

    private static Book Today(Book book, in SubmissionTime time) =>
        time.KnownOn is var knownOn && knownOn > book.Day ? book.On(knownOn) : book;

    private static bool Opens(ICommand command) =>
        command is ICreation { Created.Kind: SubjectKind.Portfolio };

    private static Refusal? RefuseOrder(Book book, in SubmissionTime time) =>
        time.ReportedAt is not { } reportedAt ? null
        : reportedAt < book.KnownAt ? new("out-of-order",
            $"It was reported at {reportedAt:u}, but the ledger knows events of {book.KnownAt:u} "
            + "already; give history in the order in which it was known.")
        : reportedAt > time.RecordedAt ? new("out-of-order",
            $"It claims to have been reported at {reportedAt:u}, which is to come; give a time "
            + "that has passed.")
        : null;

    private static Refusal? RefuseFields(ICommand command) =>
        (command as IChecked)?.Faults().FirstOrDefault() is { } fault
            ? new("malformed", $"{fault.Pointer} {fault.Detail}.") : null;
}
