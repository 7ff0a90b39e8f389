using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// Writes the rows of a long append by COPY, within the transaction of its connection: the same
/// rows the event store and the journal write for single batches.
/// </summary>
internal sealed class HistoryCopy(NpgsqlConnection connection, Key portfolio)
{
    /// <summary>The stream's row: new, or with its new version.</summary>
    public async Task StreamAsync(long version, long newVersion)
    {
        await using var command = new NpgsqlCommand(
            version == 0
                ? "insert into ledger.mt_streams (id, version) values ($1, $2)"
                : "update ledger.mt_streams set version = $2, timestamp = now() where id = $1",
            connection
        );
        command.Parameters.Add(new() { Value = portfolio.Value });
        command.Parameters.Add(new() { Value = newVersion });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The events; their sequence numbers rise with their positions.</summary>
    public async Task EventsAsync(List<Entry> entries)
    {
        var numbers = await SequenceAsync(entries.Count);
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type,
                correlation_id, causation_id, headers, user_name) from stdin (format binary)
            """);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var type = Catalogue.KindOf(entry.Fact).Name;
            await copy.StartRowAsync();
            await copy.WriteAsync(numbers[i], NpgsqlDbType.Bigint);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid);
            await copy.WriteAsync(portfolio.Value, NpgsqlDbType.Varchar);
            await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
            await copy.WriteAsync(Catalogue.Write(entry.Fact), NpgsqlDbType.Jsonb);
            await copy.WriteAsync(type, NpgsqlDbType.Varchar);
            await copy.WriteAsync(entry.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(EventRows.DotnetTypes[type], NpgsqlDbType.Varchar);
            await TextAsync(copy, entry.CorrelationId);
            await TextAsync(copy, entry.CausationId);
            await copy.WriteAsync(EventHeaders.Write(entry), NpgsqlDbType.Jsonb);
            await copy.WriteAsync(entry.Actor.Id, NpgsqlDbType.Varchar);
        }
        await copy.CompleteAsync();
    }

    /// <summary>The index by subject.</summary>
    public async Task SubjectsAsync(List<Entry> entries)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy ledger.journal_subject (portfolio, kind, key, position) from stdin (format "
                + "binary)"
        );
        foreach (var entry in entries)
            foreach (var subject in entry.Fact.IndexedUnder())
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(portfolio.Value, NpgsqlDbType.Text);
                await copy.WriteAsync(subject.KindName, NpgsqlDbType.Text);
                await copy.WriteAsync(subject.Key.Value, NpgsqlDbType.Text);
                await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
            }
        await copy.CompleteAsync();
    }

    /// <summary>Personal texts, which can be erased.</summary>
    public async Task PersonalTextsAsync(List<Entry> entries)
    {
        if (entries.TrueForAll(e => e.Fact.PersonalTexts().IsEmpty))
            return;
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy ledger.sealed_text (portfolio, commitment, position, salt, text) from stdin (format binary)
            """);
        foreach (var entry in entries)
            foreach (var sealedText in entry.Fact.PersonalTexts())
                if (sealedText.Opening is { } opening)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(portfolio.Value, NpgsqlDbType.Text);
                    await copy.WriteAsync(sealedText.Commitment, NpgsqlDbType.Text);
                    await copy.WriteAsync(entry.Position, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(opening.Salt, NpgsqlDbType.Bytea);
                    await copy.WriteAsync(opening.Text, NpgsqlDbType.Text);
                }
        await copy.CompleteAsync();
    }

    /// <summary>What recognises the rows when the import is repeated.</summary>
    public async Task RowsAsync(IEnumerable<(Claim Claim, long Position)> claims)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy ledger.import_row (portfolio, source, external_id, reported_at, position) from stdin (format binary)
            """);
        foreach (var (claim, position) in claims)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(portfolio.Value, NpgsqlDbType.Text);
            await copy.WriteAsync(claim.Source, NpgsqlDbType.Text);
            await copy.WriteAsync(claim.ExternalId, NpgsqlDbType.Text);
            await copy.WriteAsync(claim.ReportedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint);
        }
        await copy.CompleteAsync();
    }

    private async Task<long[]> SequenceAsync(int count)
    {
        await using var command = new NpgsqlCommand(
            "select array_agg(nextval('ledger.mt_events_sequence')) from generate_series(1, $1)",
            connection
        )
        {
            Parameters = { new() { Value = count } },
        };
        return (long[])(await command.ExecuteScalarAsync())!;
    }

    private static Task TextAsync(NpgsqlBinaryImporter copy, string? text) =>
        text is null ? copy.WriteNullAsync() : copy.WriteAsync(text, NpgsqlDbType.Varchar);
}
