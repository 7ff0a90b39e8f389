using Npgsql;
using NpgsqlTypes;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Projections;

/// <summary>Writes lines of the audit history by COPY.</summary>
internal static class DecisionCopy
{
    private const string Copy =
        $"copy ledger.bi_decision ({DecisionRow.Columns}) from stdin (format binary)";

    /// <summary>The rows that <see cref="DecisionRow"/> describes.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, int version, Key portfolio, List<TimelineItem> history,
        CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Copy, cancel);
        copy.Timeout = TimeSpan.Zero;
        foreach (var item in history)
            await RowAsync(copy, DecisionRow.From(version, portfolio, item));
        await copy.CompleteAsync(cancel);
    }

    private static async Task RowAsync(NpgsqlBinaryImporter copy, DecisionRow row)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(row.ProjectionVersion, NpgsqlDbType.Integer);
        await copy.WriteAsync(row.Portfolio.Value, NpgsqlDbType.Text);
        await copy.WriteAsync(row.Position, NpgsqlDbType.Bigint);
        await copy.WriteAsync(row.Type, NpgsqlDbType.Text);
        await copy.WriteAsync(row.IsDecision, NpgsqlDbType.Boolean);
        await copy.WriteAsync(row.Sentence, NpgsqlDbType.Text);
        await copy.WriteAsync(row.SubjectKind, NpgsqlDbType.Text);
        await copy.WriteAsync(row.Subject.Value, NpgsqlDbType.Text);
        await copy.WriteAsync(row.Actor, NpgsqlDbType.Text);
        await copy.WriteAsync(Enumeration<Role>.NameOf(row.Role), NpgsqlDbType.Text);
        await TextAsync(copy, row.Department);
        await TextAsync(copy, row.OnBehalfOf);
        await copy.WriteAsync(row.KnownAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(row.RecordedAt.UtcDateTime, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(row.EffectiveOn, NpgsqlDbType.Date);
        await TextAsync(copy, row.Rationale);
        await copy.WriteAsync(row.EvidenceJson, NpgsqlDbType.Jsonb);
        await TextAsync(copy, row.Decision?.Value);
        await copy.WriteAsync(row.Claimed, NpgsqlDbType.Boolean);
    }

    private static Task TextAsync(NpgsqlBinaryImporter copy, string? text) =>
        text is null ? copy.WriteNullAsync() : copy.WriteAsync(text, NpgsqlDbType.Text);
}
