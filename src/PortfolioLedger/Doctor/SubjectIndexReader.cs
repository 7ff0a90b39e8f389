using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Doctor;

/// <summary>The kept subjects of a journal, read beside it in the order of positions.</summary>
internal sealed class SubjectIndexReader : IAsyncDisposable
{
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlDataReader _rows;
    private bool _hasRow;

    private SubjectIndexReader(NpgsqlCommand command, NpgsqlDataReader rows) =>
        (_command, _rows) = (command, rows);

    /// <summary>Begins before the first position.</summary>
    public static async Task<SubjectIndexReader> OpenAsync(
        NpgsqlDataSource source, Key portfolio, long last, CancellationToken cancel)
    {
        var command = source.CreateCommand("""
            select position, kind || '/' || key from ledger.journal_subject
            where portfolio = $1 and position <= $2 order by position
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = last });
        var kept = new SubjectIndexReader(command, await command.ExecuteReaderAsync(cancel));
        kept._hasRow = await kept._rows.ReadAsync(cancel);
        return kept;
    }

    /// <summary>Those at a position, and any before it that no position asked for.</summary>
    public async Task<SortedSet<string>> AtAsync(long position, CancellationToken cancel)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        while (_hasRow && _rows.GetInt64(0) <= position)
        {
            found.Add(_rows.GetString(1));
            _hasRow = await _rows.ReadAsync(cancel);
        }
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await _command.DisposeAsync();
    }
}
