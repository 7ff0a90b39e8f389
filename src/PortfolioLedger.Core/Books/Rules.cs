using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Strategy;

namespace PortfolioLedger.Core.Books;

/// <summary>Rules that several slices share, asked of the book.</summary>
public static class Rules
{
    /// <summary>Refuses money in another currency than the portfolio's.</summary>
    public static Refusal? RefuseCurrency(this Book book, Money? money) =>
        money is not { } given || given.Currency == default || given.Currency == book.Details.Currency
            ? null
        : new Refusal("currency-mismatch",
            $"The portfolio is kept in {book.Details.Currency}, not in {money.Value.Currency}.");

    /// <summary>Money given without a currency is in the portfolio's.</summary>
    public static Money InCurrency(this Book book, Money money) =>
        money with { Currency = book.Details.Currency };

    /// <summary>Refuses a value stream that is unknown or retired.</summary>
    public static Refusal? RefuseValueStream(this Book book, Key? key) =>
        book.RefuseUnknown(SubjectKind.ValueStream, key)
            ?? (key is not { } given || !book.ValueStreams.Find(given)!.IsRetiredOn(book.Day) ? null
                : new Refusal("value-stream-retired", $"The value stream '{given}' is retired; name another one.",
                    new Subject(SubjectKind.ValueStream, given)));

    /// <summary>Refuses an objective that is unknown or retired.</summary>
    public static Refusal? RefuseRetiredObjective(this Book book, Key key) =>
        book.Strategy.Find(key) is not { } objective ? Refusal.Unknown(SubjectKind.Objective, key)
        : objective.StatusOn(book.Day) != ObjectiveStatus.Retired ? null
        : new Refusal("objective-retired", objective.Successor is { } successor
                ? $"The objective '{key}' is retired; '{successor}' succeeds it."
                : $"The objective '{key}' is retired.",
            new Subject(SubjectKind.Objective, key));

    /// <summary>Refuses a key that is given but not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, SubjectKind kind, Key? key) =>
        key is null || book.Has(new Subject(kind, key.Value)) ? null : Refusal.Unknown(kind, key.Value);

    /// <summary>Refuses keys of which one is not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, SubjectKind kind, IEnumerable<Key> keys)
    {
        foreach (var key in keys)
            if (!book.Has(new Subject(kind, key)))
                return Refusal.Unknown(kind, key);
        return null;
    }

    /// <summary>Refuses things of which one is not in the ledger.</summary>
    public static Refusal? RefuseUnknown(this Book book, ImmutableArray<Subject> things)
    {
        foreach (var thing in things)
            if (!book.Has(thing))
                return Refusal.Unknown(thing);
        return null;
    }

    /// <summary>
    /// Refuses an initiative that is unknown, or so far ended that nothing more can be recorded;
    /// what a source says about an ended one is taken as it is.
    /// </summary>
    public static Refusal? RefuseEnded(this Book book, Key initiative, Caller caller) =>
        book.Initiatives.Find(initiative) is not { } found
            ? Refusal.Unknown(SubjectKind.Initiative, initiative)
            : found.StageOn(book.Day) is var stage && (caller.Claims || stage.IsOpen())
                ? null
                : new Refusal("not-active",
                    $"The initiative is {Enumeration<Stage>.NameOf(stage)}; nothing more can be recorded.",
                    new Subject(SubjectKind.Initiative, initiative));

    /// <summary>Refuses a day given as a deadline that has passed already.</summary>
    public static Refusal? RefusePassed(this Book book, string field, DateOnly? day, Subject about) =>
        day is not { } given || given >= book.Day ? null : new Refusal("day-passed",
            $"'{field}' is {given:O}, which has passed; give {book.Day:O} or a later day.", about);

    /// <summary>Refuses what is said to have happened in a period that has not begun.</summary>
    public static Refusal? RefuseToCome(this Book book, string period, Subject about) =>
        !Periods.IsToCome(period, book.Day) ? null : new Refusal("period-to-come",
            $"Nothing can have happened in {period}, which has not begun.", about);

    /// <summary>The name people gave a thing, or its key.</summary>
    public static string NameOf(this Book book, Subject subject) => subject.Kind switch
    {
        SubjectKind.Portfolio => book.Details.Name,
        SubjectKind.Department => book.Departments.Find(subject.Key)?.NameOn(book.Day),
        SubjectKind.CustomerSegment => book.Departments.FindSegment(subject.Key)?.NameOn(book.Day),
        SubjectKind.Objective => book.Strategy.Find(subject.Key)?.TitleOn(book.Day),
        SubjectKind.ValueStream => book.ValueStreams.Find(subject.Key)?.Name,
        SubjectKind.Initiative => book.Initiatives.Find(subject.Key)?.NameOn(book.Day),
        SubjectKind.Outcome => book.Outcomes.Find(subject.Key)?.Name,
        SubjectKind.Decision => book.Governance.Find(subject.Key)?.Question,
        SubjectKind.ReviewCycle => book.Details.FindCycle(subject.Key)?.Name,
        SubjectKind.Report => book.Reports.Find(subject.Key)?.Definition.At(book.Day)?.Value.Name,
        SubjectKind.Dashboard =>
            book.Reports.Dashboards.GetValueOrDefault(subject.Key)?.Content.At(book.Day)?.Value.Name,
        _ => null,
    } ?? subject.Key.Value;

    /// <summary>The name of an initiative, or its key.</summary>
    public static string InitiativeName(this Book book, Key key) =>
        book.NameOf(new Subject(SubjectKind.Initiative, key));

    /// <summary>The title of an objective, or its key.</summary>
    public static string ObjectiveName(this Book book, Key key) =>
        book.NameOf(new Subject(SubjectKind.Objective, key));
}
