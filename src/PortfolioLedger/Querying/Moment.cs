using System.Globalization;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Portfolios;

namespace PortfolioLedger.Querying;

/// <summary>
/// A point in the journal, as <c>from</c> and <c>to</c> name it: a position, a UTC day, an instant
/// or a review cycle. A cycle stands for the event that closed it, where the board had seen
/// everything up to then; while it is open, for the newest event the answer knows.
/// </summary>
internal readonly record struct Moment(
    long? Position,
    DateOnly? Date,
    DateTimeOffset? Instant,
    Key? Cycle = null
)
{
    private const string CyclePrefix = "cycle:";

    /// <summary>Reads digits as a position, else a review cycle, a date or an instant.</summary>
    public static Moment? Parse(string text) =>
        text.Length > 0 && text.All(char.IsAsciiDigit)
            ? long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? new(position, null, null)
                : throw new FormatException("is too large for a position")
            : text.StartsWith(CyclePrefix, StringComparison.Ordinal)
                ? new(null, null, null, Texts.Key(text[CyclePrefix.Length..]))
                : text.Contains('T', StringComparison.Ordinal)
                    ? new(null, null, Texts.Instant(text))
                    : text.Contains('-', StringComparison.Ordinal)
                        ? new(null, Texts.Date(text), null)
                        : throw new FormatException(
                            "must be a position (digits), a date, an instant or cycle:<key>"
                        );

    /// <summary>As a query names it.</summary>
    public override string ToString() => Cycle is { } cycle ? $"{CyclePrefix}{cycle}"
        : Texts.Written(Position as object ?? Date as object ?? Instant);

    /// <summary>
    /// The position before the first event of a range that begins here; a date is the start of its
    /// day.
    /// </summary>
    public async Task<long> BeforeAsync(JournalContext asked, CancellationToken cancel) =>
        (Position ?? CycleIn(asked)) is { } position
            ? Math.Max(position - 1, 0)
            : await KnownAsync(
                asked,
                (Instant ?? AsOf.StartOf(Date!.Value)) - TimeSpan.FromMicroseconds(1),
                cancel
            );

    /// <summary>
    /// The position of the last event of a range that ends here, and of the state as of here; a
    /// date is the end of its day.
    /// </summary>
    public async Task<long> LastAsync(JournalContext asked, CancellationToken cancel) =>
        Position
        ?? CycleIn(asked)
        ?? await KnownAsync(asked, Instant ?? AsOf.EndOf(Date!.Value), cancel);

    private long? CycleIn(JournalContext asked) => Cycle is not { } key ? null
        : asked.Book.Details.FindCycle(key)?.Position(asked.Book)
            ?? throw QueryFault.Unknown(Subject.NameOf(SubjectKind.ReviewCycle), key.Value).Raise();

    private static Task<long> KnownAsync(
        JournalContext asked, DateTimeOffset instant, CancellationToken cancel) =>
        asked.Keeper.PositionAtAsync(asked.Book.Portfolio, instant, cancel);
}
