namespace PortfolioLedger.Core.Portfolios;

/// <summary>A span of time at whose end the board reviews the portfolio.</summary>
/// <param name="Key">Of the cycle.</param>
/// <param name="Name">For people.</param>
/// <param name="From">The first day it reviews; unknown if null.</param>
/// <param name="To">The last day it reviews; unknown if null.</param>
/// <param name="OpenedOn">The effective day it was opened.</param>
/// <param name="OpenedAt">The position of the event that opened it.</param>
/// <param name="ClosedOn">The effective day it was closed; null while it is open.</param>
/// <param name="ClosedAt">The position of the event that closed it; null while it is open.</param>
public sealed record ReviewCycle(
    Key Key, string Name, DateOnly? From, DateOnly? To, DateOnly OpenedOn, long OpenedAt, DateOnly? ClosedOn,
    long? ClosedAt)
{
    /// <summary>
    /// The position that stands for the cycle: that of its closing, where the board had seen
    /// everything up to then; the last position of the book while it is open.
    /// </summary>
    public long Position(Book book) => ClosedAt ?? book.Position;
}
