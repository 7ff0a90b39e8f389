using System.Net.Sockets;
using JasperFx;
using Npgsql;

namespace PortfolioLedger.Journaling.Reading;

/// <summary>Tells a database that is away from a statement it refuses.</summary>
public static class DatabaseFault
{
    /// <summary>The same submission may well succeed later.</summary>
    public static bool IsTransient(Exception fault) => Chain(fault).Any(f => f switch
    {
        PostgresException refused => refused.SqlState[..2] is "08" or "53" or "57" or "58" or "40"
            || refused.SqlState is PostgresErrorCodes.LockNotAvailable or "25P03" or "25006",
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        // A node that froze under the lock lost its turn to another.
        ConcurrencyException => true,
        ObjectDisposedException => true,
        _ => false,
    });

    /// <summary>
    /// Two nodes started the same stream, or two portfolios were sent the same idempotency key; a
    /// primary key let one of them.
    /// </summary>
    public static bool IsRace(Exception fault) => Chain(fault).Any(f => f is PostgresException
    {
        SqlState: PostgresErrorCodes.UniqueViolation, TableName: "mt_streams" or "journal_receipt",
    });

    private static IEnumerable<Exception> Chain(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
            yield return fault;
    }
}
