using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Imports.Lists;

/// <summary>What must be stated before lists can be imported.</summary>
internal static class ListDays
{
    /// <summary>An <see cref="ImportException"/> that says what is missing or wrong.</summary>
    public static void Refuse(ListMapping mapping, ListMoment moment, Book head, Key portfolio)
    {
        var today = DateOnly.FromDateTime(moment.ReportedAt.UtcDateTime);
        if (moment.EffectiveOn is null && mapping.Opening)
            throw new ImportException("Opening balances need the day on which the ledger takes "
                + "over: state it (effectiveOn in the API, --effective-on on the command line).");
        if (moment.EffectiveOn > today)
            throw new ImportException(
                $"The day of the lists, {moment.EffectiveOn:O}, is to come; today is {today:O}.");
        if (head.Position == 0 && moment.Opened is null)
            throw new ImportException($"There is no portfolio '{portfolio}' and the mapping "
                + $"'{mapping.Name}' does not say how to open it: state its name and currency.");
    }
}
