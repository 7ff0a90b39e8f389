namespace PortfolioLedger.Core.Portfolios;

/// <summary>A span of time at whose end the board reviews the portfolio.</summary>
/// <param name="Key">Of the cycle.</param>
/// <param name="Name">For people.</param>
/// <param name="From">The first day it reviews; unknown if null.</param>
/// <param name="To">The last day it reviews; unknown if null.</param>
/// <param name="OpenedOn">The effective day it was opened.</param>
/// <param name="OpenedAt">The position of the event that opened it.</param>
public sealed record ReviewCycle(
    Key Key, string Name, DateOnly? From, DateOnly? To, DateOnly OpenedOn, long OpenedAt)
{
    /// <summary>Set when it was closed.</summary>
    public Register<bool> Closed { get; init; }

    /// <summary>The position of the event that closed it; null while it is open on a day.</summary>
    public long? ClosedAt(DateOnly day) => Closed.At(day)?.Position;

    /// <summary>
    /// The position that stands for the cycle: that of its closing, where the board had seen
    /// everything up to then; the last position of the book while it is open.
    /// </summary>
    public long Position(Book book) => ClosedAt(book.Day) ?? book.Position;
}
