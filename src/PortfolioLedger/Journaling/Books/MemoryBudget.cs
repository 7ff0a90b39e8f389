using System.Globalization;
using PortfolioLedger.Access;

namespace PortfolioLedger.Journaling.Books;

/// <summary>
/// What books, entries and answers of all portfolios together may occupy, in bytes. Nothing of it
/// is needed: what is let go is read and folded again.
/// </summary>
/// <param name="Bytes">All of it.</param>
public sealed record MemoryBudget(long Bytes)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The least with which a portfolio of some size can be kept.</summary>
    private const long Least = 64 * Megabyte;

    /// <summary>Where nobody says how much, however large the machine is.</summary>
    private const long MostByItself = 1024 * Megabyte;

    /// <summary>Entries that were read, packed: some three million.</summary>
    public long Entries => Math.Min(Bytes / 4, 96 * Megabyte);

    /// <summary>Computed views and finished answers.</summary>
    public long Answers => Math.Min(Bytes / 5, 64 * Megabyte);

    /// <summary>Books, the newest and those of the past: the rest.</summary>
    public long Books => Bytes - Entries - Answers;

    /// <summary>Past books of one portfolio.</summary>
    public long BooksOfOne => Math.Min(Books / 2, 128 * Megabyte);

    /// <summary>
    /// As <c>Ledger:Memory</c> says, like <c>512MB</c> or <c>2GB</c>; otherwise an eighth of what
    /// the process may have by the limit of its container or by its machine.
    /// </summary>
    /// <exception cref="StartRefusedException">It says no amount of memory.</exception>
    public static MemoryBudget Read(IConfiguration configuration)
    {
        var text = configuration["Ledger:Memory"]?.Trim();
        if (string.IsNullOrEmpty(text))
            return OfLimit(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var (unit, digits) = text.ToUpperInvariant() switch
        {
            [.. var number, 'G', 'B'] => (1024 * Megabyte, number),
            [.. var number, 'M', 'B'] => (Megabyte, number),
            _ => (0, ""),
        };
        return long.TryParse(
                digits.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var many)
            && unit > 0 && many <= 1024 * 1024 && many * unit >= Least
            ? new(many * unit)
            : throw new StartRefusedException(
                $"Ledger__Memory is '{text}'; it must be an amount like 512MB or 2GB, and at least "
                + "64MB. It is what books, entries and answers of all portfolios may occupy.");
    }

    /// <summary>Of each of several applications in one process.</summary>
    public MemoryBudget SharedBy(int applications) => new(Math.Max(Bytes / applications, Least));

    /// <summary>The share of what a process may have at most.</summary>
    internal static MemoryBudget OfLimit(long bytes) =>
        new(Math.Clamp(bytes / 8, Least, MostByItself));
}
