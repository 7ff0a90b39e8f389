using System.Globalization;
using System.Text;
using System.Text.Json;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Projections;

/// <summary>
/// How a step is written: rows travel as JSON, whose fields are named as the columns.
/// </summary>
internal static class StepSql
{
    /// <summary>Everything a step changes.</summary>
    public static IEnumerable<Statement> Write(
        int version, Step step, IEnumerable<(ViewDefinition View, ViewBody Body)> documents)
    {
        var portfolio = step.Next.Book.Portfolio;
        for (var i = 0; i < BiTable.All.Length; i++)
            foreach (
                var statement in OfTable(version, portfolio, step, BiTable.All[i], step.Tables[i])
            )
                yield return statement;
        if (step.History.Count > 0)
            yield return OfDecisions(
                [.. step.History.Select(t => DecisionRow.From(version, portfolio, t))]);
        foreach (var (view, body) in documents)
            yield return OfDocument(version, step, view, body);
        yield return Progress(version, step.Next);
    }

    /// <summary>
    /// Lines of the audit history, one an event: they travel as columns, which cost the server
    /// half of what JSON does.
    /// </summary>
    private static Statement OfDecisions(DecisionRow[] rows)
    {
        return new("""
            insert into ledger.bi_decision (projection_version, portfolio, position, type,
                is_decision, sentence, subject_kind, subject, actor, role, department,
                on_behalf_of, known_at, recorded_at, effective_on, rationale, evidence, decision,
                claimed)
            select ?, ?, position, type, is_decision, sentence, subject_kind, subject, actor, role,
                department, on_behalf_of, known_at, recorded_at, effective_on, rationale,
                evidence::jsonb, decision, claimed
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as r (position, type,
                is_decision, sentence, subject_kind, subject, actor, role, department,
                on_behalf_of, known_at, recorded_at, effective_on, rationale, evidence, decision,
                claimed)
            """,
            rows[0].ProjectionVersion, rows[0].Portfolio.Value,
            Column(r => r.Position), Column(r => r.Type), Column(r => r.IsDecision),
            Column(r => r.Sentence), Column(r => r.SubjectKind), Column(r => r.Subject.Value),
            Column(r => r.Actor), Column(r => Enumeration<Role>.NameOf(r.Role)),
            Column(r => r.Department), Column(r => r.OnBehalfOf),
            Column(r => r.KnownAt.ToUniversalTime()), Column(r => r.RecordedAt.ToUniversalTime()),
            Column(r => r.EffectiveOn), Column(r => r.Rationale), Column(r => r.EvidenceJson),
            Column(r => r.Decision?.Value), Column(r => r.Claimed));

        T[] Column<T>(Func<DecisionRow, T> value) => [.. rows.Select(value)];
    }

    /// <summary>Notes that the next event of a portfolio cannot be applied.</summary>
    public static Statement Park(
        int version, Key portfolio, long position, string? type, string error) => new("""
        insert into ledger.parked_portfolio (projection_version, portfolio, position, type, error)
        values (?, ?, ?, ?, ?) on conflict (projection_version, portfolio) do update
        set position = excluded.position, type = excluded.type, error = excluded.error
        """, version, portfolio.Value, position, type ?? "", error);

    /// <summary>Notes that it can.</summary>
    public static Statement Unpark(int version, Key portfolio) => new(
        "delete from ledger.parked_portfolio where projection_version = ? and portfolio = ?",
        version, portfolio.Value);

    private static IEnumerable<Statement> OfTable(
        int version, Key portfolio, Step step, BiTable table, ValidityRanges ranges)
    {
        // The last day stored was provisional: it is written again.
        if (step.From is { } from)
        {
            yield return new($"delete from ledger.{table.Name} where projection_version = ? "
                + "and portfolio = ? and valid_from >= ?::text::date",
                version, portfolio.Value, Text(from));
            yield return new($"update ledger.{table.Name} set valid_to = null where "
                + "projection_version = ? and portfolio = ? and valid_to >= ?::text::date",
                version, portfolio.Value, Text(from));
        }
        if (ranges.Ended.Count > 0)
            yield return new($"""
                update ledger.{table.Name} t set valid_to = e.valid_to
                from json_to_recordset(?::json) as e (key text, valid_to date)
                where t.{table.KeyColumn} = e.key and t.projection_version = ? and t.portfolio = ?
                and t.valid_to is null
                """, JsonSerializer.Serialize(ranges.Ended.Select(e => new Ending(e.Key, e.Value)),
                    BiTable.Json), version, portfolio.Value);
        var added = ranges.Added.ToList();
        if (added.Count > 0)
            yield return Insert(version, portfolio, table, added);
    }

    /// <summary>Rows of one table.</summary>
    public static Statement Insert(
        int version, Key portfolio, BiTable table, List<RangedRow> rows) => new(
            $"insert into ledger.{table.Name} select * from "
            + $"json_populate_recordset(null::ledger.{table.Name}, ?::json)",
            RowsOf(version, portfolio, rows));

    private static string RowsOf(int version, Key portfolio, List<RangedRow> rows)
    {
        var json = new StringBuilder("[");
        foreach (var row in rows)
        {
            json.Append(json.Length == 1 ? "" : ",\n").Append(CultureInfo.InvariantCulture,
                $"{{\"projection_version\":{version},\"portfolio\":\"{portfolio}\",");
            json.Append(CultureInfo.InvariantCulture, $"\"valid_from\":\"{Text(row.ValidFrom)}\",");
            if (row.ValidTo is { } to)
                json.Append(CultureInfo.InvariantCulture, $"\"valid_to\":\"{Text(to)}\",");
            json.Append(row.Row, 1, row.Row.Length - 1);
        }
        return json.Append(']').ToString();
    }

    private static Statement OfDocument(
        int version, Step step, ViewDefinition view, ViewBody body) => new("""
        insert into ledger.view_document (projection_version, portfolio, view, view_version,
            position, effective_on, digest, next_cursor, body)
        values (?, ?, ?, ?, ?, ?::text::date, ?, nullif(?, ''), convert_to(?, 'UTF8'))
        on conflict (projection_version, portfolio, view) do update
        set view_version = excluded.view_version, position = excluded.position,
            effective_on = excluded.effective_on, digest = excluded.digest,
            next_cursor = excluded.next_cursor, body = excluded.body
        """, version, step.Next.Book.Portfolio.Value, view.Name, view.Version,
        step.Next.Book.Position, Text(step.Next.Book.Day), body.Digest, body.NextCursor ?? "",
        Encoding.UTF8.GetString(body.Bytes));

    private static Statement Progress(int version, ReadModelState next) => new("""
        insert into ledger.read_model (projection_version, portfolio, position, day, waiting)
        values (?, ?, ?, ?::text::date, ?::text::date[])
        on conflict (projection_version, portfolio) do update
        set position = excluded.position, day = excluded.day, waiting = excluded.waiting
        """, version, next.Book.Portfolio.Value, next.Book.Position, Text(next.Book.Day),
        $"{{{string.Join(',', next.Waiting.Select(Text))}}}");

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private sealed record Ending(string Key, DateOnly ValidTo);
}
