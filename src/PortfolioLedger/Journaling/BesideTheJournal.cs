using Npgsql;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// What is written beside the events in the same transaction: one <c>unnest</c> insert a table, all
/// in one round trip.
/// </summary>
internal static class BesideTheJournal
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, Key portfolio, List<DraftEntry> entries, List<AcceptedSubmission> accepted)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Subjects(portfolio, entries));
        if (entries.Any(e => !e.Entry.Fact.PersonalTexts().IsEmpty))
            batch.BatchCommands.Add(PersonalTexts(portfolio, entries));
        // What recorded nothing need not be remembered: it records nothing again.
        var kept = accepted.Where(a => a.BodyHmac is not null && !a.Receipt.Events.IsEmpty).ToArray();
        if (kept.Length > 0)
            batch.BatchCommands.Add(Receipts(portfolio, kept));
        if (accepted.Any(a => a.Submission.Claim is not null))
            batch.BatchCommands.Add(Rows(portfolio, [.. accepted.Select(a => a.Submission.Claim).OfType<Claim>()]));
        await batch.ExecuteNonQueryAsync();
    }

    private static NpgsqlBatchCommand Subjects(Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries.SelectMany(e => e.Entry.Fact.Subjects().Distinct(),
            (e, subject) => (Subject: subject, e.Entry.Position)).ToArray();
        return Insert("journal_subject (portfolio, kind, key, position)", "text[], text[], bigint[]", portfolio,
            rows.Select(r => r.Subject.KindName).ToArray(), rows.Select(r => r.Subject.Key.Value).ToArray(),
            rows.Select(r => r.Position).ToArray());
    }

    private static NpgsqlBatchCommand PersonalTexts(Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries.SelectMany(e => e.Entry.Fact.PersonalTexts(), (e, text) => (Text: text, e.Entry.Position))
            .Where(r => r.Text.Opening is not null).ToArray();
        return Insert("sealed_text (portfolio, commitment, position, salt, text)",
            "text[], bigint[], bytea[], text[]", portfolio,
            rows.Select(r => r.Text.Commitment).ToArray(), rows.Select(r => r.Position).ToArray(),
            rows.Select(r => r.Text.Opening!.Salt).ToArray(), rows.Select(r => r.Text.Opening!.Text).ToArray());
    }

    private static NpgsqlBatchCommand Receipts(Key portfolio, AcceptedSubmission[] accepted)
    {
        // Arrays of arrays must be rectangular in SQL: the counts of commands travel as text.
        var command = new NpgsqlBatchCommand("""
            insert into ledger.journal_receipt (portfolio, caller, path, key, body_hmac, position, commands)
            select $1, caller, path, key, hmac, position, string_to_array(commands, ',')::int[]
            from unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::bigint[], $7::text[])
                as r (caller, path, key, hmac, position, commands)
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = portfolio.Value },
            new() { Value = accepted.Select(a => a.Submission.Caller.Actor.Id).ToArray() },
            new() { Value = accepted.Select(a => a.Submission.Idempotency!.Path).ToArray() },
            new() { Value = accepted.Select(a => a.Submission.Idempotency!.Key).ToArray() },
            new() { Value = accepted.Select(a => a.BodyHmac!).ToArray() },
            new() { Value = accepted.Select(a => a.Receipt.Events[0].Position).ToArray() },
            new() { Value = accepted.Select(a => string.Join(',', a.Receipt.Commands)).ToArray() },
        });
        return command;
    }

    private static NpgsqlBatchCommand Rows(Key portfolio, Claim[] claims) => Insert(
        "import_row (portfolio, source, external_id, reported_at)", "text[], text[], timestamptz[]", portfolio,
        claims.Select(c => c.Source).ToArray(), claims.Select(c => c.ExternalId).ToArray(),
        claims.Select(c => c.ReportedAt.UtcDateTime).ToArray());

    private static NpgsqlBatchCommand Insert(string target, string types, Key portfolio, params object[] columns)
    {
        var arrays = types.Split(", ").Select((type, i) => $"${i + 2}::{type}");
        var command = new NpgsqlBatchCommand(
            $"insert into ledger.{target} select $1, * from unnest({string.Join(", ", arrays)})");
        command.Parameters.Add(new NpgsqlParameter { Value = portfolio.Value });
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        return command;
    }
}
