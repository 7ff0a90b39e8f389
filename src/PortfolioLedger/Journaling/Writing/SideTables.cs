using Npgsql;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Privacy;

namespace PortfolioLedger.Journaling.Writing;

/// <summary>
/// What is written beside the events: one <c>unnest</c> insert a table, sent with them in the same
/// round trip of the same transaction.
/// </summary>
internal static class SideTables
{
    private const string Subjects = """
        insert into ledger.journal_subject (portfolio, kind, key, position)
        select $1, * from unnest($2, $3, $4)
        """;

    private const string PersonalTexts = """
        insert into ledger.sealed_text (portfolio, commitment, position, salt, text)
        select $1, * from unnest($2, $3, $4, $5)
        """;

    private const string Erasure = """
        update ledger.sealed_text set salt = null, text = null, erased_on = $3, erased_position = $4
        where portfolio = $1 and commitment = any($2)
        """;

    // Arrays of arrays must be rectangular in SQL: the counts of commands travel as text.
    private const string Receipts = """
        insert into ledger.journal_receipt (portfolio, caller, path, key, body_hmac, position, commands)
        select $1, caller, path, key, hmac, position, string_to_array(commands, ',')::int[]
        from unnest($2, $3, $4, $5, $6, $7) as r (caller, path, key, hmac, position, commands)
        """;

    private const string Rows = """
        insert into ledger.import_row (portfolio, source, external_id, reported_at, position)
        select $1, * from unnest($2, $3, $4, $5)
        """;

    /// <summary>Adds what is to be written.</summary>
    public static void Add(
        NpgsqlBatch batch,
        Key portfolio,
        List<DraftEntry> entries,
        List<AcceptedSubmission> accepted
    )
    {
        AddSubjects(batch, portfolio, entries);
        if (entries.Any(e => !e.Entry.Fact.PersonalTexts().IsEmpty))
            AddPersonalTexts(batch, portfolio, entries);
        foreach (var entry in entries.Select(draft => draft.Entry))
            if (entry.Fact is PersonalTextsErased erased)
                batch.Add(Erasure, portfolio.Value, erased.Commitments.ToArray(),
                    KeptTexts.DayOf(entry), entry.Position);
        // What recorded nothing need not be remembered: it records nothing again.
        var kept = accepted
            .Where(a => a.BodyHmac is not null && !a.Receipt.Events.IsEmpty)
            .ToArray();
        if (kept.Length > 0)
            AddReceipts(batch, portfolio, kept);
        if (accepted.Any(a => a.Submission.Claim is not null))
            AddRows(
                batch,
                portfolio,
                [.. accepted.Where(a => a.Submission.Claim is not null)]
            );
    }

    private static void AddSubjects(NpgsqlBatch batch, Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries
            .SelectMany(
                e => e.Entry.Fact.IndexedUnder(),
                (e, subject) => (Subject: subject, e.Entry.Position)
            )
            .ToArray();
        batch.Add(
            Subjects,
            portfolio.Value,
            rows.Select(r => r.Subject.KindName).ToArray(),
            rows.Select(r => r.Subject.Key.Value).ToArray(),
            rows.Select(r => r.Position).ToArray()
        );
    }

    private static void AddPersonalTexts(NpgsqlBatch batch, Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries
            .SelectMany(
                e => e.Entry.Fact.PersonalTexts(),
                (e, text) => (Text: text, e.Entry.Position)
            )
            .Where(r => r.Text.Opening is not null)
            .ToArray();
        batch.Add(
            PersonalTexts,
            portfolio.Value,
            rows.Select(r => r.Text.Commitment).ToArray(),
            rows.Select(r => r.Position).ToArray(),
            rows.Select(r => r.Text.Opening!.Salt).ToArray(),
            rows.Select(r => r.Text.Opening!.Text).ToArray()
        );
    }

    private static void AddReceipts(
        NpgsqlBatch batch,
        Key portfolio,
        AcceptedSubmission[] accepted
    ) =>
        batch.Add(
            Receipts,
            portfolio.Value,
            accepted.Select(a => a.Submission.Caller.Actor.Id).ToArray(),
            accepted.Select(a => a.Submission.Idempotency!.Path).ToArray(),
            accepted.Select(a => a.Submission.Idempotency!.Key).ToArray(),
            accepted.Select(a => a.BodyHmac!).ToArray(),
            accepted.Select(a => a.Receipt.Events[0].Position).ToArray(),
            accepted.Select(a => string.Join(',', a.Receipt.Commands)).ToArray());

    private static void AddRows(NpgsqlBatch batch, Key portfolio, AcceptedSubmission[] imported)
    {
        var claims = imported.Select(a => a.Submission.Claim!).ToArray();
        batch.Add(Rows, portfolio.Value,
            claims.Select(c => c.Source).ToArray(), claims.Select(c => c.ExternalId).ToArray(),
            claims.Select(c => c.ReportedAt).ToArray(),
            imported.Select(a => a.Receipt.Events.FirstOrDefault()?.Position ?? 0).ToArray());
    }
}
