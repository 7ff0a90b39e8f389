using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Privacy;

/// <summary>
/// The words of customers and names of stakeholders, kept beside the journal where they can be
/// erased. Views hold their commitments; whoever answers puts the words in their place, null with
/// the day when they were erased. Nothing here or behind it keeps an opened text: each answer asks
/// the table anew, so that all nodes lose erased words at the same moment.
/// </summary>
internal sealed class SealedTexts(NpgsqlDataSource source)
{
    /// <summary>The same items with words instead of commitments.</summary>
    public async Task<IReadOnlyList<object>> OpenAsync(
        Key portfolio, IReadOnlyList<object> items, CancellationToken cancel)
    {
        var personal = items.Cast<IPersonal>().ToList();
        var words = await FindAsync(
            portfolio, [.. personal.SelectMany(p => p.Commitments())], cancel);
        return [.. personal.Select(p => p.Opened(words.GetValueOrDefault))];
    }

    /// <summary>The words of commitments, or the day on which they were erased.</summary>
    public async Task<Dictionary<string, OpenedText>> FindAsync(
        Key portfolio, string[] commitments, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select commitment, text, erased_on from ledger.sealed_text
            where portfolio = $1 and commitment = any($2)
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = commitments });
        var words = new Dictionary<string, OpenedText>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            words[rows.GetString(0)] = new(
                rows.IsDBNull(1) ? null : rows.GetString(1),
                rows.IsDBNull(2) ? null : rows.GetFieldValue<DateOnly>(2));
        return words;
    }
}
