using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Imports;

/// <summary>
/// The figures of one initiative that are in the ledger; null when none was published yet.
/// </summary>
/// <param name="ExternalId">
/// What the source calls it; null when it is in the ledger from elsewhere.
/// </param>
/// <param name="Budget">The last budget recorded.</param>
/// <param name="Completion">The last expected completion recorded.</param>
/// <param name="Phase">The last phase recorded.</param>
/// <param name="From">The day it came into being.</param>
/// <param name="Step">The last step of its life that was recorded.</param>
public sealed record PublishedFigures(
    string? ExternalId, decimal? Budget = null, DateOnly? Completion = null, string? Phase = null,
    DateOnly? From = null, LifeStep? Step = null);

/// <summary>What was published up to a row: what the next row is compared with.</summary>
/// <param name="Departments">Registered, with their names.</param>
/// <param name="ValueStreams">Identified, with their names.</param>
/// <param name="Initiatives">With their last figures.</param>
public sealed record Published(
    ImmutableSortedDictionary<Key, string> Departments,
    ImmutableSortedDictionary<Key, string> ValueStreams,
    ImmutableSortedDictionary<Key, PublishedFigures> Initiatives)
{
    /// <summary>What the ledger holds before the import.</summary>
    public static Published In(Book book, Mapping mapping) => new(
        book.Departments.All.ToImmutableSortedDictionary(d => d.Key, d => d.Value.NameOn(book.Day)),
        book.ValueStreams.All.ToImmutableSortedDictionary(
            v => v.Key, v => v.Value.NameOn(book.Day)),
        book.Initiatives.All.ToImmutableSortedDictionary(i => i.Key, i => new PublishedFigures(
            null,
            i.Value.BudgetOf(mapping.Budget?.Period ?? "").Final,
            i.Value.ForecastCompletion.At(book.Day)?.Value,
            i.Value.Phase.At(book.Day)?.Value,
            i.Value.From, LifeSteps.LastOf(i.Value.StageOn(book.Day)))));
}
