using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Privacy;

/// <summary>
/// The words of customers and names of stakeholders, kept beside the journal where they can be
/// erased. Views hold their commitments; whoever answers puts the words in their place, null when
/// they were erased.
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

    /// <summary>The words of commitments, as far as they are not erased.</summary>
    public async Task<Dictionary<string, string>> FindAsync(
        Key portfolio, string[] commitments, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select commitment, text from ledger.sealed_text
            where portfolio = $1 and commitment = any($2)
            """);
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = commitments });
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            words[rows.GetString(0)] = rows.GetString(1);
        return words;
    }
}
