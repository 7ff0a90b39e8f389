using System.Globalization;
using Marten;
using Npgsql;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Projections;

/// <summary>A statement to run: <c>?</c> stands for the next parameter.</summary>
internal sealed record Statement(string Sql, params object[] Parameters)
{
    /// <summary>Queues it with what else a session commits.</summary>
    public void Queue(IDocumentOperations operations) =>
        operations.QueueSqlCommand(Sql, Parameters);

    /// <summary>Runs it on a connection.</summary>
    public async Task RunAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var parts = Sql.Split('?');
        var numbered = string.Concat(parts.Select((part, i) => i == 0 ? part
            : string.Create(CultureInfo.InvariantCulture, $"${i}{part}")));
        await using var command = new NpgsqlCommand(numbered, connection) { CommandTimeout = 0 };
        foreach (var parameter in Parameters)
            command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
