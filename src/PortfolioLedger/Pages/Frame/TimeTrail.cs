using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Frame;

/// <summary>The changes of a portfolio, over which the time of a page is moved.</summary>
/// <param name="Changes">The days on which something was decided.</param>
/// <param name="Packed">
/// The same up to the last one known, for scripts: the first as days since 1970, then how many days
/// each is later than the one before.
/// </param>
public sealed record TimeTrail(ChangeDays Changes, string Packed)
{
    /// <summary>
    /// A book never changes, and stays the newest for many pages: what follows from it is kept as
    /// long as it is.
    /// </summary>
    private static readonly ConditionalWeakTable<Book, TimeTrail> Known = [];

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>That of a book.</summary>
    public static TimeTrail Of(Book book) => Known.GetValue(book, Make);

    /// <summary>The change before the one that is seen on a day; null at the first.</summary>
    public DateOnly? Previous(DateOnly day) =>
        Changes.Before(day.AddDays(1)) is { } seen ? Changes.Before(seen) : null;

    /// <summary>The change after a day that has come; null at the last.</summary>
    public DateOnly? Next(DateOnly day, DateOnly today) => Changes.After(day, today);

    private static TimeTrail Make(Book book)
    {
        var days = ChangeDays.Of(book);
        return new(days, Pack(days));
    }

    private static string Pack(ChangeDays days)
    {
        var packed = new StringBuilder();
        var before = Epoch;
        foreach (var (day, _) in days.Days)
        {
            packed.Append(packed.Length == 0 ? "" : " ")
                .Append(CultureInfo.InvariantCulture, $"{day.DayNumber - before}");
            before = day.DayNumber;
        }
        return packed.ToString();
    }
}
