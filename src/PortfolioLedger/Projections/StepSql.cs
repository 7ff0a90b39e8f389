using System.Globalization;
using System.Text;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Projections;

/// <summary>
/// How a page is written: each table once, whatever the number of portfolios, so that the server
/// parses some forty statements and not as many for each. Rows travel as JSON, whose fields are
/// named as the columns, or as columns.
/// </summary>
internal static class StepSql
{
    /// <summary>Everything that some portfolios change, each of them once.</summary>
    public static IEnumerable<Statement> Write(
        int version, IReadOnlyList<PortfolioChange> changes)
    {
        var steps = changes.Select(c => c.Step).OfType<Step>().ToArray();
        for (var i = 0; i < BiTable.All.Length; i++)
            foreach (var statement in OfTable(version, steps, i))
                yield return statement;
        DecisionRow[] decisions =
        [
            .. steps.SelectMany(s => s.History.Select(
                line => DecisionRow.From(version, s.Next.Book.Portfolio, line))),
        ];
        if (decisions.Length > 0)
            yield return OfDecisions(version, decisions);
        if (changes.Any(c => c.Documents.Count > 0))
            yield return OfDocuments(version, changes);
        if (steps.Length > 0)
            yield return Progress(version, [.. steps.Select(s => s.Next)]);
        var going = changes.Where(c => c.Parked is null).Select(c => c.Portfolio.Value).ToArray();
        if (going.Length > 0)
            yield return new("delete from ledger.parked_portfolio "
                + "where projection_version = ? and portfolio = any(?)", version, going);
        foreach (var change in changes)
            if (change.Parked is { } parked)
                yield return Park(version, change.Portfolio, parked);
    }

    /// <summary>Rows of one table.</summary>
    public static Statement Insert(
        int version, BiTable table,
        params IEnumerable<(Key Portfolio, IReadOnlyList<RangedRow> Rows)> rows)
        => new($"insert into ledger.{table.Name} select * from "
            + $"json_populate_recordset(null::ledger.{table.Name}, ?::json)",
            RowsOf(version, rows));

    private static IEnumerable<Statement> OfTable(int version, Step[] steps, int at)
    {
        var table = BiTable.All[at];
        // The last day stored was provisional: of what nobody knows any more all is written again.
        var unknown = steps.Where(s => s.RemovesAll).ToArray();
        if (unknown.Length > 0)
        {
            object[] since =
            [
                unknown.Select(s => s.Next.Book.Portfolio.Value).ToArray(),
                unknown.Select(s => s.Since).ToArray(), version,
            ];
            yield return new($"""
                delete from ledger.{table.Name} t using unnest(?, ?) as s (portfolio, day)
                where t.projection_version = ? and t.portfolio = s.portfolio
                    and t.valid_from >= s.day
                """, since);
            yield return new($"""
                update ledger.{table.Name} t set valid_to = null
                from unnest(?, ?) as s (portfolio, day)
                where t.projection_version = ? and t.portfolio = s.portfolio
                    and t.valid_to >= s.day
                """, since);
        }
        (string Portfolio, string Key, DateOnly From)[] removed =
        [
            .. steps.SelectMany(s => s.Tables[at].Removed.Select(
                r => (s.Next.Book.Portfolio.Value, r.Key, r.From))),
        ];
        if (removed.Length > 0)
            yield return new($"""
                delete from ledger.{table.Name} t
                using unnest(?, ?, ?) as r (portfolio, key, day)
                where t.portfolio = r.portfolio and t.{table.KeyColumn} = r.key
                    and t.valid_from = r.day and t.projection_version = ?
                """,
                removed.Select(r => r.Portfolio).ToArray(), removed.Select(r => r.Key).ToArray(),
                removed.Select(r => r.From).ToArray(), version);
        (string Portfolio, string Key, DateOnly Since, DateOnly? Day)[] ended =
        [
            .. steps.SelectMany(s => s.Tables[at].Ended.Select(
                e => (s.Next.Book.Portfolio.Value, e.Key, s.Since, e.Day))),
        ];
        if (ended.Length > 0)
            yield return new($"""
                update ledger.{table.Name} t set valid_to = e.day
                from unnest(?, ?, ?, ?) as e (portfolio, key, since, day)
                where t.portfolio = e.portfolio and t.{table.KeyColumn} = e.key
                    and t.projection_version = ? and t.valid_from < e.since
                    and (t.valid_to is null or t.valid_to >= e.since)
                """,
                ended.Select(e => e.Portfolio).ToArray(), ended.Select(e => e.Key).ToArray(),
                ended.Select(e => e.Since).ToArray(), ended.Select(e => e.Day).ToArray(), version);
        (Key, IReadOnlyList<RangedRow> Rows)[] added =
            [.. steps.Select(s => (s.Next.Book.Portfolio, s.Tables[at].Added))];
        if (added.Any(a => a.Rows.Count > 0))
            yield return Insert(version, table, added);
    }

    private static string RowsOf(
        int version, IEnumerable<(Key Portfolio, IReadOnlyList<RangedRow> Rows)> portfolios)
    {
        var json = new StringBuilder("[");
        foreach (var (portfolio, rows) in portfolios)
            foreach (var row in rows)
            {
                json.Append(json.Length == 1 ? "" : ",\n").Append(CultureInfo.InvariantCulture,
                    $"{{\"projection_version\":{version},\"portfolio\":\"{portfolio}\",");
                json.Append(
                    CultureInfo.InvariantCulture, $"\"valid_from\":\"{Text(row.ValidFrom)}\",");
                if (row.ValidTo is { } to)
                    json.Append(CultureInfo.InvariantCulture, $"\"valid_to\":\"{Text(to)}\",");
                json.Append(row.Row, 1, row.Row.Length - 1);
            }
        return json.Append(']').ToString();
    }

    /// <summary>
    /// Lines of the audit history, one an event: as columns they cost the server half of what JSON
    /// does.
    /// </summary>
    private static Statement OfDecisions(int version, DecisionRow[] rows)
    {
        return new($"""
            insert into ledger.bi_decision ({DecisionRow.Columns})
            select ?, r.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb[], ?, ?)
                as r
            """,
            version, Column(r => r.Portfolio.Value),
            Column(r => r.Position), Column(r => r.Type), Column(r => r.IsDecision),
            Column(r => r.Sentence), Column(r => r.SubjectKind), Column(r => r.Subject.Value),
            Column(r => r.Actor), Column(r => Enumeration<Role>.NameOf(r.Role)),
            Column(r => r.Department), Column(r => r.OnBehalfOf),
            Column(r => r.KnownAt.ToUniversalTime()), Column(r => r.RecordedAt.ToUniversalTime()),
            Column(r => r.EffectiveOn), Column(r => r.Rationale), Column(r => r.EvidenceJson),
            Column(r => r.Decision?.Value), Column(r => r.Claimed));

        T[] Column<T>(Func<DecisionRow, T> value) => [.. rows.Select(value)];
    }

    private static Statement OfDocuments(int version, IReadOnlyList<PortfolioChange> changes)
    {
        (ReadModelState Next, ViewDefinition View, ViewBody Body)[] documents =
        [
            .. changes.SelectMany(c => c.Documents, (c, d) => (c.Step!.Next, d.View, d.Body)),
        ];
        return new("""
            insert into ledger.view_document (projection_version, portfolio, view, view_version,
                position, effective_on, digest, next_cursor, body)
            select ?, portfolio, view, view_version, position, effective_on, digest, next_cursor,
                convert_to(body, 'UTF8')
            from unnest(?, ?, ?, ?, ?, ?, ?, ?) as d (portfolio, view, view_version, position,
                effective_on, digest, next_cursor, body)
            on conflict (projection_version, portfolio, view) do update
            set view_version = excluded.view_version, position = excluded.position,
                effective_on = excluded.effective_on, digest = excluded.digest,
                next_cursor = excluded.next_cursor, body = excluded.body
            """,
            version, Column(d => d.Next.Book.Portfolio.Value), Column(d => d.View.Name),
            Column(d => d.View.Version), Column(d => d.Next.Book.Position),
            Column(d => d.Next.Book.Day), Column(d => d.Body.Digest),
            Column(d => d.Body.NextCursor), Column(d => Encoding.UTF8.GetString(d.Body.Bytes)));

        T[] Column<T>(
            Func<(ReadModelState Next, ViewDefinition View, ViewBody Body), T> value) =>
            [.. documents.Select(value)];
    }

    private static Statement Progress(int version, ReadModelState[] standing) => new("""
        insert into ledger.read_model (projection_version, portfolio, position, day, waiting)
        select ?, portfolio, position, day, waiting::date[]
        from unnest(?, ?, ?, ?) as r (portfolio, position, day, waiting)
        on conflict (projection_version, portfolio) do update
        set position = excluded.position, day = excluded.day, waiting = excluded.waiting
        """, version, standing.Select(s => s.Book.Portfolio.Value).ToArray(),
        standing.Select(s => s.Book.Position).ToArray(),
        standing.Select(s => s.Book.Day).ToArray(),
        standing.Select(s => $"{{{string.Join(',', s.Waiting.Select(Text))}}}").ToArray());

    /// <summary>Notes that the next event of a portfolio cannot be applied.</summary>
    private static Statement Park(int version, Key portfolio, Parked parked) => new("""
        insert into ledger.parked_portfolio (projection_version, portfolio, position, type, error)
        values (?, ?, ?, ?, ?) on conflict (projection_version, portfolio) do update
        set position = excluded.position, type = excluded.type, error = excluded.error
        """, version, portfolio.Value, parked.Position, parked.Type ?? "", parked.Error);

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
