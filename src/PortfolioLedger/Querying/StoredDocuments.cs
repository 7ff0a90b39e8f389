using System.Collections.Immutable;
using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Querying;

/// <summary>Answers that were computed when the journal moved, ready to be sent.</summary>
internal sealed class StoredDocuments(NpgsqlDataSource source)
{
    /// <summary>The views that are stored.</summary>
    public static readonly ImmutableArray<ViewDefinition> Views = [.. ViewCatalogue.All.Where(v =>
        v.Path is "alignment" or "ranking" or "outcomes-versus-outputs" or "value-streams"
            or "scorecard")];

    /// <summary>
    /// The answer for this position, day and version of the view; null when another is stored: then
    /// the book answers, so nothing stale is ever read.
    /// </summary>
    public async Task<ViewBody?> FindAsync(
        Key portfolio, ViewDefinition view, long position, DateOnly effectiveOn,
        CancellationToken cancel)
    {
        if (!Views.Contains(view))
            return null;
        try
        {
            await using var command = source.CreateCommand("""
                select body, digest, next_cursor from ledger.view_document
                where projection_version = (select version from ledger.read_model_live)
                and portfolio = $1 and view = $2 and view_version = $3 and position = $4
                and effective_on = $5
                """
            );
            foreach (
                var value in (object[])
                    [portfolio.Value, view.Name, view.Version, position, effectiveOn]
            )
                command.Parameters.Add(new() { Value = value });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            return await rows.ReadAsync(cancel)
                ? new(rows.GetFieldValue<byte[]>(0), rows.GetString(1),
                    rows.IsDBNull(2) ? null : rows.GetString(2))
                : null;
        }
        catch (NpgsqlException)
        {
            // The book in memory answers as well.
            return null;
        }
    }
}
