using System.Text.Json;
using Npgsql;
using PortfolioLedger.Core;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Journaling.Reading;

namespace PortfolioLedger.AuditLog;

/// <summary>
/// A row of the journal with every column it has, as an auditor looks at it: also what no leaf
/// covers must be what the ledger writes.
/// </summary>
internal sealed record StoredRow(
    long Position, long Sequence, Guid Id, string Type, string? DotnetType, string? Tenant,
    bool? Archived, bool HasBinary, string? User, DateTimeOffset RecordedAt, string? Correlation,
    string? Causation, byte[] Headers, byte[] Data)
{
    /// <summary>The columns, in the order in which they are read.</summary>
    public const string Columns = """
        version, seq_id, id, type, mt_dotnet_type, tenant_id, is_archived, bdata is not null,
        user_name, timestamp, correlation_id, causation_id, headers, data
        """;

    internal const string NoTenant = "*DEFAULT*";

    /// <summary>Reads a row.</summary>
    public static StoredRow Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetString(3), Text(row, 4),
        Text(row, 5), row.IsDBNull(6) ? null : row.GetBoolean(6), row.GetBoolean(7), Text(row, 8),
        row.GetFieldValue<DateTimeOffset>(9), Text(row, 10), Text(row, 11),
        row.IsDBNull(12) ? [] : row.GetFieldValue<byte[]>(12), row.GetFieldValue<byte[]>(13));

    /// <summary>The leaf of the row, and its epoch.</summary>
    /// <param name="portfolio">Whose journal it is in.</param>
    /// <param name="fault">Why there is none.</param>
    public StoredLeaf? LeafOf(string portfolio, out string? fault)
    {
        fault = null;
        try
        {
            var headers = EventHeaders.Read(Headers);
            return new(new(
                portfolio, headers.Epoch ?? 1, Position, Id, Type, headers.SchemaVersion,
                RecordedAt, headers.ReportedAt, headers.EffectiveOn, headers.Actor.Id,
                Enumeration<Role>.NameOf(headers.Actor.Role), headers.Actor.Department,
                headers.OnBehalfOf, Correlation, Causation), Data);
        }
        catch (Exception damaged) when (damaged is JsonException or ArgumentException
            or FormatException or InvalidOperationException)
        {
            fault = $"its headers cannot be read: {damaged.Message}";
            return null;
        }
    }

    /// <summary>What is wrong with it beside its leaf; nothing in the row of an event.</summary>
    /// <param name="before">The row before it; null for the first.</param>
    public IEnumerable<string> Faults(StoredRow? before)
    {
        if (Catalogue.Find(Type) is not { } kind)
            yield return $"its type '{Type}' is none of this release";
        else if (DotnetType != $"{kind.Type.FullName}, {kind.Type.Assembly.GetName().Name}")
            yield return $"mt_dotnet_type is '{DotnetType}', not that of {Type}";
        if (Sequence <= before?.Sequence)
            yield return $"seq_id is {Sequence}, behind {before.Sequence} of the event before";
        if (RecordedAt < before?.RecordedAt)
            yield return $"it was recorded at {RecordedAt:u}, before the event before it";
        if (Archived != false)
            yield return "is_archived is set";
        if (Tenant != NoTenant)
            yield return $"tenant_id is '{Tenant}'";
        if (HasBinary)
            yield return "bdata is set";
        if (ForeignNumber(Data) is { } number)
            yield return $"its data holds the number {number}, which is not as it is written";
        if (HeadersFault() is { } fault)
            yield return fault;
    }

    /// <summary>
    /// Headers hold nothing but what is in the leaf, and the user is the actor among them.
    /// </summary>
    private string? HeadersFault()
    {
        try
        {
            var headers = EventHeaders.Read(Headers);
            if (User != headers.Actor.Id)
                return $"user_name is '{User}', the actor '{headers.Actor.Id}'";
            var own = JsonSerializer.SerializeToUtf8Bytes(headers, LedgerJson.Stored);
            return CanonicalJson.Encode(own).AsSpan()
                .SequenceEqual(CanonicalJson.Encode(Headers))
                    ? null : "its headers hold more than the ledger writes";
        }
        catch (Exception damaged) when (damaged is JsonException or ArgumentException
            or FormatException or InvalidOperationException)
        {
            // That there is no leaf says so already.
            return null;
        }
    }

    /// <summary>
    /// A number that another one equals: 1.0 and 1 have the same leaf, and only one is written.
    /// </summary>
    private static string? ForeignNumber(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan is var number
                && !(reader.TryGetInt64(out var whole)
                    && Math.Abs(whole) <= (1L << 53) - 1
                    && number.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(
                        whole.ToString(System.Globalization.CultureInfo.InvariantCulture)))))
                return System.Text.Encoding.ASCII.GetString(number);
        return null;
    }

    private static string? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
