using Marten;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Journaling;

/// <summary>
/// What is written beside the events: one <c>unnest</c> insert a table, sent with them in the same
/// round trip of the same transaction.
/// </summary>
internal static class BesideTheJournal
{
    public static void Queue(
        IDocumentOperations session, Key portfolio, List<DraftEntry> entries, List<AcceptedSubmission> accepted)
    {
        Subjects(session, portfolio, entries);
        if (entries.Any(e => !e.Entry.Fact.PersonalTexts().IsEmpty))
            PersonalTexts(session, portfolio, entries);
        // What recorded nothing need not be remembered: it records nothing again.
        var kept = accepted.Where(a => a.BodyHmac is not null && !a.Receipt.Events.IsEmpty).ToArray();
        if (kept.Length > 0)
            Receipts(session, portfolio, kept);
        if (accepted.Any(a => a.Submission.Claim is not null))
            Rows(session, portfolio, [.. accepted.Select(a => a.Submission.Claim).OfType<Claim>()]);
    }

    private static void Subjects(IDocumentOperations session, Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries.SelectMany(e => e.Entry.Fact.IndexedUnder(),
            (e, subject) => (Subject: subject, e.Entry.Position)).ToArray();
        Insert(session, "journal_subject (portfolio, kind, key, position)", "text[], text[], bigint[]", portfolio,
            rows.Select(r => r.Subject.KindName).ToArray(), rows.Select(r => r.Subject.Key.Value).ToArray(),
            rows.Select(r => r.Position).ToArray());
    }

    private static void PersonalTexts(IDocumentOperations session, Key portfolio, List<DraftEntry> entries)
    {
        var rows = entries.SelectMany(e => e.Entry.Fact.PersonalTexts(), (e, text) => (Text: text, e.Entry.Position))
            .Where(r => r.Text.Opening is not null).ToArray();
        Insert(session, "sealed_text (portfolio, commitment, position, salt, text)",
            "text[], bigint[], bytea[], text[]", portfolio,
            rows.Select(r => r.Text.Commitment).ToArray(), rows.Select(r => r.Position).ToArray(),
            rows.Select(r => r.Text.Opening!.Salt).ToArray(), rows.Select(r => r.Text.Opening!.Text).ToArray());
    }

    private static void Receipts(IDocumentOperations session, Key portfolio, AcceptedSubmission[] accepted)
    {
        // Arrays of arrays must be rectangular in SQL: the counts of commands travel as text.
        session.QueueSqlCommand("""
            insert into ledger.journal_receipt (portfolio, caller, path, key, body_hmac, position, commands)
            select ?, caller, path, key, hmac, position, string_to_array(commands, ',')::int[]
            from unnest(?::text[], ?::text[], ?::text[], ?::bytea[], ?::bigint[], ?::text[])
                as r (caller, path, key, hmac, position, commands)
            """,
            portfolio.Value,
            accepted.Select(a => a.Submission.Caller.Actor.Id).ToArray(),
            accepted.Select(a => a.Submission.Idempotency!.Path).ToArray(),
            accepted.Select(a => a.Submission.Idempotency!.Key).ToArray(),
            accepted.Select(a => a.BodyHmac!).ToArray(),
            accepted.Select(a => a.Receipt.Events[0].Position).ToArray(),
            accepted.Select(a => string.Join(',', a.Receipt.Commands)).ToArray());
    }

    private static void Rows(IDocumentOperations session, Key portfolio, Claim[] claims) => Insert(
        session, "import_row (portfolio, source, external_id, reported_at)", "text[], text[], text[]::timestamptz[]", portfolio,
        claims.Select(c => c.Source).ToArray(), claims.Select(c => c.ExternalId).ToArray(),
        // As text: the store would send instants without their time zone.
        claims.Select(c => c.ReportedAt.ToString("O")).ToArray());

    private static void Insert(
        IDocumentOperations session, string target, string types, Key portfolio, params object[] columns)
    {
        var arrays = string.Join(", ", types.Split(", ").Select(type => $"?::{type}"));
        session.QueueSqlCommand(
            $"insert into ledger.{target} select ?, * from unnest({arrays})", [portfolio.Value, .. columns]);
    }
}
