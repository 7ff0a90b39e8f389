using Npgsql;
using PortfolioLedger.AuditLog;

namespace PortfolioLedger.Doctor;

/// <summary>
/// Whether the audit log can be signed, and every journal extends what is signed of it. The verb
/// <c>verify</c> looks at every event.
/// </summary>
internal static class LogChecks
{
    private const string Logs = """
        select s.id, s.version, coalesce(c.size, 0), coalesce(c.epoch, 1), h.detail
        from ledger.mt_streams s
        left join lateral (select size, epoch from log.checkpoint where portfolio = s.id
            order by epoch desc, size desc limit 1) c on true
        left join lateral (select detail, epoch from log.halt where portfolio = s.id
            order by epoch desc limit 1) h on h.epoch >= coalesce((
                select (e.headers->>'epoch')::int from ledger.mt_events e
                where e.stream_id = s.id and e.version = s.version), 1)
        order by s.id collate "C"
        """;

    public static async Task<List<Finding>> RunAsync(
        NpgsqlConnection connection, LogKeys keys, CancellationToken cancel)
    {
        var findings = new List<Finding> { await KeyAsync(keys, cancel) };
        await using var command = new NpgsqlCommand(Logs, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var (portfolio, last, signed) = (
                rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2));
            findings.Add(!rows.IsDBNull(4)
                ? new("audit-log", portfolio, CheckStatus.Violated, "read-only: "
                    + $"{rows.GetString(4)}; see the verbs verify and log acknowledge-restore")
                : signed > last ? new("audit-log", portfolio, CheckStatus.Violated,
                    $"{signed} events are signed, and the journal ends at {last}")
                : new("audit-log", portfolio, CheckStatus.Ok, signed == last
                    ? $"signed to {signed}, epoch {rows.GetInt32(3)}"
                    : $"signed to {signed} of {last}; the rest follows while the ledger runs"));
        }
        return findings;
    }

    private static async Task<Finding> KeyAsync(LogKeys keys, CancellationToken cancel)
    {
        try
        {
            var file = await keys.FileAsync(cancel);
            if ((await keys.PublicAsync(cancel)).IsEmpty)
                return new("log-key", null, CheckStatus.Ok, "none yet: made at the first start");
            var all = await keys.ReadAsync(cancel);
            return new("log-key", null, CheckStatus.Ok,
                $"{file}, {all.Length} key{(all.Length == 1 ? "" : "s")}, {all[0].Verifier}");
        }
        catch (LogKeyException fault)
        {
            return new("log-key", null, CheckStatus.Failed, fault.Message);
        }
    }
}
